"""Files of trials: whom a lot is to be drawn for, and the arms that were drawn."""

from typing import Final

from perennial.ingest.kinds import header_words as headed
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.vocabulary import Vocabulary

__all__ = ["ARMS", "DRAWN"]

_CUSTOMER_ID: Final = (
    *headed.CUSTOMER_ID, "customer", "client", "buyer", "id", "code",
    "клиент", "контрагент", "покупатель", "код",
)  # fmt: skip
_LOT_KEY: Final = ("lot key", "person id", "person", "ключ жребия", "человек", "id человека")

DRAWN: Final = Kind(
    name="drawn",
    vocabulary=Vocabulary(
        columns=("customer_id", "lot_key"),
        words={"customer_id": _CUSTOMER_ID, "lot_key": _LOT_KEY},
        hints={"customer_id": ("customer", "клиент")},
    ),
    cells={"customer_id": "text", "lot_key": "text"},
    required=("customer_id",),
)

ARMS: Final = Kind(
    name="arms",
    vocabulary=Vocabulary(
        columns=("trial", "seed", "held_out", "customer_id", "lot_key", "arm", "assigned_on"),
        words={
            "trial": ("trial", "trial id", "experiment", "эксперимент", "id эксперимента"),
            "seed": ("seed", "зерно"),
            "held_out": ("held out", "held out share", "control share", "доля группы сравнения"),
            "customer_id": _CUSTOMER_ID,
            "lot_key": _LOT_KEY,
            "arm": ("arm", "group", "variant", "группа", "ветвь", "вариант"),
            "assigned_on": (
                "assigned on", "assigned at", "assigned", "assignment date", "date",
                "дата распределения", "распределён", "дата",
            ),
        },
        hints={"customer_id": ("customer", "клиент"), "assigned_on": ("assigned", "дата")},
    ),
    cells={
        "trial": "text",
        "seed": "text",
        "held_out": "text",
        "customer_id": "text",
        "lot_key": "text",
        "arm": "text",
        "assigned_on": "day",
    },
    required=("customer_id", "arm", "assigned_on"),
)  # fmt: skip
