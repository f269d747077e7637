"""The Django app of the records."""

from django.apps import AppConfig

__all__ = ["RecordsConfig"]


class RecordsConfig(AppConfig):
    """Registers the records under the label `records`."""

    name = "perennial.records"
    label = "records"
    verbose_name = "Records"
