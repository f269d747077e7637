"""The invented company's process: drawn, lived through, and with one weak arrow to be found."""

from datetime import date

import pytest
from django.core.cache import cache

from perennial.records.models import Lead, LeadMove, Process
from perennial.records.operations.load_demo import load_demo
from perennial.records.operations.process.read_process import read_process
from perennial.records.queries.process.looks import drawn_map, look_of
from perennial.records.queries.process.processes import shown_processes
from perennial.store.events import EVERYTHING

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(("language", "step"), [("en", "offer made"), ("ru", "сделано предложение")])
def test_demo_has_one_weak_arrow_to_be_found(db, tmp_path, settings, language, step):
    settings.DATA_DIR = tmp_path
    cache.clear()
    load_demo(language, TODAY, learn=False)
    read_process.call()
    assert LeadMove.objects.count() > 2 * Lead.objects.count()
    assert not Lead.objects.filter(closed_at__isnull=True, step_since__date__gt=TODAY).exists()
    shown = shown_processes()
    assert len(shown) == Process.objects.count() == 2
    for each in shown:
        look = look_of(each.key)
        assert (look.weakest.source, look.weakest.target) == (step, "1st order")
        assert look.understood.weakest.basis == "better_half"
        assert 5 < len(look.waiting) < 100
        happened = {node.activity for node in drawn_map(each.key, EVERYTHING, each.drawing).nodes}
        assert {step, "1st order", "2nd order"} <= happened & {node.id for node in each.drawing.nodes}
