"""Write down products, sellers, customers and leads."""

from dataclasses import dataclass

import numpy as np

from perennial.core.days import NO_DAY
from perennial.simulate.company.addresses import Language, latin, phone
from perennial.simulate.company.contacts import NOBODY
from perennial.simulate.company.draft import Draft
from perennial.simulate.company.hunting import BEYOND, Paths, written_off
from perennial.simulate.company.laws import column
from perennial.simulate.company.numbering import dated, ids, pointed
from perennial.simulate.company.parties import Party, doubled, make_parties
from perennial.simulate.company.tables.columns import Codes, Sentences
from perennial.simulate.company.tables.customers import Customers
from perennial.simulate.company.tables.leads import Leads
from perennial.simulate.company.tables.products import Products
from perennial.simulate.company.tables.sellers import Sellers
from perennial.simulate.company.vocabulary import Words

__all__ = ["People", "write_people"]

_BOSSES = ("head", "owner", "analyst")
_CONSENT = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The tables of products and people."""

    products: Products
    sellers: Sellers
    customers: Customers
    leads: Leads


def write_people(draft: Draft, words: Words, language: Language, rng: np.random.Generator) -> People:
    """Name everybody; leads who were won and the customers they became share name and addresses."""
    buyers, sources = draft.buyers, _sources(draft.paths, words, rng)
    site = buyers.product[buyers.lead == NOBODY]
    parties = make_parties(np.concatenate([draft.paths.product, site]), words, language, rng)
    for number in np.flatnonzero(buyers.same_as != NOBODY).tolist():
        parties[buyers.party[number]] = doubled(parties[buyers.party[buyers.same_as[number]]], language)
    products, sellers = _products(words), _sellers(draft, words, language, len(parties))
    named = {"products": products.product_id, "sellers": sellers.seller_id}
    customers = _customers(draft, parties, sources, **named, words=words, rng=rng)
    leads = _leads(draft, parties, sources, **named, customers=customers.customer_id, rng=rng)
    return People(products=products, sellers=sellers, customers=customers, leads=leads)


def _sources(paths: Paths, words: Words, rng: np.random.Generator) -> list[str]:
    place = rng.random(len(paths.inbound)).tolist()
    found = []
    for inbound, share in zip(paths.inbound.tolist(), place, strict=True):
        known = words.sources_in if inbound else words.sources_out
        found.append(known[int(share * len(known))])
    return found


def _products(words: Words) -> Products:
    return Products(
        product_id=ids("P", 3, 1), name=words.products, usual_gap=column("gap"), price=np.array(words.prices)
    )


def _sellers(draft: Draft, words: Words, language: Language, numbered: int) -> Sellers:
    staff = draft.staff
    roles = [*("hunter",) * staff.hunters, *("farmer",) * staff.farmers, *_BOSSES]
    departments = {"hunter": "first_sales", "farmer": "existing_customers"}
    names = words.sellers
    return Sellers(
        seller_id=ids("S", len(roles), 2),
        name=tuple(f"{first} {last}" for first, last in names),
        role=np.array(roles),
        department=np.array([departments.get(role, "") for role in roles]),
        email=tuple(f"{latin(first)}.{latin(last)}@{words.company_domain}" for first, last in names),
        phone=tuple(phone(numbered + number, language) for number in range(len(names))),
        started=np.full(len(roles), draft.calendar.first_day, np.int32),
    )


def _customers(
    draft: Draft,
    parties: list[Party],
    sources: list[str],
    *,
    products: Codes,
    sellers: Codes,
    words: Words,
    rng: np.random.Generator,
) -> Customers:
    buyers, everyone = draft.buyers, np.arange(len(draft.buyers.start))
    own = [parties[number] for number in buyers.party.tolist()]
    last = np.full(len(everyone), draft.calendar.span - 1)
    until = draft.paid_until + draft.calendar.first_day
    return Customers(
        customer_id=ids("C", len(own), 4),
        **_said(own),
        is_company=np.array([party.is_company for party in own]),
        tax_id=tuple(party.tax_id for party in own),
        source=tuple(words.source_site if lead == NOBODY else sources[lead] for lead in buyers.lead.tolist()),
        product_id=pointed(products, buyers.product),
        owner_id=pointed(sellers, draft.owners.on(everyone, last)),
        first_order=dated(buyers.start, draft.calendar),
        paid_until=np.where(draft.paid_until > -BEYOND, until, NO_DAY).astype(np.int32),
        consent_advertising=rng.random(len(own)) < _CONSENT,
    )


def _leads(
    draft: Draft,
    parties: list[Party],
    sources: list[str],
    *,
    products: Codes,
    sellers: Codes,
    customers: Codes,
    rng: np.random.Generator,
) -> Leads:
    calendar = draft.calendar
    paths = written_off(draft.paths, calendar.span)
    return Leads(
        lead_id=ids("L", len(sources), 4),
        **_said(parties[: len(sources)]),
        source=tuple(sources),
        product_id=pointed(products, paths.product),
        hunter_id=pointed(sellers, paths.hunter),
        lead_step=paths.step(),
        entered=dated(paths.entered, calendar),
        entered_minute=rng.integers(9 * 60, 18 * 60, len(sources), np.int32),
        contact_day=dated(paths.reached, calendar),
        meeting_day=dated(paths.meeting, calendar),
        offer_day=dated(paths.offer, calendar),
        won_day=dated(paths.won, calendar),
        lost_day=dated(paths.lost, calendar),
        customer_id=pointed(customers, draft.buyers.of_leads(len(sources))),
    )


def _said(parties: list[Party]) -> dict[str, Sentences]:
    return {
        "name": tuple(party.name for party in parties),
        "contact": tuple(party.contact for party in parties),
        "phone": tuple(party.phone for party in parties),
        "email": tuple(party.email for party in parties),
    }
