"""Drawing a process: two who draw at once lose nothing, and every drawing can be brought back."""

import pytest

from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing, DrawnEdge, DrawnNode
from perennial.records.models import AuditEntry, Process, ProcessVersion, Product
from perennial.records.operations.process.change_process import (
    ChangedMeanwhileError,
    bring_back,
    change_process,
    draw_process,
    remove_process,
)

pytestmark = pytest.mark.django_db


def drawing(*steps):
    return Drawing(
        nodes=tuple(DrawnNode(id=step, label=step) for step in steps),
        edges=(DrawnEdge(source=steps[0], target=steps[-1], main=True),) if len(steps) > 1 else (),
    )


@pytest.fixture
def process(house):
    return draw_process(house.owner, name="All", product=None, drawing=drawing("call", "offer"))


def steps(process):
    process.refresh_from_db()
    return [node["id"] for node in process.drawing["nodes"]]


def test_second_to_save_is_told_and_overwrites_nothing(house, process):
    change_process(house.owner, process, name="All", drawing=drawing("call", "meeting"), version=1)
    with pytest.raises(ChangedMeanwhileError):
        change_process(house.head, process, name="All", drawing=drawing("call", "visit"), version=1)
    assert steps(process) == ["call", "meeting"]


def test_saving_on_top_keeps_the_other_among_the_versions(house, process):
    change_process(house.owner, process, name="All", drawing=drawing("call", "meeting"), version=1)
    change_process(house.head, process, name="All", drawing=drawing("call", "visit"), version=2)
    kept = ProcessVersion.objects.filter(process=process).order_by("number")
    assert [(each.number, each.by, each.drawing["nodes"][-1]["id"]) for each in kept] == [
        (1, house.owner, "offer"),
        (2, house.owner, "meeting"),
        (3, house.head, "visit"),
    ]


def test_saving_what_is_there_makes_no_version(house, process):
    change_process(house.head, process, name="All", drawing=drawing("call", "offer"), version=0)
    process.refresh_from_db()
    assert process.version == 1


def test_old_drawing_comes_back_as_a_new_version(house, process):
    change_process(house.owner, process, name="All", drawing=drawing("visit"), version=1)
    bring_back(house.head, process, 1)
    assert steps(process) == ["call", "offer"]
    assert process.version == 3
    assert AuditEntry.objects.filter(act="process.back").count() == 1


def test_version_that_never_was_is_refused(house, process):
    with pytest.raises(UserError):
        bring_back(house.owner, process, 9)


def test_product_has_one_process_and_so_has_the_rest(house, process):
    product = Product.objects.create(name="Coffee")
    draw_process(house.owner, name="Coffee", product=product, drawing=drawing("call"))
    for other in (None, product):
        with pytest.raises(UserError):
            draw_process(house.owner, name="again", product=other, drawing=drawing("call"))


def test_drawing_too_large_is_refused(house, process):
    large = drawing(*(f"step {number}" for number in range(61)))
    with pytest.raises(UserError):
        change_process(house.owner, process, name="All", drawing=large, version=1)


def test_removed_drawing_is_gone(house, process):
    remove_process(house.owner, process)
    assert not Process.objects.exists()
    assert AuditEntry.objects.filter(act="process.remove", actor=house.owner).exists()
