"""The ledger in the database: what is written, when, and that it is never changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from perennial.core.errors import UserError
from perennial.pay.plans.plan import Threshold
from perennial.pay.plans.shipped import shipped_plan
from perennial.records.kept_lines import lines_may_go
from perennial.records.models import AuditEntry, OrderLine, PayDecision, PayDispute, PayLine
from perennial.records.operations.erase import erase
from perennial.records.operations.only_one import only_one
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.close_month import close_month, reopen_month
from perennial.records.operations.pay.dispute import decide, dispute_line, settle_dispute
from perennial.records.operations.pay.share_order import add_payment, remove_payment, share_order
from perennial.records.operations.pay.write_lines import write_lines
from perennial.records.queries.pay.statement import lines_spoken

TODAY = date(2026, 6, 10)


@pytest.fixture
def passed(book):
    """The example of docs/pay.md: three orders, a hand-off between the first two, a refund."""
    first = book.order("A", "2026-03-03", "40000", fully_paid_on=date(2026, 3, 20))
    add_payment(None, first, Decimal(20000), date(2026, 3, 3))
    book.hand_over("2026-03-20", until="2026-06-18")
    book.order("B", "2026-04-12", "15000", fully_paid_on=date(2026, 4, 12))
    book.order("B-1", "2026-05-05", "-3000", refund_of="B")
    book.order("C", "2026-05-10", "20000", fully_paid_on=date(2026, 5, 10))
    book.first = first
    return book


def test_the_worked_example_is_written(passed):
    write_lines()
    assert passed.lines() == [
        ("Hunter", "2026-03", "2000.00"),
        ("Hunter", "2026-03", "2000.00"),
        ("Farmer", "2026-04", "750.00"),
        ("Hunter", "2026-04", "300.00"),
        ("Farmer", "2026-05", "-150.00"),
        ("Hunter", "2026-05", "-60.00"),
        ("Farmer", "2026-05", "1000.00"),
        ("Hunter", "2026-05", "1000.00"),
    ]


def test_writing_again_writes_nothing_for_one_or_for_all(passed):
    assert write_lines([passed.customer.pk]) > 0
    assert write_lines([passed.customer.pk]) == 0
    assert write_lines() == 0


def test_each_line_is_in_the_audit_trail(passed):
    write_lines()
    noted = AuditEntry.objects.filter(act="pay.line").values_list("object_id", flat=True)
    assert sorted(noted) == sorted(PayLine.objects.values_list("pk", flat=True))


def test_an_order_that_goes_to_another_customer_is_paid_once(passed):
    write_lines()
    other = passed.house.customer("Other", owner=passed.house.hunter, hunter=passed.house.hunter)
    passed.first.customer = other
    passed.first.save()
    write_lines([other.pk])
    write_lines([passed.customer.pk])
    sums = PayLine.objects.filter(order_key=passed.first.pk).values_list("amount", flat=True)
    assert sum(sums) == 4000


def test_an_order_that_is_no_more_is_taken_back(passed):
    write_lines()
    key = passed.first.pk
    passed.first.delete()
    write_lines([passed.customer.pk])
    assert sum(PayLine.objects.filter(order_key=key).values_list("amount", flat=True)) == 0


def test_nobody_changes_or_deletes_a_line(passed):
    write_lines()
    with pytest.raises(DatabaseError), transaction.atomic():
        PayLine.objects.update(amount=1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_payline")
    assert PayLine.objects.filter(amount=2000).count() == 2


def test_lines_of_the_invented_company_go_with_it_and_later_ones_are_kept(passed):
    write_lines()
    with lines_may_go(connection):
        PayLine.objects.all()._raw_delete("default")
    write_lines()
    with pytest.raises(DatabaseError), transaction.atomic():
        PayLine.objects.all()._raw_delete("default")


def test_what_is_learnt_of_a_closed_month_stands_in_the_next_open_one(passed):
    close_month(passed.house.owner, "2026-03", today=TODAY)
    before = passed.lines(month="2026-03")
    share_order(
        passed.house.owner,
        passed.first,
        {passed.house.hunter: Decimal("0.8"), passed.house.hunter2: Decimal("0.2")},
    )
    assert passed.lines(month="2026-03") == before
    assert sorted(passed.lines(correction=True, month="2026-04")) == [
        ("Hunter", "2026-04", "-400.00"),
        ("Hunter", "2026-04", "-400.00"),
        ("Hunter2", "2026-04", "400.00"),
        ("Hunter2", "2026-04", "400.00"),
    ]


def test_a_month_is_closed_once_when_it_is_over_and_opened_with_a_reason(passed):
    owner = passed.house.owner
    assert close_month(owner, "2026-03", today=TODAY) is not None
    assert close_month(owner, "2026-03", today=TODAY) is None
    with pytest.raises(UserError, match="not over"):
        close_month(owner, "2026-06", today=TODAY)
    with pytest.raises(UserError, match="Say why"):
        reopen_month(owner, "2026-03", " ")
    reopen_month(owner, "2026-03", "A payment was missing")
    assert close_month(owner, "2026-03", today=TODAY) is not None
    acts = AuditEntry.objects.filter(act__in=["pay.close", "pay.reopen"]).values_list("act", flat=True)
    assert list(acts.order_by("pk")) == ["pay.close", "pay.reopen", "pay.close"]


def test_a_page_does_not_wait_for_lines_that_are_being_written(book, django_capture_on_commit_callbacks):
    order = book.order("A", "2026-03-03", "1000", status="pending payment")
    with django_capture_on_commit_callbacks() as later, only_one("pay"):
        add_payment(None, order, Decimal(400), date(2026, 3, 5))
        with pytest.raises(UserError, match="in a few minutes"):
            close_month(book.house.owner, "2026-03", today=TODAY)
    assert book.lines() == []
    for each in later:
        each()
    assert book.lines() == [("Hunter", "2026-03", "40.00")]


def test_closing_writes_what_a_month_still_lacks(passed):
    close_month(passed.house.owner, "2026-03", today=TODAY)
    assert passed.lines(month="2026-03") == [("Hunter", "2026-03", "2000.00")] * 2


def test_a_plan_does_not_begin_in_a_closed_month(passed):
    close_month(passed.house.owner, "2026-03", today=TODAY)
    with pytest.raises(UserError, match="can begin only after"):
        put_in_force(passed.house.owner, shipped_plan(since=date(2026, 3, 1)))
    assert put_in_force(passed.house.owner, shipped_plan(since=date(2026, 4, 1))).number == 2


def test_where_a_plan_counts_months_all_are_reckoned(passed):
    plan = shipped_plan(since=date(2026, 1, 1))
    above = Threshold(to="hunter", above=Decimal(30000), share=Decimal("0.2"))
    put_in_force(passed.house.owner, type(plan)(**{**_fields(plan), "thresholds": (above,)}))
    write_lines([])
    assert sum(Decimal(amount) for _, month, amount in passed.lines() if month == "2026-03") == 5000


def _fields(plan):
    return {name: getattr(plan, name) for name in type(plan).__dataclass_fields__}


def test_a_payment_taken_back_takes_back_what_was_paid_for_it(book):
    order = book.order("A", "2026-03-03", "1000", status="pending payment")
    payment = add_payment(None, order, Decimal(400), date(2026, 3, 5))
    assert book.lines() == [("Hunter", "2026-03", "40.00")]
    remove_payment(book.house.owner, payment)
    assert sum(PayLine.objects.values_list("amount", flat=True)) == 0


def test_one_payment_of_another_system_is_noted_once(book):
    order = book.order("A", "2026-03-03", "1000", status="pending payment")
    for _ in range(2):
        add_payment(None, order, Decimal(400), date(2026, 3, 5), external_id="P1")
    assert book.lines() == [("Hunter", "2026-03", "40.00")]


def test_a_discount_is_taken_off_the_other_lines(book):
    order = book.order("A", "2026-03-03", "90")
    for name, amount in (("Chair", 60), ("Table", 40), ("Discount", -10)):
        OrderLine.objects.create(order=order, name=name, amount=amount)
    write_lines()
    assert sum(PayLine.objects.values_list("amount", flat=True)) == 9


def test_what_is_cancelled_and_what_has_no_amount_pays_nothing(book):
    book.order("A", "2026-03-03", "1000", status="cancelled")
    book.order("B", "2026-03-04", None)
    write_lines()
    assert book.lines() == []


def test_a_dispute_is_settled_with_a_sum_in_the_first_open_month(book):
    book.order("A", "2026-03-03", "1000")
    write_lines()
    line = PayLine.objects.get()
    dispute = dispute_line(book.house.hunter, line, "It was 2,000")
    with pytest.raises(UserError, match="disputed already"):
        dispute_line(book.house.hunter, line, "Again")
    settle_dispute(book.house.owner, dispute, "You are right", amount=Decimal(100), today=TODAY)
    assert book.lines(rule="decision") == [("Hunter", "2026-06", "100.00")]
    assert write_lines() == 0
    with pytest.raises(UserError, match="settled already"):
        settle_dispute(book.house.owner, dispute, "Again", today=TODAY)


def test_nobody_settles_a_dispute_of_their_own(book):
    book.order("A", "2026-03-03", "1000")
    write_lines()
    dispute = dispute_line(book.house.hunter, PayLine.objects.get(), "It was 2,000")
    with pytest.raises(UserError, match="of their own"):
        settle_dispute(book.house.hunter, dispute, "Yes", today=TODAY)


def test_a_sum_by_hand_needs_a_reason_and_whole_hundredths(book):
    with pytest.raises(UserError, match="Say why"):
        decide(book.house.owner, book.house.hunter, Decimal(5), "", today=TODAY)
    with pytest.raises(UserError, match="two digits"):
        decide(book.house.owner, book.house.hunter, Decimal("0.001"), "Prize", today=TODAY)
    decide(book.house.owner, book.house.hunter, Decimal(5), "Prize", today=TODAY)
    line = PayLine.objects.get()
    assert "Prize" not in str(line.reason)
    assert str(lines_spoken([line])[0].reason).endswith(": Prize")


def test_after_an_erasure_no_text_about_pay_names_the_person(book):
    book.customer.name = "Zebulon Quist"
    book.customer.save()
    book.order("A", "2026-03-03", "1000")
    write_lines()
    line = PayLine.objects.get()
    dispute = dispute_line(book.house.hunter, line, "Zebulon Quist paid more")
    settle_dispute(book.house.owner, dispute, "Zebulon Quist did", amount=Decimal(5), today=TODAY)
    erase(book.house.owner, book.customer, "asked")
    told = [
        *PayDispute.objects.values_list("text", "answer"),
        *PayDecision.objects.values_list("because"),
        *PayLine.objects.values_list("reason", "cause"),
    ]
    assert len(told) == 4
    assert "Quist" not in str(told)
    assert sum(PayLine.objects.values_list("amount", flat=True)) == 105
