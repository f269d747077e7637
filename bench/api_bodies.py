"""What programs and shops send to the API, nearly as it should be."""

from typing import Any, Final

from hypothesis import strategies as st

__all__ = ["BODIES", "KEYS", "SHOP_EVENTS", "changes"]

Body = dict[str, Any]

#: Bodies that are taken, of which a few fields are then changed.
BODIES: Final[dict[str, Body]] = {
    "orders": {
        "order_id": "7",
        "customer_id": "A",
        "ordered_at": "2024-01-05T10:00:00+03:00",
        "amount": "12.50",
        "currency": "USD",
        "status": "paid",
        "product": "Tea",
        "category": "Goods",
        "channel": "site",
        "seller": "Anna",
        "refund_of": "",
        "contract_id": "",
        "initiated_by": "site",
        "paid_on": "2024-01-06",
        "customer": {
            "name": "Anna",
            "phone": "+79161234567",
            "email": "a@example.com",
            "tax_id": "7707083893",
        },
        "lines": [{"product": "Tea", "amount": "12.50"}],
    },
    "payments": {"payment_id": "1", "order_id": "7", "paid_on": "2024-01-06", "amount": "12.50"},
    "leads": {
        "lead_id": "5",
        "name": "Anna",
        "phone": "+79161234567",
        "email": "a@example.com",
        "source": "site",
        "product": "Tea",
        "entered_at": "2024-01-05T10:00:00Z",
        "value": "100",
        "note": "calls back",
    },
    "touches": {
        "key": "0b5d3a3e-2f0c-4a59-9c51-2d5d9a3b0a11",
        "customer": 1,
        "play": "remind",
        "channel": "call",
        "direction": "out",
        "minutes": 3,
        "outcome": "reached",
        "text": "well",
        "happened_at": "2024-01-05T10:00:00Z",
    },
}
_WORDS = (
    "", " ", "\x00", "\U0001f600", "NaN", "Infinity", "1e400", "-0", "0", "0.001", "USD",
    "99999999999999.99", "999999999999.99", "-999999999999.99", "RUB", "A", "B", "7", "8",
    "0001-01-01", "9999-12-31", "2024-01-05",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2024-01-05T10:00:00Z", "2024-02-30", "paid",
    "a@example.com", "+79161234567", "12.50", "cancelled", "refunded", "x" * 200, "x" * 201, "п" * 120,
)  # fmt: skip
_ODD: Final = st.sampled_from(_WORDS) | st.text(max_size=30) | st.integers() | st.floats()
_REST: Final[st.SearchStrategy[Any]] = st.sampled_from((0, -1, 2**31, 2**63, 10**30, 1.5, True, None, [], {}))
_MOMENTS: Final = st.datetimes().map(lambda at: at.isoformat() + "Z")
_ANY: Final = _ODD | _REST | _MOMENTS
#: Of writes: mostly none, and some that come again.
KEYS: Final = st.sampled_from(("", "", "", "k1", "k2", "\x7f", "e" * 300))

#: Fields of what shops send, so that an event comes far enough to be read.
_FIELDS = (
    "id", "number", "name", "order_id", "email", "phone", "created_at", "date_created_gmt", "processed_at",
    "total", "total_price", "current_total_price", "currency", "status", "financial_status", "cancelled_at",
    "customer", "customer_id", "billing", "first_name", "last_name", "line_items", "title", "price",
    "quantity", "refunds", "transactions", "amount", "kind", "test", "date_paid_gmt", "refund_line_items",
)  # fmt: skip
_SHOP_ORDERS = (
    {"id": 7, "name": "#7", "email": "a@example.com", "created_at": "2024-01-05T10:00:00+03:00",
     "current_total_price": "12.50", "total_price": "12.50", "currency": "USD", "financial_status": "paid",
     "customer": {"id": 1, "first_name": "Anna", "email": "a@example.com", "phone": "+79161234567"},
     "line_items": [{"title": "Tea", "price": "12.50", "quantity": 1}], "refunds": []},
    {"id": 7, "number": "7", "status": "completed", "currency": "USD",
     "date_created_gmt": "2024-01-05T10:00:00", "total": "12.50", "customer_id": 1,
     "billing": {"first_name": "Anna", "email": "a@example.com"},
     "line_items": [{"name": "Tea", "total": "12.50", "quantity": 1}], "refunds": []},
)  # fmt: skip
_NESTED: Final = st.recursive(
    _ANY,
    lambda inner: st.dictionaries(st.sampled_from(_FIELDS), inner, max_size=8) | st.lists(inner, max_size=2),
    max_leaves=12,
)


def changes(body: Body) -> st.SearchStrategy[Body]:
    """Leave out some fields of a body, and write others differently."""
    fields = st.sampled_from((*body, "system", "seller", "customer_id"))
    return st.tuples(st.sets(fields, max_size=3), st.dictionaries(fields, _ANY, max_size=3)).map(
        lambda both: {name: value for name, value in body.items() if name not in both[0]} | both[1]
    )


def _event(order: Body) -> st.SearchStrategy[Body]:
    names = st.sampled_from((*order, *_FIELDS))
    return st.dictionaries(names, _NESTED, max_size=4).map(lambda changed: order | changed)


SHOP_EVENTS: Final = st.sampled_from(_SHOP_ORDERS).flatmap(_event) | _NESTED
