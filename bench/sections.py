"""Write one section of a page of figures and leave the others as they are."""

import datetime as dt
import importlib.metadata
import re
from collections.abc import Sequence
from pathlib import Path

from measure import machine

__all__ = ["other_sections", "write_section"]

_DOCS = Path(__file__).parent.parent / "docs"
_PACKAGES = ("Django", "duckdb", "numpy", "scipy")


def other_sections(path: Path, text: str) -> str:
    """Give the sections of a file that are not in a text that is to replace it."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    names = set(re.findall(r"(?m)^## (.*)$", text))
    parts = [part for part in re.split(r"(?m)^(?=## )", old) if part.startswith("## ")]
    return "".join("\n" + part.rstrip() + "\n" for part in parts if part[3:].partition("\n")[0] not in names)


def write_section(file: str, title: str, name: str, lines: Sequence[str], command: str) -> None:
    """Put `lines` under the heading `name` of a file in docs/, with where and when they were measured."""
    path = _DOCS / file
    text = path.read_text(encoding="utf-8") if path.exists() else f"# {title}\n"
    versions = ", ".join(f"{each} {importlib.metadata.version(each)}" for each in _PACKAGES)
    today = dt.datetime.now(tz=dt.UTC).date()
    measured = f"Measured on {today} by `{command}`: {machine()}; {versions}."
    section = "\n".join([f"## {name}", "", measured, "", *lines]).rstrip() + "\n"
    parts = re.split(r"(?m)^(?=## )", text)
    kept = [part.rstrip() + "\n" for part in parts if not part.startswith(f"## {name}\n")]
    path.write_text("\n".join([*kept, section]), encoding="utf-8")
    print(section)
