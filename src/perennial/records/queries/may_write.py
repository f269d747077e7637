"""Whether a message may go to somebody: by what they agreed to, and by whether they are still there."""

from collections.abc import Mapping, Sequence

from perennial.records.models import Consent, Customer, OutboxMessage
from perennial.records.models.words import Purpose
from perennial.records.queries.addresses import normal_address
from perennial.records.queries.suppression import which_suppressed

__all__ = ["reasons_against"]

_Said = Mapping[tuple[int, str, str], bool]


def reasons_against(messages: Sequence[OutboxMessage]) -> list[str]:
    """Give for each message why it must not leave; an empty text where it may.

    Whoever said nothing gets what concerns their orders, and no advertising. Who objects to being forecast
    gets neither advertising nor what was planned by a forecast.
    """
    ids = {each.customer_id for each in messages if each.customer_id}
    people = Customer.objects.in_bulk(ids)
    consents = Consent.objects.filter(customer__in=ids)
    said = {(each.customer_id, each.channel, each.purpose): each.given for each in consents}
    normals = [normal_address(each.channel, each.address) for each in messages]
    gone = which_suppressed(normals)
    return [
        _reason(each, normal, people.get(each.customer_id or 0), said, is_gone=normal in gone)
        for each, normal in zip(messages, normals, strict=True)
    ]


def _reason(
    message: OutboxMessage, normal: str, customer: Customer | None, said: _Said, *, is_gone: bool
) -> str:
    if not normal or is_gone:
        return "suppressed" if is_gone else "address"
    if customer is None:
        return "nobody" if message.purpose == Purpose.ADVERTISING else ""
    if customer.erased_at is not None or customer.merged_into_id is not None:
        return "erased" if customer.erased_at is not None else "merged"
    return _refusal(message, customer, said)


def _refusal(message: OutboxMessage, customer: Customer, said: _Said) -> str:
    is_advertising = message.purpose == Purpose.ADVERTISING
    if customer.objects_to_profiling and (is_advertising or message.planned_id is not None):
        return "objects"
    agreed = said.get((customer.pk, message.channel, message.purpose))
    return "consent" if agreed is False or (is_advertising and not agreed) else ""
