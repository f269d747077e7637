"""Find customers by name, phone, address or id; a typo in a name is forgiven."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import BigIntegerField, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

from perennial.records.models import Customer, SearchText
from perennial.records.queries.search_words import (
    is_number,
    nearness,
    number_forms,
    trigrams,
    words_of,
)

__all__ = ["Found", "search"]

#: How near the worst word of a query must come to be taken for a typo of what is written.
_NEAR = 0.75
_MOST_NEAR = 50
#: PostgreSQL looks at texts from this share of common trigrams on; the words are then compared one by one.
_ALIKE = "0.3"
_LOOKED_AT = 300
_TOO_FEW_SIGNS = 3
#: A single letter stands nearly everywhere, and is not asked for.
_SHORTEST = 2

_PHRASE = "SELECT rowid FROM records_search WHERE records_search MATCH %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Customers found, and whether they are only near to what was asked for."""

    customers: QuerySet[Customer]
    is_near: bool = False


def search(customers: QuerySet[Customer], query: str) -> Found:
    """Find among `customers` those who are written as the query says, else those written nearly so."""
    condition = written_so(query)
    if condition is None:
        return Found(customers=customers)
    exact = customers.filter(condition)
    if is_number(query) or exact.exists():
        return Found(customers=exact)
    near = _near(customers, words_of(query))
    return Found(customers=customers.filter(_among(near)), is_near=True) if near else Found(customers=exact)


def written_so(query: str) -> Q | None:
    """Give the condition that every word of a query stands somewhere; None where nothing is asked."""
    if is_number(query):
        return _holds(number_forms(query), every=False)
    words = [word for word in words_of(query) if len(word) >= _SHORTEST]
    if not words:
        return None
    # What is too short to stand anywhere must begin a word.
    return _holds([word if len(word) >= _TOO_FEW_SIGNS else f" {word}" for word in words], every=True)


def _holds(texts: Collection[str], *, every: bool) -> Q:
    """Give the condition that every text stands somewhere, or any of them."""
    if connection.vendor == "sqlite" and min(map(len, texts)) >= _TOO_FEW_SIGNS:
        asked = (" AND " if every else " OR ").join(map(_quoted, texts))
        return _among(RawSQL(_PHRASE, (asked,)))  # noqa: S611 - a parameter
    condition = Q()
    for text in texts:
        held = Q(pk__in=SearchText.objects.filter(text__contains=text).values("pk"))
        condition = condition & held if every else condition | held
    return condition


def _among(found: RawSQL | list[int]) -> Q:
    """Give the condition to be one of those found.

    Asked by the id, SQLite would look everybody found up in the index of the list's order, over and over. So
    the list is read in its order, and each row held against those found, until the page is full.
    """
    return Q(In(_Plainly(F("pk")), found)) if connection.vendor == "sqlite" else Q(pk__in=found)


class _Plainly(Func):
    """A column as it is read without an index."""

    template = "+%(expressions)s"
    output_field = BigIntegerField()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _near(customers: QuerySet[Customer], words: list[str]) -> list[int]:
    rows = _candidates(customers, words)
    scored = sorted(((nearness(words, text), -pk) for pk, text in rows), reverse=True)
    return [-pk for score, pk in scored[:_MOST_NEAR] if score >= _NEAR]


def _candidates(customers: QuerySet[Customer], words: list[str]) -> list[tuple[int, str]]:
    """Give the texts that share most with the query."""
    if connection.vendor == "sqlite":
        return _by_trigrams(customers, words)
    if _has_trigrams():
        return _by_similarity(customers, words)
    return []


def _by_trigrams(customers: QuerySet[Customer], words: list[str]) -> list[tuple[int, str]]:
    asked = " OR ".join(_quoted(each) for word in words for each in trigrams(word))
    seen, seen_params = customers.order_by().values("pk").query.sql_with_params()
    # The index ranks among those who may be seen, or the nearest of others would crowd them out; the plus
    # keeps SQLite from asking it anew for each of them.
    ranked = f"{_PHRASE} AND +rowid IN ({seen}) ORDER BY rank LIMIT {_LOOKED_AT}"
    nearest = RawSQL(ranked, (asked, *seen_params))  # noqa: S611 - texts are parameters
    return list(SearchText.objects.filter(pk__in=nearest).values_list("customer_id", "text"))


def _by_similarity(customers: QuerySet[Customer], words: list[str]) -> list[tuple[int, str]]:
    sought = " ".join(words)
    with connection.cursor() as cursor:
        # The operator that the index knows compares with a setting of the session.
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [_ALIKE])
    seen = SearchText.objects.filter(customer__in=customers.order_by().values("pk"))
    nearest = seen.extra(where=["text %%> %s"], params=[sought]).annotate(
        distance=RawSQL("text <->> %s", (sought,))
    )
    return list(nearest.order_by("distance").values_list("customer_id", "text")[:_LOOKED_AT])


def _has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None
