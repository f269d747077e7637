import base64
import hashlib
import hmac
import json

import pytest

from perennial.records.models import Contact, Customer, HookEvent, Order
from perennial.records.operations.import_file import import_file

SECRET = "shop secret"
SHOPIFY = {
    "id": 5501,
    "name": "#1001",
    "email": "Anna@example.org",
    "created_at": "2026-03-05T10:00:00+03:00",
    "total_price": "120.00",
    "currency": "EUR",
    "financial_status": "paid",
    "customer": {"id": 77, "first_name": "Anna", "last_name": "Berg", "phone": "+79123456789"},
    "line_items": [
        {"title": "Tea", "price": "50.00", "quantity": 2},
        {"title": "Cup", "price": "20.00", "quantity": 1},
    ],
}
WOO = {
    "id": 900,
    "number": "900",
    "status": "completed",
    "date_created": "2026-03-05T10:00:00",
    "date_created_gmt": "2026-03-05T07:00:00",
    "total": "80.00",
    "currency": "EUR",
    "billing": {"first_name": "Boris", "email": "boris@example.org", "phone": "8 912 000-00-02"},
    "line_items": [{"name": "Tea", "total": "80.00", "quantity": 1}],
}


@pytest.fixture(autouse=True)
def shop(house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.CONFIG = type(
        "Config",
        (),
        {
            "shopify_secret": SECRET,
            "woocommerce_secret": SECRET,
            "store_url": "",
            "send": False,
            "email_hook_secret": "",
        },
    )


@pytest.fixture
def send(client):
    def of(said, topic="orders/create", event="e1", source="shopify", secret=SECRET):
        body = json.dumps(said).encode()
        signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        names = {
            "shopify": ("X-Shopify-Hmac-SHA256", "X-Shopify-Topic", "X-Shopify-Event-Id"),
            "woocommerce": ("X-WC-Webhook-Signature", "X-WC-Webhook-Topic", "X-WC-Webhook-Delivery-ID"),
        }[source]
        headers = dict(zip(names, (signature, topic, event), strict=True))
        return client.post(f"/hooks/{source}", body, content_type="application/json", headers=headers)

    return of


def test_an_order_of_shopify_comes_with_its_customer(send, settings):
    assert send(SHOPIFY).status_code == 200
    order = Order.objects.get()
    assert (order.system, order.external_id, order.amount, order.status) == ("shopify", "#1001", 120, "paid")
    assert order.customer.name == "Anna Berg"
    assert sorted(order.lines.values_list("name", "amount")) == [("Cup", 20), ("Tea", 100)]
    assert set(Contact.objects.values_list("normal", flat=True)) == {"anna@example.org", "+79123456789"}
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.parametrize("secret", ["wrong", ""])
def test_a_body_that_is_not_signed_by_the_shop_is_refused(send, secret):
    assert send(SHOPIFY, secret=secret).status_code == 401
    assert not Order.objects.exists()


def test_without_a_secret_nothing_is_taken(send, settings):
    settings.CONFIG.shopify_secret = ""
    assert send(SHOPIFY, secret="").status_code == 401


def test_an_event_that_comes_again_is_dropped(send):
    send(SHOPIFY)
    Order.objects.all().delete()
    assert send(SHOPIFY).status_code == 200
    assert not Order.objects.exists()
    assert HookEvent.objects.count() == 1


def test_a_later_event_changes_the_order(send):
    send(SHOPIFY)
    refund = {"transactions": [{"kind": "refund", "status": "success", "amount": "20.00"}]}
    send(SHOPIFY | {"financial_status": "partially_refunded", "refunds": [refund]}, "orders/updated", "e2")
    found = dict(Order.objects.values_list("external_id", "amount"))
    assert found == {"#1001": 120, "#1001~refund": -20}
    assert Order.objects.get(external_id="#1001~refund").refund_of == "#1001"


@pytest.mark.parametrize("topic", ["products/update", "app/uninstalled", ""])
def test_topics_that_tell_no_order_are_accepted_and_left(send, topic):
    assert send(SHOPIFY, topic=topic).status_code == 200
    assert not Order.objects.exists()


def test_orders_of_a_warehouse_come_from_there(send, settings):
    settings.CONFIG.store_url = "postgresql://warehouse/shop"
    assert send(SHOPIFY).status_code == 200
    assert not Order.objects.exists()


def test_an_order_of_woocommerce_is_on_the_clock_of_the_business(send, house):
    house.business.time_zone = "Europe/Moscow"
    house.business.save()
    assert send(WOO, "order.created", source="woocommerce").status_code == 200
    order = Order.objects.get()
    assert (order.system, order.external_id, order.ordered_at.hour) == ("woocommerce", "900", 7)
    assert order.customer.name == "Boris"


def test_the_export_of_the_shop_brings_no_order_twice(send, tmp_path, house):
    send(SHOPIFY)
    path = tmp_path / "orders_export.csv"
    path.write_text(
        "Name,Email,Financial Status,Total,Created at,Currency,Lineitem name\n"
        "#1001,anna@example.org,paid,120.00,2026-03-05 10:00:00 +0300,EUR,Tea\n"
        "#1001,anna@example.org,,,,,Cup\n"
        "#1002,anna@example.org,paid,30.00,2026-03-06 10:00:00 +0300,EUR,Tea\n"
    )
    batch = import_file(path, "orders", by=house.owner)
    assert (batch.system, batch.created) == ("shopify", 1)
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"), [(b"webhook_id=17", 200), (b"webhook_id=17&x=1", 401), (b"", 401)]
)
def test_the_ping_of_woocommerce_has_no_signature(client, body, status):
    answer = client.post("/hooks/woocommerce", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == status


def test_a_ping_without_a_secret_here_is_refused(client, settings):
    settings.CONFIG.woocommerce_secret = ""
    answer = client.post(
        "/hooks/woocommerce", b"webhook_id=17", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 401


def test_what_is_no_json_is_accepted_and_left(client):
    body = b"[1"
    signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    answer = client.post(
        "/hooks/woocommerce",
        body,
        content_type="application/x-www-form-urlencoded",
        headers={"X-WC-Webhook-Signature": signature},
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("source", "topic", "odd"),
    [
        ("shopify", "orders/create", {"id": 7, "created_at": "2024-01-05T10:00:00Z", "refunds": "x"}),
        ("shopify", "orders/create", {"id": 7, "created_at": "2024-01-05T10:00:00Z", "refunds": ["x"]}),
        ("shopify", "orders/create", {"id": 7, "created_at": "0001-01-01T00:00:00+14:00"}),
        (
            "woocommerce",
            "order.created",
            {"id": 7, "date_created_gmt": "2024-01-05T10:00:00", "refunds": "x"},
        ),
    ],
)
def test_an_event_that_is_built_otherwise_tells_nothing_and_is_forgotten(send, settings, source, topic, odd):
    assert send(odd, topic, source=source).status_code == 200
    assert HookEvent.objects.exists()
    assert not Order.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_an_id_longer_than_is_kept_is_the_same_customer_each_time(send):
    told = SHOPIFY | {"email": "x" * 250 + "@example.org", "customer": {"first_name": "Anna"}}
    for number in ("#1", "#2"):
        assert send(told | {"name": number}, event=number).status_code < 300
    assert Order.objects.filter(external_id__in=("#1", "#2")).count() == 2
    assert Customer.objects.filter(orders__external_id__in=("#1", "#2")).distinct().count() == 1


def test_fields_that_hold_no_text_name_nobody(send):
    assert send(SHOPIFY | {"email": {"a": 1}, "phone": ["b"]}).status_code < 300
    assert Order.objects.get(external_id="#1001").customer.external_ids.get().value == "+79123456789"


@pytest.mark.parametrize("many", [1, 10**20])
@pytest.mark.parametrize("total", ["1e25", "12.50"])
def test_money_that_no_sum_could_hold_is_not_known(send, total, many):
    lines = [{"name": "Tea", "total": total}, {"name": "Cup", "total": "1e26"}]
    told = WOO | {"total": total, "line_items": lines, "refunds": [{"total": "-1e25"}]}
    assert send(told, source="woocommerce", topic="order.updated").status_code < 300
    told = SHOPIFY | {
        "total_price": total,
        "line_items": [{"title": "T", "price": "5", "quantity": many}] * 2,
    }
    assert send(told, event="e2").status_code < 300
    assert {order.amount is None for order in Order.objects.all()} == {total == "1e25"}
    for line in (line for order in Order.objects.all() for line in order.lines.all()):
        assert line.amount is None or line.amount < 10**12


def test_a_number_that_is_the_id_and_another_one_are_both_kept(send):
    told = WOO | {
        "customer_id": "+79161234567",
        "billing": {"first_name": "Boris", "phone": "8 912 000-00-02"},
    }
    assert send(told, source="woocommerce", topic="order.updated").status_code < 300
    kept = Contact.objects.filter(customer__orders__external_id="900").values_list("normal", "value")
    assert set(kept) == {("+79161234567", "+79161234567"), ("+79120000002", "8 912 000-00-02")}


def test_a_number_that_was_typed_so_before_is_kept_once(send):
    assert send(WOO, source="woocommerce", topic="order.updated").status_code < 300
    customer = Order.objects.get(external_id="900").customer
    customer.contacts.filter(kind="phone").update(normal="")
    assert send(WOO, event="e2", source="woocommerce", topic="order.updated").status_code < 300
    assert customer.contacts.filter(kind="phone").count() == 1


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:58Z", "0001-01-01T00:00:00+03:00"])
def test_an_order_of_no_time_is_left_out(send, moment):
    assert send(SHOPIFY | {"created_at": moment}).status_code < 300
    assert not Order.objects.exists()
    days = {"updated_at": moment, "fulfillment_status": "fulfilled", "fulfillments": [{"created_at": moment}]}
    assert send(SHOPIFY | days, event="e2").status_code < 300
    assert Order.objects.get().delivered_on is None
