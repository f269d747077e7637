"""What a line of the log may hold: numbers, kinds and places in the code; never what people typed.

Addresses of pages lose what was asked in them, faults lose their words (a database names the value it
refused), and whatever still looks like an e-mail or a phone is hidden.
"""

import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

__all__ = ["without_people"]

_NEVER = ("ip", "user_agent")
_PLAIN_PATH = re.compile(r"[A-Z]+ [a-z0-9/_.-]*")
_QUERY = re.compile(r"\?\S*")
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.\w+")
_PHONE = re.compile(r"(?<![\w.:-])(?!\d{4}-\d\d-\d\d)\+?\d[\d ()-]{7,}\d(?![\w:-])")
_MOST_FRAMES = 30


def without_people(logger: object, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out of a line of the log what could name a person; a processor of structlog."""
    del logger, method
    for name in _NEVER:
        line.pop(name, None)
    if "request" in line:
        line["request"] = _request(str(line["request"]))
    line["event"] = _hidden(str(line.get("event", "")))
    fault = _fault(line.pop("exc_info", None))
    line.pop("exception", None)
    if fault is not None:
        line["fault"] = list(_told(fault))
    return line


def _request(text: str) -> str:
    told = text.split("?", 1)[0]
    return told if _PLAIN_PATH.fullmatch(told) else f"{told.split(' ', 1)[0]} (address not shown)"


def _hidden(text: str) -> str:
    text = _EMAIL.sub("(e-mail)", _QUERY.sub("", text))
    return _PHONE.sub("(number)", text)


def _fault(given: Any) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1] if isinstance(given[1], BaseException) else None
    return sys.exc_info()[1] if given else None


def _told(fault: BaseException) -> Iterator[str]:
    """Name kinds and places, the cause last."""
    seen: set[int] = set()
    each: BaseException | None = fault
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield type(each).__name__
        for frame in traceback.extract_tb(each.__traceback__)[-_MOST_FRAMES:]:
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        each = each.__cause__ or each.__context__
