"""Short sentences for pay: "A 1 Mar 1000 by H; refund A 7 Apr 300" into facts, "bonus 0; cap 120" into plans.

Orders are paid in full on their day unless they say "unpaid", and are of customer c unless they say "of d".
Days are of 2026 where no year is given.
"""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

from perennial.pay.lines.facts import (
    Absence,
    Decision,
    HandOff,
    Leaving,
    Order,
    OwnerFrom,
    Part,
    PayFacts,
    Payment,
    Refund,
)
from perennial.pay.plans.plan import Bonus, Percentage, Protected, Returned, Threshold
from perennial.pay.plans.shipped import shipped_plan

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def facts_of(text):
    """Read facts."""
    found, hunters, orders = defaultdict(list), {}, {}
    for sentence in rows_of(text, in_order=True):
        kind, said = _understood(sentence, _FACTS)
        if kind == "order":
            orders[said["name"]] = _order(said)
            if not said["unpaid"]:
                found["payments"].append(_paid(orders[said["name"]]))
        elif kind == "share":
            orders[said["name"]] = replace(orders[said["name"]], shares=_shares(said["shares"]))
        elif kind == "back":
            orders[said["name"]] = replace(orders[said["name"]], brought_back_by=said["who"])
        elif kind == "hunter":
            hunters["c"] = said["who"]
        else:
            found[kind].append(_MAKE[kind](sentence, said))
    return PayFacts(orders=list(orders.values()), hunters=hunters, **found)


def plans_of(text):
    """Read plans: the shipped one from 2024 on with changes; "from 16 Mar: ..." begins the next version."""
    first, *later = re.split(r"; from ([^:]+): ", text)
    plans = [_changed(shipped_plan(since=date(2024, 1, 1)), first)]
    for since, changes in zip(later[::2], later[1::2], strict=True):
        following = replace(plans[-1], version=len(plans) + 1, since=_day(since))
        plans.append(_changed(following, changes))
    return plans


def told(lines):
    """Write lines as the tables do, sorted: "H Mar 100.00", or "H Apr 100.00 of Mar" in another month."""
    return sorted(
        f"{each.seller} {_month(each.month)} {each.amount:.2f}"
        + (f" of {_month(each.of_month)}" if each.month != each.of_month else "")
        for each in lines
    )


def rows_of(text, *, in_order=False):
    """Give what stands between the semicolons, sorted unless the order matters."""
    rows = [row.strip() for row in text.split(";") if row.strip()]
    return rows if in_order else sorted(rows)


DAY = r"\d+ [A-Z][a-z]{2}(?: \d{4})?"
SUM = r"-?[\d.]+"
PART = rf"{SUM}(?: \(margin {SUM}\))?(?: (?!of|by|unpaid)[a-z]+)?"

_FACTS = {
    "order": rf"(?P<name>[A-Z]) (?P<day>{DAY}) (?P<parts>{PART}(?: \+ {PART})*)(?: of (?P<of>[a-z]))?"
    r"(?: by (?P<by>[A-Z]))?(?P<unpaid> unpaid)?",
    "share": r"share (?P<name>[A-Z]) (?P<shares>.*)",
    "back": r"back (?P<name>[A-Z]) by (?P<who>[A-Z])",
    "hunter": r"hunter (?P<who>[A-Z])",
    "payments": rf"pay (?P<name>[A-Z]) (?P<day>{DAY}) (?P<sum>{SUM})",
    "refunds": rf"refund (?P<name>[A-Z]) (?P<day>{DAY}) (?P<sum>{SUM})(?: (?P<product>[a-z]+))?",
    "handoffs": rf"handoff (?P<day>{DAY}) (?P<who>[A-Z]) to (?P<to>[A-Z])(?: until (?P<until>{DAY}))?"
    r"(?: gap (?P<gap>\d+))?",
    "owners": rf"owner (?P<day>{DAY}) (?P<who>[A-Z])",
    "absences": rf"away (?P<who>[A-Z]) (?P<day>{DAY}) to (?P<last>{DAY})(?: cover (?P<cover>[A-Z]))?",
    "leavings": rf"left (?P<who>[A-Z]) (?P<day>{DAY})(?: successor (?P<to>[A-Z]))?",
    "decisions": rf"decide (?P<day>{DAY}) (?P<who>[A-Z]) (?P<sum>{SUM}) about (?P<name>[A-Z])",
}

_MAKE = {
    "payments": lambda key, said: Payment(
        payment=key, order=said["name"], day=_day(said["day"]), amount=Decimal(said["sum"])
    ),
    "refunds": lambda key, said: Refund(
        refund=key,
        order=said["name"],
        day=_day(said["day"]),
        amount=Decimal(said["sum"]),
        product=said["product"] or "",
    ),
    "handoffs": lambda _, said: HandOff(
        customer="c",
        day=_day(said["day"]),
        hunter=said["who"],
        farmer=said["to"],
        protected_until=_day(said["until"]) if said["until"] else None,
        usual_gap=float(said["gap"]) if said["gap"] else None,
    ),
    "owners": lambda _, said: OwnerFrom(customer="c", day=_day(said["day"]), owner=said["who"]),
    "absences": lambda _, said: Absence(
        seller=said["who"], first_day=_day(said["day"]), last_day=_day(said["last"]), cover=said["cover"]
    ),
    "leavings": lambda _, said: Leaving(seller=said["who"], last_day=_day(said["day"]), successor=said["to"]),
    "decisions": lambda key, said: Decision(
        decision=key,
        day=_day(said["day"]),
        seller=said["who"],
        amount=Decimal(said["sum"]),
        because="agreed with both",
        order=said["name"],
    ),
}


def _order(said):
    return Order(
        order=said["name"],
        customer=said["of"] or "c",
        day=_day(said["day"]),
        parts=tuple(_part(each) for each in said["parts"].split(" + ")),
        seller=said["by"],
    )


def _part(text):
    said = re.fullmatch(rf"({SUM})(?: \(margin ({SUM})\))?(?: ([a-z]+))?", text)
    margin = Decimal(said[2]) if said[2] else None
    return Part(amount=Decimal(said[1]), margin=margin, product=said[3] or "")


def _paid(order):
    amount = sum(part.amount for part in order.parts)
    return Payment(payment=f"of {order.order}", order=order.order, day=order.day, amount=amount)


def _shares(text):
    words = text.split()
    return {who: _share(share[:-1]) for who, share in zip(words[::2], words[1::2], strict=True)}


_PLANS = {
    "percentages": r"pays (?P<all>.*)",
    "earned_on": r"earned when (?P<on>ordered|paid)",
    "bonus": r"bonus (?P<sum>\d+)(?: from (?P<since>purchase|handoff))?",
    "protected": r"protected (?P<share>[\d.]+)%",
    "returned": r"returned after (?P<days>\d+)",
    "thresholds": r"threshold (?P<to>\w+) (?P<above>[\d.]+) (?:x(?P<times>[\d.]+)|(?P<share>[\d.]+)%)",
    "cover_share": r"cover (?P<share>\d+)%",
    "after_leaving": r"after leaving (?P<who>person|successor|nobody)",
    "usual_margin": r"usual margin (?P<share>\d+)%",
    "cap": r"cap (?P<sum>\d+)",
}

_CHANGE = {
    "percentages": lambda said: tuple(_percentage(each) for each in said["all"].split(", ")),
    "earned_on": lambda said: said["on"],
    "bonus": lambda said: Bonus(amount=Decimal(said["sum"]), counted_from=said["since"] or "purchase"),
    "protected": lambda said: Protected(share=_share(said["share"])),
    "returned": lambda said: Returned(after_days=int(said["days"])),
    "thresholds": lambda said: (
        Threshold(
            to=said["to"],
            above=Decimal(said["above"]),
            share=_share(said["share"]) if said["share"] else None,
            times=Decimal(said["times"]) if said["times"] else None,
        ),
    ),
    "cover_share": lambda said: _share(said["share"]),
    "after_leaving": lambda said: said["who"],
    "usual_margin": lambda said: _share(said["share"]),
    "cap": lambda said: Decimal(said["sum"]),
}


def _changed(plan, text):
    for sentence in rows_of(text, in_order=True):
        if sentence != "shipped":
            field, said = _understood(sentence, _PLANS)
            value = _CHANGE[field](said)
            plan = replace(plan, **{field: plan.thresholds + value if field == "thresholds" else value})
    return plan


def _percentage(text):
    said = re.fullmatch(r"(\w+) (\d+)(\+?) ([\d.]+)%( of margin)?(?: for ([a-z]+))?", text)
    return Percentage(
        to=said[1],
        first=int(said[2]),
        last=None if said[3] else int(said[2]),
        share=_share(said[4]),
        on="margin" if said[5] else "revenue",
        products=(said[6],) if said[6] else (),
    )


def _understood(sentence, patterns):
    for kind, pattern in patterns.items():
        if found := re.fullmatch(pattern, sentence):
            return kind, found.groupdict()
    raise ValueError(f"cannot read {sentence!r}")


def _share(text):
    return Decimal(text) / 100


def _day(text):
    day, month, *year = text.split()
    return date(int(year[0]) if year else 2026, MONTHS.index(month) + 1, int(day))


def _month(text):
    return MONTHS[int(text[5:]) - 1]
