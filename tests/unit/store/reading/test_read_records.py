# ruff: noqa: DTZ001 - business clock times have no zone

import datetime as dt
import json

import openpyxl
import pytest

from perennial.core.errors import UserError

PEOPLE = (
    "ФИО;Телефон;E-mail;ИНН;Ответственный;Источник;Оплачено до;Согласие на рекламу по e-mail\n"
    "Иванова Анна;8 (912) 345-67-89, 8 495 123-45-67;ANN@Shop.example;7707083893;Петров;сайт;31.12.2026;да\n"
    "Пётр;+7 912 345-67-80;;;;;;нет\n"
)


def texts(notes):
    return [str(note) for note in notes]


def only(row, *names):
    return tuple(row[name] for name in names)


def test_customer_has_contacts_in_one_form_and_typed_cells(records):
    file = records(PEOPLE, "customers")
    assert next(file.rows()) == {
        "row": 2,
        "customer_id": None,
        "name": "Иванова Анна",
        "tax_id": "7707083893",
        "phone": "+79123456789",
        "other_phones": ("+74951234567",),
        "written_phone": "8 (912) 345-67-89, 8 495 123-45-67",
        "email": "ann@shop.example",
        "owner": "Петров",
        "source": "сайт",
        "paid_until": dt.date(2026, 12, 31),
        "consent_mail_advertising": True,
    }
    assert (file.rows_seen, file.records, file.rejected) == (2, 2, 0)


def test_mapping_shows_headers_and_how_they_are_known(records):
    file = records("Кто,Телефон\nАнна,89123456789\n", "customers", map={"name": "Кто"})
    assert {name: (choice.headers, choice.known) for name, choice in file.mapping.items()} == {
        "name": (("Кто",), "given"),
        "phone": (("Телефон",), "word"),
    }


def test_column_left_out_is_not_read(records):
    file = records("name,phone\nAnna,89123456789\n", "customers", left_out=frozenset({"phone"}))
    assert "phone" not in file.mapping
    assert next(file.rows())["phone"] is None


def test_rows_and_preview_can_be_asked_for_again_while_streaming(records):
    file = records("name,email\n" + "".join(f"N{at},\n" for at in range(30)), "customers")
    rows = file.rows()
    assert next(rows)["name"] == "N0"
    assert [row["name"] for row in file.preview(2)] == ["N0", "N1"]
    assert next(rows)["name"] == "N1"
    assert len(list(rows)) == 28


def test_cell_that_cannot_be_read_is_left_empty_and_shown(records):
    file = records(
        "name;phone;email;tax_id;paid_until;consent_sms_service\n"
        "Anna;later;bad;7707083894;2026-13-40;maybe\n"
        "Bob;+7 912 345-67-89;b@c.example;7707083893;2026-12-31;2024-05-01\n",
        "customers",
    )
    anna, bob = file.rows()
    assert only(anna, "phone", "written_phone", "email", "tax_id", "paid_until") == (
        None,
        "later",
        None,
        None,
        None,
    )
    assert bob["consent_message_service"] == dt.date(2024, 5, 1)
    assert [(cell.row, cell.column, cell.value, cell.reason) for cell in file.unread] == [
        (2, "consent_sms_service", "maybe", "unread_consent"),
        (2, "email", "bad", "unread_email"),
        (2, "paid_until", "2026-13-40", "unread_day"),
        (2, "phone", "later", "unread_phone"),
        (2, "tax_id", "7707083894", "unread_tax_id"),
    ]
    assert {cell.reason for cell in file.unread} <= file.reasons.keys()
    assert file.rejects == ()
    assert "Left empty in column email, as it could not be read: 1 (first 'bad' in row 2)." in texts(
        file.notes
    )


def test_row_about_nobody_is_rejected_and_total_skipped(records):
    file = records(
        "Имя;Телефон;Источник\nАнна;;сайт\nПётр;;сайт\nОльга;;сайт\nТотал Ойл;;сайт\n;;сайт\n;;\nИтого;;\n",
        "customers",
    )
    assert [row["row"] for row in file.rows()] == [2, 3, 4, 5]
    assert [(cell.row, cell.reason) for cell in file.rejects] == [(6, "no_contact")]
    assert file.skipped == {"blank": 1, "total": 1}


def test_many_rows_about_nobody_are_refused_with_a_sentence(records):
    with pytest.raises(
        UserError, match=r"rows cannot be used: 2 that do not say whom they are about .*row 3"
    ):
        records("name,phone,source\nAnna,,web\n,,web\n,x,web\n", "customers")


def test_file_without_a_column_about_anybody_is_refused(records):
    with pytest.raises(UserError, match="no column says whom a row is about"):
        records("foo,bar\n1,2\n", "customers")


@pytest.mark.parametrize("kind", ["customers", "leads", "touches"])
def test_header_without_rows_is_refused(records, kind):
    with pytest.raises(UserError, match="a header but no rows"):
        records("customer_id,name,happened_at\n", kind)


def test_unknown_column_is_refused_with_those_there_are(records):
    with pytest.raises(UserError, match=r"no column amount; the columns are lead_id, name, phone"):
        records("name,phone\nAnna,1\n", "leads", map={"amount": "phone"})


def test_same_customer_id_twice_is_one_customer_with_first_values(records):
    file = records(
        "customer_id,name,phone,consent_call_advertising\n7,,,yes\n8,Bob,,yes\n7,Anna,89123456789,no\n",
        "customers",
    )
    assert [only(row, "row", "customer_id", "name", "phone") for row in file.rows()] == [
        (2, "7", "Anna", "+79123456789"),
        (3, "8", "Bob", None),
    ]
    assert [row["consent_call_advertising"] for row in file.rows()] == [False, True]
    assert any(
        text.startswith("Joined with the row above that has the same customer_id: 1")
        for text in texts(file.notes)
    )


def test_rows_without_a_number_stay_customers_of_their_own(records):
    file = records("customer_id,name\n7,Anna\n,Bob\n,Bob\n", "customers")
    assert [only(row, "customer_id", "name") for row in file.rows()] == [
        ("7", "Anna"),
        (None, "Bob"),
        (None, "Bob"),
    ]


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Имя;Фамилия;Отчество", "Анна;Иванова;Петровна", "Иванова Анна Петровна"),
        ("First Name;Last Name", "Anna;Lee", "Anna Lee"),
        ("Имя;Телефон", "Анна;", "Анна"),
        ("First name;Phone", "Anna;", "Anna"),
        ("Name;Surname", "Anna;Lee", "Anna Lee"),
    ],
)
def test_name_is_made_of_its_parts(records, header, row, name):
    assert next(records(f"{header}\n{row}\n", "customers").rows())["name"] == name


def test_phones_of_all_columns_are_kept(records):
    file = records(
        "Имя,Рабочий телефон,Мобильный телефон\n"
        "Анна,8 495 123-45-67,8 912 345-67-89\nПётр,8 495 123-45-68,\n",
        "customers",
    )
    assert [(row["phone"], row["other_phones"]) for row in file.rows()] == [
        ("+79123456789", ("+74951234567",)),
        ("+74951234568", ()),
    ]


def test_region_of_phones_may_be_said(records):
    content = "name,phone\nAnna,(212) 736-5000\n"
    assert next(records(content, "customers", phone_region="US").rows())["phone"] == "+12127365000"
    assert next(records(content, "customers").rows())["phone"] is None


def test_lead_has_step_and_moment(records):
    file = records(
        "ID,Название лида,Имя,Фамилия,Рабочий телефон,Источник,Стадия,Товар,Ответственный,Дата создания\n"
        "1,Заявка с сайта,Анна,Иванова,89123456789,Сайт,Новый,Стол,Петров,01.02.2024 10:15:00\n"
        "2,Заявка со звонка,,,89123456780,,В работе,,Петров,25.02.2024 10:15:00\n",
        "leads",
    )
    names = ("lead_id", "name", "phone", "source", "lead_step", "product", "owner", "entered_at")
    assert [only(row, *names) for row in file.rows()] == [
        (
            "1",
            "Иванова Анна",
            "+79123456789",
            "Сайт",
            "Новый",
            "Стол",
            "Петров",
            dt.datetime(2024, 2, 1, 10, 15),
        ),
        ("2", None, "+79123456780", None, "В работе", None, "Петров", dt.datetime(2024, 2, 25, 10, 15)),
    ]


def test_touch_has_the_words_of_the_glossary(records):
    file = records(
        "Дата,Клиент,Тип,Длительность (сек),Результат,Менеджер,Цель\n"
        "2024-01-02 10:00,C1,Исходящий звонок,210,Дозвонился,Анна,Напомнить\n"
        "2024-01-02 11:00,C2,Письмо,,абв,Анна,\n"
        "2024-01-02 12:00,,Звонок,60,,Анна,Отчёт\n",
        "touches",
    )
    names = ("customer_id", "channel", "direction", "minutes", "outcome", "play", "seller")
    assert [only(row, *names) for row in file.rows()] == [
        ("C1", "call", "out", 3.5, "reached", "remind", "Анна"),
        ("C2", "mail", None, None, None, None, "Анна"),
        (None, "call", None, 1.0, None, "chore", "Анна"),
    ]
    assert next(file.rows())["happened_at"] == dt.datetime(2024, 1, 2, 10)
    assert [(cell.column, cell.value) for cell in file.unread] == [("Результат", "абв")]


def test_touch_without_customer_or_day_is_rejected(records):
    good = "".join(f"C{at},2024-01-{at:02d} 10:00,3:30\n" for at in range(1, 11))
    file = records(f"customer_id,happened_at,minutes\n{good},2024-01-01 10:00,1\nC1,soon,1\n", "touches")
    assert file.records == 10
    assert [(cell.row, cell.column, cell.value, cell.reason) for cell in file.rejects] == [
        (12, "customer_id", "", "no_customer"),
        (13, "happened_at", "soon", "bad_date"),
    ]


def test_touches_without_a_day_column_are_refused(records):
    with pytest.raises(UserError, match="no column was recognised as happened_at"):
        records("customer_id,outcome\nC1,reached\n", "touches")


def test_moments_are_in_the_zone_asked_for(records):
    file = records("customer_id,happened_at\nC1,2024-07-01T23:30:00Z\n", "touches", time_zone="Europe/Moscow")
    assert next(file.rows())["happened_at"] == dt.datetime(2024, 7, 2, 2, 30)


def test_dates_with_two_readings_are_refused_with_what_to_say(records):
    content = "customer_id,happened_at\nC1,03/04/2024\n"
    with pytest.raises(UserError, match="day first or month first"):
        records(content, "touches")
    assert next(records(content, "touches", date_format="%d/%m/%Y").rows())["happened_at"] == dt.datetime(
        2024, 4, 3
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_text_is_read_in_any_encoding(records, encoding):
    file = records(PEOPLE.encode(encoding), "customers")
    assert [row["name"] for row in file.rows()] == ["Иванова Анна", "Пётр"]


def test_title_rows_are_skipped_and_counted(records):
    file = records(
        "Список клиентов;;\nна 01.01.2024;;\n\nФИО;Телефон;Источник\nАнна;89123456789;сайт\n", "customers"
    )
    assert [only(row, "row", "name", "phone") for row in file.rows()] == [(5, "Анна", "+79123456789")]
    assert file.skipped["title"] == 3


def test_spreadsheet_is_read_with_numbers_as_text(records, tmp_path):
    book = openpyxl.Workbook()
    for row in [
        ["ФИО", "Телефон", "ИНН", "Оплачено до"],
        ["Анна", 79123456789, 7707083893, dt.date(2026, 12, 31)],
    ]:
        book.active.append(row)
    book.save(tmp_path / "made.xlsx")
    book.close()
    file = records((tmp_path / "made.xlsx").read_bytes(), "customers", name="people.xlsx")
    assert only(next(file.rows()), "phone", "tax_id", "paid_until") == (
        "+79123456789", "7707083893", dt.date(2026, 12, 31),
    )  # fmt: skip


def test_json_lines_are_read(records):
    people = [{"customer_id": 7, "name": "Anna", "contacts": {"phone": "+7 912 345-67-89"}}]
    file = records(
        "\n".join(map(json.dumps, people)), "customers", name="people.jsonl", map={"phone": "contacts.phone"}
    )
    assert only(next(file.rows()), "customer_id", "name", "phone") == ("7", "Anna", "+79123456789")


def test_parquet_is_read_with_its_types(records, read, tmp_path):
    raw = read("customer_id,ordered_at\n1,2024-01-01\n")
    raw.connection.execute(
        "COPY (SELECT 7.0 AS customer_id, TIMESTAMP '2024-01-02 10:00:00' AS happened_at, 3.5 AS minutes) "
        f"TO '{tmp_path / 'made.parquet'}'"
    )
    file = records((tmp_path / "made.parquet").read_bytes(), "touches", name="touches.parquet")
    assert only(next(file.rows()), "customer_id", "happened_at", "minutes") == (
        "7",
        dt.datetime(2024, 1, 2, 10),
        3.5,
    )


def test_sql_in_cells_and_headers_stays_text(records):
    person = {"name": "'; DROP TABLE records; --", "phone'; DROP TABLE cells; --": "x'y"}
    file = records(json.dumps(person), "customers", name="people.jsonl")
    assert next(file.rows())["name"] == "'; DROP TABLE records; --"
    assert file.unread[0].value == "x'y"
