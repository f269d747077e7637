"""The Django app of the records."""

from django.apps import AppConfig

__all__ = ["RecordsConfig"]


class RecordsConfig(AppConfig):
    """Registers the records under the label `records`."""

    name = "perennial.records"
    label = "records"
    verbose_name = "Records"

    def ready(self) -> None:
        """Listen to what mail services tell of mails that have left."""
        from perennial.records import mail_events  # noqa: F401, PLC0415 - models are there only now
