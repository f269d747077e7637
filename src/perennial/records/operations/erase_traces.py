"""What tells who somebody is, as it may be written anywhere: names, numbers, addresses, ids."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from django.db.models import QuerySet

from perennial.records.models import Contact, Customer, ImportChange, OutboxMessage
from perennial.records.models.words import ContactKind
from perennial.records.queries.suppression import digest_of

__all__ = ["Traces", "pattern_of", "traces_of"]

#: A single word that is shorter stands in too many texts; such people are found by number and address.
_SHORTEST_WORD = 8
_SHORTEST_MARK = 5
_SHORTEST_ADDRESS = 12
_SHORTEST_NUMBER = 7
_NATIONAL = 10  # digits of a number that stand however the country is written before them
_MOST_PERMUTED = 3
_BETWEEN_WORDS = r"[\W_]{1,8}"
_BETWEEN_DIGITS = r"[\s().\-\u2010-\u2015\u00a0]{0,3}"
_NAMES = frozenset({"name", "person"})
_TOLD = ("name", "tax_id", "address", "value", "normal", "person")
_HANDLES = (ContactKind.EMAIL, ContactKind.TELEGRAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What is known of the records of one person.

    Attributes
    ----------
    customer_ids, contact_ids
        Their rows.
    names, numbers, marks
        Names of people and companies; digits of phones and tax numbers; mail and postal addresses, handles.
    digests
        ``kind:digest`` of contacts, tax number and ids that are nobody else's.
    shared
        Names, numbers and marks that a living customer besides has too.
    """

    customer_ids: tuple[int, ...]
    contact_ids: tuple[int, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    marks: frozenset[str]
    digests: tuple[str, ...]
    shared: frozenset[str]

    def everywhere(self) -> re.Pattern[str] | None:
        """Give the pattern of all that tells who it is; for files, which are destroyed whole."""
        return pattern_of(self.names, self.numbers, self.marks)

    def elsewhere(self) -> re.Pattern[str] | None:
        """Give the pattern of what is nobody else's; for texts that speak of others too."""
        return pattern_of(self.names - self.shared, self.numbers - self.shared, self.marks - self.shared)


def traces_of(customers: Iterable[Customer]) -> Traces:
    """Gather what is known of the records of one person, now and in their history."""
    rows = list(customers)
    ids = [row.pk for row in rows]
    contacts = list(Contact.objects.filter(customer__in=ids))
    told = {*_now(rows, contacts), *_before(ids, [each.pk for each in contacts])}
    names = {text for kind, text in told if kind in _NAMES and _is_name(text)}
    numbers = {digits for kind, text in told if kind not in _NAMES and (digits := _number(text))}
    marks = {text for kind, text in told if kind not in _NAMES and _is_mark(kind, text)}
    return Traces(
        customer_ids=tuple(ids),
        contact_ids=tuple(each.pk for each in contacts),
        names=frozenset(names),
        numbers=frozenset(numbers),
        marks=frozenset(marks),
        digests=tuple(_digests(rows, contacts)),
        shared=frozenset(_shared(ids, names, {text for kind, text in told if kind not in _NAMES})),
    )


def pattern_of(names: Iterable[str], numbers: Iterable[str], marks: Iterable[str]) -> re.Pattern[str] | None:
    """Give one pattern that finds any of these in any writing; None where nothing is asked for."""
    parts = [
        *(part for name in sorted(names) for part in _of_name(name)),
        *(_of_number(digits) for digits in sorted(numbers)),
        *(rf"(?<!\w){_words(mark)}(?!\w)" for mark in sorted(marks) if re.search(r"\w", mark)),
    ]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _now(rows: Iterable[Customer], contacts: Iterable[Contact]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield from (("name", row.name), ("tax_id", row.tax_id), ("address", row.address))
    for contact in contacts:
        kind = "handle" if contact.kind in _HANDLES else "value"
        yield from ((kind, contact.value), (kind, contact.normal), ("person", contact.person))


def _before(customer_ids: list[int], contact_ids: list[int]) -> Iterator[tuple[str, str]]:
    history = Customer.history.filter(id__in=customer_ids)
    for name, tax_id, address in history.values_list("name", "tax_id", "address").distinct():
        yield from (("name", name), ("tax_id", tax_id), ("address", address))
    written_to = OutboxMessage.objects.filter(customer__in=customer_ids)
    yield from (("handle", each) for each in written_to.values_list("address", flat=True).distinct())
    for model, ids in (("customer", customer_ids), ("contact", contact_ids)):
        changes = ImportChange.objects.filter(model__iexact=model, object_id__in=ids)
        for before in changes.values_list("before", flat=True):
            if isinstance(before, dict):
                yield from ((kind, text) for kind in _TOLD if isinstance(text := before.get(kind), str))


def _digests(rows: Iterable[Customer], contacts: Iterable[Contact]) -> Iterator[str]:
    """Give hashes by which the person is known again; a contact that others have too tells nobody."""
    ids = [row.pk for row in rows]
    normals = {each.normal: each.kind for each in contacts if each.normal}
    theirs = set(_contacts_of_others(ids).filter(normal__in=normals).values_list("normal", flat=True))
    yield from (f"{normals[each]}:{digest_of(each)}" for each in sorted(set(normals) - theirs))
    for row in rows:
        if row.tax_id and not _others(ids).filter(tax_id=row.tax_id).exists():
            yield f"tax:{digest_of(row.tax_id)}"
        for system, value in row.external_ids.values_list("system", "value"):
            yield f"id:{digest_of(f'{system}:{value}')}"


def _shared(ids: list[int], names: set[str], texts: set[str]) -> Iterator[str]:
    others, contacts = _others(ids), _contacts_of_others(ids)
    yield from others.filter(name__in=names).values_list("name", flat=True)
    yield from contacts.filter(person__in=names).values_list("person", flat=True)
    told = texts - {""}
    for found in (
        contacts.filter(normal__in=told).values_list("normal", flat=True),
        contacts.filter(value__in=told).values_list("value", flat=True),
        others.filter(tax_id__in=told).values_list("tax_id", flat=True),
        others.filter(address__in=told).values_list("address", flat=True),
    ):
        yield from (each for text in found for each in (text, _number(text)) if each)


def _others(ids: Iterable[int]) -> QuerySet[Customer]:
    living = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    return living.exclude(pk__in=list(ids))


def _contacts_of_others(ids: Iterable[int]) -> QuerySet[Contact]:
    living = Contact.objects.filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
    return living.exclude(customer__in=list(ids))


def _is_name(text: str) -> bool:
    words = re.findall(r"\w\w+", text)
    return len(words) > 1 or any(len(word) >= _SHORTEST_WORD for word in words)


def _is_mark(kind: str, text: str) -> bool:
    if kind == "handle":
        return len(text) >= _SHORTEST_MARK
    if kind == "address":
        return len(text) >= _SHORTEST_ADDRESS and bool(re.search(r"\d", text))
    return len(text) >= _SHORTEST_NUMBER and bool(re.search(r"\d|@", text)) and not _number(text)


def _number(text: str) -> str:
    """Give the digits of a phone or of a tax number, without the country's; empty for what is neither."""
    digits = re.sub(r"\D", "", text)
    is_number = len(digits) >= _SHORTEST_NUMBER and not re.search(r"[^\W\d]|@", text)
    return digits[-_NATIONAL:] if is_number else ""


def _of_name(name: str) -> Iterator[str]:
    words = re.findall(r"\w+", name)
    orders = permutations(words) if len(words) <= _MOST_PERMUTED else [tuple(words)]
    for order in orders:
        yield rf"(?<!\w){_BETWEEN_WORDS.join(map(re.escape, order))}(?!\w)"


def _words(text: str) -> str:
    return r"\s+".join(re.escape(part) for part in text.split())


def _of_number(digits: str) -> str:
    spaced = _BETWEEN_DIGITS.join(digits)
    return rf"(?<!\d)(?:\+?\d{{1,3}}{_BETWEEN_DIGITS})?{spaced}(?!\d)"
