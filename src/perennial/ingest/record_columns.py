"""Which header is which column of customers, leads or touches: consents, names in parts, direction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from perennial.ingest.headers import normal
from perennial.ingest.kinds.consents import consent_headers
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.mapping import ColumnChoice, find_columns

__all__ = ["find_record_columns"]


def find_record_columns(
    headers: Sequence[str], given: Mapping[str, str], kind: Kind, *, file: str
) -> dict[str, ColumnChoice]:
    """Find the columns of a kind among the headers.

    Parameters
    ----------
    given
        Header of a canonical column as the person said.
    file
        Name of the file for error sentences.

    Raises
    ------
    UserError
        `given` names an unknown column or a header that is not there.
    """
    choices = find_columns(headers, given, kind.vocabulary, export=None, file=file)
    taken = {at for choice in choices.values() if choice.known == "given" for at in choice.positions}
    if kind.vocabulary.family is not None:
        for name, places in consent_headers(headers).items():
            free = tuple(at for at in places if at not in taken)
            if free and name not in given:
                names = tuple(headers[at] for at in free)
                choices[name] = ColumnChoice(canonical=name, positions=free, headers=names, known="word")
    return _borrowed(_with_whole_names(choices), kind)


def _with_whole_names(choices: dict[str, ColumnChoice]) -> dict[str, ColumnChoice]:
    """Make names of their parts where there is a surname; without one, a first name is the name."""
    named = choices.get("name")
    if "last_name" in choices and named is not None and normal(named.headers[0]) in {"имя", "name"}:
        if "first_name" not in choices:
            choices["first_name"] = replace(named, canonical="first_name")
        del choices["name"]
    if "last_name" not in choices and (first := choices.pop("first_name", None)):
        choices.setdefault("name", replace(first, canonical="name"))
    return choices


def _borrowed(choices: dict[str, ColumnChoice], kind: Kind) -> dict[str, ColumnChoice]:
    """Read the direction from the channel's cells where it has no column: "исходящий звонок"."""
    if "channel" in choices and "direction" not in choices and "direction" in kind.cells:
        choices["direction"] = replace(choices["channel"], canonical="direction", known="hint")
    return choices
