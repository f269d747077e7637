"""Which header of a log is which canonical column, and how that is known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from perennial.core.errors import UserError
from perennial.ingest.columns import REQUIRED
from perennial.ingest.exports import Export, recognise
from perennial.ingest.headers import normal
from perennial.ingest.vocabulary import ORDERS, Vocabulary

__all__ = ["ColumnChoice", "Known", "Mapped", "find_columns", "map_columns", "require_columns"]

#: Said by the person; the canonical name itself; a recognised export; a usual word; part of a word.
Known = Literal["given", "named", "export", "word", "hint"]

_MOST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """A canonical column and the headers it is read from; later ones stand in for empty cells."""

    canonical: str
    positions: tuple[int, ...]
    headers: tuple[str, ...]
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """All columns found, and the export that was recognised, if any."""

    choices: Mapping[str, ColumnChoice]
    export: Export | None


def map_columns(
    headers: Sequence[str],
    given: Mapping[str, str],
    *,
    file: str,
    left_out: Collection[str] = (),
) -> Mapped:
    """Find the canonical columns of an order log among the headers.

    Parameters
    ----------
    headers
        The headers as they stand in the log.
    given
        Header of a canonical column as the person said.
    file
        Name of the log for error sentences.
    left_out
        Columns that the person said are not there, whatever the headers say.

    Raises
    ------
    UserError
        `given` names an unknown column or a header that is not there.
    """
    export = recognise([word for header in headers if (word := normal(header))])
    choices = find_columns(headers, given, ORDERS, export=export, file=file, left_out=left_out)
    return Mapped(choices=_without_leftovers(choices), export=export)


def find_columns(
    headers: Sequence[str],
    given: Mapping[str, str],
    vocabulary: Vocabulary,
    *,
    export: Export | None,
    file: str,
    left_out: Collection[str] = (),
) -> dict[str, ColumnChoice]:
    """Find the columns of any kind of file among the headers; parameters as for `map_columns`.

    Raises
    ------
    UserError
        `given` names an unknown column or a header that is not there.
    """
    words = [normal(header) for header in headers]
    choices = {name: _given(name, header, headers, vocabulary, file=file) for name, header in given.items()}
    taken = {position for choice in choices.values() for position in choice.positions}
    for name in (*vocabulary.columns, *vocabulary.extra):
        if name in choices or name in left_out:
            continue
        choice = _found(name, headers, words, vocabulary, export=export, taken=taken)
        if choice is not None:
            choices[name] = choice
            taken.update(choice.positions)
    for name in vocabulary.hints:
        if name not in choices and (choice := _guessed(name, headers, choices, vocabulary)):
            choices = {each: of for each, of in choices.items() if of.positions != choice.positions}
            choices[name] = choice
    return choices


def require_columns(
    choices: Mapping[str, ColumnChoice],
    headers: Sequence[str],
    *,
    file: str,
    required: Sequence[str] = REQUIRED,
) -> None:
    """Refuse a file in which a required column was not found.

    Raises
    ------
    UserError
        Names the column, the headers seen and how to say which is which.
    """
    for name in required:
        if name not in choices:
            raise UserError(
                "{file}: no column was recognised as {column}; its headers are {headers}; say which one it "
                "is with --map {column}=HEADER",
                file=file,
                column=name,
                headers=", ".join(header for header in headers[:_MOST_SHOWN] if header),
            )


def _given(
    name: str, header: str, headers: Sequence[str], vocabulary: Vocabulary, *, file: str
) -> ColumnChoice:
    if not vocabulary.has(name):
        raise UserError(
            "--map {column}={header}: there is no column {column}; the columns are {columns}",
            column=name,
            header=header,
            columns=", ".join(vocabulary.columns),
        )
    same = [at for at, there in enumerate(headers) if there.strip() == header.strip()]
    alike = [at for at, there in enumerate(headers) if normal(there) == normal(header)]
    for at in (*same, *alike):
        return ColumnChoice(canonical=name, positions=(at,), headers=(headers[at],), known="given")
    raise UserError(
        "--map {column}={header}: {file} has no column {header}; its headers are {headers}",
        column=name,
        header=header,
        file=file,
        headers=", ".join(there for there in headers[:_MOST_SHOWN] if there),
    )


def _found(
    name: str,
    headers: Sequence[str],
    words: Sequence[str],
    vocabulary: Vocabulary,
    *,
    export: Export | None,
    taken: set[int],
) -> ColumnChoice | None:
    # What an export means by a header goes before its name: its customer_id may be 0 for all guests.
    if export is not None and (places := _places(export.columns.get(name, ()), words, taken)):
        return _choice(name, places, headers, "export")
    for at, header in enumerate(headers):
        if header.strip().casefold() == name and at not in taken:
            return _choice(name, [at], headers, "named")
    places = _places(vocabulary.words[name], words, taken)
    places = places if name in vocabulary.several else places[:1]
    return _choice(name, places, headers, "word") if places else None


def _guessed(
    name: str, headers: Sequence[str], choices: Mapping[str, ColumnChoice], vocabulary: Vocabulary
) -> ColumnChoice | None:
    """Guess among the headers that are left; failing that, among those of columns that can be spared."""
    taken = {at for choice in choices.values() for at in choice.positions}
    spared = {
        at
        for each, choice in choices.items()
        if each in vocabulary.spare and choice.known != "given"
        for at in choice.positions
    }
    hints = vocabulary.hints[name]
    return _hinted(name, headers, hints, taken) or _hinted(name, headers, hints, taken - spared)


def _hinted(
    name: str, headers: Sequence[str], hints: tuple[str, ...], taken: set[int]
) -> ColumnChoice | None:
    """Guess from part of a header, where only one header has such a part."""
    places = [
        at
        for at, header in enumerate(headers)
        if at not in taken and any(part.startswith(hints) for part in normal(header).split())
    ]
    return _choice(name, places, headers, "hint") if len(places) == 1 else None


def _places(wanted: Sequence[str], words: Sequence[str], taken: set[int]) -> list[int]:
    places = [words.index(word) for word in wanted if word in words]
    return [at for at in places if at not in taken]


def _choice(name: str, places: Sequence[int], headers: Sequence[str], known: Known) -> ColumnChoice:
    return ColumnChoice(
        canonical=name, positions=tuple(places), headers=tuple(headers[at] for at in places), known=known
    )


def _without_leftovers(choices: dict[str, ColumnChoice]) -> dict[str, ColumnChoice]:
    """Keep price and quantity only where they must make up the amount."""
    if "price" in {normal(header) for header in _headers(choices, "amount")} and "quantity" in choices:
        price = choices.pop("amount")
        choices["unit_price"] = ColumnChoice(
            canonical="unit_price", positions=price.positions, headers=price.headers, known=price.known
        )
    if "amount" in choices or not {"unit_price", "quantity"} <= choices.keys():
        choices.pop("unit_price", None)
        choices.pop("quantity", None)
    return choices


def _headers(choices: Mapping[str, ColumnChoice], name: str) -> tuple[str, ...]:
    choice = choices.get(name)
    return choice.headers if choice is not None and choice.known != "given" else ()
