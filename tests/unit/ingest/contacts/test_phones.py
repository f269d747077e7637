import pytest

from perennial.ingest.contacts.phones import grouped_phone, guess_region, normal_phone, normal_phones

MOBILE = "+79123456789"


@pytest.mark.parametrize(
    ("written", "region", "normal"),
    [
        ("+7 912 345-67-89", None, MOBILE),
        ("+7(912)3456789", "RU", MOBILE),
        ("8 (912) 345-67-89", "RU", MOBILE),
        ("8-912-345-67-89", "RU", MOBILE),
        ("7 912 345 67 89", "RU", MOBILE),
        ("79123456789", "RU", MOBILE),
        ("79123456789.0", "RU", MOBILE),
        ("912 345 67 89", "RU", MOBILE),
        ("9123456789", "RU", MOBILE),
        ("+8 912 345 67 89", "RU", MOBILE),
        ("'+79123456789", "RU", MOBILE),
        ("тел.: 8 912 345 67 89 (Анна)", "RU", MOBILE),
        ("8 912 345–67–89", "RU", MOBILE),
        ("8 (495) 123-45-67 доб. 12", "RU", "+74951234567"),
        ("8 (495) 123-45-67, доб. 12", "RU", "+74951234567"),
        ("8 (495) 123-45-67 вн.305", "RU", "+74951234567"),
        ("+1 212 736 5000 ext. 3", "RU", "+12127365000"),
        ("+1 212 736 5000x3", "RU", "+12127365000"),
        ("(495) 123-45-67 #12", "RU", "+74951234567"),
        ("(212) 736-5000", "US", "+12127365000"),
        ("0049 30 901820", "RU", "+4930901820"),
        ("030 901820", "DE", "+4930901820"),
        ("8 701 234 56 78", "RU", "+77012345678"),
        ("8 10 375 17 2121212", "RU", "+375172121212"),
    ],
)
def test_one_number_has_one_form(written, region, normal):
    assert normal_phone(written, region) == normal


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("", "RU"),
        ("нет", "RU"),
        ("345-67-89", "RU"),
        ("7,91235E+10", "RU"),
        ("0000000000", "RU"),
        ("11.05.2024", "RU"),
        ("8 912 345 67 89", None),
        ("ann@shop.example", "RU"),
    ],
)
def test_what_is_no_number_is_none(written, region):
    assert normal_phone(written, region) is None


@pytest.mark.parametrize("between", [";", ", ", " / ", "\n", " или "])
def test_several_numbers_in_a_cell_are_all_found(between):
    cell = f"8 912 345-67-89{between}8 (495) 123-45-67{between}+7 912 345 67 89"
    assert normal_phones(cell, "RU") == (MOBILE, "+74951234567")


@pytest.mark.parametrize(
    ("cells", "region"),
    [
        (["8 912 345-67-89", "89123456780", "нет"], "RU"),
        (["9123456789"], "RU"),
        (["+49 30 901820", "+49 30 901821", "+7 912 345 67 89", "030 901822"], "DE"),
        (["(212) 736-5000", "(212) 736-5001", "8 912 345-67-89"], None),
        ([], None),
    ],
)
def test_region_is_guessed_from_the_column(cells, region):
    assert guess_region(cells) == region


def test_numbers_of_a_file_in_cyrillic_may_be_russian_without_a_telling_length():
    assert guess_region(["(495) 123-45-67", "(812) 123-45-67"], cyrillic=True) == "RU"
    assert guess_region(["(495) 123-45-67", "(812) 123-45-67"]) is None
    assert guess_region(["123-45-67", "нет"], cyrillic=True) is None


@pytest.mark.parametrize(
    ("normal", "grouped"),
    [
        (MOBILE, "+7 912 345-67-89"),
        ("+12127365000", "+1 212-736-5000"),
        ("89123456789", "89123456789"),
        ("no number", "no number"),
    ],
)
def test_number_is_grouped_for_reading(normal, grouped):
    assert grouped_phone(normal) == grouped
