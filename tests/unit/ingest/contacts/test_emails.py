import pytest

from perennial.ingest.contacts.emails import normal_email


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (" Ann@Shop.Example ", "ann@shop.example"),
        ("Ann Lee <ann.lee+news@shop.example>", "ann.lee+news@shop.example"),
        ("mailto:ann@shop.example?subject=hi", "ann@shop.example"),
        ("ann@shop.example; bob@shop.example", "ann@shop.example"),
        ("нет, bob@shop.example", "bob@shop.example"),
        ("иван@почта.рф", "иван@почта.рф"),
        ("o'neil@mail.shop.example", "o'neil@mail.shop.example"),
    ],
)
def test_address_is_trimmed_and_in_lower_case(written, normal):
    assert normal_email(written) == normal


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ann",
        "ann@",
        "@shop.example",
        "ann@shop",
        "a..b@shop.example",
        "ann@-shop.example",
        "ann@shop.1",
        "a" * 250 + "@b.example",
    ],
)
def test_what_is_no_address_is_none(written):
    assert normal_email(written) is None
