"""Whose an id was that belonged to somebody erased: known by its hash alone."""

from collections.abc import Iterable, Mapping

from perennial.records.models import Customer, Erasure
from perennial.records.queries.suppression import digest_of, which_suppressed

__all__ = ["erased_with_ids"]


def erased_with_ids(system: str, ids: Iterable[str]) -> Mapping[str, int]:
    """Give the nameless records of those who had some of these ids in a system; most have none."""
    told = {f"{system}:{each}": each for each in ids}
    wanted = {f"id:{digest_of(full)}": told[full] for full in which_suppressed(told)}
    if not wanted:
        return {}
    acts = Erasure.objects.order_by("pk").values_list("customer_id_was", "digests")
    found = {wanted[each]: pk for pk, digests in acts for each in wanted.keys() & set(digests)}
    gone = Customer.objects.filter(pk__in=set(found.values()), erased_at__isnull=False)
    there = set(gone.values_list("pk", flat=True))
    return {own_id: pk for own_id, pk in found.items() if pk in there}
