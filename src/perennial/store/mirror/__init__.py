"""The application's orders as Parquet by month, over which DuckDB works in memory."""

from perennial.store.mirror.forgetting import forget_customers
from perennial.store.mirror.manifest import Manifest, MirrorChangedError, MonthFile, read_manifest
from perennial.store.mirror.mirror_order import MirrorOrder, month_name
from perennial.store.mirror.opening import open_mirror
from perennial.store.mirror.writing import write_months

__all__ = [
    "Manifest",
    "MirrorChangedError",
    "MirrorOrder",
    "MonthFile",
    "forget_customers",
    "month_name",
    "open_mirror",
    "read_manifest",
    "write_months",
]
