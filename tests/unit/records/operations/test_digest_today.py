import pytest
from outbox_letters import let_out
from today_days import phone, planned, today

from perennial.channels.sender import Undelivered, UndeliveredError
from perennial.core.errors import UserError
from perennial.records.models import Absence, AuditEntry, Business, Notice
from perennial.records.nightly import morning_mail
from perennial.records.operations import digest_today
from perennial.records.operations.digest_today import has_failed, send_digest, set_digest, try_digest

TELEGRAM = "tgram://123456789:abcdefghijklmnopqrstuvwxyzabcdefgh/12315544/"


@pytest.fixture
def told(monkeypatch):
    """What messengers are told; they take it unless `told.broken`."""

    class Told(list):
        broken = False

    seen = Told()

    def tell(url, title, text):
        if seen.broken:
            raise UndeliveredError(Undelivered(fate="later", why="not taken"))
        seen.append((url, title, text))

    monkeypatch.setattr(digest_today, "tell_messenger", tell)
    return seen


@pytest.fixture
def farmer(house, settings, tmp_path, told):
    let_out(house, settings, tmp_path)
    customer = house.customer(owner=house.farmer)
    phone(customer)
    planned(customer, house.farmer)
    set_digest(house.farmer, TELEGRAM)
    return house.farmer


def test_list_names_people_and_reasons_without_phone_numbers(farmer, told):
    assert send_digest(farmer, today())
    ((url, title, text),) = told
    assert url == TELEGRAM
    assert "1 customer" in title
    assert "1. Nord Café: " in text
    assert "912" not in text
    assert text.endswith("https://crm.example.org/today/")


def test_failure_is_told_once_and_forgotten_when_it_works_again(farmer, told):
    told.broken = True
    assert not send_digest(farmer, today())
    assert not send_digest(farmer, today())
    assert has_failed(farmer)
    assert Notice.objects.filter(user=farmer).count() == 1
    told.broken = False
    assert send_digest(farmer, today())
    assert not has_failed(farmer)


@pytest.mark.parametrize("missing", ["address", "business", "environment", "lines", "demo"])
def test_no_list_goes_out_unless_everything_says_so(farmer, house, settings, told, missing):
    if missing == "address":
        set_digest(farmer, "")
    elif missing == "business":
        Business.objects.update(sending=False)
    elif missing == "environment":
        let_out(house, settings, settings.DATA_DIR, SEND="")
    elif missing == "lines":
        farmer.planned.all().delete()
    else:
        Business.objects.update(demo=True)
    assert not send_digest(farmer, today())
    assert not told


def test_address_that_is_none_is_refused_and_tried_ones_say_whether_they_work(farmer, told):
    with pytest.raises(UserError, match="no address of a messenger"):
        set_digest(farmer, "json://127.0.0.1/")
    try_digest(farmer, today())
    assert len(told) == 1
    told.broken = True
    with pytest.raises(UserError, match="did not take it"):
        try_digest(farmer, today())
    assert AuditEntry.objects.filter(act="digest.fail").count() == 1


def test_morning_sends_to_all_who_want_it_and_work(farmer, house, told, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    set_digest(house.farmer2, TELEGRAM)
    Absence.objects.create(user=house.farmer2, first_day=today(), last_day=today())
    planned(house.customer("Other", owner=house.farmer2), house.farmer2)
    morning_mail.run(today())
    assert len(told) == 1


def test_profile_never_shows_the_address_again(farmer, house, client, told):
    client.force_login(farmer)
    said = client.get("/profile/").content.decode()
    assert "It goes to Telegram" in said
    assert "123456789" not in said
    client.post("/profile/digest/", {"do": "try"})
    assert told[-1][0] == TELEGRAM
    answer = client.post("/profile/digest/", {"do": "set", "url": "json://inside/"}, follow=True)
    assert "no address of a messenger" in answer.content.decode()
    client.post("/profile/digest/", {"do": "stop"})
    farmer.refresh_from_db()
    assert farmer.digest_url == ""
    client.force_login(house.analyst)
    assert "list in your messenger" not in client.get("/profile/").content.decode()
