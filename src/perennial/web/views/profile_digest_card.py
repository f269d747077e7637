"""What a profile shows of the messenger to which Today's list goes; its address is not shown again."""

from dataclasses import dataclass
from typing import Any

from perennial.channels.messenger import SERVICES, service_of
from perennial.records.operations.digest_today import has_failed
from perennial.web.forms.messages import DigestForm

__all__ = ["DigestCard", "digest_card"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestCard:
    """The form, the service that is set, and whether the last list did not arrive."""

    form: DigestForm
    service: str
    failed: bool
    known: str


def digest_card(user: Any, form: DigestForm | None = None) -> DigestCard:
    """Give the card of somebody."""
    return DigestCard(
        form=form or DigestForm(),
        service=service_of(user.digest_url),
        failed=bool(user.digest_url) and has_failed(user),
        known=", ".join(SERVICES.values()),
    )
