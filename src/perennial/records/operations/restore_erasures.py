"""Erasures that came after a backup was made are done again on the restored copy.

The register is one JSON line an erasure, outside the database: a copy restored from an older backup must not
bring a person back.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from perennial.core.errors import UserError
from perennial.records.later import operation
from perennial.records.models import Erasure

__all__ = ["REGISTER", "erase_what_was_erased", "merged_register", "write_register"]

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


def erase_what_was_erased(lines: Iterable[dict[str, Any]]) -> int:
    """Erase again whoever the records do not know to be erased; give how many."""
    known = set(Erasure.objects.values_list("number", "customer_id_was"))
    later = [line for line in lines if (line["number"], line["customer_id"]) not in known]
    erase_again = operation("erase", "erase_again")
    if later and erase_again is None:
        raise UserError("This installation cannot erase, and the backup holds people who must be erased.")
    return sum(erase_again is not None and erase_again(line) is not None for line in later)


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
