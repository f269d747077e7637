"""What follows a touch, in words: only what is beyond chance is said for sure."""

from collections.abc import Iterator

from markupsafe import Markup

from perennial.core.estimate import Estimate
from perennial.engine.covariates.results import AfterTouch
from perennial.pictures.report.changed import changed
from perennial.pictures.words import Words

__all__ = ["after_touch_leads", "after_touch_note"]


def after_touch_leads(found: AfterTouch, words: Words) -> Iterator[Markup]:
    """Say whether more orders than usual follow a touch, and whether fewer customers stay away."""
    facts = {"days": found.days, "touches": found.touches, "customers": found.customers}
    if not found.rate.known:
        yield words.mark(
            "What follows a touch cannot be told yet: there are too few, {touches:touches} of "
            "{customers:customers_of}.",
            **facts,
        )
        return
    yield _orders(found.rate, facts, words)
    if found.away.known:
        yield _away(found.away, {"horizon": found.horizon}, words)


def after_touch_note(words: Words) -> Markup:
    """Say what it does not prove."""
    return words.mark(
        "Days after a touch are held against other days of the same customers, after as long a silence. "
        "Somebody chose whom to touch: what follows a touch need not come of it, which only a trial tells."
    )


def _orders(rate: Estimate, facts: dict[str, int], words: Words) -> Markup:
    said = facts | {"by": changed(rate)}
    if rate.low is not None and rate.low > 1.0:
        return words.mark(
            "In the {days:days} after a touch customers buy {by:percent} more often than otherwise "
            "({touches:touches}).",
            **said,
        )
    if rate.high is not None and rate.high < 1.0:
        return words.mark(
            "In the {days:days} after a touch customers buy {by:percent} less often than otherwise "
            "({touches:touches}).",
            **said,
        )
    return words.mark(
        "Whether customers buy more often in the {days:days} after a touch cannot be told: from "
        "{less:percent} less to {more:percent} more often than otherwise ({touches:touches}).",
        **facts,
        less=1.0 - (rate.low or 0.0),
        more=(rate.high or 1.0) - 1.0,
    )


def _away(away: Estimate, facts: dict[str, int], words: Words) -> Markup:
    said = facts | {"by": changed(away)}
    if away.high is not None and away.high < 1.0:
        return words.mark(
            "After a touch {by:percent} fewer than expected stay away for the next {horizon:days}.", **said
        )
    if away.low is not None and away.low > 1.0:
        return words.mark(
            "After a touch {by:percent} more than expected stay away for the next {horizon:days}.", **said
        )
    return words.mark("Whether fewer stay away for {horizon:days} after a touch cannot be told.", **said)
