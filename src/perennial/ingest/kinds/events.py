"""A file of events: which step happened in which case, when, and in whose hands."""

from typing import Final

from perennial.ingest.kinds import header_words as headed
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.vocabulary import Vocabulary

__all__ = ["EVENTS"]

#: The first are those of XES logs written as CSV.
_CASE_ID: Final = (
    "case concept name", "case id", "case", "caseid", "case key", "case number", "trace id", "trace",
    "process instance", "process instance id", "instance id", "lead id", "customer id", "ticket id",
    "id кейса", "номер кейса", "кейс", "id случая", "случай", "экземпляр процесса", "id экземпляра",
    "id сделки", "номер сделки", "сделка", "id лида", "номер лида", "лид", "id заявки", "номер заявки",
    "заявка", "id клиента", "код клиента", "клиент", "контрагент", "customer", "id",
)  # fmt: skip

_ACTIVITY: Final = (
    "concept name", "activity", "activity name", "event", "event name", "event type", "task", "task name",
    "step", "step name", "action", "lead step", "stage", "stage name", "status",
    "активность", "событие", "название события", "шаг", "название шага", "действие", "операция", "задача",
    "этап", "название этапа", "этап сделки", "этап лида", "стадия", "стадия сделки", "статус",
)  # fmt: skip

_TIMESTAMP: Final = (
    "time timestamp", "timestamp", "event timestamp", "complete timestamp", "completion timestamp",
    "completed at", "complete time", "end timestamp", "end time", "start timestamp", "start time",
    "started at", "event time", "event date", "happened at", "datetime", "date time", "date", "time",
    "created at", "created", "changed at",
    "метка времени", "дата и время", "дата и время события", "дата события", "время события",
    "дата этапа", "дата шага", "дата изменения", "дата", "время", "когда", "начало", "дата начала",
    "окончание", "дата окончания", "дата создания",
)  # fmt: skip

_RESOURCE: Final = (
    "org resource", "resource", "performer", "user", "user name", "employee", "worker",
    "ресурс", "исполнитель", "пользователь", "кто", "кто выполнил", *headed.OWNER,
)  # fmt: skip

EVENTS: Final = Kind(
    name="events",
    vocabulary=Vocabulary(
        columns=("case_id", "activity", "timestamp", "resource", "product", "channel", "source"),
        words={
            "case_id": _CASE_ID,
            "activity": _ACTIVITY,
            "timestamp": _TIMESTAMP,
            "resource": _RESOURCE,
            "product": headed.PRODUCT,
            "channel": ("channel", "канал", "канал связи", "канал продаж", "sales channel"),
            "source": headed.SOURCE,
        },
        hints={
            "case_id": ("case", "кейс"),
            "activity": ("activit", "событи", "этап", "шаг"),
            "timestamp": ("timestamp", "date", "дата", "врем"),
        },
    ),
    cells={
        "case_id": "text",
        "activity": "text",
        "timestamp": "moment",
        "resource": "text",
        "product": "text",
        "channel": "text",
        "source": "text",
    },
    required=("case_id", "activity", "timestamp"),
)
