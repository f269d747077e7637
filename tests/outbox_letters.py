"""A house that may send, letters of it, and senders that do not leave this machine."""

from dataclasses import dataclass, field
from datetime import time

from perennial.channels.sender import Undelivered, UndeliveredError
from perennial.config import read_config
from perennial.records.models import Consent, OutboxMessage
from perennial.records.models.words import Purpose
from perennial.records.operations.outbox.put import Letter, put

ADDRESS = "ann@shop.example"


def let_out(house, settings, folder, **more):
    """Let messages out of a house, in a data folder of its own."""
    told = {
        "DATA_DIR": str(folder), "EMAIL_URL": "smtp://localhost", "SEND": "1", "SECRET_KEY": "x",
        "URL": "https://crm.example.org", **more,
    }  # fmt: skip
    settings.CONFIG = read_config({f"PERENNIAL_{name}": value for name, value in told.items()})
    settings.DATA_DIR = folder
    house.business.sending = True
    house.business.quiet_from = house.business.quiet_until = time(0)
    house.business.save()


def agree(customer, *, given=True, purpose=Purpose.ADVERTISING):
    Consent.objects.update_or_create(
        customer=customer, channel="mail", purpose=purpose, defaults={"given": given}
    )


def letter(customer, purpose=Purpose.SERVICE, **told):
    plain = {"address": ADDRESS, "subject": "Your order", "text": "It is on its way.", "language": "en"}
    return put(None, Letter(customer=customer, purpose=purpose, **{**plain, **told}))


def states():
    return list(OutboxMessage.objects.order_by("pk").values_list("state", flat=True))


@dataclass
class FakeSender:
    """Takes messages, but those for which something else is planned; a fault may be anything."""

    sent: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    before: object = None
    opened: int = 0
    closed: int = 0

    def __call__(self):
        self.opened += 1
        return self

    def send(self, message):
        if self.before:
            self.before(message)
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, str):
            raise UndeliveredError(Undelivered(fate=fault, why="told"))
        if fault is not None:
            raise fault
        self.sent.append(message)

    def close(self):
        self.closed += 1
