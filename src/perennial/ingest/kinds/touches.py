"""A file of touches: who was called, written to or visited, when, by whom, and what came of it."""

from typing import Final

from perennial.ingest.headers import WORDS
from perennial.ingest.kinds import header_words as headed
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.vocabulary import Vocabulary

__all__ = ["TOUCHES"]

_HAPPENED_AT: Final = (
    "happened at", "call date", "call time", "call start", "start time", "started at", "date of call",
    "date of contact", "touch date", "activity date", "date", "datetime", "date time", "timestamp", "time",
    "created at", "created", "completed at", "start", "created time", "дата звонка", "время звонка",
    "дата и время звонка", "дата касания", "дата контакта", "дата встречи", "дата и время", "дата", "начало",
    "дата начала", "время начала", "дата дела", "дата создания", "выполнено", "дата выполнения", "когда",
)  # fmt: skip

_MINUTES: Final = (
    "minutes", "duration", "call duration", "duration min", "duration minutes", "length", "talk time",
    "duration sec", "duration seconds", "duration s", "seconds", "call duration seconds",
    "минут", "минуты", "длительность", "длительность звонка", "продолжительность",
    "продолжительность звонка", "длительность мин", "длительность сек", "длительность разговора",
    "длительность с", "секунды", "длительность в секундах", "время разговора",
)  # fmt: skip

_DIRECTION: Final = (
    "direction", "call direction", "call type", "in out", "inbound outbound", "направление",
    "направление звонка", "тип звонка", "вид звонка", "входящий исходящий", "вх исх",
)  # fmt: skip

_OUTCOME: Final = (
    "outcome", "result", "call result", "call outcome", "call status", "disposition", "status", "итог",
    "результат", "результат звонка", "итог звонка", "результат касания", "статус звонка", "статус",
    "чем закончилось",
)  # fmt: skip

#: A telephone exchange knows a customer by number only.
_NUMBERS: Final = (
    "caller", "caller id", "caller number", "called number", "number", "номер телефона", "номер абонента",
    "номер клиента", "внешний номер", "номер",
)  # fmt: skip

_PLAY: Final = (
    "play", "purpose", "reason", "reason for call", "subject", "прием", "цель", "цель звонка", "повод",
    "причина", "причина звонка", "цель касания", "повод звонка",
)  # fmt: skip

TOUCHES: Final = Kind(
    name="touches",
    vocabulary=Vocabulary(
        columns=(
            "customer_id", "play", "direction", "channel", "minutes", "happened_at", "seller", "outcome",
        ),
        words={
            "customer_id": (*WORDS["customer_id"], *_NUMBERS),
            "play": _PLAY,
            "channel": headed.CHANNEL,
            "direction": _DIRECTION,
            "minutes": _MINUTES,
            "happened_at": _HAPPENED_AT,
            "seller": (*headed.OWNER, "employee", "user", "оператор", "исполнитель", "кто звонил"),
            "outcome": _OUTCOME,
        },
        hints={"customer_id": ("customer", "клиент", "контрагент"), "happened_at": ("date", "дата", "время")},
    ),
    cells={
        "customer_id": "text",
        "play": "play",
        "channel": "channel",
        "direction": "direction",
        "minutes": "minutes",
        "happened_at": "moment",
        "seller": "text",
        "outcome": "outcome",
    },
    required=("customer_id", "happened_at"),
)  # fmt: skip
