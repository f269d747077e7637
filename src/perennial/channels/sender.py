"""The port by which messages leave; what a server or a fault means is said by `Undelivered`."""

from dataclasses import dataclass
from typing import Literal, Protocol

from perennial.channels.message import OutgoingMessage
from perennial.core.errors import PerennialError

__all__ = ["Fate", "Sender", "Undelivered", "UndeliveredError"]

#: `later`: this message may be taken another time; `never`: it will not, so that it is not tried again;
#: `closed`: the way itself is shut for all messages, which says nothing of this one.
Fate = Literal["later", "never", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """Why a message has not been taken; `why` is a kind or a code and names nobody."""

    fate: Fate
    why: str


class UndeliveredError(PerennialError):
    """A message has not been taken."""

    def __init__(self, undelivered: Undelivered) -> None:
        self.undelivered = undelivered
        super().__init__(undelivered.why)


class Sender(Protocol):
    """Sends one message at a time, over one connection for as long as it lasts."""

    def send(self, message: OutgoingMessage) -> None:
        """Hand a message over.

        Raises
        ------
        UndeliveredError
            It has not been taken.
        """

    def close(self) -> None:
        """Let the connection go."""
