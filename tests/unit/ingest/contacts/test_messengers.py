import pytest

from perennial.ingest.contacts.messengers import Messenger, normal_messenger, telegram_name


@pytest.mark.parametrize(
    "written",
    [
        "@Ann_Lee",
        "t.me/ann_lee",
        "https://t.me/ann_lee?start=1",
        "https://telegram.me/Ann_Lee",
        "tg://resolve?domain=ann_lee",
    ],
)
def test_telegram_name_has_one_form(written):
    assert telegram_name(written) == "@ann_lee"


@pytest.mark.parametrize("written", ["@ann", "@1ann_lee", "ann_lee", "ann@lee.example", "@ann lee"])
def test_what_is_no_telegram_name_is_none(written):
    assert telegram_name(written) is None


@pytest.mark.parametrize(
    ("written", "service", "address"),
    [
        ("@ann_lee", "telegram", "@ann_lee"),
        ("Telegram: @ann_lee", "telegram", "@ann_lee"),
        ("тг ann_lee", "telegram", "@ann_lee"),
        ("https://t.me/+79123456789", "telegram", "+79123456789"),
        ("https://wa.me/79123456789", "whatsapp", "+79123456789"),
        ("https://api.whatsapp.com/send?phone=79123456789&text=hi", "whatsapp", "+79123456789"),
        ("WhatsApp 8 912 345-67-89", "whatsapp", "+79123456789"),
        ("ватсап: 8 912 345-67-89", "whatsapp", "+79123456789"),
        ("viber://chat?number=%2B79123456789", "viber", "+79123456789"),
        ("Вайбер +7 912 345 67 89", "viber", "+79123456789"),
    ],
)
def test_messenger_is_known_by_link_or_label(written, service, address):
    assert normal_messenger(written, "RU") == Messenger(service=service, address=address)


@pytest.mark.parametrize("written", ["", "8 912 345-67-89", "ann@shop.example", "WhatsApp", "wa.me/12"])
def test_what_names_no_messenger_is_none(written):
    assert normal_messenger(written, "RU") is None
