"""Say why the plan leaves a customer out, by all that it goes by."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.flows.refresh import Snapshot, read_snapshot, snapshot_folder
from perennial.flows.why_not import why_not
from perennial.records.models import Business, Customer
from perennial.records.operations.plan_terms import terms_of, workdays_of
from perennial.records.queries.figures import snapshots_folder
from perennial.records.queries.why_not import Standing, told_by_plan, told_by_records

__all__ = ["explain_plan"]


def explain_plan(customer: Customer, business: Business, today: date) -> Message:
    """Say in a sentence why nobody has this customer on their list."""
    now = Standing.of(customer, today, business)
    said = told_by_records(now)
    if said is not None:
        return said
    current = snapshot_folder(snapshots_folder())
    snapshot = None if current is None else _snapshot(current)
    if snapshot is None:
        return Message("Nothing is forecast yet: the next refresh does.")
    found = why_not(
        snapshot,
        str(customer.pk),
        workdays_of(business, today),
        day=day_of(today),
        terms=terms_of([customer.pk], business, today=today, draw=None),
    )
    has_money = not np.isnan(snapshot.columns["spend_per_order"]).all()
    return told_by_plan(found, has_money=has_money)


@lru_cache(maxsize=1)
def _snapshot(current: Path) -> Snapshot | None:
    del current  # names what is read
    return read_snapshot(snapshots_folder())
