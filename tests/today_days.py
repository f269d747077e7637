"""Lines of Today for tests."""

from datetime import timedelta

from django.utils import timezone

from perennial.core.days import day_of
from perennial.records.models import Contact, PlannedTouch


def today():
    return timezone.localdate()


def planned(customer, seller, *, gain=10.0, play="remind", days=0, **fields):
    """Plan a touch `days` from today, with a reason that names a day."""
    return PlannedTouch.objects.create(
        customer=customer,
        seller=seller,
        play=play,
        day=today() + timedelta(days=days),
        expected_gain=gain,
        reason={
            "text": "One purchase on {first:date}, none since: time for a second.",
            "facts": {"first": day_of(today()) - 40},
        },
        **fields,
    )


def phone(customer, value="+7 912 345-67-89", *, kind="phone", **fields):
    normal = "".join(sign for sign in value if sign.isdigit() or sign == "+") if kind == "phone" else value
    return Contact.objects.create(customer=customer, kind=kind, value=value, normal=normal, **fields)
