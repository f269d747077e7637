import pytest

from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.ingest.order_words import order_number, order_steps_among

NAMES = [
    *((name, number) for number, name in enumerate(ORDER_STEPS, start=1)),
    ("First order", 1),
    ("second purchase", 2),
    ("Order 3", 3),
    ("order #4", 4),
    ("purchase 5+", 5),
    ("1-й заказ", 1),
    ("1й заказ", 1),
    ("Первая покупка", 1),
    ("второй заказ", 2),
    ("Третья продажа", 3),
    ("четвёртый заказ", 4),
    ("Четвертый заказ", 4),
    ("заказ № 2", 2),
    ("5-й заказ и далее", 5),
    ("order", None),
    ("1st call", None),
    ("заказ обратного звонка", None),
    ("order 12", None),
    ("reorder 2", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "number"), NAMES)
def test_number_of_an_order_is_read_from_its_name(name, number):
    assert order_number(name) == number


def test_order_steps_of_a_log_come_by_number_one_for_each():
    steps = ["contact", "Second order", "order 1", "1st order", "lost"]
    assert order_steps_among(steps) == ("order 1", "Second order")
