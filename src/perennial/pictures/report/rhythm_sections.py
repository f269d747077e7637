"""Sections on when customers buy again: month by month, up the ladder, and how long they wait."""

from collections.abc import Iterator

from markupsafe import Markup

from perennial.engine.lifetime.open_waits import OpenWaits
from perennial.engine.waits.results import Ladder, MonthWait, NextPurchase
from perennial.pictures.charts.curves import wait_chart
from perennial.pictures.charts.ladder import ladder_chart, told_rungs
from perennial.pictures.charts.monthly_wait import known_months, mean_of_months, monthly_wait_chart
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.rarity import DAYS_A_MONTH
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words
from perennial.plan.scale import is_rare

__all__ = ["ladder_section", "months_section", "waits_section"]


def months_section(contents: ReportContents, words: Words) -> Section:
    """Show the mean wait by month."""
    found = contents.next_purchase
    known = known_months(found)
    told = len(known) > 1
    return Section(
        key="months",
        title=words.say("Average time until the next purchase"),
        short=words.say("Month by month"),
        leads=(
            *(_latest_month(found, known[-1], words) if told else ()),
            *(words.mark(warning) for warning in found.warnings),
        ),
        notes=tuple(_months_notes(found, words)) if told else (),
        chart=monthly_wait_chart(found, words) if told else None,
        empty=""
        if told
        else words.say(
            "No two months can be compared yet: a month is told once its purchases have had time to be "
            "followed by another."
        ),
    )


def _latest_month(found: NextPurchase, latest: MonthWait, words: Words) -> Iterator[Markup]:
    yield words.mark(
        "After a purchase in {month:month_in}, those who came back took {wait:days} on average; over all "
        "months it is {mean:days}.",
        month=latest.month,
        wait=latest.mean_wait_days,
        mean=mean_of_months(found),
    )


def _months_notes(found: NextPurchase, words: Words) -> Iterator[Markup]:
    yield words.mark(
        "This is the first thing to control: when the line rises, customers come back later. To compare "
        "months fairly, only returns within {horizon:days} are counted here; months that have not been "
        "watched for so long stay open.",
        horizon=found.month_horizon_days or found.horizon_days,
    )


def ladder_section(contents: ReportContents, words: Words) -> Section:
    """Show who goes on from purchase to purchase."""
    ladder, horizon = contents.ladder, contents.next_purchase.horizon_days
    told = told_rungs(ladder)
    return Section(
        key="ladder",
        title=words.say("From one-time to regular"),
        short=words.say("Ladder"),
        leads=tuple(_ladder_leads(ladder, horizon, words)),
        notes=(
            words.mark(
                "Most of the rise is selection: those who like you get further up. It does not say that "
                "pushing somebody to the next purchase makes them loyal."
            ),
        )
        if len(told) > 1
        else (),
        chart=ladder_chart(ladder, horizon, words) if told else None,
        empty="" if told else words.say("No step of the ladder can be told yet."),
    )


def _ladder_leads(ladder: Ladder, horizon: int, words: Words) -> Iterator[Markup]:
    told = told_rungs(ladder)
    if told:
        yield words.mark(
            "From the first purchase to the second go {share:percent} within {horizon:days}.",
            share=told[0].share,
            horizon=horizon,
        )
    if len(told) > 1 and ladder.decided:
        yield words.mark(
            "From {n:purchases_of} on the share hardly rises any more: such customers count as regular here.",
            n=ladder.regular_from,
        )
    elif told:
        yield words.mark(
            "Where customers become regular is not settled by this log; {n:purchases} are taken.",
            n=ladder.regular_from,
        )


def waits_section(contents: ReportContents, words: Words) -> Section:
    """Show how long customers wait, over all and by product."""
    found = contents.next_purchase
    told = len(found.curve.points) > 1 and found.median_wait_days.known
    return Section(
        key="waits",
        title=words.say("How long until they buy again"),
        short=words.say("Time to buy again"),
        leads=tuple(_waits_leads(contents, words)) if told else (),
        notes=tuple(_open_waits(contents.open_waits, words)) if told else (),
        chart=wait_chart(found, words) if told else None,
        tables=tuple(_product_waits(found, words)),
        empty="" if told else words.say("Too few have bought again to draw how long they wait."),
    )


def _waits_leads(contents: ReportContents, words: Words) -> Iterator[Markup]:
    found = contents.next_purchase
    if is_rare(found.usual_gap_days):
        low, high = (limit or found.median_wait_days.value or 0 for limit in _limits(found))
        yield words.mark(
            "Purchases are rare here: half of those who return do so within {low:number} to "
            "{high:months_of}.",
            low=round(low / DAYS_A_MONTH),
            high=round(high / DAYS_A_MONTH),
        )
        return
    if found.usual_gap_days is not None:
        yield words.mark(
            "The usual gap is {gap:days}: half of those who return do so sooner, half later.",
            gap=found.usual_gap_days,
        )


def _open_waits(still: OpenWaits | None, words: Words) -> Iterator[Markup]:
    if still is not None and still.share_returning.known:
        yield words.mark(
            "Still waited for, with the last purchase less than {horizon:days} ago: {n:customers}; "
            "{share:percent} of them are expected back before that time is over.",
            horizon=still.horizon_days,
            n=still.waits,
            share=still.share_returning,
        )


def _limits(found: NextPurchase) -> tuple[float | None, float | None]:
    return found.median_wait_days.low, found.median_wait_days.high


def _product_waits(found: NextPurchase, words: Words) -> Iterator[Table]:
    if found.by_product:
        yield Table(
            caption=words.say("By product, from one purchase of it to the next of it"),
            columns=(
                words.say("Product"),
                words.say("Customers"),
                words.say("Purchases"),
                words.say("Returned within {horizon:days}", horizon=found.horizon_days),
                words.say("Half of them within"),
            ),
            rows=tuple(
                (
                    each.name,
                    words.fact(each.customers, "number"),
                    words.fact(each.purchases, "number"),
                    words.fact(each.share_returning, "percent"),
                    words.fact(each.median_wait_days, "days"),
                )
                for each in found.by_product
            ),
            numeric=frozenset({1, 2, 3, 4}),
        )
