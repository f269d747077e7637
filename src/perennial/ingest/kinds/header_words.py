"""Headers that customers, leads and touches share, in English and Russian, as exports write them."""

from typing import Final

__all__ = [
    "CHANNEL", "CUSTOMER_ID", "EMAIL", "FIRST_NAME", "LAST_NAME", "MIDDLE_NAME", "NAME", "OWNER", "PERSON",
    "PHONE", "PRODUCT", "SOURCE",
]  # fmt: skip

CUSTOMER_ID: Final = (
    "customer id", "client id", "customer code", "customer number", "customer no", "cust id", "buyer id",
    "member id", "user id", "partner id", "contact id", "company id", "external id", "external identifier",
    "id клиента", "код клиента", "номер клиента", "идентификатор клиента", "код контрагента",
    "код покупателя", "id покупателя", "id контакта", "id компании", "внешний id", "внешний код", "record id",
    "номер карты", "дисконтная карта", "карта клиента", "card number",
)  # fmt: skip

NAME: Final = (
    "customer name", "client name", "full name", "contact name", "display name", "buyer name",
    "billing name", "shipping name", "name", "customer", "client", "company name", "company", "contact",
    "фио", "фио клиента", "ф и о", "имя клиента", "полное имя", "наименование клиента", "наименование",
    "название компании", "название", "имя", "клиент", "контрагент", "покупатель", "заказчик", "партнер",
    "компания", "контакт", "организация", "контактное лицо", "фио покупателя", "полное наименование",
)  # fmt: skip

LAST_NAME: Final = ("last name", "surname", "family name", "billing last name", "фамилия")
FIRST_NAME: Final = ("first name", "given name", "billing first name", "имя", "name")
MIDDLE_NAME: Final = ("middle name", "patronymic", "second name", "отчество")
PERSON: Final = ("last_name", "first_name", "middle_name")

PHONE: Final = (
    "phone", "phone number", "mobile", "mobile phone", "mobile phone number", "cell", "cell phone",
    "work phone", "telephone", "tel", "customer phone", "contact phone", "billing phone", "shipping phone",
    "default address phone", "home phone", "other phone", "whatsapp",
    "телефон", "телефоны", "номер телефона", "тел", "мобильный", "мобильный телефон", "сотовый",
    "сотовый телефон", "рабочий телефон", "телефон клиента", "телефон покупателя", "контактный телефон",
    "рабочий телефон контакт", "мобильный телефон контакт", "домашний телефон", "другой телефон",
    "рабочий прямой телефон", "телефон для связи", "whatsapp телефон",
)  # fmt: skip

EMAIL: Final = (
    "email", "e mail", "email address", "e mail address", "customer email", "client email", "user email",
    "billing email", "contact email", "work email", "mail",
    "эл почта", "электронная почта", "почта", "емейл", "имейл", "адрес электронной почты", "email клиента",
    "почта клиента", "рабочий email", "рабочий e mail", "рабочий email контакт", "личный email контакт",
    "частный e mail", "другой e mail",
)  # fmt: skip

OWNER: Final = (
    "owner", "owner name", "contact owner", "lead owner", "assigned to", "assigned by id", "responsible",
    "responsible user", "responsible user id", "sales rep", "sales representative", "salesperson",
    "account manager", "manager", "seller", "agent", "user id name",
    "ответственный", "ответственный менеджер", "ответственный за контакт", "ответственный за лид",
    "менеджер", "основной менеджер", "продавец", "сотрудник", "торговый представитель", "кто ведет",
)  # fmt: skip

SOURCE: Final = (
    "source", "lead source", "original source", "acquisition source", "acquisition channel", "utm source",
    "source id", "how did you hear about us", "how they learned of us", "referral source",
    "источник", "источник лида", "источник сделки", "источник контакта", "источник клиента",
    "источник трафика", "откуда узнал", "откуда узнали", "откуда узнали о нас", "как узнал о нас",
    "как узнали о нас", "рекламный источник", "рекламный канал",
)  # fmt: skip

PRODUCT: Final = (
    "product", "product name", "product interest", "interested in", "service", "course", "item",
    "товар", "продукт", "услуга", "курс", "интересующий товар", "что интересует", "номенклатура",
)  # fmt: skip

CHANNEL: Final = (
    "channel", "touch type", "activity type", "type", "type of contact", "contact type", "task type",
    "канал", "канал связи", "тип", "тип дела", "тип касания", "тип задачи", "тип активности", "вид связи",
    "способ связи", "вид контакта", "тип контакта",
)  # fmt: skip
