"""What was published last: the snapshot, the run that made it, and the dates that it moved."""

from dataclasses import dataclass
from datetime import date

from perennial.core.days import date_of
from perennial.flows.refresh import (
    DateChange,
    Refreshed,
    Snapshot,
    figures_to_json,
    read_beside,
    read_snapshot,
    snapshot_folder,
    write_snapshot,
)
from perennial.pictures.report.contents import ReportContents
from perennial.records.operations.refresh_folders import snapshots_folder

__all__ = ["Published", "publish_forecasts", "read_published"]

_RUN = "run"
_FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A snapshot with what it changed, and the number of the run that made it (0 where that is not known)."""

    snapshot: Snapshot
    run_id: int
    changes: tuple[DateChange, ...]

    @property
    def as_of(self) -> date:
        """The last day observed."""
        return date_of(self.snapshot.as_of)


def publish_forecasts(run_id: int, refreshed: Refreshed, figures: ReportContents) -> Published:
    """Publish a refresh in one step: snapshot, changes and figures."""
    changes = [[each.customer_id, each.old, each.new, each.cause] for each in refreshed.changes]
    write_snapshot(
        snapshots_folder(),
        refreshed.snapshot,
        beside={_RUN: {"run": run_id, "changes": changes}, _FIGURES: figures_to_json(figures)},
    )
    return Published(snapshot=refreshed.snapshot, run_id=run_id, changes=refreshed.changes)


def read_published() -> Published | None:
    """Read what was published last; None where there is nothing yet."""
    folder = snapshots_folder()
    current, snapshot = snapshot_folder(folder), read_snapshot(folder)
    if current is None or snapshot is None:
        return None
    said = read_beside(current, _RUN) or {"run": 0, "changes": []}
    return Published(
        snapshot=snapshot,
        run_id=said["run"],
        changes=tuple(
            DateChange(customer_id=who, old=old, new=new, cause=cause)
            for who, old, new, cause in said["changes"]
        ),
    )
