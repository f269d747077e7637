"""The register of erasures: one JSON line an erasure, outside the database.

A copy restored from an older backup must not bring a person back.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from perennial.core.errors import UserError

__all__ = ["REGISTER", "merged_register", "write_register"]

REGISTER = "erasures.jsonl"


def merged_register(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Read registers, each erasure once, in the order in which they happened.

    Raises
    ------
    UserError
        A line is not of the register.
    """
    lines = {
        (line["number"], line["customer_id"], line["at"]): line
        for path in paths
        if path.is_file()
        for line in _lines(path)
    }
    return sorted(lines.values(), key=lambda line: (line["at"], line["number"]))


def write_register(target: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Write a register."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if text:
        aside = target.with_suffix(".writing")
        aside.write_text(text, encoding="utf-8")
        aside.replace(target)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
            yield {
                **line,
                "number": int(line["number"]),
                "customer_id": int(line["customer_id"]),
                "at": line["at"],
            }
        except (ValueError, TypeError, KeyError) as error:
            raise UserError(
                "{file}, line {line}: not a line of the register of erasures", file=str(path), line=number
            ) from error
