"""Keep the search texts in step with names, contacts and ids."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import QuerySet

from perennial.records.models import Contact, Customer, ExternalId, SearchText
from perennial.records.models.words import ContactKind
from perennial.records.queries.search_words import search_text

__all__ = ["forget", "index_search", "reindex"]

_AT_ONCE = 2000
_NUMBERS = frozenset({ContactKind.PHONE, ContactKind.WHATSAPP, ContactKind.VIBER})


@transaction.atomic
def index_search(customer_ids: Iterable[int]) -> None:
    """Write anew how some customers are found; those erased or merged are found no more.

    Whoever changes a name, a contact, a tax number or an external id calls this afterwards.
    """
    ids = list(customer_ids)
    for begin in range(0, len(ids), _AT_ONCE):
        _index(ids[begin : begin + _AT_ONCE])


@transaction.atomic
def reindex() -> int:
    """Write anew how everybody is found, after a bulk load; gives the number of texts."""
    SearchText.objects.all().delete()
    ids = list(_living().order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(ids), _AT_ONCE):
        SearchText.objects.bulk_create(_texts(ids[begin : begin + _AT_ONCE]))
    return len(ids)


@transaction.atomic
def forget(customer_ids: Iterable[int]) -> None:
    """Take customers out of search so that nothing of their text stays in the index."""
    SearchText.objects.filter(pk__in=list(customer_ids)).delete()
    if connection.vendor == "sqlite":
        # A deleted text lies in old parts of the index until these are written together.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO records_search(records_search) VALUES ('optimize')")


def _index(ids: list[int]) -> None:
    texts = list(_texts(ids))
    gone = set(ids) - {text.pk for text in texts}
    if gone:
        SearchText.objects.filter(pk__in=gone).delete()
    SearchText.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["customer"], update_fields=["text"]
    )


def _living() -> QuerySet[Customer]:
    return Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True)


def _texts(ids: list[int]) -> Iterator[SearchText]:
    words, numbers = _contacts(ids)
    for pk, value in ExternalId.objects.filter(customer__in=ids).values_list("customer_id", "value"):
        words[pk].append(value)
    for pk, name, tax_id in _living().filter(pk__in=ids).values_list("pk", "name", "tax_id"):
        yield SearchText(
            customer_id=pk,
            text=search_text([name, *words[pk]], [*numbers[pk], *([tax_id] if tax_id else [])]),
        )


def _contacts(ids: list[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    words: dict[int, list[str]] = defaultdict(list)
    numbers: dict[int, list[str]] = defaultdict(list)
    rows = Contact.objects.filter(customer__in=ids).values_list(
        "customer_id", "kind", "value", "normal", "person"
    )
    for pk, kind, value, normal, person in rows:
        (numbers if kind in _NUMBERS else words)[pk].append(normal or value)
        words[pk].append(person)
    return words, numbers
