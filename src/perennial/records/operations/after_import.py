"""What follows when rows came in: search, what orders settle, hand-offs, the mirror, the forecasts."""

from django.db import transaction

from perennial.records.later import operation
from perennial.records.models import User
from perennial.records.operations.index_search import index_search
from perennial.records.operations.settle_touches import settle_touches
from perennial.records.operations.take_rows import Taking

__all__ = ["after_rows", "ask_for_refresh"]


def after_rows(taking: Taking) -> None:
    """Do what a portion asks for, in its own transaction, so that both are done or neither."""
    index_search(sorted(taking.renamed))
    if taking.customers:
        settle_touches(taking.customers)
    for name, function, concerned in (
        ("return_rule", "give_returned", taking.orders),
        ("open_handoff", "open_handoffs", taking.orders),
        ("mark_dirty", "mark_dirty", sorted(taking.days)),
    ):
        follow = operation(name, function)
        if follow is not None and concerned:
            follow(concerned)
    taking.finish()
    taking.renamed, taking.customers, taking.orders, taking.days = set(), set(), [], set()


def ask_for_refresh(by: User | None) -> None:
    """Have the forecasts rolled forward once this is committed."""
    request_refresh = operation("request_refresh")
    if request_refresh is not None:
        transaction.on_commit(lambda: request_refresh(by=by, kind="roll"))
