"""Take in what a shop's webhook tells: kept at once, done by a task, each event once."""

import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from django.conf import settings
from django.db import transaction
from django_tasks import task

from perennial.records.models import HookEvent
from perennial.records.operations.after_import import ask_for_refresh
from perennial.records.operations.take_hook_days import first_days
from perennial.records.operations.take_hook_orders import shopify_orders, woocommerce_orders
from perennial.records.operations.take_orders import take_orders
from perennial.records.operations.take_rows import Taking

__all__ = ["receive_hook", "take_hook"]

_READERS = {"shopify": shopify_orders, "woocommerce": woocommerce_orders}
_FOLDER = "hooks"
#: What reading comes to where an event is not built as that shop builds them; it tells us nothing then.
_OTHERWISE = (AttributeError, TypeError, ValueError, LookupError, ArithmeticError)
_log = structlog.get_logger("perennial.hooks")


def receive_hook(source: str, event: str, topic: str, body: bytes) -> bool:
    """Keep an event for a task; one that came already, or tells nothing we need, is dropped.

    The body stands in a file until the task is done, so that nobody's name stays in the list of tasks.

    Returns
    -------
    bool
        Whether there is something to do.
    """
    if not topic.startswith(("orders/", "order.", "refunds/")) or settings.CONFIG.store_url:
        return False
    name = f"{uuid4().hex}.json"
    with transaction.atomic():
        _, is_new = HookEvent.objects.get_or_create(source=source, event_id=event)
        if is_new:
            _write(name, body)
            take_hook.enqueue(source, topic, name)
    return is_new


@task()
def take_hook(source: str, topic: str, name: str) -> None:
    """Take the orders of one event in, and forget its body."""
    path = _path(name)
    if not path.is_file():
        return
    taking = Taking(source)
    try:
        told = _READERS[source](topic, _without_zero(json.loads(path.read_bytes())), taking)
    except _OTHERWISE:
        _log.warning("hook_unreadable", source=source, topic=topic)
        told = []
    if told:
        orders = first_days([order for order, _ in told], source)
        take_orders(orders, taking, [person for _, person in told])
        if taking.told.created or taking.told.updated:
            ask_for_refresh(None)
    path.unlink(missing_ok=True)


def _without_zero(told: Any) -> Any:
    """Leave out the sign with the number 0, which no database keeps as text."""
    if isinstance(told, str):
        return told.replace("\0", "")
    if isinstance(told, list):
        return [_without_zero(each) for each in told]
    if isinstance(told, dict):
        return {name: _without_zero(each) for name, each in told.items()}
    return told


def _write(name: str, body: bytes) -> None:
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(path, "xb", opener=_private) as file:
        file.write(body)


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT, _FOLDER, name)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
