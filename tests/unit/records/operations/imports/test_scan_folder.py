import pytest

from perennial.ingest.options import ReadingOptions
from perennial.records.models import Import, Notice, Order
from perennial.records.operations.import_file import import_file
from perennial.records.operations.scan_folder import scan_folder

ORDERS = "order_id,customer_id,ordered_at,amount\nN1,K1,2026-01-05,10\nN2,K2,2026-01-06,20\n"


@pytest.fixture
def folder(house, tmp_path, uploads, settings):
    settings.DATA_DIR = tmp_path / "data"
    watched = tmp_path / "watched"
    watched.mkdir()
    house.business.watched_folder = str(watched)
    house.business.save()
    return watched


def test_a_file_is_taken_when_it_has_not_changed_since_the_last_look(folder):
    path = folder / "orders.csv"
    path.write_text(ORDERS[:50])
    assert scan_folder().waiting == 1
    path.write_text(ORDERS)
    assert scan_folder().waiting == 1
    assert scan_folder().taken == 1
    assert Order.objects.count() == 2
    assert (folder / "done" / "orders.csv").is_file()
    assert not path.exists()
    assert scan_folder().waiting == 0


def test_a_file_that_cannot_be_used_is_put_aside_and_told_of(folder, house):
    (folder / "letter.csv").write_text("just words\nwithout columns\n")
    scan_folder()
    assert scan_folder().failed == 1
    assert (folder / "failed" / "letter.csv").is_file()
    told = Notice.objects.values_list("user", flat=True)
    assert set(told) == {house.owner.pk, house.head.pk}


def test_a_second_file_of_the_same_name_does_not_overwrite_the_first(folder):
    for text in (ORDERS, ORDERS.replace("N2", "N3")):
        (folder / "orders.csv").write_text(text)
        scan_folder()
        scan_folder()
    assert len(list((folder / "done").iterdir())) == 2
    assert Order.objects.count() == 3


def test_a_file_is_read_as_the_last_one_with_its_headers(folder, tmp_path, house):
    strange = "who,when,sum\nK1,2026-01-05,10\n"
    path = tmp_path / "first.csv"
    path.write_text(strange)
    mapped = {"customer_id": "who", "ordered_at": "when", "amount": "sum"}
    import_file(path, "orders", by=house.owner, options=ReadingOptions(map=mapped), system="till")
    (folder / "next.csv").write_text(strange + "K2,2026-01-07,30\n")
    scan_folder()
    assert scan_folder().taken == 1
    assert Import.objects.first().system == "till"
    assert Order.objects.count() == 2


def test_without_a_folder_nothing_happens(house):
    assert scan_folder().taken == 0
