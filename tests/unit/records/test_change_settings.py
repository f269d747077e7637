from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from perennial.records.models import AuditEntry, Business
from perennial.records.operations.change_settings import change_settings
from perennial.records.queries.sending import may_send_mail


@pytest.mark.parametrize(
    ("values", "refresh"),
    [
        ({"name": "South"}, ""),
        ({"offer_lead_days": 10}, "roll"),
        ({"return_horizon": 120}, "refit"),
        ({"day_start_minutes": 240, "offer_lead_days": 10}, "refit"),
        ({"keep_zero_orders": True}, "refit"),
        ({"time_zone": "Asia/Almaty"}, "refit"),
        ({"country": "DE"}, "refit"),
        ({"growth": Decimal("0.02")}, "refit"),
    ],
)
def test_settings_that_move_dates_ask_for_a_refresh(house, values, refresh):
    assert change_settings(by=house.owner, values=values).refresh == refresh


def test_same_values_change_nothing_and_leave_no_trace(house):
    changed = change_settings(by=house.owner, values={"name": "Nord", "offer_lead_days": 14})
    assert (changed.names, changed.refresh) == ((), "")
    assert not AuditEntry.objects.exists()


def test_trace_of_a_change_names_the_settings_only(house):
    change_settings(by=house.owner, values={"name": "South", "keep_logs_days": 7})
    assert AuditEntry.objects.get().facts == {"changed": ["keep_logs_days", "name"]}


def test_value_that_a_column_does_not_allow_is_refused(house):
    with pytest.raises(ValidationError):
        change_settings(by=house.owner, values={"offer_lead_days": 99})
    assert Business.current().offer_lead_days == 14


@dataclass
class Config:
    email_url: str
    send: bool


@pytest.mark.parametrize(
    ("config", "on", "goes"),
    [
        (Config("smtp://mail", send=True), True, True),
        (Config("", send=True), True, False),
        (Config("smtp://mail", send=False), True, False),
        (Config("smtp://mail", send=True), False, False),
    ],
)
def test_mail_goes_out_only_where_server_environment_and_owner_agree(house, settings, config, on, goes):
    settings.CONFIG = config
    change_settings(by=house.owner, values={"sending": on})
    assert may_send_mail() is goes
