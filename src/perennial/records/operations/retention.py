"""Delete what has been kept long enough: uploaded files, history, results of tasks, what has expired."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from perennial.records.models import (
    AuditEntry,
    Business,
    Customer,
    HookEvent,
    Import,
    ImportChange,
    Invitation,
    JobRun,
    Notice,
    OutboxMessage,
)
from perennial.records.operations.audit import note_act
from perennial.records.operations.give_way import give_way

__all__ = ["Deleted", "delete_old"]

#: Rows deleted at a time, so that others need not wait long for their turn to write.
_PORTION = 2_000
_DONE = (OutboxMessage.State.SENT, OutboxMessage.State.DEAD, OutboxMessage.State.CANCELLED)
_SETTLED = (Import.State.DONE, Import.State.FAILED, Import.State.UNDONE, Import.State.UPLOADED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """How much was deleted: files of uploads, rows of history, rows of logs."""

    uploads: int
    history: int
    logs: int


def delete_old(at: datetime) -> Deleted:
    """Delete what is older than the business's settings allow, and note how much in the audit trail."""
    business = Business.current()
    deleted = Deleted(
        uploads=_uploads(at - timedelta(days=business.keep_uploads_days)),
        history=_history(at - timedelta(days=business.keep_history_days)),
        logs=_logs(at, at - timedelta(days=business.keep_logs_days)),
    )
    if deleted.uploads or deleted.history:
        note_act(None, "retention", uploads=deleted.uploads, history=deleted.history, logs=deleted.logs)
    return deleted


def _uploads(before: datetime) -> int:
    old = Import.objects.filter(created_at__lt=before, state__in=_SETTLED).exclude(path="")
    _in_portions(ImportChange.objects.filter(batch__created_at__lt=before))
    gone = sum(_unlink(Path(settings.MEDIA_ROOT, path)) for path in old.values_list("path", flat=True))
    old.update(path="")
    still_named = set(Import.objects.exclude(path="").values_list("path", flat=True))
    return gone + sum(_unlink(path) for path in _files_before(before) if _name(path) not in still_named)


def _history(before: datetime) -> int:
    histories = (each.history.filter(history_date__lt=before) for each in (Customer, Business))
    return _messages(before) + sum(map(_in_portions, (*histories, AuditEntry.objects.filter(at__lt=before))))


def _messages(before: datetime) -> int:
    """Empty messages that are done with; that there was one stays."""
    done = OutboxMessage.objects.filter(created_at__lt=before, state__in=_DONE)
    empty = {"address": "", "subject": "", "text": "", "html": ""}
    return done.exclude(**empty).update(**empty)


def _logs(at: datetime, before: datetime) -> int:
    return sum(
        map(
            _in_portions,
            (
                DBTaskResult.objects.finished().filter(finished_at__lt=before),
                JobRun.objects.filter(begun_at__lt=before),
                HookEvent.objects.filter(received_at__lt=before),
                Notice.objects.filter(read_at__lt=before),
                Invitation.objects.filter(expires_at__lt=before),
                Session.objects.filter(expire_date__lt=at),
            ),
        )
    )


def _in_portions(rows: QuerySet) -> int:  # type: ignore[type-arg]  # of any model
    gone = 0
    while portion := list(rows.order_by("pk").values_list("pk", flat=True)[:_PORTION]):
        rows.model._default_manager.filter(pk__in=portion).delete()  # noqa: SLF001 - Django's public way
        gone += len(portion)
        give_way()
    return gone


def _files_before(before: datetime) -> list[Path]:
    folder = Path(settings.MEDIA_ROOT)
    return [
        path for path in folder.rglob("*") if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]


def _unlink(path: Path) -> int:
    if not path.is_file():
        return 0
    path.unlink(missing_ok=True)
    return 1


def _name(path: Path) -> str:
    return path.relative_to(settings.MEDIA_ROOT).as_posix()
