"""A part of a page that a program writes, between two marks; the rest is written by hand."""

from collections.abc import Sequence
from pathlib import Path

__all__ = ["write_part"]


def write_part(page: Path, name: str, lines: Sequence[str]) -> None:
    """Put lines between the marks of a part, which must be there."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise LookupError(f"{page} has no part {name}")
    body = "\n".join(lines)
    page.write_text(f"{before}{begin}\n{body}\n{end}{after}", encoding="utf-8")
