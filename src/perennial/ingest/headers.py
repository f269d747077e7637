"""The words by which people and programs head the columns of an order log, in English and Russian."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

__all__ = ["HINTS", "WORDS", "known_headers", "normal"]

#: For each column its usual headers, best first.
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "customer_id": (
        "customer id", "customer", "client id", "client", "customer code", "customer number", "customer no",
        "customer nr", "cust id", "buyer id", "buyer", "member id", "household id", "household key",
        "user id", "user", "shopper id", "guest", "patient", "student",
        "partner id", "partner", "customer account", "account id", "account number",
        "contact id", "customer email", "client email", "email", "e mail", "email address", "customer name",
        "client name", "buyer name", "customer phone", "phone", "phone number", "company", "company name",
        "cardholder", "card number", "id клиента", "код клиента", "номер клиента", "идентификатор клиента",
        "клиент", "контрагент", "код контрагента", "покупатель", "код покупателя", "id покупателя",
        "заказчик", "партнер", "инн клиента", "инн контрагента", "инн", "плательщик",
        "пациент", "ученик", "гость", "абонент", "email клиента",
        "почта клиента", "телефон клиента", "телефон покупателя", "номер карты", "дисконтная карта",
        "карта клиента", "имя клиента", "фио клиента", "фио покупателя", "фио", "наименование клиента",
        "клиент компания", "компания", "контакт", "телефон", "получатель",
    ),
    "ordered_at": (
        "ordered at", "order date", "date ordered", "order datetime", "order timestamp", "order time",
        "purchase date", "purchased at", "order purchase timestamp", "purchase timestamp", "invoice date",
        "transaction date", "transaction time", "sale date", "sales date", "date of order",
        "date of purchase", "date of sale",
        "order created at", "order created", "date order", "document date", "receipt date",
        "date", "datetime", "date time", "timestamp", "created at", "created utc", "created date utc",
        "time", "created", "creation date", "created on", "created date", "paid at", "payment date", "day",
        "дата заказа", "дата и время заказа", "дата оформления", "дата оформления заказа", "дата покупки",
        "дата и время покупки", "дата продажи", "дата реализации", "дата документа",
        "дата чека", "дата операции", "дата сделки", "дата", "дата и время", "дата время", "дата создания",
        "дата создания заказа", "создан", "дата отгрузки", "дата оплаты", "дата платежа", "период", "день",
    ),
    "amount": (
        "amount", "order amount", "order total", "total amount", "amount total", "total", "grand total",
        "order value", "total price", "net amount", "gross amount", "sale amount", "sales amount",
        "sales value", "line total", "revenue", "net sales", "sales", "turnover", "sum", "total sum", "value",
        "spend", "total spent", "payment value", "payment amount", "paid amount", "paid", "price",
        "сумма заказа", "сумма", "сумма документа", "сумма с ндс", "сумма продажи", "сумма продаж",
        "сумма реализации", "сумма покупки", "сумма чека", "сумма оплаты", "сумма платежа", "сумма сделки",
        "итоговая сумма", "общая сумма", "стоимость заказа", "стоимость", "стоимость продажи", "выручка",
        "оборот", "продажи", "итого", "всего", "к оплате", "оплачено", "бюджет", "цена",
    ),
    "order_id": (
        "order id", "order number", "order no", "order nr", "order", "order name", "order reference",
        "invoice", "invoice no", "invoice id", "invoice number", "receipt id", "receipt number", "receipt",
        "transaction id", "basket id", "document number", "sale id", "purchase id", "ticket",
        "номер заказа", "no заказа", "id заказа", "заказ", "код заказа", "номер документа", "документ",
        "документ продажи", "регистратор", "номер чека", "чек", "номер накладной", "накладная", "номер счета",
        "номер продажи", "номер сделки", "id сделки", "номер",
    ),
    "currency": (
        "currency", "currency code", "order currency", "currency id", "currency iso code", "валюта",
        "валюта документа", "код валюты", "валюта заказа",
    ),
    "status": (
        "status", "order status", "state", "payment status", "financial status", "статус", "статус заказа",
        "состояние", "состояние заказа", "статус оплаты", "стадия", "этап", "стадия сделки", "этап сделки",
    ),
    "product": (
        "product", "product name", "product title", "item", "item name", "product id", "sku", "stock code",
        "description", "service", "course", "товар", "номенклатура", "наименование товара",
        "название товара", "товар услуга", "продукт", "услуга", "артикул", "курс",
    ),
    "category": (
        "category", "product category", "category name", "department", "product group", "product type",
        "категория", "категория товара", "группа товаров", "группа товара", "номенклатурная группа",
        "группа номенклатуры", "вид номенклатуры", "раздел", "направление",
    ),
    "channel": (
        "channel", "sales channel", "order channel", "order source", "канал", "канал продаж",
        "источник заказа", "способ заказа",
    ),
    "source": (
        "source", "utm source", "lead source", "traffic source", "acquisition source", "acquisition channel",
        "how did you hear about us", "источник", "источник клиента", "источник лида", "источник трафика",
        "откуда узнали", "откуда узнал",
    ),
    "region": (
        "region", "country", "city", "province", "shipping country", "billing country", "shipping city",
        "billing city", "ship country", "ship city", "customer country", "customer city", "регион", "страна",
        "город", "область", "регион доставки", "город доставки", "страна доставки", "регион клиента",
        "город клиента",
    ),
    "seller": (
        "seller", "sales rep", "sales representative", "salesperson", "sales person", "salesman", "manager",
        "account manager", "owner", "agent", "employee", "assigned to", "responsible", "продавец",
        "менеджер", "ответственный", "ответственный менеджер", "сотрудник", "торговый представитель", "агент",
    ),
    "refund_of": (
        "refund of", "refunded order", "refunded order id", "return of", "original order id",
        "original order", "parent order id", "возврат заказа", "возврат по заказу", "исходный заказ",
        "документ основание",
    ),
    "contract_id": (
        "contract id", "contract", "contract number", "contract no", "subscription id", "agreement",
        "договор", "номер договора", "договор контрагента", "id договора",
    ),
    "initiated_by": ("initiated by", "initiator", "инициатор", "кто инициировал"),
    "paid_on": (
        "prepaid on", "prepaid at", "prepayment date", "date of prepayment", "deposit date",
        "deposit paid on", "deposit paid at", "down payment date", "advance payment date",
        "first payment date",
        "дата предоплаты", "предоплата получена", "дата аванса", "дата задатка", "дата первого платежа",
        "дата первой оплаты",
    ),
    "fully_paid_on": (
        "fully paid on", "fully paid at", "full paid at", "full payment date", "paid in full on", "paid on",
        "paid at", "date paid", "paid date", "payment date", "date of payment",
        "дата полной оплаты", "полностью оплачен", "дата окончательной оплаты", "дата оплаты", "оплачен",
        "оплачена", "оплачен дата", "дата поступления оплаты", "дата платежа",
    ),
    "delivered_on": (
        "delivered on", "delivered at", "delivery date", "date delivered", "date of delivery", "fulfilled at",
        "fulfilled on", "fulfillment date", "shipped at", "shipped on", "date shipped", "ship date",
        "shipping date", "shipment date", "dispatch date", "dispatched at", "completed date",
        "date completed", "дата доставки", "дата отгрузки", "дата выдачи", "дата получения", "дата вручения",
        "дата выполнения", "доставлен", "доставлено", "отгружен", "отгружено", "выдан",
    ),
    "refunded_amount": (
        "refunded amount", "amount refunded", "refund amount", "total refunded", "refunded total",
        "refund total", "order refund total", "сумма возврата", "возвращено",
    ),
    "cancelled_at": ("cancelled at", "canceled at", "дата отмены"),
    "unit_price": (
        "unit price", "price per unit", "item price", "lineitem price", "price each", "unitprice", "price",
        "цена за единицу", "цена",
    ),
    "quantity": ("quantity", "qty", "units", "count", "lineitem quantity", "количество", "кол во", "колво"),
}  # fmt: skip

#: Word beginnings that, in a single header only, make a guess at a column that is needed.
HINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "customer_id": (
        "customer",
        "client",
        "buyer",
        "shopper",
        "клиент",
        "контрагент",
        "покупател",
        "заказчик",
    ),
    "ordered_at": ("date", "datetime", "timestamp", "дата"),
    "amount": ("amount", "total", "revenue", "сумма", "стоимость", "выручка"),
}

_CAMEL: Final = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_MONEY_TAIL: Final = re.compile(
    r"[,(\s]+(?:в\s+)?(?:руб(?:лей|лях)?|р|rub|usd|eur|gbp|₽|\$|€|£|тг|kzt)\.?\)?\s*$"
)
#: "№ заказа" is the number of the order; a bare "№" numbers the lines.
_NUMBER_OF: Final = re.compile(r"№\s*(?=[а-яa-z](?!/))")
_NOT_A_WORD: Final = re.compile(r"[^0-9a-zа-я%#$€£₽]+")


@cache
def normal(header: str) -> str:
    """Reduce a header to lower-case words: ``OrderDate``, ``order_date`` and ``Order date`` are one."""
    text = _CAMEL.sub(" ", header.strip().lstrip("\ufeff")).casefold().replace("ё", "е")
    text = _NUMBER_OF.sub("номер ", text)
    text = _MONEY_TAIL.sub("", text) or text
    return _NOT_A_WORD.sub(" ", text).strip()


def known_headers(cells: Iterable[str], more: frozenset[str] = frozenset()) -> int:
    """Count the different cells of a row that are known as headers, of an order log or among `more`."""
    words = {normal(cell) for cell in cells if cell}
    return len(words & _all_words() | words & more)


@cache
def _all_words() -> frozenset[str]:
    words = {word for words in WORDS.values() for word in words}
    return frozenset(words | _EXPORT_WORDS)


#: Headers that only exports have, enough to find their header row.
_EXPORT_WORDS: Final = frozenset(
    (
        "name", "id", "fulfillment status", "subtotal", "lineitem name", "billing name", "opportunity",
        "stage id", "stage semantic id", "assigned by id", "closedate", "date create", "status id",
        "pipeline id", "responsible user id", "total summ", "manager id", "team id",
        "customer description", "ндс", "ставка ндс", "организация", "склад", "комментарий", "подразделение",
        "country", "city", "comment", "region", "страна", "город", "регион", "адрес",
    )
)  # fmt: skip
