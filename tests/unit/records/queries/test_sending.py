from datetime import timedelta

import pytest
from django.utils import timezone
from outbox_letters import let_out, letter

from perennial.config import read_config
from perennial.core.errors import UserError
from perennial.records.doctor.sending import check_sending
from perennial.records.models import OutboxMessage
from perennial.records.queries.sending import house_address


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({}, ""),
        ({"URL": "https://crm.example.org/"}, "https://crm.example.org"),
        ({"URL": "http://house:8000/crm"}, "http://house:8000"),
        ({"ALLOWED_HOSTS": "crm.example.org,other"}, ""),
        ({"ALLOWED_HOSTS": "crm.example.org,other", "HTTPS": "1"}, "https://crm.example.org"),
        ({"ALLOWED_HOSTS": "*,.example.org", "HTTPS": "1"}, ""),
    ],
)
def test_house_knows_its_address_where_it_is_told(settings, tmp_path, told, address):
    settings.CONFIG = read_config(
        {f"PERENNIAL_{name}": value for name, value in {"DATA_DIR": str(tmp_path), **told}.items()}
    )
    assert house_address() == address


@pytest.mark.parametrize("said", ["crm.example.org", "ftp://crm.example.org", "https://"])
def test_address_that_is_none_is_refused(tmp_path, said):
    with pytest.raises(UserError, match="PERENNIAL_URL"):
        read_config({"PERENNIAL_DATA_DIR": str(tmp_path), "PERENNIAL_URL": said})


def found(settings):
    return {each.name: each for each in check_sending(settings.CONFIG, timezone.now())}


def test_doctor_says_how_many_messages_wait_failed_and_were_given_up(house, settings, tmp_path):
    let_out(house, settings, tmp_path)
    waiting, failed, dead = (letter(None) for _ in range(3))
    OutboxMessage.objects.filter(pk=waiting.pk).update(state="sending")
    OutboxMessage.objects.filter(pk=failed.pk).update(state="failed")
    told = found(settings)["outbox"]
    assert (told.state, told.message.facts) == ("ok", {"waiting": 2, "failed": 1, "dead": 0})
    OutboxMessage.objects.filter(pk=dead.pk).update(state="dead")
    told = found(settings)["outbox"]
    assert (told.state, told.message.facts) == ("warn", {"waiting": 1, "failed": 1, "dead": 1})
    OutboxMessage.objects.update(next_try_at=timezone.now() - timedelta(days=8))
    assert found(settings)["outbox"].state == "ok"


def test_doctor_asks_for_the_address_where_advertising_waits_for_it(house, settings, tmp_path):
    let_out(house, settings, tmp_path)
    assert "address" not in found(settings)
    let_out(house, settings, tmp_path, URL="")
    assert found(settings)["address"].state == "warn"
