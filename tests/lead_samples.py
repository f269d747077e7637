"""Leads for tests: one in a step since a day, and its customer with a phone."""

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from perennial.records.models import Contact, Lead, Process

__all__ = ["draw", "lead_of"]


def lead_of(house, name="Olga", *, hunter="hunter", days=0, step="meeting", **fields):
    """Make a lead that came in, and into its step, so many days ago."""
    person = house.people[hunter] if hunter else None
    customer = house.customer(name, owner=person, hunter=person)
    Contact.objects.create(
        customer=customer, kind="phone", value=f"+7 900 {customer.pk:07d}", normal=f"+7900{customer.pk:07d}"
    )
    at = timezone.now() - timedelta(days=days)
    return Lead.objects.create(
        customer=customer, hunter=person, lead_step=step, entered_at=at, step_since=at, **fields
    )


def draw(*steps, product=None, main=(), after=()):
    """Draw a process: steps to an order, the main way among them, and steps after the order."""
    names = [*steps, "order", *after]
    nodes = [
        {"id": name, "label": name.capitalize(), "kind": "order" if name == "order" else "step"}
        for name in names
    ]
    edges = [{"source": one, "target": two, "main": False} for one, two in pairwise(names)]
    way = [*main, "order"] if main else []
    edges += [{"source": one, "target": two, "main": True} for one, two in pairwise(way)]
    return Process.objects.create(name="Sale", product=product, drawing={"nodes": nodes, "edges": edges})
