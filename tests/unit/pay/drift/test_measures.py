import numpy as np

from perennial.pay.columns import NOBODY
from perennial.pay.drift.measures import weekly
from perennial.pay.drift.settings import DriftSettings
from perennial.pay.drift.weeks import weeks_of

NAN = float("nan")


def counted(log, monday, name):
    """Give the part and whole of a measure of the first seller in the first week."""
    settings = DriftSettings()
    found = weekly(log, weeks_of(log, monday + 13, settings), settings)[name]
    return float(found.part[0, 0]), float(found.whole[0, 0])


def test_touches_on_existing_leave_out_what_the_plan_asked_for_and_who_is_held_out(touches, log, monday):
    rows = touches(
        {"on_existing": True},
        {"on_existing": False},
        {"on_existing": False, "planned": True},
        {"on_existing": True, "planned": True},
        {"on_existing": True, "held_out": True},
        {"customer": NOBODY, "on_existing": False},
    )
    assert counted(log("hunter", touches_of=rows), monday, "touches_on_existing") == (1, 3)


def test_first_contacts_count_those_the_seller_began(touches, log, monday):
    fresh = {"on_existing": False, "first_contact": True}
    rows = touches({"day": monday - 7}, fresh, fresh, fresh | {"outgoing": False}, {"on_existing": False})
    settings = DriftSettings()
    made = log("hunter", touches_of=rows)
    found = weekly(made, weeks_of(made, monday + 6, settings), settings)["first_contacts_a_day"]
    assert (found.part[0, 1], found.whole[0, 1]) == (2, 5)


def test_time_the_plan_took_is_not_asked_for_first_contacts(touches, log, monday):
    rows = touches(
        {"day": monday - 7}, {"planned": True, "minutes": 40.0}, {"on_existing": False, "minutes": 60.0}
    )
    settings = DriftSettings()
    made = log("hunter", touches_of=rows)
    found = weekly(made, weeks_of(made, monday + 6, settings), settings)["first_contacts_a_day"]
    assert found.whole[0, 1] == 5 * 0.6


def test_chores_are_measured_in_time_and_unknown_minutes_are_assumed(touches, log, monday):
    rows = touches({"customer": NOBODY, "minutes": 30.0}, {"minutes": NAN}, {"minutes": 20.0})
    assert counted(log("hunter", touches_of=rows), monday, "time_on_chores") == (30, 60)


def test_money_from_existing_is_all_but_first_orders(orders, log, monday):
    rows = orders({"amount": 50.0, "is_first": True}, {"amount": 150.0})
    assert counted(log("hunter", orders_of=rows), monday, "money_from_existing") == (150, 200)


def test_planned_contacts_speak_for_a_farmer(touches, log, monday):
    rows = touches({"planned": True}, {"outgoing": False}, {"outgoing": False, "held_out": True}, {})
    assert counted(log("farmer", touches_of=rows), monday, "begun_by_customer") == (1, 3)


def test_a_planned_answer_is_never_counted_against_a_farmer(touches, log, monday):
    rows = touches({"outgoing": False, "planned": True}, {})
    assert counted(log("farmer", touches_of=rows), monday, "begun_by_customer") == (0, 2)


def test_overdue_are_those_past_their_band_less_those_touched(touches, overdue, log, monday):
    left = overdue({"seller": 0, "week": monday + 2, "past_band": 7, "touched": 4})
    assert counted(log("farmer", touches_of=touches({}), left=left), monday, "overdue_untouched") == (3, 7)


def test_every_measure_has_a_row_for_every_seller(touches, log, monday):
    made = log("hunter", "farmer", touches_of=touches({}))
    settings = DriftSettings()
    for each in weekly(made, weeks_of(made, monday + 13, settings), settings).values():
        assert each.part.shape == each.whole.shape == (2, 2)
        assert np.all(each.part <= each.whole + 1e-9)
