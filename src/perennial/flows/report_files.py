"""The page of a report of an open log, and the files behind it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import date_of
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.customer_facts import CustomerFacts
from perennial.engine.numerics.chunks import pieces_of
from perennial.flows.customer_columns import AT_ONCE, DAY_COLUMNS, customer_columns, rhythm_columns
from perennial.flows.list_customers import list_customers
from perennial.flows.plan_file import write_plan
from perennial.flows.plan_week import plan_week
from perennial.flows.products_due import due_pairs, learn_products, pair_rows, products_due
from perennial.flows.products_file import write_products
from perennial.flows.read_orders import OpenedOrders
from perennial.flows.report_contents import report_contents
from perennial.flows.report_order import ReportOrder
from perennial.flows.special_days import special_days
from perennial.flows.summary import summary_json
from perennial.flows.touches_of_file import touches_of_file
from perennial.flows.understand import understand
from perennial.flows.understanding import Understanding
from perennial.pictures.report.covariates_section import drift_sentence
from perennial.pictures.report.page import render_report
from perennial.pictures.words import Words

__all__ = ["write_report"]


def write_report(folder: Path, order: ReportOrder, opened: OpenedOrders, progress: Progress) -> None:
    """Understand an open log and write the page and the files behind it."""
    touches, told = touches_of_file(order.touches, opened.log, order.reading)
    found = understand(
        opened.log,
        horizon=order.horizon,
        return_horizon=order.return_horizon,
        special=special_days(
            order.days,
            first=opened.log.facts.first,
            last=opened.log.facts.as_of,
            language=order.language,
        ),
        beside=CustomerFacts(touches=touches),
        rng=np.random.default_rng(order.seed),
        progress=progress,
    )
    found = replace(found, notes=(*told, *found.notes))
    progress(Message("Writing"), 0.9)
    plan = plan_week(found, capacity=order.capacity)
    words = Words(order.language, found.facts.currency, year=date_of(found.facts.as_of).year)
    lists = list_customers(opened.log, found)
    known = learn_products(opened.log, found.histories, found.forecast.whole.p_alive, found.models)
    products = None if known is None else products_due(known)
    contents = report_contents(opened, found, plan, lists, name=Path(order.orders).name, words=words)
    page = render_report(replace(contents, products=products), words.language)
    (folder / "report.html").write_text(page, encoding="utf-8")
    summary = summary_json(
        found,
        plan,
        _warnings(found, words),
        products=products,
        drift=drift_sentence(found.covariates, words),
        seed=order.seed,
        content_hash=opened.raw.content_hash,
    )
    (folder / "summary.json").write_text(summary, encoding="utf-8")
    write_plan(folder / "plan.csv", contents.touches, words)
    if known is not None:
        rows = pair_rows(known, due_pairs(known))
        write_products(folder / "products.csv", opened.log, known.rhythms.names, rows)
    opened.log.write_customers_by_piece(folder / "customers.csv", _customers(found), DAY_COLUMNS)
    reasons = {code: words.say(reason) for code, reason in opened.raw.reasons.items()}
    opened.log.write_rejects(folder / "rejected.csv", reasons)


def _customers(found: Understanding) -> Iterator[dict[str, NDArray[np.generic]]]:
    for rows in pieces_of(len(found.histories), AT_ONCE):
        columns = customer_columns(
            found.histories.take(rows), found.spend.take(rows), found.forecast.take(rows)
        )
        yield columns | (rhythm_columns(found.models.take(rows)) if found.models.are_apart else {})


def _warnings(found: Understanding, words: Words) -> list[str]:
    notes = (*found.facts.notes, *found.next_purchase.warnings, *found.lifetime.warnings, *found.notes)
    return [words.say(note) for note in notes]
