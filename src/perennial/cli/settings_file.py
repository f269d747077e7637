"""Options from a TOML file: the long names of the command line, without the dashes."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from perennial.core.errors import UserError

__all__ = ["with_settings_file"]


def with_settings_file(arguments: Sequence[str]) -> list[str]:
    """Put the options of ``--config FILE`` before those of the command line, which therefore win.

    Raises
    ------
    UserError
        The file is missing or not TOML.
    """
    given = list(arguments)
    path = _settings_path(given)
    if path is None or not given:
        return given
    return [given[0], *_as_arguments(path), *given[1:]]


def _settings_path(arguments: list[str]) -> Path | None:
    for position, argument in enumerate(arguments):
        if argument == "--config" and position + 1 < len(arguments):
            return Path(arguments[position + 1])
        if argument.startswith("--config="):
            return Path(argument.removeprefix("--config="))
    return None


def _as_arguments(path: Path) -> Iterator[str]:
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(
            "{file}: the settings file cannot be read ({why}); check the name after --config",
            file=str(path),
            why=error.strerror,
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("{file}: not a TOML settings file ({why})", file=str(path), why=str(error)) from error
    for name, value in settings.items():
        yield from _one_option(name, value)


def _one_option(name: str, value: object) -> Iterator[str]:
    option = "--" + name.replace("_", "-")
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{option}={key}={inner}"
    elif isinstance(value, bool):
        if value:
            yield option
    elif isinstance(value, list):
        for each in value:
            yield f"{option}={each}"
    else:
        yield f"{option}={value}"
