"""Found by django-rules at start: brings the rights into its register."""

from perennial.records import rights

__all__ = ["rights"]
