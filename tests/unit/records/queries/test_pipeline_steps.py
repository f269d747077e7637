"""Which steps the board has, and which move goes forward."""

import pytest
from lead_samples import draw

from perennial.records.models import Business, Product
from perennial.records.queries.pipeline_steps import is_forward, steps_of, steps_of_lead

pytestmark = pytest.mark.django_db


def names(product):
    return [step.name for step in steps_of(product)]


def test_without_a_drawing_there_is_a_short_list_in_the_language_of_the_business(house):
    assert names("all") == ["new", "first contact", "meeting", "offer made"]
    Business.objects.update(language="ru")
    assert names("all")[0] == "новый"


def test_steps_are_those_up_to_the_first_order(house):
    draw("asked", "visit", "quote", after=("delivered",))
    assert [(step.name, step.label) for step in steps_of("rest")] == [
        ("asked", "Asked"),
        ("visit", "Visit"),
        ("quote", "Quote"),
    ]


def test_main_way_comes_first_in_its_order(house):
    draw("asked", "visit", "quote", main=("quote", "visit"))
    assert names("rest") == ["quote", "visit", "asked"]


def test_product_has_its_own_steps_and_others_go_by_those_of_the_rest(house):
    tea, coffee = Product.objects.create(name="Tea"), Product.objects.create(name="Coffee")
    draw("asked")
    draw("tasted", product=tea)
    assert names(str(tea.pk)) == ["tasted"]
    assert names(str(coffee.pk)) == ["asked"]
    assert [step.name for step in steps_of_lead(None)] == ["asked"]


def test_board_of_all_products_knows_the_steps_of_each(house):
    draw("asked")
    draw("tasted", "asked", product=Product.objects.create(name="Tea"))
    assert names("all") == ["asked", "tasted"]


def test_drawing_that_cannot_be_read_leaves_the_short_list(house):
    process = draw("asked")
    process.drawing = {"nodes": "none"}
    process.save()
    assert names("rest")[0] == "new"


def test_forward_is_what_comes_nearer_to_the_order(house):
    steps = steps_of("all")
    assert is_forward(steps, "", "meeting")
    assert is_forward(steps, "meeting", "offer made")
    assert is_forward(steps, "from an import", "new")
    assert not is_forward(steps, "meeting", "new")
    assert not is_forward(steps, "meeting", "from an import")
