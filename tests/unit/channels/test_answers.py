import random
import smtplib
import socket
from datetime import timedelta

import pytest

from perennial.channels.answers import of_fault, of_http
from perennial.channels.message import UnfitMessageError
from perennial.channels.retry import RETRY, Retry


@pytest.mark.parametrize(
    ("status", "fate"),
    [(200, None), (204, None), (301, "never"), (400, "never"), (404, "never"), (408, "later"), (410, "never"),
     (425, "later"), (429, "later"), (500, "later"), (503, "later")],
)  # fmt: skip
def test_status_of_an_answer_says_whether_to_come_again(status, fate):
    told = of_http(status)
    assert (told.fate if told else None) == fate


@pytest.mark.parametrize(
    ("fault", "fate", "why"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no a@b.example here")}), "never", "smtp 550"),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"greylisted")}), "later", "smtp 450"),
        (smtplib.SMTPDataError(554, b"spam"), "never", "smtp 554"),
        (smtplib.SMTPDataError(452, b"full"), "later", "smtp 452"),
        (smtplib.SMTPSenderRefused(550, b"not you", "crm@house.example"), "closed", "smtp 550"),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), "closed", "smtp 535"),
        (smtplib.SMTPConnectError(421, b"busy"), "closed", "smtp 421"),
        (smtplib.SMTPServerDisconnected("gone"), "closed", "SMTPServerDisconnected"),
        (ConnectionRefusedError(), "closed", "ConnectionRefusedError"),
        (socket.gaierror(), "closed", "gaierror"),
        (TimeoutError(), "closed", "TimeoutError"),
        (UnfitMessageError("to"), "never", "unfit"),
        (RuntimeError("a@b.example"), "later", "RuntimeError"),
    ],
)
def test_fault_says_whether_to_come_again_and_names_nobody(fault, fate, why):
    told = of_fault(fault)
    assert (told.fate, told.why) == (fate, why)


def test_waits_double_up_to_the_longest_half_of_them_by_chance():
    retry = Retry(first=timedelta(seconds=60), longest=timedelta(seconds=600), tries=6)
    rng = random.Random(1)
    waits = [[retry.wait(tried, rng).total_seconds() for _ in range(200)] for tried in range(1, 6)]
    for whole, drawn in zip((60, 120, 240, 480, 600), waits, strict=True):
        assert whole / 2 <= min(drawn) < 0.55 * whole
        assert 0.95 * whole < max(drawn) <= whole
    assert retry.wait(6, rng) is None


def test_a_message_is_tried_for_days_before_it_is_given_up():
    rng = random.Random(1)
    waits = [RETRY.wait(tried, rng) for tried in range(1, RETRY.tries)]
    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=3)
