"""Templates of processes: each leads by its main way from a source to the fourth order."""

import pytest

from perennial.engine.process.drawing import drawing_from, drawing_json
from perennial.engine.process.order_steps import ORDER_STEPS, TOUCH_STEPS
from perennial.simulate.process_templates import TEMPLATES, drawing_of

EVERY = [(template, language) for template in TEMPLATES for language in ("en", "ru")]


@pytest.mark.parametrize(("template", "language"), EVERY, ids=lambda each: getattr(each, "key", each))
def test_main_way_leads_over_touches_to_the_fourth_order(template, language):
    drawing = drawing_of(template, language)
    source = drawing.nodes[0]
    way = drawing.main_ways().onward(source.id)
    assert source.kind == "source"
    assert way[-7:] == (
        ORDER_STEPS[0], TOUCH_STEPS[0], ORDER_STEPS[1], TOUCH_STEPS[1], ORDER_STEPS[2], TOUCH_STEPS[2],
        ORDER_STEPS[3],
    )  # fmt: skip


@pytest.mark.parametrize(("template", "language"), EVERY, ids=lambda each: getattr(each, "key", each))
def test_template_is_read_back_as_it_was_written(template, language):
    drawing = drawing_of(template, language)
    assert drawing_from(drawing_json(drawing)) == drawing


def test_languages_differ_in_every_label():
    for template in TEMPLATES:
        english, russian = (
            {node.label for node in drawing_of(template, language).nodes} for language in ("en", "ru")
        )
        assert not english & russian
