"""What follows when rows came in: search, what orders settle, hand-offs, the mirror, the forecasts."""

from perennial.records.models import User
from perennial.records.operations.close_leads import win_leads
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.index_search import index_search
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.open_handoff import open_handoffs
from perennial.records.operations.pay.write_soon import write_soon
from perennial.records.operations.request_refresh import request_refresh
from perennial.records.operations.return_rule import give_returned
from perennial.records.operations.settle_touches import settle_touches
from perennial.records.operations.take_rows import Taking

__all__ = ["after_rows", "ask_for_refresh"]


def after_rows(taking: Taking) -> None:
    """Do what a portion asks for, in its own transaction, so that both are done or neither."""
    index_search(sorted(taking.renamed))
    if taking.customers:
        write_soon(taking.customers)
        settle_touches(taking.customers)
        win_leads(taking.customers)
    if taking.orders:
        give_returned(taking.orders)
        open_handoffs(taking.orders)
    if taking.days:
        mark_dirty(sorted(taking.days))
    taking.finish()
    taking.renamed, taking.customers, taking.orders, taking.days = set(), set(), [], set()


def ask_for_refresh(by: User | None) -> None:
    """Have the forecasts rolled forward once this is committed."""
    in_step(lambda: request_refresh(by=by, kind="roll"))
