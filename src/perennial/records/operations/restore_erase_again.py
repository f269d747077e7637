"""Whoever was erased after a backup was made is erased again on the restored copy."""

from collections.abc import Iterable
from typing import Any

from perennial.records.models import Erasure
from perennial.records.operations.erase import erase_again

__all__ = ["erase_what_was_erased"]


def erase_what_was_erased(lines: Iterable[dict[str, Any]]) -> int:
    """Erase again whoever the records do not know to be erased; give how many."""
    known = set(Erasure.objects.values_list("number", "customer_id_was"))
    later = [line for line in lines if (line["number"], line["customer_id"]) not in known]
    return sum(erase_again(line) is not None for line in later)
