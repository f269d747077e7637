"""Take a customer at their word: by which ways they agree to advertising, said on their own page."""

from collections.abc import Collection

from django.db import transaction

from perennial.records.models import Consent, Customer
from perennial.records.models.words import Channel, Purpose
from perennial.records.operations.audit import note_act
from perennial.records.operations.change_consent import change_consent
from perennial.records.operations.consent.save_text import kept_text

__all__ = ["ASKED", "agreed_ways", "answer_consent"]

#: Ways that are asked for.
ASKED = (Channel.MAIL.value, Channel.MESSAGE.value, Channel.CALL.value)


def agreed_ways(customer: Customer) -> dict[str, bool]:
    """Give what a customer has said of each way; ways of which nothing was said are not in it."""
    said = Consent.objects.filter(customer=customer, purpose=Purpose.ADVERTISING, channel__in=ASKED)
    return dict(said.values_list("channel", "given"))


@transaction.atomic
def answer_consent(customer: Customer, ways: Collection[str], *, basis: str) -> None:
    """Write down the ways chosen as agreed, and all others as refused.

    Parameters
    ----------
    basis
        Words that say how we know.
    """
    version = kept_text().version
    before = agreed_ways(customer)
    for channel in ASKED:
        given = channel in ways
        if before.get(channel) is not given:
            change_consent(
                None,
                customer,
                channel=channel,
                purpose=Purpose.ADVERTISING,
                given=given,
                basis=basis,
                text_version=version if given else None,
            )
    note_act(None, "consent.answer", customer, ways=sorted(set(ways) & set(ASKED)), version=version)
