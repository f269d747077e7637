import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from outbox_letters import agree, let_out, letter

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, OutboxMessage, Suppression
from perennial.records.operations.outbox.compose import compose
from perennial.records.operations.outbox.way_out import hash_of_way_out, message_of_token, token_of
from perennial.records.queries.suppression import digest_of

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def customer(house, settings, tmp_path):
    let_out(house, settings, tmp_path)
    return house.customer()


def test_message_waits_with_a_number_of_its_own_and_is_noted(customer):
    first, second = letter(customer), letter(customer)
    assert first.state == "waiting"
    assert first.message_id != second.message_id
    assert first.unsubscribe_hash is None
    entry = AuditEntry.objects.filter(act="message.put").first()
    assert (entry.object_id, entry.facts) == (customer.pk, {"channel": "mail", "purpose": "service"})


def test_sending_is_asked_for_once_however_many_messages_wait(customer, settings):
    settings.TASKS = DATABASE
    for _ in range(3):
        letter(customer)
    path = "perennial.records.operations.outbox.send.send_outbox"
    assert DBTaskResult.objects.filter(task_path=path).count() == 1


def test_subject_is_one_line_and_the_address_in_its_one_form(customer):
    message = letter(customer, subject="Your\r\nBcc: all@shop.example", address=" Ann@Shop.example ")
    assert (message.subject, message.address) == ("Your Bcc: all@shop.example", "ann@shop.example")


def test_advertising_goes_only_to_who_agreed(customer):
    with pytest.raises(UserError, match="not agreed"):
        letter(customer, "advertising")
    agree(customer, given=False)
    with pytest.raises(UserError, match="not agreed"):
        letter(customer, "advertising")
    agree(customer)
    assert letter(customer, "advertising").state == "waiting"
    with pytest.raises(UserError, match="only to customers"):
        letter(None, "advertising")


def test_what_concerns_orders_goes_to_whoever_has_not_refused_that(customer):
    agree(customer, given=False, purpose="service")
    with pytest.raises(UserError, match="not agreed"):
        letter(customer)
    assert letter(None).state == "waiting"


def test_who_objects_to_forecasts_gets_nothing_that_comes_of_one(customer, house):
    agree(customer)
    customer.objects_to_profiling = True
    customer.save()
    planned = customer.planned.create(seller=house.farmer, play="remind", day=timezone.localdate())
    for told in ({"purpose": "advertising"}, {"planned": planned}):
        with pytest.raises(UserError, match="objects"):
            letter(customer, **told)
    assert letter(customer).state == "waiting"


def test_nothing_goes_to_who_is_gone(customer, house):
    other = house.customer(merged_into=customer)
    with pytest.raises(UserError, match="merged"):
        letter(other)
    Suppression.objects.create(digest=digest_of("ann@shop.example"), kind="email")
    with pytest.raises(UserError, match="was erased"):
        letter(customer)
    customer.erased_at = timezone.now()
    customer.save()
    with pytest.raises(UserError, match="has been erased"):
        letter(customer, address="bob@shop.example")
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "told", [{"address": "nobody"}, {"address": "анна@shop.example"}, {"channel": "call"}]
)
def test_where_nothing_can_be_sent_nothing_is_put(customer, told):
    with pytest.raises(UserError):
        letter(customer, **told)


def test_secret_of_the_link_is_kept_as_a_hash_alone(customer):
    agree(customer)
    message = letter(customer, "advertising")
    token = token_of(message.message_id)
    assert message.unsubscribe_hash == hash_of_way_out(message.message_id)
    kept = OutboxMessage.objects.filter(pk=message.pk).values().get()
    assert token not in str(kept)
    assert message_of_token(token) == message
    assert message_of_token(token + "x") is None


def test_advertising_says_how_to_get_no_more_of_it(customer):
    agree(customer)
    message = letter(customer, "advertising", html="<html><body><p>Hi</p></body></html>", language="ru")
    page = f"https://crm.example.org/u/{token_of(message.message_id)}/"
    told = compose(message)
    assert told.unsubscribe == page
    assert told.text == f"It is on its way.\n\n-- \nБольше не получать такие сообщения: {page}\n"
    assert told.html.endswith(f'<a href="{page}" style="color:inherit">{page}</a></small></p></body></html>')
    assert compose(letter(customer, html="<p>Hi</p>")).html == "<p>Hi</p>"
    assert compose(letter(customer)).unsubscribe == ""
