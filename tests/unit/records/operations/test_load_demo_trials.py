"""The invented company has a trial that is over and one that runs, whose lots can be drawn again."""

from django.utils import timezone
from trial_house import with_orders

from perennial.records.models import Customer, Trial
from perennial.records.operations.load_demo_trials import add_trials
from perennial.records.queries.trials.looks import last_look


def test_both_trials_stand_by_their_lots_and_are_written_once(house, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with_orders(house, customers=300)
    day = timezone.localdate().isoformat()
    Customer.objects.update(stage="regular")
    add_trials.call(day)
    over, runs = Trial.objects.order_by("pk")
    assert (over.state, runs.state) == ("finished", "running")
    for trial in (over, runs):
        look = last_look(trial).look
        assert look.swapped == 0
        assert look.verdict != "not_by_lot"
    assert not set(over.lots.values_list("customer")) & set(runs.lots.values_list("customer"))
    add_trials.call(day)
    assert Trial.objects.count() == 2
