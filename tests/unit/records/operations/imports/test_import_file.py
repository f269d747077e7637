import stat

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from perennial.core.errors import UserError
from perennial.records.models import Contact, Customer, Import, Order, Touch
from perennial.records.operations import import_file_take
from perennial.records.operations.import_file import begin_import, import_file, run_import, start_import
from perennial.records.operations.import_file_left import left_of, note_left
from perennial.records.operations.import_file_options import file_of, folder_of
from perennial.records.operations.take_rows import Left
from perennial.records.operations.undo_import import undo_import

ORDERS = "order_id,customer_id,ordered_at,amount\n" + "".join(
    f"N{i},K{i % 4},2026-01-{i + 1:02},{i + 10}\n" for i in range(9)
)


@pytest.fixture
def write(tmp_path, uploads):
    def of(text, name="orders.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return of


def state():
    return sorted(Order.objects.values_list("external_id", "customer__name", "amount", "day"))


def test_a_file_is_kept_for_the_house_alone(house, write):
    batch = import_file(write(ORDERS), "orders", by=house.owner)
    assert stat.S_IMODE(file_of(batch).stat().st_mode) == 0o600
    assert stat.S_IMODE(file_of(batch).parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("broken", [1, 2, 4])
def test_an_import_broken_off_anywhere_goes_on_to_the_same_end(house, write, monkeypatch, broken):
    monkeypatch.setattr(import_file_take, "PORTION", 2)
    whole = import_file(write(ORDERS), "orders", by=house.owner)
    expected, counted = state(), whole.created
    Order.objects.all().delete()
    Customer.objects.all().delete()
    batch = start_import([ORDERS.encode()], "orders.csv", by=house.owner, kind="orders")
    batch.state = Import.State.RUNNING
    batch.save()
    take, calls = import_file_take.take_orders, []

    def dies(rows, taking):
        take(rows, taking)
        calls.append(rows)
        if len(calls) == broken:
            raise KeyboardInterrupt

    monkeypatch.setattr(import_file_take, "take_orders", dies)
    with pytest.raises(KeyboardInterrupt):
        run_import.call(batch.pk)
    monkeypatch.setattr(import_file_take, "take_orders", take)
    run_import.call(batch.pk)
    batch.refresh_from_db()
    assert state() == expected
    assert (batch.state, batch.created, batch.position) == ("done", counted, 9)


def test_rows_that_cannot_be_used_are_told_of_and_the_rest_is_taken(house, write):
    text = ORDERS + "N99,,2026-02-01,5\n"
    batch = import_file(write(text), "orders", by=house.owner)
    assert (batch.created, batch.rejected) == (9, 1)
    assert [(left.row, left.reason) for left in left_of(batch)] == [(11, "no_customer")]


def test_rows_left_out_are_told_of_though_a_process_died_while_it_wrote_them(house, write):
    text = ORDERS + "N98,,2026-02-01,5\nN99,,2026-02-01,5\n"
    batch = import_file(write(text), "orders", by=house.owner)
    kept = folder_of(batch) / "left.jsonl"
    whole = kept.read_text()
    kept.write_text(whole[: len(whole) // 2 + 9])
    note_left(batch, [Left(row=12, column="", value="", reason="no_customer")])
    assert [(each.row, each.reason) for each in left_of(batch)] == [
        (11, "no_customer"),
        (12, "no_customer"),
    ]


def test_a_file_that_cannot_be_used_fails_with_its_sentence(house, write):
    with pytest.raises(UserError, match="cannot be used"):
        import_file(write("customer_id,ordered_at\n1,never\n2,2026-01-01\n"), "orders", by=house.owner)
    batch = Import.objects.get()
    assert batch.state == "failed"
    assert "cannot be used" in batch.failure["text"]


def test_orders_with_names_and_phones_bring_customers_with_contacts(house, write):
    text = "Контрагент;Телефон;Дата;Номер;Сумма\nООО Ромашка;8 (912) 345-67-89;05.01.2026;1;100,50\n"
    text += "ИП Иванов;+7 912 345-67-80;25.01.2026;2;200,00\n"
    batch = import_file(write(text, "1c.csv", encoding="cp1251"), "orders", by=house.owner)
    assert batch.created == 2
    found = dict(Contact.objects.values_list("customer__name", "normal"))
    assert found == {"ООО Ромашка": "+79123456789", "ИП Иванов": "+79123456780"}
    assert Customer.objects.count() == 2


def test_touches_and_leads_come_in_from_files(house, write):
    import_file(
        write("customer_id,name,phone\n1,Anna,+7 912 000-00-01\n", "c.csv"), "customers", by=house.owner
    )
    calls = "customer_id,happened_at,direction,minutes\n1,2026-02-01 10:00,in,3:30\n5,2026-02-01 10:00,in,1\n"
    batch = import_file(write(calls, "calls.csv"), "touches", by=house.owner)
    assert (batch.created, batch.rejected, Touch.objects.get().minutes) == (1, 1, 3.5)


def test_beginning_twice_queues_once(house, uploads, django_capture_on_commit_callbacks):
    batch = start_import([ORDERS.encode()], "orders.csv", by=house.owner, kind="orders")
    with django_capture_on_commit_callbacks() as waiting:
        begin_import(batch, house.owner)
        begin_import(batch, house.owner)
    assert len(waiting) == 1


def test_an_import_and_its_task_are_queued_together_or_not_at_all(house, uploads, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    batch = start_import([ORDERS.encode()], "orders.csv", by=house.owner, kind="orders")
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        begin_import(batch, house.owner)
        assert DBTaskResult.objects.get().args_kwargs["args"] == [batch.pk]
        raise KeyboardInterrupt
    batch.refresh_from_db()
    assert (batch.state, DBTaskResult.objects.count()) == ("uploaded", 0)


def test_undo_keeps_what_was_changed_or_used_since(house, write):
    batch = import_file(write(ORDERS), "orders", by=house.owner)
    Touch.objects.create(customer=Customer.objects.get(name="K1"))
    edited = Customer.objects.get(name="K2")
    edited.name = "Nord"
    edited.save()
    undone = undo_import(batch.pk, house.owner)
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["K1", "Nord"]
    assert (undone.removed, undone.kept) == (9 + 2, 2)


def test_undo_brings_back_what_was_overwritten_unless_it_was_changed_again(house, write):
    import_file(write(ORDERS), "orders", by=house.owner)
    second = import_file(write(ORDERS.replace(",10\n", ",77\n").replace(",11\n", ",78\n")), "orders")
    Order.objects.filter(external_id="N1").update(amount=500)
    undone = undo_import(second.pk, house.owner)
    amounts = dict(Order.objects.values_list("external_id", "amount"))
    assert (amounts["N0"], amounts["N1"]) == (10, 500)
    assert (undone.restored, undone.kept) == (1, 1)


def test_a_second_undo_changes_nothing(house, write):
    batch = import_file(write(ORDERS), "orders", by=house.owner)
    undo_import(batch.pk, house.owner)
    assert undo_import(batch.pk, house.owner).removed == 0
