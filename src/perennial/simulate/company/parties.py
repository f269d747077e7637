"""Names and addresses of the companies and persons who become leads and customers."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product as pairs

import numpy as np

from perennial.simulate.company.addresses import Language, latin, phone, phone_otherwise, tax_id
from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.laws import column
from perennial.simulate.company.vocabulary import Words

__all__ = ["Party", "doubled", "make_parties"]

_PLAIN_NAMES = 0.5  # how much rarer names with an ending are


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company or a person: what a form about them says."""

    name: str
    contact: str
    is_company: bool
    phone: str
    email: str
    tax_id: str


def make_parties(product: Offsets, words: Words, language: Language, rng: np.random.Generator) -> list[Party]:
    """Invent a party for each of n leads and customers; `product` says what they are after, shape (n,)."""
    company = rng.random(len(product)) < column("company_share")[product]
    names = [_company_names(number, words, rng) for number in range(3)]
    people = _people(len(product), words, rng)
    uses: Counter[str] = Counter()
    return [
        _company(number, next(names[what]), *person, words=words, language=language)
        if is_company
        else _person(number, *person, uses, language)
        for number, (what, is_company, person) in enumerate(
            zip(product.tolist(), company.tolist(), people, strict=True)
        )
    ]


def doubled(party: Party, language: Language) -> Party:
    """Write the same person down once more, a little differently."""
    first, _, last = party.contact.partition(" ")
    return Party(
        name=party.name.upper() if party.is_company else f"{last} {first}",
        contact=f"{last} {first}",
        is_company=party.is_company,
        phone=phone_otherwise(party.phone, language),
        email="",
        tax_id="",
    )


def _people(count: int, words: Words, rng: np.random.Generator) -> Iterable[tuple[str, str]]:
    woman = rng.integers(0, 2, count)
    last = rng.integers(0, len(words.surnames), count)
    share = rng.random(count)
    for sex, family, place in zip(woman.tolist(), last.tolist(), share.tolist(), strict=True):
        firsts = words.women if sex else words.men
        yield firsts[int(place * len(firsts))], words.surnames[family][sex]


def _company_names(number: int, words: Words, rng: np.random.Generator) -> Iterator[tuple[str, str, str]]:
    """Kind, name and ending, no two alike as long as the words last, names without an ending first."""
    found = list(pairs(words.company_kinds[number], words.company_names, words.company_endings))
    late = np.array([_PLAIN_NAMES * bool(ending) for _, _, ending in found])
    order = np.argsort(rng.random(len(found)) + late)
    while True:
        for place in order.tolist():
            yield found[place]


def _company(
    number: int, named: tuple[str, str, str], first: str, last: str, *, words: Words, language: Language
) -> Party:
    kind, name, ending = named
    return Party(
        name=words.company_name.format(kind=kind, name=name, ending=ending),
        contact=f"{first} {last}",
        is_company=True,
        phone=phone(number, language),
        email=f"{latin(first)}@{latin(name + ending)}-{latin(kind)}.example.com",
        tax_id=tax_id(number, language),
    )


def _person(number: int, first: str, last: str, uses: Counter[str], language: Language) -> Party:
    local = f"{latin(first)}.{latin(last)}"
    uses[local] += 1
    return Party(
        name=f"{first} {last}",
        contact=f"{first} {last}",
        is_company=False,
        phone=phone(number, language),
        email=f"{local}{uses[local] if uses[local] > 1 else ''}@mail.example.org",
        tax_id="",
    )
