from uuid import uuid4

import pytest
from django.utils import timezone
from today_days import planned, today

from perennial.core.errors import UserError
from perennial.records.models import HandOff, PlannedTouch
from perennial.records.operations.accept_line import accept_line
from perennial.records.operations.log_touch import log_touch


class Accepting:
    """Accepts as the house does, and counts how often it was asked."""

    def __init__(self):
        self.asked = 0

    def __call__(self, handoff, by, at):
        if handoff.state == "cancelled":
            raise UserError("This hand-off was taken back.")
        assert by is not None
        self.asked += 1
        handoff.state, handoff.accepted_at = "accepted", at
        handoff.save()


def offered(house):
    customer = house.customer("Vesna", owner=house.hunter, hunter=house.hunter, value_at_risk=90)
    return HandOff.objects.create(
        customer=customer, hunter=house.hunter, farmer=house.farmer, state="offered", note="Prefers Telegram"
    )


def test_accepted_customer_is_greeted_today(house):
    line = accept_line(offered(house), by=house.farmer, at=timezone.now(), accept=Accepting())
    assert (line.play, line.seller, line.day, line.value_at_risk) == ("greet", house.farmer, today(), 90)


def test_second_click_accepts_once(house):
    handoff, accept = offered(house), Accepting()
    lines = {accept_line(handoff, by=house.farmer, at=timezone.now(), accept=accept) for _ in range(2)}
    assert (len(lines), accept.asked, PlannedTouch.objects.count()) == (1, 1, 1)


def test_second_click_after_the_greeting_plans_no_second_one(house):
    handoff, accept = offered(house), Accepting()
    line = accept_line(handoff, by=house.farmer, at=timezone.now(), accept=accept)
    log_touch(seller=house.farmer, customer=handoff.customer, key=uuid4(), outcome="reached", planned=line)
    assert accept_line(handoff, by=house.farmer, at=timezone.now(), accept=accept) == line
    assert [each.state for each in PlannedTouch.objects.all()] == ["done"]


def test_line_of_the_hunter_passes_over(house):
    handoff = offered(house)
    line = planned(handoff.customer, house.hunter, play="second")
    accept_line(handoff, by=house.farmer, at=timezone.now(), accept=Accepting())
    line.refresh_from_db()
    assert (line.seller, line.play) == (house.farmer, "greet")


def test_customer_who_was_taken_back_is_not_greeted(house):
    handoff = offered(house)
    handoff.state = "cancelled"
    handoff.save()
    with pytest.raises(UserError, match="taken back"):
        accept_line(handoff, by=house.farmer, at=timezone.now(), accept=Accepting())
    assert not PlannedTouch.objects.exists()
