"""The SQL texts of the store, one a file, read when they are first needed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["filled_text", "sql_text"]

_FOLDER = Path(__file__).with_name("sql")


@cache
def sql_text(name: str) -> str:
    """Give the text of ``sql/<name>.sql``."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def filled_text(name: str, names: Mapping[str, str]) -> str:
    """Give the text of ``sql/<name>.sql`` with names in its braces."""
    return sql_text(name).format(**names) if names else sql_text(name)
