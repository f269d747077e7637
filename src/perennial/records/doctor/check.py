"""One finding of the doctor."""

from dataclasses import dataclass
from typing import Literal

from perennial.core.message import Message

__all__ = ["Check", "State"]

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was looked at, how it is, and one sentence that says so and what to do."""

    name: str
    state: State
    message: Message
