"""Read the events of all processes in the background, so that no page waits for a look at all records."""

from django.utils import timezone, translation
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.core.errors import UserError
from perennial.records.models import Business, Erasure, Process
from perennial.records.operations.process.forget_process import forget_in_process
from perennial.records.queries.process.columns import only_products, read_records, without_products
from perennial.records.queries.process.files import REST, events_file, events_files, events_folder, key_of
from perennial.records.queries.process.looks import drawn_map, filter_choices, look_of, stamp_of
from perennial.records.queries.process.processes import shown_processes
from perennial.store.duckdb.event_arrays import RecordColumns, events_of_records
from perennial.store.duckdb.event_files import write_events
from perennial.store.events import EVERYTHING

__all__ = ["ask_for_process", "read_process"]


@task()
def read_process() -> None:
    """Write the events of every process anew, and look at each once for who opens its page first."""
    business = Business.current()
    erasures = Erasure.objects.count()
    with timezone.override(business.time_zone), translation.override(business.language):
        _write_all()
    if Erasure.objects.count() != erasures:  # what was read before holds whom it is to forget
        forget_in_process()
        ask_for_process()
        return
    for shown in shown_processes():
        if stamp_of(shown.key):
            look_of(shown.key)
            filter_choices(shown.key)
            if shown.drawing is not None:
                drawn_map(shown.key, EVERYTHING, shown.drawing)


def ask_for_process() -> None:
    """Put a reading in the queue unless one waits."""
    waiting = DBTaskResult.objects.filter(task_path=read_process.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        read_process.enqueue()


def _write_all() -> None:
    events_folder().mkdir(parents=True, exist_ok=True)
    records = read_records()
    own = {
        pk: name
        for pk, name in Process.objects.values_list("product_id", "product__name")
        if pk is not None and name is not None
    }
    wanted = {REST: without_products(records, own.values())}
    wanted |= {key_of(pk): only_products(records, [name]) for pk, name in own.items()}
    for path in events_files():
        if path.stem not in wanted:
            path.unlink(missing_ok=True)
    for key, columns in wanted.items():
        _write(key, columns)


def _write(key: str, columns: RecordColumns) -> None:
    path = events_file(key)
    try:
        log = events_of_records(columns)
    except UserError:  # nothing has happened yet
        path.unlink(missing_ok=True)
        return
    try:
        write_events(log, path)
    finally:
        log.close()
