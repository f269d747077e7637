"""Many at once, and kills in the middle: what `bench/at_once.py` and `bench/kills.py` rehearse, but small."""

import sys
from pathlib import Path

import pytest
from django.db import connection

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from endure_day import BusyDay
from endure_found import found_after
from endure_house import House
from endure_state import differences, state_of
from endure_works import WORKS, Bases, Size
from kills import rehearse

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="a data folder is all there is of it")
_BASE = Path(__file__).parents[3] / "bench" / "endure_base.py"
_SMALL = Size(customers=200, touches=700, leads=300, more_orders=250, handoffs=40)


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    return Bases(tmp_path_factory.mktemp("endurance") / "bases", _SMALL, seed=5)


def test_what_is_lost_or_doubled_is_seen(bases):
    house = bases.fresh("orders")
    whole = state_of(house)
    assert differences(whole, state_of(house)) == []
    house.write("DELETE FROM records_order WHERE id = (SELECT max(id) FROM records_order)")
    house.write(
        "INSERT INTO records_auditentry (at, act, model, facts) "
        "SELECT at, act, model, facts FROM records_auditentry LIMIT 1"
    )
    assert [each.split(": ")[:2] for each in differences(whole, state_of(house))] == [
        ["acts", "1 more, 0 less"],
        ["orders", "0 more, 1 less"],
    ]


def test_sellers_log_touches_while_a_file_is_imported_and_forecasts_are_refreshed(bases):
    made = bases.fresh("forecasts")
    made.run(_BASE, "quiet", "lines")
    day = BusyDay(House(made.data_dir, workers=2), pause=1)
    day.run(rows=750, alone=1)
    found = found_after(day)
    assert (found.failures, found.faults, found.locked) == ((), (), 0)
    assert (found.lost, found.doubled, found.unasked) == (0, 0, 0)
    assert found.kept == found.answered > 8
    assert made.rows("SELECT state, created FROM records_import ORDER BY id DESC LIMIT 1") == [("done", 750)]
    assert made.rows("SELECT DISTINCT state FROM records_refreshrun") == [("done",)]


@pytest.mark.parametrize("work", ["import", "refresh", "hand-off"])
def test_killed_in_the_middle_and_started_again_all_is_done_once(bases, work):
    rounds = rehearse(work, bases, 2, seed=5, kinds=WORKS[work][:1])
    assert [each.differences for each in rounds] == [[], []]
    assert all(each.phase for each in rounds)
