"""Names and values inside SQL texts: the only place where they are quoted."""

from collections.abc import Iterable

__all__ = ["identifier", "literal", "literals"]


def identifier(name: str) -> str:
    """Quote the name of a table or column."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Quote a text value."""
    return "'" + value.replace("'", "''") + "'"


def literals(values: Iterable[str]) -> str:
    """Quote text values, separated by commas."""
    return ", ".join(literal(value) for value in values)
