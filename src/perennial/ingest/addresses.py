"""Where an order log is: a file, standard input, or a table or query in a database."""

from dataclasses import dataclass
from typing import Literal

from perennial.core.errors import UserError

__all__ = ["Address", "parse_address"]

Kind = Literal["file", "stdin", "sqlite", "postgresql"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A parsed address.

    `place` is a path or a connection address; `table` and `query` exclude each other and belong to
    databases; `shown` is the address as it may be shown, without a password.
    """

    kind: Kind
    place: str
    shown: str
    table: str | None = None
    query: str | None = None


def parse_address(text: str) -> Address:
    """Read ``FILE``, ``-``, ``sqlite:FILE#TABLE`` or ``postgresql://...#SELECT ...``.

    Raises
    ------
    UserError
        A database address names neither a table nor a query.
    """
    if text == "-":
        return Address(kind="stdin", place="-", shown="standard input")
    if text.startswith("sqlite:"):
        return _database("sqlite", text.removeprefix("sqlite:"), text)
    if text.startswith(("postgresql:", "postgres:")):
        return _database("postgresql", text, text)
    return Address(kind="file", place=text, shown=text)


def _database(kind: Kind, place: str, text: str) -> Address:
    place, _, what = place.partition("#")
    what = what.strip().rstrip(";")
    shown = _without_password(text)
    if not what or not place:
        raise UserError(
            "{address}: say which table or query to read after a #, for example {address}#orders",
            address=_without_password(text.partition("#")[0]),
        )
    if what.casefold().startswith(("select ", "select\n", "select\t", "with ", "with\n")):
        return Address(kind=kind, place=place, shown=shown, query=what)
    return Address(kind=kind, place=place, shown=shown, table=what)


def _without_password(text: str) -> str:
    scheme, slashes, rest = text.partition("://")
    user, at, host = rest.partition("@")
    if not slashes or not at or ":" not in user:
        return text
    return f"{scheme}://{user.partition(':')[0]}@{host}"
