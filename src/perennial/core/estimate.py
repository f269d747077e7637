"""A number with its 95% limits; nothing where it cannot be said."""

from dataclasses import dataclass

__all__ = ["UNKNOWN", "Estimate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its 95% limits; `value` is None where it cannot be said.

    A limit is None where it is not reached by the data (an open interval).
    """

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def known(self) -> bool:
        """Whether a value can be said."""
        return self.value is not None

    def as_dict(self) -> dict[str, float | None]:
        """Give the three numbers under the names of the file formats."""
        return {"value": self.value, "low": self.low, "high": self.high}


UNKNOWN = Estimate(value=None)
