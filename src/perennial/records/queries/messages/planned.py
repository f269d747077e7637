"""Planned touches that leave without a seller, and those to hand to others; nobody who is held out."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from perennial.plan.rule import ADVERTISED
from perennial.records.models import PlannedTouch, Trial, TrialLot
from perennial.records.queries.messages.wording import CHANNELS
from perennial.records.queries.visible import of_customers

__all__ = ["open_touches", "sent_by_itself", "waits_to_leave"]

_Approval = PlannedTouch.Approval


def open_touches() -> QuerySet[Any]:
    """Give the open lines of living customers, each with its day `due`.

    Whom a running trial holds out gets no advertising of any play, as another would stand in for the one on
    trial.
    """
    held_out = TrialLot.objects.filter(
        customer=OuterRef("customer"),
        arm=TrialLot.Arm.CONTROL,
        trial__state=Trial.State.RUNNING,
        until__gte=Coalesce(OuterRef("snoozed_until"), OuterRef("day")),
    )
    living = PlannedTouch.objects.filter(
        state=PlannedTouch.State.OPEN,
        customer__erased_at__isnull=True,
        customer__merged_into__isnull=True,
    )
    return living.exclude(Q(play__in=ADVERTISED) & Exists(held_out)).annotate(
        due=Coalesce(F("snoozed_until"), F("day"))
    )


def sent_by_itself(today: date) -> QuerySet[Any]:
    """Give the lines that the house sends by itself and that are due, without a message yet.

    An offer that somebody has to allow first waits for them.
    """
    asked = (_Approval.NEEDED, _Approval.ASKED, _Approval.REFUSED)
    lines = open_touches().filter(by_itself=True, channel__in=CHANNELS, due__lte=today)
    return lines.filter(messages__isnull=True).exclude(approval__in=asked)


def waits_to_leave(user: Any, today: date) -> int:
    """Count the lines of customers whom somebody may see that could leave by now and have not."""
    return sent_by_itself(today).filter(of_customers(user, "messages", prefix="customer__")).count()
