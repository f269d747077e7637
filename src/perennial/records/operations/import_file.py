"""Import a file: kept, then taken in portion by portion; broken off anywhere, it goes on where it stood."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.options import ReadingOptions
from perennial.records.models import Import, User
from perennial.records.operations.after_import import ask_for_refresh
from perennial.records.operations.audit import note_act
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.import_file_options import message_json, options_json
from perennial.records.operations.import_file_take import take_file
from perennial.records.operations.import_file_upload import keep_file
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.trouble import Trouble, trouble_of

__all__ = ["IMPORT_BROKE", "KINDS", "begin_import", "import_file", "run_import", "start_import"]

KINDS = ("orders", "customers", "leads", "touches")
_OPEN = (Import.State.QUEUED, Import.State.RUNNING)
_CHUNK = 1 << 20
IMPORT_IN_TROUBLE: Final[dict[Trouble, Message]] = {
    "full": Message(
        "The disk of the server is full; the rows taken in so far are kept. Make room, then try again."
    ),
    "away": Message("The database did not answer; the rows taken in so far are kept. Try again."),
}
IMPORT_BROKE = Message("Something went wrong on our side; the rows taken in so far are kept. Try again.")


def start_import(
    chunks: Iterable[bytes],
    name: str,
    *,
    by: User | None,
    kind: str = "",
    options: Mapping[str, Any] | None = None,
) -> Import:
    """Keep a file that is to be imported; nothing is taken in yet.

    Parameters
    ----------
    kind
        What it is a list of; "" while that is not known.

    Raises
    ------
    UserError
        It is too large.
    """
    path, digest = keep_file(chunks, name)
    return Import.objects.create(
        kind=kind,
        file_name=Path(name).name[:300],
        path=path,
        digest=digest,
        options=dict(options or {}),
        by=by,
    )


@transaction.atomic
def begin_import(batch: Import, by: User | None) -> None:
    """Put an import in the queue; doing it twice queues it once."""
    begun = Import.objects.filter(pk=batch.pk, state__in=[Import.State.UPLOADED, Import.State.FAILED]).update(
        state=Import.State.QUEUED, failure={}, step={}, progress=0
    )
    if begun:
        note_act(by, "import", batch, kind=batch.kind)
        in_step(lambda: run_import.enqueue(batch.pk))


@task()
def run_import(import_id: int) -> None:
    """Take in what an import has not taken in yet."""
    batch = Import.objects.filter(pk=import_id, state__in=_OPEN).first()
    if batch is None:
        return
    batch.state, batch.started_at = Import.State.RUNNING, batch.started_at or timezone.now()
    batch.save(update_fields=["state", "started_at"])
    try:
        take_file(batch)
    except UserError as error:
        _fail(batch, error.message)
    except Exception as error:
        trouble = trouble_of(error)
        _fail(batch, IMPORT_BROKE if trouble is None else IMPORT_IN_TROUBLE[trouble])
        raise
    else:
        _finish(batch)


def import_file(
    path: Path, kind: str, *, by: User | None = None, options: ReadingOptions | None = None, system: str = ""
) -> Import:
    """Import a file at once, as the command line and the watched folder do.

    Raises
    ------
    UserError
        The file cannot be used.
    """
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(_CHUNK), b"")
        batch = start_import(
            chunks, path.name, by=by, kind=kind, options=options_json(options or ReadingOptions())
        )
    batch.state, batch.system = Import.State.QUEUED, system or "file"
    batch.save(update_fields=["state", "system"])
    note_act(by, "import", batch, kind=kind)
    run_import.call(batch.pk)
    batch.refresh_from_db()
    if batch.state == Import.State.FAILED:
        raise UserError(batch.failure["text"], **batch.failure["facts"])
    return batch


@transaction.atomic
def _finish(batch: Import) -> None:
    batch.state, batch.finished_at, batch.progress = Import.State.DONE, timezone.now(), 1.0
    batch.step = {}
    batch.save(update_fields=["state", "finished_at", "progress", "step"])
    note_act(batch.by, "import.done", batch, created=batch.created, updated=batch.updated)
    if batch.created or batch.updated:
        if batch.kind in {"leads", "touches"}:
            plan_leads()  # before the refresh, which needs orders
        ask_for_refresh(batch.by)


def _fail(batch: Import, message: Message) -> None:
    batch.state, batch.failure = Import.State.FAILED, message_json(message)
    batch.finished_at = timezone.now()
    batch.save(update_fields=["state", "failure", "finished_at"])
