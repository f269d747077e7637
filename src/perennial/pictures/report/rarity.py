"""How rare purchases are spoken of: in months."""

__all__ = ["DAYS_A_MONTH"]

DAYS_A_MONTH = 365.25 / 12
