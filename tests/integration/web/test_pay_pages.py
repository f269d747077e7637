"""Pay as people see it: their own statement, the head's months, the plan, disputes, an order's shares."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import AuditEntry, Order, PayDispute, PayLine, PayMonth, PayPlanVersion
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.write_lines import write_lines

MARCH = date(2026, 3, 3)
PLAN = {
    "percentages-TOTAL_FORMS": "2",
    "percentages-INITIAL_FORMS": "0",
    "percentages-0-share": "12",
    "percentages-0-to": "hunter",
    "percentages-0-first": "1",
    "percentages-0-last": "1",
    "percentages-1-share": "4",
    "percentages-1-to": "farmer",
    "percentages-1-first": "2",
    "thresholds-TOTAL_FORMS": "1",
    "thresholds-INITIAL_FORMS": "0",
    "since": "2026-01-01",
    "earned_on": "paid",
    "cover_share": "50",
    "after_leaving": "person",
}


@pytest.fixture
def paid(house):
    """A first order of the hunter's in March, on which 100 are paid under the shipped plan."""
    put_in_force(house.owner, shipped_plan(since=date(2026, 1, 1)))
    customer = house.customer(owner=house.hunter, hunter=house.hunter)
    house.order = _order(customer, house.hunter, MARCH, "A-17", 1000)
    write_lines()
    house.line = PayLine.objects.get()
    return house


def _order(customer, seller, day, number, amount):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Order.objects.create(
        customer=customer, external_id=number, day=day, ordered_at=at, amount=amount, seller=seller
    )


def page(client, user, address, **how):
    client.force_login(user)
    return client.get(address, **how)


def test_sellers_see_their_own_statement_with_the_reason_of_each_line(paid, client):
    assert page(client, paid.hunter, "/pay/")["Location"] == "/pay/mine/"
    said = client.get("/pay/mine/?month=2026-03").content.decode()
    assert "€100" in said
    assert "10% of €1,000 paid on 3 March" in said.replace("<b>", "").replace("</b>", "")
    assert "Order A-17, plan 1." in said


def test_nobody_sees_another_sellers_statement(paid, client):
    other = paid.hunter2.pk
    for address in (f"/pay/{other}/", f"/pay/{other}/export/"):
        assert page(client, paid.hunter, address).status_code == 404
    assert page(client, paid.analyst, "/pay/mine/").status_code == 403
    assert page(client, paid.head, f"/pay/{paid.hunter.pk}/?month=2026-03").status_code == 200


def test_a_line_is_disputed_by_its_seller_alone_and_settled_by_another(paid, client):
    where = f"/pay/lines/{paid.line.pk}/dispute/"
    client.force_login(paid.farmer)
    assert client.post(where, {"text": "Mine!"}).status_code == 404
    client.force_login(paid.hunter)
    client.post(where, {"text": "It was 2,000"})
    dispute = PayDispute.objects.get()
    assert "It was 2,000" in page(client, paid.head, "/pay/disputes/").content.decode()
    client.post(f"/pay/disputes/{dispute.pk}/settle/", {"answer": "Right", "amount": "100"})
    lines = PayLine.objects.filter(rule="decision").values_list("amount", flat=True)
    assert list(lines) == [Decimal(100)]
    month = timezone.localdate().strftime("%Y-%m")
    assert "Right" in page(client, paid.hunter, f"/pay/mine/?month={month}").content.decode()


def test_the_owner_closes_a_month_and_opens_it_again_with_a_reason(paid, client):
    client.force_login(paid.head)
    assert client.post("/pay/months/close/", {"month": "2026-03"}).status_code == 403
    client.force_login(paid.owner)
    said = client.post("/pay/months/close/", {"month": "2026-03"}, follow=True).content.decode()
    assert "March 2026 was closed" in said
    client.post("/pay/months/reopen/", {"month": "2026-03", "reason": ""})
    assert PayMonth.objects.filter(reopened_at=None).count() == 1
    client.post("/pay/months/reopen/", {"month": "2026-03", "reason": "Late payment"})
    assert not PayMonth.objects.filter(reopened_at=None).exists()
    assert AuditEntry.objects.filter(act="pay.reopen").count() == 1


@pytest.mark.parametrize("month", ["", "2026-13", "2026", "../../x", "20260-1", "٢٠٢٦-٠٣"])
def test_what_is_no_month_changes_nothing(paid, client, month):
    client.force_login(paid.owner)
    assert client.post("/pay/months/close/", {"month": month}).status_code == 302
    assert client.get("/pay/", {"month": month}).status_code == 200
    assert not PayMonth.objects.exists()


def test_a_changed_plan_is_reckoned_on_last_year_before_it_is_put_in_force(paid, client):
    customer = paid.customer("Lately", owner=paid.hunter, hunter=paid.hunter)
    today = timezone.localdate()
    before = date(today.year - (today.month == 1), today.month - 1 or 12, 10)
    _order(customer, paid.hunter, before, "L-1", 500)
    client.force_login(paid.owner)
    answer = client.post("/pay/plan/", PLAN, follow=True)
    said = answer.content.decode()
    assert "12" in said
    assert "What last year would have paid" in said
    assert PayPlanVersion.objects.count() == 1
    whole = answer.context["whole"]
    assert whole.changed - whole.now == Decimal("0.02") * sum(
        order.amount for order in Order.objects.filter(day__gte=date(today.year - 1, today.month, 1))
    )


def test_a_plan_is_put_in_force_as_the_next_version(paid, client, django_capture_on_commit_callbacks):
    client.force_login(paid.owner)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/pay/plan/", {**PLAN, "do": "force", "note": "More for winning"})
    version = PayPlanVersion.objects.order_by("-number")[0]
    assert (version.number, version.note) == (2, "More for winning")
    assert version.rules["percentages"][0]["share"] == "0.12"
    assert sum(PayLine.objects.values_list("amount", flat=True)) == 120  # written anew, as corrections


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"percentages-0-share": "101"}, "less than or equal to 100"),
        ({"percentages-0-share": "", "percentages-1-share": ""}, "needs at least one percentage"),
        ({"percentages-1-first": "1"}, ""),
        ({"percentages-0-last": "0"}, "greater than or equal to 1"),
        ({"since": "soon"}, "Enter a valid date"),
    ],
)
def test_what_is_wrong_with_a_plan_stands_beside_it(paid, client, changed, said):
    client.force_login(paid.owner)
    answer = client.post("/pay/plan/", {**PLAN, **changed, "do": "force"})
    if said:
        assert answer.status_code == 400
        assert said in answer.content.decode()
    assert PayPlanVersion.objects.count() == (1 if said else 2)


def test_a_plan_cannot_begin_in_a_closed_month(paid, client):
    client.force_login(paid.owner)
    client.post("/pay/months/close/", {"month": "2026-03"})
    answer = client.post("/pay/plan/", {**PLAN, "do": "force"})
    assert answer.status_code == 400
    assert "can begin only after it" in answer.content.decode()


def test_shares_of_an_order_are_lines_of_their_own(paid, client):
    client.force_login(paid.head)
    where = f"/pay/orders/{paid.order.pk}/"
    shares = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-seller": paid.hunter.pk,
        "form-0-share": "80",
        "form-1-seller": paid.hunter2.pk,
        "form-1-share": "10",
    }
    assert client.post(f"{where}shares/", shares).status_code == 400
    client.post(f"{where}shares/", {**shares, "form-1-share": "20"})
    sums = {
        seller: sum(PayLine.objects.filter(seller=seller).values_list("amount", flat=True))
        for seller in (paid.hunter, paid.hunter2)
    }
    assert sums == {paid.hunter: 80, paid.hunter2: 20}
    assert "your share of the order is 20%" in client.get(where).content.decode().replace("<b>", "")


def test_an_order_of_somebody_elses_department_is_not_found(paid, client):
    paid.head.department = None
    paid.head.save()
    paid.hunters.head = paid.farmers.head = None
    paid.hunters.save()
    paid.farmers.save()
    assert page(client, paid.head, f"/pay/orders/{paid.order.pk}/").status_code == 404


def test_payments_are_noted_and_taken_back(paid, client):
    client.force_login(paid.owner)
    where = f"/pay/orders/{paid.order.pk}/"
    assert client.post(f"{where}payments/", {"amount": "-5", "day": "2026-03-04"}).status_code == 400
    client.post(f"{where}payments/", {"amount": "400", "day": "2026-03-04"})
    assert sum(PayLine.objects.values_list("amount", flat=True)) == 40
    client.post(f"/pay/payments/{paid.order.payments.get().pk}/remove/")
    assert sum(PayLine.objects.values_list("amount", flat=True)) == 100


def test_a_statement_is_taken_away_with_figures_a_program_reads(paid, client):
    answer = page(client, paid.hunter, f"/pay/{paid.hunter.pk}/export/?month=2026-03")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "day,customer,order,rule,base,rate,amount,plan,reason"
    assert rows[1].startswith("2026-03-03,Nord Café,A-17,percentage,1000.00,0.1,100.00,1,")


def test_after_an_erasure_a_line_names_neither_customer_nor_order(paid, client):
    paid.order.external_id = "hash"
    paid.order.save()
    customer = paid.order.customer
    customer.name, customer.erased_at = "", timezone.now()
    customer.save()
    said = page(client, paid.hunter, "/pay/mine/?month=2026-03").content.decode()
    assert "€100" in said
    assert "Nord" not in said
    assert "A-17" not in said


def test_without_a_plan_the_pages_say_what_to_do(house, client):
    assert "There is no pay plan yet" in page(client, house.owner, "/pay/").content.decode()
    assert "the owner puts one in force" in page(client, house.hunter, "/pay/mine/").content.decode()
    assert "the shipped one" in page(client, house.owner, "/pay/plan/").content.decode()
