"""A seller's statement of a month: lines with their sentences, sums, and the months before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import Formatter

from django.db.models import Count, Q, QuerySet, Sum

from perennial.core.message import Message
from perennial.records.models import Customer, Order, PayDecision, PayDispute, PayLine, User
from perennial.records.queries.stored_message import message_from_json

__all__ = ["MonthSum", "SellerSum", "SpokenLine", "lines_spoken", "months_of", "sellers_of", "sums_by_rule"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """A line as it is read: its sentence names the order as people call it."""

    line: PayLine
    reason: Message
    customer: Customer | None
    dispute: PayDispute | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSum:
    """What a month pays somebody, in so many lines."""

    month: str
    amount: Decimal
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerSum:
    """What a month pays a seller: in all, of it percentages and bonuses, taken back, and corrections."""

    seller: User
    amount: Decimal
    earned: Decimal
    back: Decimal
    corrected: Decimal
    lines: int
    disputes: int


def lines_spoken(lines: Sequence[PayLine]) -> list[SpokenLine]:
    """Give lines with what is said of them, in a fixed number of queries."""
    orders = dict(Order.objects.filter(pk__in=_keys(lines, "order_key")).values_list("pk", "external_id"))
    living = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    people = living.in_bulk(_keys(lines, "customer_key"))
    because = _because(lines)
    disputes = {each.line_id: each for each in PayDispute.objects.filter(line__in=lines).order_by("pk")}
    return [
        SpokenLine(
            line=line,
            reason=_told(
                message_from_json(line.reason), order=_name(line, orders), because=because.get(line.cause, "")
            ),
            customer=people.get(line.customer_key or 0),
            dispute=disputes.get(line.pk),
        )
        for line in lines
    ]


def months_of(seller: User, *, most: int = 12) -> list[MonthSum]:
    """Give the latest months in which somebody has lines, the newest first."""
    rows = PayLine.objects.filter(seller=seller).order_by().values("month")
    found = rows.annotate(whole=Sum("amount"), lines=Count("pk")).order_by("-month")[:most]
    return [MonthSum(month=row["month"], amount=row["whole"], lines=row["lines"]) for row in found]


def sellers_of(month: str, people: QuerySet[User]) -> list[SellerSum]:
    """Give what a month pays each of these people, the most first; those without a line are left out."""
    open_ones = Count("disputes", filter=Q(disputes__settled_at__isnull=True), distinct=True)
    rows = PayLine.objects.filter(month=month, seller__in=people).order_by().values("seller")
    sums = rows.annotate(
        whole=Sum("amount"),
        earned=Sum("amount", filter=Q(correction=False, amount__gt=0)),
        back=Sum("amount", filter=Q(correction=False, amount__lt=0)),
        corrected=Sum("amount", filter=Q(correction=True)),
        lines=Count("pk"),
    )
    disputes = dict(rows.annotate(n=open_ones).values_list("seller", "n"))
    known = User.objects.in_bulk([row["seller"] for row in sums])
    found = [
        SellerSum(
            seller=known[row["seller"]],
            amount=row["whole"] or _ZERO,
            earned=row["earned"] or _ZERO,
            back=row["back"] or _ZERO,
            corrected=row["corrected"] or _ZERO,
            lines=row["lines"],
            disputes=disputes.get(row["seller"], 0),
        )
        for row in sums
    ]
    return sorted(found, key=lambda each: (-each.amount, each.seller.name))


def sums_by_rule(lines: "QuerySet[PayLine]") -> dict[str, Decimal]:
    """Give the sums of lines by rule."""
    rows = lines.order_by().values("rule").annotate(whole=Sum("amount")).order_by("-whole")
    return {row["rule"]: row["whole"] for row in rows}


def _keys(lines: Sequence[PayLine], name: str) -> set[int]:
    return {key for line in lines if (key := getattr(line, name)) is not None}


def _name(line: PayLine, orders: Mapping[int, str]) -> str:
    return orders.get(line.order_key or 0) or f"#{line.order_key}"


def _because(lines: Sequence[PayLine]) -> dict[str, str]:
    """Give what was written of sums decided on by hand, by the cause of their lines."""
    keys = [int(line.cause.partition(":")[2]) for line in lines if line.rule == "decision"]
    written = PayDecision.objects.filter(pk__in=keys).values_list("pk", "because")
    return {f"decision:{pk}": because for pk, because in written}


def _told(reason: Message, **names: str) -> Message:
    """Call the order by its own name, and say what somebody wrote; in a reason within a reason, too."""
    facts = {
        name: _told(value, **names) if isinstance(value, Message) else value
        for name, value in reason.facts.items()
    }
    asked = {name for _, name, _, _ in Formatter().parse(reason.text) if name}
    return replace(reason, facts=facts | {name: names[name] for name in names.keys() & asked})
