"""The SQL texts of the store, one a file, read when they are first needed."""

from functools import cache
from pathlib import Path

__all__ = ["sql_text"]

_FOLDER = Path(__file__).with_name("sql")


@cache
def sql_text(name: str) -> str:
    """Give the text of ``sql/<name>.sql``."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
