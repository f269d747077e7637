"""Who waits at the weakest arrow on lists of the day: one a person, with the reason, and back again."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from process_house import bring_process

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, Business, Contact, PlannedTouch, Touch
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.process.put_on_today import put_on_today, take_off_today
from perennial.records.queries.process.files import REST
from perennial.records.queries.process.looks import look_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    cache.clear()


@pytest.fixture
def left(house):
    return bring_process(house)


def today():
    return timezone.localdate()


def put(house, by="head"):
    return put_on_today(house.people[by], look_of(REST), today=today())


def lines():
    return PlannedTouch.objects.filter(state="open")


def test_everybody_who_waits_stands_on_the_list_of_their_hunter(house, left):
    found = put(house, "owner")
    assert {line.customer for line in lines()} == set(left)
    assert {line.seller for line in lines()} == {house.hunter2}
    assert {(line.play, line.day, line.lead.customer_id == line.customer_id) for line in lines()} == {
        ("first", today(), True)
    }
    facts = lines()[0].reason["facts"]
    assert facts["step"] == "offer"
    assert facts["better"] > facts["share"]
    assert found.entry.act == "process.today"
    assert found.entry.actor == house.owner


def test_reason_is_worth_more_than_nothing(house, left):
    put(house, "owner")
    assert all(line.expected_gain > 0 for line in lines())


def test_plan_of_leads_leaves_the_lines_alone(house, left):
    put(house, "owner")
    before = {line.pk: line.reason for line in lines()}
    plan_leads(today=today())
    assert {line.pk: line.reason for line in lines()} == before


def test_person_with_two_records_gets_one_line(house, left):
    for customer in left[:2]:
        Contact.objects.create(customer=customer, kind="phone", value="1", normal="+79120000001")
    found = put(house, "owner")
    assert lines().count() == 2
    assert found.choice.standing == 1


def test_line_of_today_stays_and_a_later_one_gives_way(house, left):
    mine = {"seller": house.hunter2, "play": "first"}
    now = PlannedTouch.objects.create(customer=left[0], day=today(), **mine)
    later = PlannedTouch.objects.create(customer=left[1], day=today() + timedelta(days=3), **mine)
    found = put(house, "owner")
    now.refresh_from_db()
    later.refresh_from_db()
    assert (now.state, later.state) == ("open", "dropped")
    assert found.choice.standing == 1


def test_whoever_was_touched_yesterday_is_left_alone(house, left):
    Touch.objects.create(
        customer=left[0], seller=house.hunter2, play="first", day=today() - timedelta(days=1)
    )
    assert put(house, "owner").choice.left_alone == 1
    assert left[0] not in {line.customer for line in lines()}


def test_day_holds_no_more_than_it_has_touches(house, left):
    Business.objects.update(touches_a_day=2)
    found = put(house, "owner")
    assert (len(found.choice.lines), found.choice.beyond) == (2, 1)


def test_taking_back_leaves_everything_as_it_was(house, left):
    later = PlannedTouch.objects.create(
        customer=left[1], seller=house.hunter2, play="first", day=today() + timedelta(days=3)
    )
    found = put(house, "owner")
    assert take_off_today(house.owner, found.entry) == 3
    assert list(lines()) == [later]
    assert take_off_today(house.owner, found.entry) == 0
    assert AuditEntry.objects.filter(act="process.today.undo").count() == 1


def test_line_that_was_done_meanwhile_stays_done(house, left):
    found = put(house, "owner")
    lines().filter(customer=left[0]).update(state="done")
    assert take_off_today(house.owner, found.entry) == 2
    assert PlannedTouch.objects.filter(customer=left[0], state="done").count() == 1


def test_second_time_there_is_nobody_left_to_put(house, left):
    put(house, "owner")
    with pytest.raises(UserError):
        put(house, "owner")
