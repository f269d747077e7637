"""What sellers were told on a busy day, held against what the database holds after it."""

from collections import Counter
from dataclasses import dataclass

from endure_day import BusyDay
from endure_house import House

__all__ = ["Found", "found_after"]

#: The text of each touch of a rehearsal is this word and its key; what else is to stand there once for it.
_TOUCHES = "SELECT text FROM records_touch t WHERE text LIKE 'rehearsal %'"
_NOTED = f"""SELECT text FROM ({_TOUCHES.replace("text", "id, text", 1)}) t
JOIN records_auditentry a ON a.object_id = t.id AND a.model = 'touch' AND a.act = 'touch.log'"""  # noqa: S608 - ours
_PROMISED = f"""SELECT text FROM ({_TOUCHES.replace("text", "id, text", 1)}) t
JOIN records_promise p ON p.touch_id = t.id"""  # noqa: S608 - ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of a busy day.

    Attributes
    ----------
    answered, again
        Touches that were answered as logged, and how many of them were sent twice.
    kept
        Touches of the day in the database.
    lost
        Answered, and the touch, its entry in the audit trail or its promise is not there.
    doubled
        One of these is there more than once.
    unasked
        Touches there of which nobody was told.
    failures
        Answers of 5xx and of 400, and requests without an answer.
    faults
        Lines of the log about errors.
    locked
        Lines of the log that speak of a locked database.
    """

    answered: int
    again: int
    kept: int
    lost: int
    doubled: int
    unasked: int
    failures: tuple[str, ...]
    faults: tuple[str, ...]
    locked: int


def found_after(day: BusyDay) -> Found:
    """Count."""
    answered = {key for seller in day.sellers for key in seller.logged}
    promised = {key for seller in day.sellers for key in seller.promised}
    kept, noted, promises = (_keys(day.house, question) for question in (_TOUCHES, _NOTED, _PROMISED))
    lost = (answered - kept.keys()) | (answered - noted.keys()) | (promised - promises.keys())
    doubled = {key for found in (kept, noted, promises) for key, times in found.items() if times > 1}
    lines = day.log.splitlines()
    return Found(
        answered=len(answered),
        again=sum(seller.again for seller in day.sellers),
        kept=kept.total(),
        lost=len(lost),
        doubled=len(doubled),
        unasked=len(kept.keys() - answered),
        failures=tuple(act.failure for act, _ in day.acts() if act.failure),
        faults=tuple(line for line in lines if '"level": "error"' in line or '"level": "critical"' in line),
        locked=sum("locked" in line for line in lines),
    )


def _keys(house: House, question: str) -> Counter[str]:
    return Counter(text.split()[1] for (text,) in house.rows(question))
