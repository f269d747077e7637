"""All kinds of file besides orders, and the headers by which a table of them is found on a sheet."""

from collections.abc import Mapping
from typing import Final

from perennial.ingest.kinds.customers import CUSTOMERS
from perennial.ingest.kinds.events import EVENTS
from perennial.ingest.kinds.kind import Kind, KindName
from perennial.ingest.kinds.leads import LEADS
from perennial.ingest.kinds.lots import ARMS, DRAWN
from perennial.ingest.kinds.touches import TOUCHES

__all__ = ["HEADER_WORDS", "KINDS"]

KINDS: Final[Mapping[KindName, Kind]] = {
    kind.name: kind for kind in (CUSTOMERS, LEADS, TOUCHES, EVENTS, DRAWN, ARMS)
}

HEADER_WORDS: Final = frozenset(
    word for kind in KINDS.values() for words in kind.vocabulary.words.values() for word in words
)
