"""What is said first of a line of Today, as a table."""

from datetime import date, timedelta

import pytest

from perennial.records.models import Customer, PlannedTouch, Promise, Touch
from perennial.records.queries.lead_calls import Worked
from perennial.records.queries.today_tags import tag_of

TUESDAY = date(2026, 3, 3)
IN_TIME = {"next_order_likely": TUESDAY + timedelta(days=2)}
OFFERING = {"offer_from": TUESDAY - timedelta(days=1), "offer_until": TUESDAY + timedelta(days=1)}
PAST = {"churn_date": TUESDAY - timedelta(days=1)}


@pytest.mark.parametrize(
    ("play", "customer", "planned", "tag"),
    [
        ("greet", IN_TIME, {}, "new"),
        ("remind", IN_TIME, {}, "expected"),
        ("second", IN_TIME, {}, "expected"),
        ("remind", {"next_order_likely": TUESDAY + timedelta(days=9)}, {}, "play"),
        ("remind", {}, {}, "play"),
        ("repair", IN_TIME, {}, "play"),
        ("repair", IN_TIME, OFFERING, "play"),
        ("thank", IN_TIME, PAST, "play"),
        ("renew", IN_TIME, OFFERING, "play"),
        ("window", IN_TIME, {}, "play"),
        ("offer", IN_TIME, OFFERING, "offer"),
        ("offer", IN_TIME, PAST, "past"),
        ("return", {}, PAST, "past"),
        ("first", {}, {}, "play"),
    ],
)
def test_each_play_has_its_tag(play, customer, planned, tag):
    line = PlannedTouch(play=play, day=TUESDAY, **planned)
    assert tag_of(Customer(**customer), line, None, None, TUESDAY) == tag


@pytest.mark.parametrize(
    ("worked", "promise", "outcome", "tag"),
    [
        (Worked(), Promise(), "no_answer", "lead"),
        (Worked(touches=1, last=TUESDAY), Promise(), "no_answer", "promised"),
        (Worked(touches=1, last=TUESDAY), None, "no_answer", "no_answer"),
        (None, Promise(), "reached", "promised"),
        (None, None, "reached", "play"),
    ],
)
def test_what_was_agreed_comes_before_what_is_due(worked, promise, outcome, tag):
    line = PlannedTouch(play="repair", day=TUESDAY, made_by=Touch(outcome=outcome))
    assert tag_of(Customer(), line, promise, worked, TUESDAY) == tag
