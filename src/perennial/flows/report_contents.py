"""Gather what the report shows, and what pages say of the business."""

from dataclasses import replace

import numpy as np

from perennial.core.days import NO_DAY
from perennial.core.message import Message
from perennial.engine.backtest.results import Record
from perennial.engine.forecast import STAGES
from perennial.flows.list_customers import CustomerLists, due_season
from perennial.flows.read_orders import OpenedOrders
from perennial.flows.understanding import Understanding
from perennial.pictures.report.contents import FileFacts, PlannedTouch, ReportContents
from perennial.pictures.words import Words
from perennial.plan.needed_customers import needed_customers
from perennial.plan.scale import is_small
from perennial.plan.touch import Plan
from perennial.store.log import LogFacts
from perennial.store.reading.reject_counts import count_rejects

__all__ = ["contents_of", "file_facts", "report_contents"]

_LONGEST = 60  # characters of a rejected cell that are shown


def report_contents(
    opened: OpenedOrders,
    understanding: Understanding,
    plan: Plan,
    lists: CustomerLists,
    *,
    name: str,
    words: Words,
) -> ReportContents:
    """Put the contents of the page together.

    Parameters
    ----------
    name
        The log as the reader gave it.
    words
        The reader's language.
    """
    return replace(
        contents_of(understanding, lists, file=_file(opened, name, words)),
        week_of=plan.week_of,
        touches=_touches(opened, plan),
        touches_left_out=plan.left_out,
        plan_notes=plan.notes,
    )


def contents_of(understanding: Understanding, lists: CustomerLists, *, file: FileFacts) -> ReportContents:
    """Put together what is said of a business, without a plan.

    Parameters
    ----------
    file
        What was read.
    """
    leaving = understanding.forecast.churn_date
    found = understanding.next_purchase
    return ReportContents(
        as_of=understanding.facts.as_of,
        return_horizon_days=understanding.return_horizon,
        file=file,
        stages=_stages(understanding),
        next_purchase=found,
        open_waits=understanding.open_waits,
        ladder=understanding.ladder,
        calendar=understanding.calendar,
        covariates=understanding.covariates,
        lifetime=understanding.lifetime,
        lifetime_by_product=tuple(
            (product.name, product.window) for product in understanding.lifetime_by_product
        ),
        due=lists.due,
        leaving=lists.leaving,
        one_step=lists.one_step,
        value_at_risk=lists.leaving.value_at_risk,
        record=_record_of_all(understanding.record),
        regularity=understanding.regularity,
        no_leaving_seen=float((leaving == NO_DAY).mean()),
        small_base=is_small(len(understanding.histories)),
        needed_customers=None
        if found.share_returning.value is None
        else needed_customers(found.share_returning.value),
        due_season=due_season(understanding),
        notes=understanding.notes,
    )


def _record_of_all(record: Record) -> Record:
    """Leave out the rows of single rhythm groups, which tables of all customers would count twice."""
    return replace(record, rows=tuple(row for row in record.rows if row.group is None))


def file_facts(facts: LogFacts, name: str) -> FileFacts:
    """Say what was read of a log, for pages."""
    return FileFacts(
        name=name,
        rows=facts.rows,
        rejected=facts.rejected,
        refunds=facts.refunds,
        counted=facts.counted,
        purchases=facts.purchases,
        customers=facts.customers,
        first=facts.first,
        last=facts.last,
        currency=facts.currency,
        has_amounts=facts.has_amounts,
        left_out=facts.left_out,
        notes=facts.notes,
    )


def _file(opened: OpenedOrders, name: str, words: Words) -> FileFacts:
    return replace(
        file_facts(opened.log.facts, name),
        reject_reasons=_rejects(opened, words),
        guesses=_guesses(opened),
    )


def _rejects(opened: OpenedOrders, words: Words) -> tuple[tuple[Message, int, str], ...]:
    return tuple(
        (
            found.reason,
            found.rows,
            words.say(
                "row {row}, {column}: {value}",
                row=found.row,
                column=found.column,
                value=found.value[:_LONGEST],
            ),
        )
        for found in count_rejects(opened.raw)
    )


def _guesses(opened: OpenedOrders) -> tuple[tuple[str, str], ...]:
    plan = opened.raw.plan
    return tuple(
        (name, header)
        for name, header in plan.columns.items()
        if plan.choices[name].known not in {"given", "named"}
    )


def _stages(understanding: Understanding) -> dict[str, int]:
    counts = np.bincount(understanding.forecast.stage, minlength=len(STAGES))
    return {stage: int(count) for stage, count in zip(STAGES, counts, strict=True)}


def _touches(opened: OpenedOrders, plan: Plan) -> tuple[PlannedTouch, ...]:
    ids = opened.log.customer_ids(np.array([touch.customer for touch in plan.touches], dtype=np.intp))
    return tuple(
        PlannedTouch(customer=customer, touch=touch)
        for customer, touch in zip(ids, plan.touches, strict=True)
    )
