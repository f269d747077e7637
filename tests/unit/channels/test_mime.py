from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from perennial.channels.message import OutgoingMessage, UnfitMessageError
from perennial.channels.mime import mime_of

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
LONG = "https://crm.a-long-name-of-a-house.example.org/u/" + "x" * 43 + "/"


def message(**told):
    plain = {
        "to": "ann@shop.example",
        "subject": "Пора",
        "text": "Добрый день",
        "message_id": "<1@house.example>",
    }
    return OutgoingMessage(**{**plain, **told})


def written(outgoing):
    raw = mime_of(outgoing, "Дом <crm@house.example>", AT, EmailMessage).as_bytes()
    assert raw.isascii()
    return raw, message_from_bytes(raw, policy=default)


def test_mail_says_the_same_in_two_ways():
    _, mail = written(message(html="<p>Добрый день</p>"))
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == (
        "ann@shop.example",
        "Пора",
        "<1@house.example>",
    )
    assert mail["From"] == "Дом <crm@house.example>"
    assert mail["Date"].datetime == AT
    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(("plain",)).get_content().strip() == "Добрый день"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Добрый день</p>"


def test_mail_without_html_is_plain_and_has_no_way_out_unless_told():
    _, mail = written(message())
    assert mail.get_content_type() == "text/plain"
    assert mail["List-Unsubscribe"] is None


def test_way_out_can_be_taken_with_one_click_and_stands_there_as_it_is():
    raw, mail = written(message(unsubscribe=LONG))
    assert f"\r\nList-Unsubscribe: <{LONG}>\r\n".encode() in raw
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_is_the_same_each_time_but_for_the_bounds_of_its_parts():
    first, second = (written(message())[0] for _ in range(2))
    assert first == second


def test_domain_of_another_script_is_encoded():
    assert written(message(to="info@кафе.рф"))[1]["To"] == "info@xn--80akn5b.xn--p1ai"


@pytest.mark.parametrize(
    "to", ["", "ann", "@shop.example", "анна@shop.example", "a b@c.example", "a@b@c.de", "a@-x.de"]
)
def test_what_is_no_address_is_refused(to):
    with pytest.raises(UnfitMessageError):
        written(message(to=to))


@pytest.mark.parametrize("name", ["to", "subject", "message_id", "unsubscribe"])
@pytest.mark.parametrize("end", ["\r\nBcc: all@shop.example", "\nX", "\r", "\0", "\u2028"])
def test_nothing_that_stands_in_one_line_holds_another(name, end):
    plain = {
        "to": "a@b.example",
        "subject": "x",
        "message_id": "<1@b>",
        "unsubscribe": "https://b.example/u/",
    }
    with pytest.raises(UnfitMessageError):
        message(**{name: plain[name] + end})


@pytest.mark.parametrize(
    "headers", [{"X-A": "1\r\nBcc: b@c.example"}, {"X A": "1"}, {"": "1"}, {"X\nBcc": "1"}]
)
def test_no_header_holds_another(headers):
    with pytest.raises(UnfitMessageError):
        message(headers=headers)


@pytest.mark.parametrize(
    "told", [{"message_id": "1"}, {"message_id": "<1>"}, {"unsubscribe": "javascript:alert(1)"}]
)
def test_numbers_and_addresses_of_pages_are_such(told):
    with pytest.raises(UnfitMessageError):
        message(**told)
