import pytest

from perennial.ingest.contacts.tax_ids import normal_tax_id


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("7707083893", "7707083893"),
        ("ИНН 7707083893", "7707083893"),
        ("7707083893/773601001", "7707083893"),
        ("7707083893.0", "7707083893"),
        ("77 0708 3893", "7707083893"),
        ("500100732259", "500100732259"),
        ("274062111", "0274062111"),
        ("de 136 695 976", "DE136695976"),
        ("ATU 12345678", "ATU12345678"),
        ("12-3456789", "123456789"),
        ("NL004495445B01", "NL004495445B01"),
    ],
)
def test_number_is_without_blanks_and_in_capitals(written, normal):
    assert normal_tax_id(written) == normal


@pytest.mark.parametrize(
    "written", ["", "нет", "7707083894", "500100732258", "0000000000", "1234", "11111111", "-"]
)
def test_wrong_check_digits_and_words_are_none(written):
    assert normal_tax_id(written) is None


@pytest.mark.parametrize("digit", range(10))
def test_only_one_last_digit_is_right(digit):
    assert (normal_tax_id(f"770708389{digit}") is not None) == (digit == 3)
