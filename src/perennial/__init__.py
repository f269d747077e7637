"""Perennial: from an order log to who is due, who is leaving and whom to call this week."""

__all__ = ["__version__"]

__version__ = "0.1.0"
