"""`perennial manage worker`: does the tasks, gives signs of life, and begins the jobs of the night."""

import logging
import os
from typing import Any

from django.urls import reverse
from django_tasks_db.management.commands.db_worker import Command as TaskWorker

from perennial.records.nightly.timekeeper import timekeeper
from perennial.records.supervised import be_modest, stop_with_parent

__all__ = ["Command"]


class Command(TaskWorker):
    """The library's worker, with a timekeeper at its side."""

    help = "Does background tasks and the jobs of the night until it is stopped."

    def configure_logging(self, verbosity: int) -> None:
        """Log what goes wrong; that a task was done is news only to who asks for more."""
        super().configure_logging(verbosity)
        if verbosity == 1:
            for name in ("django_tasks", "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.WARNING)

    def handle(self, *args: Any, worker_id: str, **options: Any) -> None:
        """Work until told to stop."""
        del args
        be_modest()
        if os.environ.get("PERENNIAL_SUPERVISED"):
            stop_with_parent()
        reverse("home")  # read the addresses of pages now: notices name them while others wait to write
        with timekeeper(worker_id):
            super().handle(worker_id=worker_id, **options)
