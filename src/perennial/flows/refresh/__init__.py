"""Forecasts kept fresh: fitted seldom, rolled forward every day, with a cause for every date that moves."""

from perennial.flows.refresh.date_changes import Cause, DateChange
from perennial.flows.refresh.publish_snapshot import forget_in_snapshot, read_snapshot, write_snapshot
from perennial.flows.refresh.refresh_forecasts import Refreshed, refresh_forecasts
from perennial.flows.refresh.settings import Circumstances, RefreshSettings
from perennial.flows.refresh.snapshot import Snapshot

__all__ = [
    "Cause",
    "Circumstances",
    "DateChange",
    "RefreshSettings",
    "Refreshed",
    "Snapshot",
    "forget_in_snapshot",
    "read_snapshot",
    "refresh_forecasts",
    "write_snapshot",
]
