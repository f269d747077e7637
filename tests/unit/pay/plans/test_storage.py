"""Plans as they are stored: the same after reading, or one sentence a fault and the field it stands in."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from perennial.pay.plans.plan import Bonus, Percentage, Threshold
from perennial.pay.plans.shipped import shipped_plan
from perennial.pay.plans.storage import PlanError, plan_faults, plan_from_json, plan_to_json
from perennial.pictures.words import Words

SHIPPED = shipped_plan(since=date(2026, 1, 1))
RICH = replace(
    SHIPPED,
    percentages=(
        *SHIPPED.percentages,
        Percentage(to="farmer", share=Decimal("0.0725"), products=("atlas", "globe"), on="margin"),
    ),
    bonus=Bonus(amount=Decimal("99.90"), gaps=Decimal("1.5"), counted_from="handoff"),
    thresholds=(
        Threshold(to="farmer", above=Decimal(500000), times=Decimal("1.25")),
        Threshold(to="hunter", above=Decimal("0.5"), share=Decimal("0.123456")),
    ),
    usual_margin=Decimal("0.3"),
    cap=Decimal(250000),
)
PERCENTAGE = {"to": "farmer", "share": "0.05", "first": 2}


@pytest.mark.parametrize("plan", [SHIPPED, RICH])
def test_a_plan_is_the_same_after_json(plan):
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


def test_fields_left_out_keep_their_defaults():
    plan = plan_from_json({"version": 3, "since": "2026-02-01", "percentages": [PERCENTAGE]})
    assert (plan.version, plan.since, plan.protected, plan.cap) == (3, date(2026, 2, 1), None, None)
    assert plan.percentages == (Percentage(to="farmer", share=Decimal("0.05"), first=2),)


@pytest.mark.parametrize(
    ("where", "value", "sentence"),
    [
        ("version", 0, "A whole number from 1 up is expected here."),
        ("version", True, "A whole number from 1 up is expected here."),
        ("since", "1 March", "A day as YYYY-MM-DD is expected here."),
        ("since", None, "A day as YYYY-MM-DD is expected here."),
        ("percentages", "10%", "A list is expected here."),
        ("percentages", [], "A pay plan needs at least one percentage."),
        ("percentages.0", "10%", "Named fields are expected here."),
        ("percentages.0.to", "boss", "One of these words is expected here: hunter, farmer, and seller."),
        ("percentages.0.share", "1.2", "A share from 0 to 1 is expected here"),
        ("percentages.0.share", 0.1, "A share from 0 to 1 is expected here"),
        ("percentages.0.share", "0.1234567", "A share from 0 to 1 is expected here"),
        ("percentages.0.share", "NaN", "A share from 0 to 1 is expected here"),
        ("percentages.0.share", "1e999999", "A share from 0 to 1 is expected here"),
        ("percentages.0.products", [""], "A name is expected here."),
        ("percentages.1.last", 1, "The last purchase, 1, comes before the first, 2."),
        ("protected.last", 1, "The last purchase, 1, comes before the first, 2."),
        ("protected.first", 1, "Only from the second purchase on can a customer have been handed over."),
        ("bonus.number", 1, "Only from the second purchase on can a customer have been handed over."),
        ("bonus.amount", "-1", "A sum from 0 up is expected here"),
        ("bonus.amount", "0.001", "A sum from 0 up is expected here"),
        ("bonus.gaps", "0", "A number above 0 is expected here"),
        ("bonus.counted_from", "birth", "One of these words is expected here: purchase and handoff."),
        ("bonus.sum", "1", "There is no such field."),
        ("returned.after_days", 0, "A whole number from 1 up is expected here."),
        ("cap", "0", "A cap is above 0; leave it empty where there is none."),
        ("colour", "red", "There is no such field."),
        ("after_leaving", "widow", "One of these words is expected here: person, successor, and nobody."),
    ],
)
def test_a_wrong_field_is_told_in_one_sentence_with_its_place(where, value, sentence):
    faults = plan_faults(changed(where, value))
    found = {each.where: Words("en").say(each.sentence) for each in faults}
    assert where in found or f"{where}.0" in found
    assert found.get(where, found.get(f"{where}.0")).startswith(sentence)


CONTRADICTIONS = {
    "This percentage and percentage 2 are for the same role, the same products and purchase 3: only one of "
    "them can hold.": (
        {"percentages": [*plan_to_json(SHIPPED)["percentages"], PERCENTAGE | {"first": 3}]},
        "percentages.2",
    ),
    "More than the whole of purchase 2 would be paid out.": (
        {"percentages": [{"to": "hunter", "share": "0.6"}, {"to": "farmer", "share": "0.5", "first": 2}]},
        "percentages",
    ),
    "A percentage is of the margin: say which share of the money is margin where an order does not tell.": (
        {"percentages": [{"to": "hunter", "share": "0.2", "on": "margin"}]},
        "usual_margin",
    ),
    "A returned customer pays the hunter's percentage of a first purchase, and the plan has none.": (
        {"percentages": [PERCENTAGE], "returned": {"after_days": 365}},
        "returned",
    ),
    "Above a threshold give either another percentage or a multiple, not both.": (
        {"thresholds": [{"to": "farmer", "above": "1"}]},
        "thresholds.0",
    ),
    "Two thresholds of one role stand at the same sum.": (
        {"thresholds": [{"to": "farmer", "above": above, "times": "2"} for above in ("1", "1.0")]},
        "thresholds.1.above",
    ),
    "No percentage pays this role, so nothing counts towards its sum.": (
        {"thresholds": [{"to": "seller", "above": "1", "times": "2"}]},
        "thresholds.0.to",
    ),
}


@pytest.mark.parametrize("sentence", CONTRADICTIONS)
def test_fields_that_contradict_each_other_are_told_in_one_sentence(sentence):
    change, where = CONTRADICTIONS[sentence]
    faults = plan_faults(plan_to_json(SHIPPED) | change)
    assert [(each.where, Words("en").say(each.sentence)) for each in faults] == [(where, sentence)]


def test_a_missing_field_is_named():
    faults = plan_faults({"version": 1, "since": "2026-01-01"})
    assert [(each.where, str(each.sentence)) for each in faults] == [
        ("percentages", "This field is missing.")
    ]


def test_all_faults_are_told_at_once_and_the_error_names_the_first():
    stored = changed("cap", "much") | {"version": 0}
    with pytest.raises(PlanError) as raised:
        plan_from_json(stored)
    assert [each.where for each in raised.value.faults] == ["version", "cap"]
    assert str(raised.value) == "version: A whole number from 1 up is expected here."
    assert Words("ru").say(raised.value.message) == "version: Здесь ожидается целое число от 1."


def test_what_is_no_plan_at_all_is_told():
    assert [each.where for each in plan_faults("10%")] == ["plan"]


def changed(where, value):
    stored = deepcopy(plan_to_json(SHIPPED))
    *path, last = where.split(".")
    inside = stored
    for name in path:
        inside = inside[int(name)] if name.isdigit() else inside[name]
    inside[int(last) if last.isdigit() else last] = value
    return stored
