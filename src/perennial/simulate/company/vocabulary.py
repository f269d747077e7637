"""The words of a language from which the company's names and texts are made."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of one language.

    Attributes
    ----------
    currency
        ISO code.
    products, prices
        Names, and median amounts of an order, weekly, monthly and rare.
    company_name
        Pattern with `{kind}`, `{name}`, `{ending}`.
    company_kinds, company_names, company_endings
        What a company is (for each product), how it may be called, what may follow the name.
    men, women
        First names.
    surnames
        Pairs: of a man, of a woman.
    sellers
        First name and surname of the twelve people of the company: hunters, farmers, head, owner, analyst.
    sources_out, sources_in
        How those whom a hunter calls, and those who call, learned of the company.
    source_site
        How those learned who ordered by the site.
    handoff_notes, notes
        What hunters write at a hand-off, and sellers about customers.
    mistakes, leave_reasons
        Sentences by kind.
    company_domain
        Where the company's own people get their mail.
    holidays
        Public holidays: month (1 for January), day.
    """

    currency: str
    products: tuple[str, str, str]
    prices: tuple[float, float, float]
    company_name: str
    company_kinds: tuple[tuple[str, ...], ...]
    company_names: tuple[str, ...]
    company_endings: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]
    sellers: tuple[tuple[str, str], ...]
    sources_out: tuple[str, ...]
    sources_in: tuple[str, ...]
    source_site: str
    handoff_notes: tuple[str, ...]
    notes: tuple[str, ...]
    mistakes: Mapping[str, tuple[str, ...]]
    leave_reasons: Mapping[str, tuple[str, ...]]
    company_domain: str
    holidays: frozenset[tuple[int, int]]
