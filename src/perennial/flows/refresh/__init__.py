"""Forecasts kept fresh: fitted seldom, rolled forward every day, with a cause for every date that moves."""

from perennial.flows.refresh.date_changes import Cause, DateChange
from perennial.flows.refresh.figures import figures_from_json, figures_of, figures_to_json
from perennial.flows.refresh.publish_snapshot import (
    forget_in_snapshot,
    read_beside,
    read_snapshot,
    read_summary,
    snapshot_folder,
    write_snapshot,
)
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
    "figures_from_json",
    "figures_of",
    "figures_to_json",
    "forget_in_snapshot",
    "read_beside",
    "read_snapshot",
    "read_summary",
    "refresh_forecasts",
    "snapshot_folder",
    "write_snapshot",
]
