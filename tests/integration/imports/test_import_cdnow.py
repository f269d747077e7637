"""The real CDNOW log taken in as the command line does."""

import pytest
from cdnow import write_cdnow

from perennial.records.models import Customer, ExternalId, Import, Order
from perennial.records.operations.import_file import import_file
from perennial.records.operations.undo_import import undo_import


@pytest.fixture
def log(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    write_cdnow(tmp_path / "cdnow.csv")
    return tmp_path / "cdnow.csv"


def test_all_orders_come_in_once_and_go_again(house, log):
    first = import_file(log, "orders", by=house.owner)
    assert (first.state, first.created, first.rejected) == ("done", 6919, 0)
    assert Order.objects.count() == 6919
    assert Customer.objects.count() == ExternalId.objects.count() == 2357
    again = import_file(log, "orders", by=house.owner)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 6919)
    undone = undo_import(first.pk, house.owner)
    assert (undone.removed, undone.kept) == (6919 + 2357, 0)
    assert not Order.objects.exists()
    assert not Customer.objects.exists()
    assert Import.objects.get(pk=first.pk).state == "undone"
