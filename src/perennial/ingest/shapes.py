"""What the cells of a whole column look like: texts with every digit written as 9, and how often each occurs."""

from dataclasses import dataclass

__all__ = ["Shape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape of a column, for example ``99.99.9999``, with its number of rows and one cell as example."""

    shape: str
    rows: int
    example: str
