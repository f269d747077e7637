"""Leave the invented company: empty the base for one's own orders, and keep the owner's account."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model
from django_tasks_db.models import DBTaskResult

from perennial.core.errors import UserError
from perennial.records.demo.truth import TRUTH
from perennial.records.kept_lines import lines_may_go
from perennial.records.models import Business, Department, Heartbeat, Import, JobRun, RefreshRun, User
from perennial.records.operations.audit import note_act

__all__ = ["leave_demo"]

_KEPT = frozenset({Business, Department, Heartbeat, JobRun, User})
_FOLDERS = ("mirror", "snapshot", "process", "uploads")
_GOING_ON = ("queued", "running")


def leave_demo(owner: User, *, name: str, email: str, password: str, business_name: str = "") -> None:
    """Empty the demo base; the owner goes on under a name, an address and a password of their own.

    Language, time zone, currency and departments stay, everything else is gone. The password of the demo
    is known to everybody, so it must be replaced.

    Raises
    ------
    UserError
        This is not the demo, or a refresh or an import is going on.
    """
    if not Business.current().demo:
        raise UserError("This is not the invented company; nothing was deleted.")
    if any(model.objects.filter(state__in=_GOING_ON).exists() for model in (RefreshRun, Import)):
        raise UserError("Something is being worked out just now. Try again when that is done.")
    _empty(owner, name=name, email=email, password=password, business_name=business_name)
    cache.clear()
    folder = Path(settings.DATA_DIR)
    for each in _FOLDERS:
        shutil.rmtree(folder / each, ignore_errors=True)
    (folder / TRUTH).unlink(missing_ok=True)


@transaction.atomic
def _empty(owner: User, *, name: str, email: str, password: str, business_name: str) -> None:
    business = Business.objects.select_for_update().get(id=1)
    Business(
        name=business_name,
        setup_done=True,
        **{
            column: getattr(business, column)
            for column in ("language", "time_zone", "currency", "phone_region", "first_weekday")
        },
    ).save(force_update=True)
    with lines_may_go(connection):
        for model in _models():
            rows = model._default_manager.all()  # noqa: SLF001 - Django's public way
            rows._raw_delete(rows.db)  # noqa: SLF001 - row by row, collecting what hangs on it, takes minutes
    DBTaskResult.objects.all().delete()
    Session.objects.all().delete()
    User.objects.exclude(pk=owner.pk).delete()
    owner.name, owner.email, owner.external_id, owner.department = name, email.lower(), "", None
    owner.set_password(password)
    owner.save()
    note_act(owner, "demo.leave", business)


def _models() -> Iterator[type[Model]]:
    """Give what hangs together as rows of the demo; constraints are looked at when all of it is gone."""
    for model in apps.get_app_config("records").get_models(include_auto_created=True):
        if model not in _KEPT:
            yield model
