from datetime import timedelta

import pytest
from django.core import mail
from today_days import phone, planned, today

from perennial.config import read_config
from perennial.records.models import Absence
from perennial.records.operations.mail_today import enqueue_today_mails, mail_today


@pytest.fixture
def sending(house, settings, tmp_path):
    """Let mail out, and give the farmer one line."""
    told = {"DATA_DIR": str(tmp_path), "EMAIL_URL": "smtp://localhost", "SEND": "1", "SECRET_KEY": "x"}
    settings.CONFIG = read_config({f"PERENNIAL_{name}": value for name, value in told.items()})
    house.business.sending = True
    house.business.save()
    house.farmer.morning_mail = True
    house.farmer.save()
    customer = house.customer(owner=house.farmer)
    phone(customer)
    planned(customer, house.farmer, offer="Tasting set")
    return house


def test_mail_names_whom_to_call_and_why(sending):
    assert mail_today(sending.farmer, today())
    (sent,) = mail.outbox
    assert sent.to == ["farmer@example.org"]
    assert "1 customer" in sent.subject
    for part in ("Nord Café, +7 912 345-67-89", "time for a second", "Suggested: Tasting set"):
        assert part in sent.body


def test_mail_is_in_the_language_of_who_reads(sending):
    sending.farmer.language = "ru"
    assert mail_today(sending.farmer, today())
    assert "1 клиент" in mail.outbox[0].subject
    assert "пора предложить вторую" in mail.outbox[0].body


@pytest.mark.parametrize("missing", ["wish", "business", "environment", "lines"])
def test_no_mail_goes_out_unless_everything_says_so(sending, settings, missing):
    if missing == "wish":
        sending.farmer.morning_mail = False
    elif missing == "business":
        sending.business.sending = False
        sending.business.save()
    elif missing == "environment":
        settings.CONFIG = read_config({"PERENNIAL_DATA_DIR": str(settings.CONFIG.data_dir)})
    else:
        sending.farmer.planned.all().delete()
    assert not mail_today(sending.farmer, today())
    assert not mail.outbox


def test_everybody_who_wants_one_and_works_gets_one(sending):
    sending.farmer2.morning_mail = True
    sending.farmer2.save()
    assert enqueue_today_mails(today()) == 2
    assert [each.to for each in mail.outbox] == [["farmer@example.org"]]  # the other has nobody to call
    day, one = today(), timedelta(days=1)
    for first in (day - 9 * one, day + 9 * one):  # before and after, but not today
        Absence.objects.create(user=sending.farmer, first_day=first, last_day=first)
    assert enqueue_today_mails(day) == 2
    Absence.objects.create(user=sending.farmer, first_day=day - one, last_day=day)
    assert enqueue_today_mails(day) == 1
