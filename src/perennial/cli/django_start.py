"""Django made ready for a command that needs the records; no other command pays for it."""

import os

__all__ = ["start_django"]


def start_django() -> None:
    """Make the records usable; the first time ever, this makes the data folder and its secret."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
    import django

    django.setup()
