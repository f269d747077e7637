"""Customers, leads and touches as known programs export them: the headers, one row, and what is read."""
# ruff: noqa: DTZ001 - business clock times have no zone

import datetime as dt

import pytest

MOBILE = "+79123456789"
EXPORTS = {
    "Bitrix24 contacts": (
        "customers",
        "ID;Имя;Фамилия;Отчество;Рабочий телефон;Мобильный телефон;Рабочий e-mail;Источник;Ответственный",
        "12;Анна;Иванова;Петровна;84951234567;89123456789;a@b.example;Звонок;Пётр",
        {
            "customer_id": "12",
            "name": "Иванова Анна Петровна",
            "phone": MOBILE,
            "other_phones": ("+74951234567",),
            "owner": "Пётр",
            "source": "Звонок",
        },
    ),
    "amoCRM contacts": (
        "customers",
        "ID,Наименование,Компания контакта,Ответственный,Дата создания,Рабочий телефон,Рабочий email",
        "1,Анна Иванова,Ромашка,Пётр,01.02.2024 10:00:00,'+79123456789,A@b.example",
        {
            "customer_id": "1",
            "name": "Анна Иванова",
            "phone": MOBILE,
            "email": "a@b.example",
            "owner": "Пётр",
        },
    ),
    "Shopify customers": (
        "customers",
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing",
        "'701,Ann,Lee,ann@x.example,yes,'+12127365000,no",
        {
            "customer_id": "701",
            "name": "Ann Lee",
            "phone": "+12127365000",
            "consent_mail_advertising": True,
            "consent_message_advertising": False,
        },
    ),
    "WooCommerce customers": (
        "customers",
        "id,user_email,first_name,last_name,billing_phone,billing_company,date_registered",
        "7,ann@x.example,Ann,Lee,+1 212 736 5000,,2024-01-01 10:00:00",
        {"customer_id": "7", "name": "Ann Lee", "phone": "+12127365000", "email": "ann@x.example"},
    ),
    "RetailCRM customers": (
        "customers",
        "externalId;firstName;lastName;patronymic;phone;email;managerId;source",
        "7;Anna;Lee;;89123456789;a@b.example;3;site",
        {"customer_id": "7", "name": "Anna Lee", "phone": MOBILE, "source": "site"},
    ),
    "1C counterparties": (
        "customers",
        "Список контрагентов;;;;\n;;;;\nНаименование;ИНН/КПП;Контактный телефон;E-mail;Основной менеджер",
        "Ромашка;7707083893/773601001;(495) 123-45-67;INFO@b.example;Пётр",
        {"row": 4, "name": "Ромашка", "tax_id": "7707083893", "phone": "+74951234567", "owner": "Пётр"},
    ),
    "memberships": (
        "customers",
        "Клиент;Телефон;Абонемент до",
        "Анна;8 912 345 67 89;31.12.2026",
        {"name": "Анна", "phone": MOBILE, "paid_until": dt.date(2026, 12, 31)},
    ),
    "amoCRM leads": (
        "leads",
        "ID,Название сделки,Основной контакт,Компания,Ответственный,Этап сделки,Дата создания,Телефон",
        "5,Сделка #5,Анна,Ромашка,Пётр,Переговоры,01.02.2024 10:00:00,'+79123456789",
        {
            "lead_id": "5",
            "name": "Анна",
            "phone": MOBILE,
            "lead_step": "Переговоры",
            "entered_at": dt.datetime(2024, 2, 1, 10),
            "owner": "Пётр",
        },
    ),
    "HubSpot leads": (
        "leads",
        "Record ID,First Name,Last Name,Email,Contact owner,Lead Status,Create Date,Original Source",
        "1,Ann,Lee,ann@x.example,Bob,New,2024-02-01 10:15,Organic Search",
        {
            "lead_id": "1",
            "name": "Ann Lee",
            "owner": "Bob",
            "lead_step": "New",
            "source": "Organic Search",
            "entered_at": dt.datetime(2024, 2, 1, 10, 15),
        },
    ),
    "telephone exchange": (
        "touches",
        "Время звонка;Тип;Номер;Сотрудник;Длительность;Статус",
        "25.02.2024 10:00:05;Входящий;89123456789;Анна;00:03:30;Отвечен",
        {
            "customer_id": "89123456789",
            "happened_at": dt.datetime(2024, 2, 25, 10, 0, 5),
            "channel": "call",
            "direction": "in",
            "minutes": 3.5,
            "seller": "Анна",
            "outcome": "reached",
        },
    ),
    "sheet of calls": (
        "touches",
        "Дата;Контрагент;Вид контакта;Направление;Минут;Итог;Менеджер",
        "25.02.2024;Ромашка;Звонок;исх;3,5;не дозвонился;Анна",
        {
            "customer_id": "Ромашка",
            "direction": "out",
            "minutes": 3.5,
            "outcome": "no_answer",
            "seller": "Анна",
        },
    ),
}


@pytest.mark.parametrize(("kind", "headers", "row", "expected"), EXPORTS.values(), ids=EXPORTS)
def test_known_export_is_read_without_being_told(records, kind, headers, row, expected):
    file = records(f"{headers}\n{row}\n", kind)
    (read,) = file.rows()
    assert {name: read[name] for name in expected} == expected
    assert file.unread == file.rejects == ()
