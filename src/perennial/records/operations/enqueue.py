"""Put work into the queue in the same step as what asks for it, so that neither stands there alone."""

from collections.abc import Callable

from django.db import transaction
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend

__all__ = ["in_step"]


def in_step(put: Callable[[], object]) -> None:
    """Put work into a queue: within the transaction where the queue is a table of ours, else after it.

    A process that dies right after its transaction then leaves nothing that waits for ever.
    """
    if isinstance(task_backends["default"], DatabaseBackend):
        put()
    else:
        transaction.on_commit(put)
