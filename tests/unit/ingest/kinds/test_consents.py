import pytest

from perennial.ingest.kinds.consents import consent_column, consent_headers, consent_word


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("consent_mail_advertising", "consent_mail_advertising"),
        ("consent_email_advertising", "consent_mail_advertising"),
        ("consent_sms_service", "consent_message_service"),
        ("Согласие на рекламу по e-mail", "consent_mail_advertising"),
        ("Согласие на рекламную рассылку (SMS)", "consent_message_advertising"),
        ("Согласие: звонки, реклама", "consent_call_advertising"),
        ("Согласие на сервисные звонки", "consent_call_service"),
        ("Accepts Email Marketing", "consent_mail_advertising"),
        ("Accepts SMS Marketing", "consent_message_advertising"),
        ("Accepts Marketing", "consent_mail_advertising"),
        ("Email marketing opt-in", "consent_mail_advertising"),
    ],
)
def test_header_names_channel_and_purpose(header, column):
    assert consent_column(header) == column


@pytest.mark.parametrize(
    "header",
    [
        "Согласие",
        "Согласие на обработку персональных данных",
        "Согласие на звонки",
        "E-mail",
        "Marketing",
        "Реклама SMS и e-mail",
    ],
)
def test_consent_is_not_guessed_without_channel_and_purpose(header):
    assert consent_column(header) is None


def test_positions_of_consent_are_found_among_headers():
    assert consent_headers(["Имя", "Accepts SMS Marketing", "consent_sms_advertising"]) == {
        "consent_message_advertising": (1, 2)
    }


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("Да", "yes"),
        ("yes", "yes"),
        ("1", "yes"),
        ("TRUE", "yes"),
        ("нет", "no"),
        ("0", "no"),
        ("отозвано", "no"),
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T10:00:00+03:00", "2024-05-01"),
        ("01.05.2024", "2024-05-01"),
        ("01.05.2024 10:00", "2024-05-01"),
        ("05/01/2024", None),
        ("32.05.2024", None),
        ("maybe", None),
    ],
)
def test_cell_says_yes_no_or_since_when(cell, word):
    assert consent_word(cell) == word
