"""A mail server on this machine that takes every message, and what of a house's messages came to it."""

import asyncio
from collections import Counter
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from endure_house import free_port

__all__ = ["MailServer"]

_TAKES = 0.002  # seconds for a message


class MailServer:
    """Runs from when it is made until this process ends."""

    def __init__(self) -> None:
        self.taken = Counter[str]()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()

    @property
    def environment(self) -> dict[str, str]:
        """What a house has to be told to send to it."""
        return {
            "PERENNIAL_EMAIL_URL": f"smtp://127.0.0.1:{self._controller.port}?from=crm@house.example",
            "PERENNIAL_SEND": "1",
            "PERENNIAL_URL": "https://crm.house.example",
        }

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        """Take a message."""
        del server, session
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken[message_from_bytes(content)["Message-ID"]] += 1
        await asyncio.sleep(_TAKES)
        return "250 taken"
