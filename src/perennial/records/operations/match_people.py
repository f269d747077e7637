"""Who is who: a row's person found among those known by id, tax number, e-mail, phone or name, else made."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from perennial.records.models import Contact, Customer, ExternalId
from perennial.records.models.words import ContactKind
from perennial.records.operations.match_people_person import Person, contact_in, kind_of, names_somebody
from perennial.records.operations.take_rows import Taking
from perennial.records.queries.erased import erased_with_ids
from perennial.records.queries.suppression import which_suppressed

__all__ = ["People"]

_NUMBERS = (ContactKind.PHONE, ContactKind.WHATSAPP, ContactKind.VIBER)
_AT_ONCE = 400
_Key = tuple[str, str]


@dataclass(slots=True, eq=False)
class _Known:
    """Somebody with their ids in this system and all their contacts, in one form and as typed."""

    customer: Customer
    ids: set[str] = field(default_factory=set)
    contacts: set[_Key] = field(default_factory=set)
    typed: set[_Key] = field(default_factory=set)


class People:
    """The people of one portion of rows, found or made.

    What is known first decides: the id in its own system, the tax number, an e-mail, a phone; for somebody
    of whom only a name is known the name, if one alone has it. Two ids of one system are two people,
    whatever they share, unless one id is a contact itself (a shop that knows people by their e-mail).
    An id of somebody erased is still theirs, so that the next export does not bring them back.
    """

    def __init__(self, taking: Taking, people: Iterable[Person]) -> None:
        self._taking = taking
        self._region = taking.business.phone_region
        self._known: dict[int, _Known] = {}
        self._by: dict[_Key, list[_Known]] = defaultdict(list)
        self._made: list[Customer] = []
        self._fresh: list[ExternalId | Contact] = []
        told = list(dict.fromkeys(people))
        keys = {key for person in told for key in self._keys(person)}
        self._refused = which_suppressed(normal for _, normal in keys)
        self._load(keys)

    def find(self, person: Person) -> Customer | None:
        """Find somebody who is known."""
        known = self._find(person)
        return None if known is None else known.customer

    def find_or_make(self, person: Person, **columns: Any) -> tuple[Customer, bool]:
        """Find somebody, or make them with these columns; says whether they were made.

        Either way they are known by this id and have these contacts from now on. `save` writes all of it.
        """
        known = self._find(person)
        made = known is None
        if known is None:
            known = self._make(person, columns)
        if person.own_id and person.own_id not in known.ids:
            self._add_id(known, person.own_id)
        if known.customer.erased_at is None:
            self._add_contacts(known, person)
        return known.customer, made

    def save(self) -> None:
        """Write those who were made, and the ids and contacts that are new."""
        Customer.objects.bulk_create(self._made)
        made = {customer.pk for customer in self._made}
        for row in self._fresh:
            row.customer_id = row.customer.pk
        for model in (ExternalId, Contact):
            rows: list[Any] = [row for row in self._fresh if isinstance(row, model)]
            for row in model._default_manager.bulk_create(rows):  # noqa: SLF001 - Django's public way
                self._taking.renamed.add(row.customer_id)
                if row.customer_id not in made:
                    self._taking.made(row)
        self._taking.renamed |= made
        self._made, self._fresh = [], []

    def _keys(self, person: Person) -> list[_Key]:
        """Give what somebody may be known by, the surest first."""
        own = contact_in(person.own_id, self._region) if person.own_id else None
        found = [("id", person.own_id)] if person.own_id else []
        found += [("tax", person.tax_id)] if person.tax_id else []
        contacts = [(str(own[0]), own[1])] if own else []
        contacts += [("email", each) for each in person.emails] + [("phone", each) for each in person.phones]
        found += sorted(dict.fromkeys(contacts))
        name = person.name if not person.own_id else person.own_id if names_somebody(person.own_id) else ""
        return [*found, ("id", name), ("name", name)] if name else found

    def _find(self, person: Person) -> _Known | None:
        for key in self._keys(person):
            found = self._by.get(key, [])
            if key[0] == "name" and len(found) > 1:
                continue
            for known in found:
                if key[0] == "id" or not self._is_another(person, known):
                    return known
        return None

    def _is_another(self, person: Person, known: _Known) -> bool:
        """Say whether somebody with the same contact has an id of their own in this system."""
        return self._is_number(person.own_id) and any(map(self._is_number, known.ids - {person.own_id}))

    def _is_number(self, own_id: str) -> bool:
        return bool(own_id) and not names_somebody(own_id) and contact_in(own_id, self._region) is None

    def _make(self, person: Person, columns: dict[str, Any]) -> _Known:
        name = (person.name or person.own_id or next(iter((*person.phones, *person.emails)), ""))[:300]
        customer = Customer(
            name="" if name in self._refused else name,
            tax_id="" if person.tax_id in self._refused else person.tax_id[:32],
            kind=kind_of(name, person.tax_id),
            batch=self._taking.batch,
            **columns,
        )
        known = _Known(customer)
        self._made.append(customer)
        for key in (("name", name), ("tax", person.tax_id)):
            if key[1]:
                self._by[key].append(known)
        return known

    def _add_id(self, known: _Known, own_id: str) -> None:
        known.ids.add(own_id)
        self._by["id", own_id].append(known)
        self._fresh.append(ExternalId(customer=known.customer, system=self._taking.system, value=own_id))

    def _add_contacts(self, known: _Known, person: Person) -> None:
        # An id that is a number itself was not written so.
        written = {person.phones[0]: person.written} if len(person.phones) == 1 else {}
        for kind, normal in self._keys(person):
            if kind not in {"email", "phone"} or (kind, normal) in known.contacts or normal in self._refused:
                continue
            value = ((kind == "phone" and written.get(normal)) or normal)[:254]
            if (kind, value) in known.typed:
                continue
            self._fresh.append(
                Contact(
                    customer=known.customer,
                    kind=kind,
                    value=value,
                    normal=normal,
                    is_main=not known.contacts,
                )
            )
            known.contacts.add((kind, normal))
            known.typed.add((kind, value))
            self._by[kind, normal].append(known)

    def _load(self, keys: set[_Key]) -> None:
        of: dict[str, list[str]] = defaultdict(list)
        for kind, value in sorted(keys):
            of[kind].append(value)
        found: list[tuple[_Key, int]] = []
        ids = ExternalId.objects.filter(system=self._taking.system)
        found += _looked_up(of["id"], lambda chunk: ids.filter(value__in=chunk), "id", "value", "customer_id")
        erased = erased_with_ids(self._taking.system, of["id"])
        found += [(("id", own_id), pk) for own_id, pk in erased.items()]
        for kind, kinds in (("email", ("email",)), ("phone", _NUMBERS)):
            rows = Contact.objects.filter(kind__in=kinds).order_by("id")
            found += _looked_up(of[kind], _among(rows, "normal"), kind, "normal", "customer_id")
        living = Customer.objects.filter(merged_into__isnull=True).order_by("id")
        found += _looked_up(of["tax"], _among(living, "tax_id"), "tax", "tax_id", "pk")
        found += _looked_up(of["name"], _among(living, "name"), "name", "name", "pk")
        self._load_customers({pk for _, pk in found})
        for key, pk in found:
            known = self._known.get(pk)
            if known is not None and known not in self._by[key]:
                self._by[key].append(known)
                if key[0] == "id":  # it may be that of somebody merged into them
                    known.ids.add(key[1])

    def _load_customers(self, wanted: set[int]) -> None:
        merged = dict[int, int]()
        for customer in _in_chunks(wanted, lambda chunk: Customer.objects.filter(pk__in=chunk)):
            if customer.merged_into_id:
                merged[customer.pk] = customer.merged_into_id
            else:
                self._known[customer.pk] = _Known(customer)
        missing = set(merged.values()) - self._known.keys()
        for customer in _in_chunks(missing, lambda chunk: Customer.objects.filter(pk__in=chunk)):
            self._known[customer.pk] = _Known(customer)
        own = ExternalId.objects.filter(system=self._taking.system)
        for row in _in_chunks(self._known, lambda chunk: own.filter(customer__in=chunk)):
            self._known[row.customer_id].ids.add(row.value)
        for row in _in_chunks(self._known, lambda chunk: Contact.objects.filter(customer__in=chunk)):
            kind = "phone" if row.kind in _NUMBERS else row.kind
            self._known[row.customer_id].contacts.add((kind, row.normal))
            self._known[row.customer_id].typed.add((row.kind, row.value))
        for old, new in merged.items():
            if new in self._known:
                self._known[old] = self._known[new]


def _looked_up(
    values: Sequence[str], rows: Callable[[list[str]], Any], kind: str, column: str, owner: str
) -> list[tuple[_Key, int]]:
    found = []
    for begin in range(0, len(values), _AT_ONCE):
        chunk = list(values[begin : begin + _AT_ONCE])
        found += [((kind, value), pk) for value, pk in rows(chunk).values_list(column, owner)]
    return found


def _among(rows: QuerySet[Any], column: str) -> Callable[[list[str]], QuerySet[Any]]:
    return lambda chunk: rows.filter(**{f"{column}__in": chunk})


def _in_chunks(ids: Iterable[int], rows: Callable[[list[int]], QuerySet[Any]]) -> Iterable[Any]:
    wanted = sorted(ids)
    for begin in range(0, len(wanted), _AT_ONCE):
        yield from rows(wanted[begin : begin + _AT_ONCE])
