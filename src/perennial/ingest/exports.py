"""The exports whose headers are known: which column is what, and what is special about each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["EXPORTS", "AmountPer", "Export", "FillDown", "recognise"]

AmountPer = Literal["line", "order"]
FillDown = Literal["order", "previous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export that is recognised by its headers (written as `perennial.ingest.headers.normal` does).

    Parameters
    ----------
    name
        What people call it.
    signatures
        Sets of headers; the export is recognised where all headers of one of them are there.
    columns
        For each column its headers in order; all that are there are used, a later one where earlier
        ones are empty in a row.
    fill_down
        Whether fields of an order stand only on its first row: found again by the order's id, or by
        the row above.
    amount_per
        Whether the amount is the order's, even where it is repeated on each of its rows.
    utc
        Whether dates without a zone are in UTC.
    month_first
        Whether a date that can be read two ways is read month first.
    no_zero
        Columns in which 0 means nothing.
    status_words
        Words for statuses, in lower case, that only this program uses.
    coded_status
        Headers under which statuses are codes: one that is not among the words is a step before the sale.
    """

    name: str
    signatures: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    fill_down: FillDown | None = None
    amount_per: AmountPer = "line"
    utc: bool = False
    month_first: bool = False
    no_zero: tuple[str, ...] = ()
    status_words: Mapping[str, str] = field(default_factory=dict)
    coded_status: tuple[str, ...] = ()


def recognise(headers: Collection[str]) -> Export | None:
    """Find the export that has these headers (already reduced by `normal`)."""
    there = frozenset(headers)
    for export in EXPORTS:
        if any(signature <= there for signature in export.signatures):
            return export
    return None


_SHOPIFY: Final = Export(
    name="Shopify",
    signatures=(
        frozenset({"name", "email", "financial status", "total", "created at"}),
        frozenset({"name", "email", "total", "created at", "lineitem name"}),
    ),
    columns={
        "customer_id": ("email", "phone"),
        "ordered_at": ("created at",),
        "amount": ("total",),
        "order_id": ("name",),
        "currency": ("currency",),
        "status": ("financial status",),
        "product": ("lineitem name",),
        "channel": ("source",),
        "seller": ("employee",),
        "fully_paid_on": ("paid at",),
        "delivered_on": ("fulfilled at",),
        "refunded_amount": ("refunded amount",),
        "cancelled_at": ("cancelled at",),
    },
    fill_down="order",
    amount_per="order",
)

_WOOCOMMERCE: Final = Export(
    name="WooCommerce",
    signatures=(
        frozenset({"order id", "order date", "order total", "order currency"}),
        frozenset({"order number", "order date", "order total", "order currency"}),
        frozenset({"order id", "order date", "order total", "customer user"}),
        frozenset({"order number", "order date", "order total", "customer user"}),
    ),
    columns={
        "customer_id": ("customer email", "billing email", "customer id", "customer user"),
        "ordered_at": ("order date",),
        "amount": ("order total",),
        "order_id": ("order number", "order id"),
        "currency": ("order currency",),
        "status": ("status", "order status"),
        "product": ("item name", "product name", "line item name"),
        "fully_paid_on": ("paid date", "date paid"),
        "delivered_on": ("completed date", "date completed"),
        "refunded_amount": ("refunded total", "refund total", "order refund total", "refunded amount"),
    },
    amount_per="order",
    month_first=True,
    no_zero=("customer_id",),
)

_STRIPE_COLUMNS: Final = frozenset({"id", "amount", "amount refunded", "currency", "status"})
_STRIPE: Final = Export(
    name="Stripe",
    signatures=(_STRIPE_COLUMNS | {"created utc"}, _STRIPE_COLUMNS | {"created date utc"}),
    columns={
        "customer_id": ("customer id", "customer email"),
        "ordered_at": ("created utc", "created date utc"),
        "amount": ("amount",),
        "order_id": ("id",),
        "currency": ("currency",),
        "status": ("status",),
        "product": ("description",),
        "refunded_amount": ("amount refunded",),
    },
    utc=True,
)

_ODOO: Final = Export(
    name="Odoo",
    signatures=(
        frozenset({"date order", "partner id", "amount total"}),
        frozenset({"date order", "partner id name", "amount total"}),
        frozenset({"date order", "partner id id", "amount total"}),
        frozenset({"order reference", "order date", "customer", "total"}),
        frozenset({"order reference", "creation date", "customer", "total"}),
        frozenset({"ссылка на заказ", "клиент", "итого"}),
    ),
    columns={
        "customer_id": ("partner id", "partner id id", "partner id name", "customer", "клиент"),
        "ordered_at": ("date order", "order date", "creation date", "дата заказа", "дата создания"),
        "amount": ("amount total", "total", "итого"),
        "order_id": ("name", "order reference", "ссылка на заказ"),
        "currency": ("currency id", "currency id name", "currency", "валюта"),
        "status": ("state", "status", "статус"),
        "product": (
            "order line product id", "order line product id name", "order line name", "order lines product",
        ),
        "delivered_on": ("effective date",),
        "channel": ("team id", "team id name", "sales team", "команда продаж"),
        "seller": ("user id", "user id name", "salesperson", "продавец"),
    },
    fill_down="previous",
    amount_per="order",
)  # fmt: skip

_BITRIX24: Final = Export(
    name="Bitrix24",
    signatures=(
        frozenset({"opportunity", "stage id"}),
        frozenset({"opportunity", "stage semantic id"}),
        frozenset({"стадия сделки", "сумма", "компания"}),
        frozenset({"стадия сделки", "сумма", "контакт"}),
    ),
    columns={
        "customer_id": ("company id", "contact id", "компания", "контакт"),
        "ordered_at": ("closedate", "date create", "дата завершения", "дата создания"),
        "amount": ("opportunity", "сумма"),
        "order_id": ("id",),
        "currency": ("currency id", "валюта"),
        "status": ("stage semantic id", "stage id", "стадия сделки"),
        "product": ("product", "product name", "товар"),
        "category": ("category id", "воронка", "направление"),
        "channel": ("source id", "источник"),
        "seller": ("assigned by id", "ответственный"),
    },
    amount_per="order",
    no_zero=("customer_id",),
    status_words={
        "s": "won", "won": "won", "сделка успешна": "won", "успешно": "won", "успех": "won",
        "f": "lost", "lose": "lost", "apology": "lost", "сделка провалена": "lost", "провал": "lost",
    },
    coded_status=("stage semantic id", "stage id"),
)  # fmt: skip

_AMOCRM: Final = Export(
    name="amoCRM",
    signatures=(
        frozenset({"status id", "pipeline id", "responsible user id"}),
        frozenset({"этап сделки", "бюджет"}),
    ),
    columns={
        "customer_id": (
            "customer id", "contact id", "main contact id", "company id",
            "основной контакт", "контакт", "компания", "компания контакта",
        ),
        "ordered_at": ("closed at", "created at", "дата закрытия", "дата создания сделки", "дата создания"),
        "amount": ("price", "sale", "бюджет"),
        "order_id": ("id",),
        "status": ("status id", "этап сделки"),
        "category": ("pipeline id", "воронка"),
        "channel": ("source id", "источник сделки", "источник"),
        "seller": ("responsible user id", "ответственный"),
    },
    no_zero=("customer_id", "ordered_at"),
    status_words={
        "142": "won", "успешно реализовано": "won",
        "143": "lost", "закрыто и не реализовано": "lost",
    },
    coded_status=("status id",),
)  # fmt: skip

_RETAILCRM: Final = Export(
    name="RetailCRM",
    signatures=(
        frozenset({"created at", "total summ"}),
        frozenset({"created at", "summ", "manager id"}),
    ),
    columns={
        "customer_id": ("customer id", "customer external id", "customer", "email", "phone"),
        "ordered_at": ("created at",),
        "amount": ("total summ", "summ"),
        "order_id": ("number", "external id", "id"),
        "currency": ("currency",),
        "status": ("status",),
        "fully_paid_on": ("full paid at",),
        "channel": ("order method", "site"),
        "seller": ("manager id",),
    },
    amount_per="order",
)

_1C_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "customer_id": ("контрагент", "покупатель", "клиент", "партнер"),
    "ordered_at": ("дата документа", "дата", "дата продажи", "период"),
    "amount": ("сумма документа", "сумма с ндс", "сумма", "сумма продажи", "стоимость", "выручка", "всего"),
    "order_id": (
        "номер документа", "номер", "документ", "документ продажи", "регистратор", "документ реализации",
    ),
    "currency": ("валюта документа", "валюта"),
    "status": ("статус", "состояние"),
    "product": ("номенклатура", "товар"),
    "category": ("номенклатурная группа", "группа номенклатуры", "вид номенклатуры", "категория"),
    "channel": ("канал продаж", "источник"),
    "seller": ("ответственный", "менеджер", "продавец"),
    "contract_id": ("договор", "договор контрагента"),
}  # fmt: skip

_1C: Final = Export(
    name="1C",
    signatures=tuple(
        frozenset({who, what})
        for who in ("контрагент", "партнер", "покупатель", "клиент")
        for what in (
            "документ", "регистратор", "номенклатура", "организация", "документ продажи", "сумма документа",
        )
    ),
    columns=_1C_COLUMNS,
)  # fmt: skip

#: The most particular first.
EXPORTS: Final = (_SHOPIFY, _WOOCOMMERCE, _STRIPE, _ODOO, _BITRIX24, _AMOCRM, _RETAILCRM, _1C)
