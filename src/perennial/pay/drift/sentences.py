"""What is said of a seller's drift: what changed in the week, or why there is no alarm. Never blame."""

from perennial.core.message import Message
from perennial.pay.drift.change import Change
from perennial.pay.drift.measures import Name
from perennial.pay.drift.spans import Cause

__all__ = ["alarm_sentence", "why_no_alarm"]


def alarm_sentence(name: Name, change: Change, weeks: int) -> Message:
    """Say which part of the week has changed, with both figures.

    Raises
    ------
    ValueError
        No alarm is raised for such a measure.
    """
    facts = {"now": change.now.value, "before": change.before.value, "weeks": weeks}
    if name == "touches_on_existing":
        return Message(
            "More of the week goes to customers who already buy: {now:percent} of touches over the last "
            "{weeks:weeks}, {before:percent} before.",
            facts,
        )
    if name == "first_contacts_a_day":
        return Message(
            "Fewer people hear from us for the first time: {now:number} a working day over the last "
            "{weeks:weeks}, {before:number} before.",
            facts,
        )
    if name == "time_on_chores":
        return Message(
            "More of the week goes to reports and other chores: {now:percent} of the time over the last "
            "{weeks:weeks}, {before:percent} before.",
            facts,
        )
    if name == "begun_by_customer":
        return Message(
            "More contacts are begun by the customers themselves: {now:percent} over the last {weeks:weeks}, "
            "{before:percent} before.",
            facts,
        )
    if name == "overdue_untouched":
        return Message(
            "More regulars pass their usual time without a touch: {now:percent} over the last {weeks:weeks}, "
            "{before:percent} before.",
            facts,
        )
    raise ValueError(f"no alarm is raised for {name}")


def why_no_alarm(cause: Cause, past_weeks: int, needed_weeks: int) -> Message:
    """Say why nothing can be said of a seller."""
    if cause == "calls_not_connected":
        return Message(
            "We do not see this seller's calls: orders come in, but there are hardly any touches. Connect "
            "the phone or note the touches."
        )
    if cause == "too_few_weeks":
        return Message("There are too few full weeks of this seller's work yet.")
    if cause == "on_leave":
        return Message("On leave, or just back: the next full weeks will be compared.")
    if past_weeks < needed_weeks:
        return Message(
            "Too little is known of this seller's usual week yet: about {weeks:weeks} more.",
            {"weeks": needed_weeks - past_weeks},
        )
    return Message("The weeks differ too much from each other to tell whether something has changed.")
