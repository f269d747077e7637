"""The demonstration company's leads, touches and orders as columns, or as a file of events.

python tools/demo_events.py out/events.csv [--lang ru] [--product P2]
"""

import argparse
import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY, day_of
from perennial.simulate.company.company import Company, make_company
from perennial.store.duckdb.event_arrays import RecordColumns

__all__ = ["company_records", "demo_company", "event_rows"]

_LAST_DAY = day_of(date(2026, 11, 27))
_MORNING = 8 * 60
_STEPS = {"contact": "контакт", "meeting": "встреча", "offer": "предложение", "lost": "отказ"}


def demo_company(language: str = "en") -> Company:
    """Invent the company as of a fixed day."""
    return make_company(seed=1, last_day=_LAST_DAY, language="ru" if language == "ru" else "en")


def company_records(company: Company) -> RecordColumns:
    """Give what the application would keep of the company's sales; a case is a customer, else a lead."""
    leads, names = company.leads, dict(zip(company.sellers.seller_id, company.sellers.name, strict=True))
    case = np.where(leads.customer_id == "", leads.lead_id, leads.customer_id)
    hunters, products = _named(leads.hunter_id, names), _products(company, leads.product_id)
    return RecordColumns(
        leads={
            "case_id": _objects(case),
            "source": _objects(leads.source),
            "product": products,
            "resource": hunters,
            "entered_at": _moments(leads.entered, leads.entered_minute),
        },
        lead_steps=_lead_steps(company, case, products, hunters),
        touches=_touches(company, dict(zip(leads.lead_id, case, strict=True)), names),
        orders=_orders(company, names),
    )


def event_rows(company: Company, product: str | None = None) -> Iterable[tuple[object, ...]]:
    """Give the steps of the map: case, activity, timestamp, resource, product, channel, source."""
    from perennial.store.duckdb.event_arrays import events_of_records  # noqa: PLC0415 - dear to import

    log = events_of_records(company_records(company), product=product)
    try:
        return log.step_rows()
    finally:
        log.close()


def _lead_steps(
    company: Company, case: NDArray[np.str_], products: NDArray[Any], hunters: NDArray[Any]
) -> dict[str, NDArray[Any]]:
    steps = {
        "contact": company.leads.contact_day,
        "meeting": company.leads.meeting_day,
        "offer": company.leads.offer_day,
        "lost": company.leads.lost_day,
    }
    names = _STEPS if company.language == "ru" else dict(zip(steps, steps, strict=True))
    reached = {name: np.flatnonzero(day != NO_DAY) for name, day in steps.items()}
    at = np.concatenate(list(reached.values()))
    return {
        "case_id": _objects(case[at]),
        "lead_step": _objects([names[name] for name, rows in reached.items() for _ in rows]),
        "product": products[at],
        "resource": hunters[at],
        "reached_at": np.concatenate(
            [
                _reached(company, day, reached[name], number)
                for number, (name, day) in enumerate(steps.items())
            ]
        ),
    }


def _reached(
    company: Company, days: NDArray[np.int32], rows: NDArray[np.intp], number: int
) -> NDArray[np.datetime64]:
    """Put a step in the morning of its day, on the day of entering after that."""
    leads = company.leads
    entered = np.where(days == leads.entered, leads.entered_minute + 5, 0)
    return _moments(days[rows], np.maximum(_MORNING, entered)[rows] + number)


def _touches(company: Company, case_of: dict[str, str], names: dict[str, str]) -> dict[str, NDArray[Any]]:
    touches = company.touches
    rows = np.flatnonzero((touches.customer_id != "") | (touches.lead_id != ""))
    case = [
        customer or case_of[lead]
        for customer, lead in zip(touches.customer_id[rows], touches.lead_id[rows], strict=True)
    ]
    return {
        "case_id": _objects(case),
        "channel": _objects(touches.channel[rows]),
        "resource": _named(touches.seller_id[rows], names),
        "is_ours": touches.direction[rows] == "out",
        "happened_at": _moments(touches.day[rows], touches.minute[rows]),
    }


def _orders(company: Company, names: dict[str, str]) -> dict[str, NDArray[Any]]:
    orders = company.orders
    farmer = dict(zip(company.handoffs.customer_id, company.handoffs.farmer_id, strict=True))
    source = dict(zip(company.customers.customer_id, company.customers.source, strict=True))
    owners = [
        farmer.get(customer, seller)
        for customer, seller in zip(orders.customer_id, orders.seller_id, strict=True)
    ]
    return {
        "case_id": _objects(orders.customer_id),
        "source": _objects([source[customer] for customer in orders.customer_id]),
        "product": _products(company, orders.product_id),
        "channel": _objects(orders.channel),
        "resource": _named(orders.seller_id, names),
        "owner": _named(np.array(owners), names),
        "amount": orders.amount,
        "ordered_at": _moments(orders.day, orders.minute),
    }


def _products(company: Company, ids: NDArray[np.str_]) -> NDArray[Any]:
    names = dict(zip(company.products.product_id, company.products.name, strict=True))
    return _objects([names[each] for each in ids])


def _named(ids: NDArray[np.str_], names: dict[str, str]) -> NDArray[Any]:
    return _objects([names.get(each) for each in ids])


def _objects(values: Iterable[object]) -> NDArray[Any]:
    return np.array([None if each is None else str(each) for each in values], dtype=object)


def _moments(days: NDArray[np.int32], minutes: NDArray[Any]) -> NDArray[np.datetime64]:
    since = days.astype(np.int64) * 1440 + minutes.astype(np.int64)
    return since.astype("datetime64[m]").astype("datetime64[us]")


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--lang", choices=("en", "ru"), default="en")
    parser.add_argument("--product", help="name of a product, as in the company")
    options = parser.parse_args()
    options.file.parent.mkdir(parents=True, exist_ok=True)
    with options.file.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["case_id", "activity", "timestamp", "resource", "product", "channel", "source"])
        writer.writerows(event_rows(demo_company(options.lang), options.product))


if __name__ == "__main__":
    main()
