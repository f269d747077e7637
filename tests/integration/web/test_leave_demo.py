import pytest
from django.urls import reverse

from perennial.core.errors import UserError
from perennial.records.models import (
    AuditEntry,
    Business,
    Contact,
    Customer,
    Department,
    Order,
    RefreshRun,
    SearchText,
    User,
)
from perennial.records.operations.index_search import index_search
from perennial.records.operations.leave_demo import leave_demo

ACCOUNT = {
    "name": "Ирина",
    "email": "Irina@own.example",
    "password": "quiet river stones",
    "business_name": "Свой дом",
}


@pytest.fixture
def demo(house, tmp_path, settings):
    """A demo of a few rows, with files beside it."""
    settings.DATA_DIR = tmp_path
    Business.objects.filter(id=1).update(
        demo=True, name="Three Leaves", language="ru", drift_confirmed_by=house.owner
    )
    customer = house.customer("Nord", owner=house.farmer)
    Contact.objects.create(customer=customer, kind="phone", value="1")
    Order.objects.create(customer=customer, external_id="1", ordered_at="2026-03-01T00:00Z", day="2026-03-01")
    index_search([customer.pk])
    for name in ("mirror", "snapshot", "uploads"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
    (tmp_path / "demo-truth.json").write_text("{}")
    (tmp_path / "secret.key").write_text("kept")
    return house


def test_leave_demo_empties_the_base_and_keeps_the_owner(demo, tmp_path):
    leave_demo(demo.owner, **ACCOUNT)
    owner = User.objects.get()
    assert (owner.pk, owner.name, owner.email) == (demo.owner.pk, "Ирина", "irina@own.example")
    assert owner.check_password("quiet river stones")
    assert not any(
        model.objects.exists() for model in (Customer, Contact, Order, SearchText, Customer.history.model)
    )
    business = Business.current()
    assert (business.demo, business.setup_done, business.name, business.language) == (
        False,
        True,
        "Свой дом",
        "ru",
    )
    assert business.drift_confirmed_at is None
    assert set(Department.objects.values_list("head", flat=True)) == {None}
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert AuditEntry.objects.get().act == "demo.leave"


def test_leave_demo_touches_no_real_business(house):
    house.customer("Nord")
    with pytest.raises(UserError, match="not the invented company"):
        leave_demo(house.owner, **ACCOUNT)
    assert Customer.objects.exists()


def test_leave_demo_waits_for_a_refresh(demo):
    RefreshRun.objects.create(state="running")
    with pytest.raises(UserError, match="Try again"):
        leave_demo(demo.owner, **ACCOUNT)
    assert Customer.objects.exists()


def test_the_banner_leads_the_owner_out_of_the_demo(demo, client):
    client.force_login(demo.owner)
    assert reverse("leave_demo") in client.get(reverse("settings")).content.decode()


def test_the_page_asks_for_the_name_of_the_demo(demo, client):
    client.force_login(demo.owner)
    answer = client.post(reverse("leave_demo"), {**ACCOUNT, "confirmation": "Nord"})
    assert "Это не название придуманной компании." in answer.content.decode()
    assert Customer.objects.exists()


def test_the_page_empties_the_house_and_keeps_the_owner_signed_in(demo, client):
    client.force_login(demo.owner)
    answer = client.post(reverse("leave_demo"), {**ACCOUNT, "confirmation": " three  leaves"})
    assert answer.status_code == 302
    assert not Customer.objects.exists()
    assert client.get(reverse("settings")).status_code == 200


def test_the_page_refuses_the_password_of_the_demo(demo, client):
    client.force_login(demo.owner)
    answer = client.post(
        reverse("leave_demo"), {**ACCOUNT, "password": "perennial demo", "confirmation": "three leaves"}
    )
    assert answer.status_code == 200
    assert Customer.objects.exists()


def test_the_page_is_not_there_for_a_real_business_nor_for_others(house, client):
    client.force_login(house.owner)
    assert client.get(reverse("leave_demo")).status_code == 302
    client.force_login(house.head)
    assert client.get(reverse("leave_demo")).status_code == 403
