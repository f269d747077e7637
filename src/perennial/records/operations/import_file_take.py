"""Read the file of an import and take its rows in, each portion with the place reached in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from django.db import transaction

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.exports import recognise
from perennial.ingest.headers import normal
from perennial.ingest.kinds.catalogue import KINDS
from perennial.ingest.kinds.kind import KindName
from perennial.ingest.options import ReadingOptions
from perennial.records.models import Business, Import
from perennial.records.operations.give_way import give_way
from perennial.records.operations.import_file_left import note_left
from perennial.records.operations.import_file_options import file_of, message_json, options_of
from perennial.records.operations.take_customers import take_customers
from perennial.records.operations.take_leads import count_leads, take_leads
from perennial.records.operations.take_orders import take_orders
from perennial.records.operations.take_rows import Taking
from perennial.records.operations.take_touches import count_touches, take_touches
from perennial.store.reading.raw_orders import RawOrders, read_orders
from perennial.store.reading.read_records import read_records
from perennial.store.reading.whole_orders import count_whole_orders, whole_orders

__all__ = ["PORTION", "customers_beside", "take_file"]

#: Rows in one transaction, for which whoever logs a touch has to wait.
PORTION = 250
#: Share of the work that is done when the file is read.
_READ = 0.2
_Take = Callable[[Sequence[Any], Taking], object]


def take_file(batch: Import) -> None:
    """Take in all rows from where the import stands.

    Raises
    ------
    UserError
        The file cannot be used.
    """
    progress = _Progress(batch)
    progress.reading()
    if batch.kind == "orders":
        _orders(batch, progress)
    else:
        _records(batch, progress)


def customers_beside(options: ReadingOptions, address: str) -> ReadingOptions | None:
    """Give the options to read customers from a file of orders with; None where it tells only their ids."""
    own = {name: header for name, header in options.map.items() if KINDS["customers"].vocabulary.has(name)}
    kept = ReadingOptions(
        map=own, delimiter=options.delimiter, sheet=options.sheet, time_zone=options.time_zone,
        phone_region=options.phone_region, memory_limit=options.memory_limit,
    )  # fmt: skip
    try:
        opened = read_records(address, kept, "customers")
    except UserError:  # its rows tell orders only
        return None
    with closing(opened) as file:
        told = {name for name in file.mapping if name not in {"customer_id", "owner", "source"}}
        same = file.mapping.get("name")
        if same is not None and same.headers == file.mapping["customer_id"].headers:
            told.discard("name")
        return kept if told else None


def _orders(batch: Import, progress: "_Progress") -> None:
    business = Business.current()
    options, address = options_of(batch, business), str(file_of(batch))
    with closing(read_orders(address, options, progress=progress.read)) as raw:
        _keep_source(batch, raw)
        _keep_headers(batch, raw.plan.layout.headers)
        _keep_currency(business, raw.plan.currency)
        _note(batch, raw.rows, raw.rejected, raw.notes)
        progress.total = count_whole_orders(raw)
        beside = customers_beside(options, address)
        if beside is not None:
            with closing(read_records(address, beside, "customers")) as file:
                progress.total += file.records
                _each(batch, file.rows(), take_customers, progress, is_counted=False)
        _each(batch, whole_orders(raw), take_orders, progress)
        _note_left_orders(batch, raw)


def _records(batch: Import, progress: "_Progress") -> None:
    kind: KindName = batch.kind  # type: ignore[assignment]  # checked by who made the import
    copies: Counter[str] = Counter()
    takes: dict[str, _Take] = {
        "customers": take_customers,
        "leads": lambda rows, taking: take_leads(rows, taking, copies),
        "touches": lambda rows, taking: take_touches(rows, taking, copies),
    }
    passes: dict[str, _Take] = {
        "leads": lambda rows, taking: count_leads(rows, taking, copies),
        "touches": lambda rows, taking: count_touches(rows, taking, copies),
    }
    options, address = options_of(batch), str(file_of(batch))
    with closing(read_records(address, options, kind, progress=progress.read)) as file:
        _note(batch, file.rows_seen, file.rejected, file.notes)
        progress.total = file.records
        _keep_headers(batch, file.plan.layout.headers)
        note_left(batch, file.rejects)
        _each(batch, file.rows(), takes[kind], progress, pass_over=passes.get(kind))


def _each(
    batch: Import,
    rows: Iterable[Any],
    take: _Take,
    progress: "_Progress",
    *,
    pass_over: _Take | None = None,
    is_counted: bool = True,
) -> None:
    unknown: set[str] = set()
    for portion in _portions(rows):
        progress.at += len(portion)
        taking = Taking(batch.system, batch)
        if progress.at <= batch.position:
            if pass_over is not None:
                pass_over(portion, taking)
            continue
        with transaction.atomic():
            take(portion, taking)
            note_left(batch, taking.told.rejected)
            progress.taken(taking, is_counted=is_counted)
        unknown |= taking.told.unknown_sellers
        give_way()
    _note_sellers(batch, unknown)


def _portions(rows: Iterable[Any]) -> Iterator[list[Any]]:
    stream = iter(rows)
    while portion := list(islice(stream, PORTION)):
        yield portion


def _keep_source(batch: Import, raw: RawOrders) -> None:
    """Name the program the orders come from, by which their ids are told from those of other programs."""
    export = recognise([word for header in raw.plan.layout.headers if (word := normal(header))])
    if batch.system == "file" and export is not None and batch.position == 0:
        batch.system = export.name.casefold()
        batch.save(update_fields=["system"])


def _keep_headers(batch: Import, headers: Sequence[str]) -> None:
    """Keep the headers, by which the watched folder knows a file that is to be read in the same way."""
    batch.answers = {**batch.answers, "headers": list(headers)}
    batch.save(update_fields=["answers"])


def _keep_currency(business: Business, currency: str | None) -> None:
    if currency and not business.currency and business.pk:
        Business.objects.filter(pk=business.pk).update(currency=currency)


def _note(batch: Import, rows: int, rejected: int, notes: Iterable[Message]) -> None:
    batch.rows, batch.notes = rows, [message_json(note) for note in notes]
    if batch.position == 0:
        batch.rejected = rejected
    batch.save(update_fields=["rows", "rejected", "notes"])


def _note_left_orders(batch: Import, raw: RawOrders) -> None:
    rows = raw.connection.execute(
        f'SELECT row, "column", value, reason FROM {raw.rejects} ORDER BY row'  # noqa: S608 - a name of ours
    ).fetchall()
    note_left(batch, (_Cell(*row) for row in rows))


def _note_sellers(batch: Import, unknown: set[str]) -> None:
    if not unknown:
        return
    names = ", ".join(sorted(unknown)[:10])
    batch.notes = [
        *batch.notes,
        message_json(
            Message("Sellers who are not among your people were left empty: {names}.", {"names": names})
        ),
    ]
    batch.save(update_fields=["notes"])


class _Cell:
    """A row that reading left out."""

    def __init__(self, row: int, column: str, value: str, reason: str) -> None:
        self.row, self.column, self.value, self.reason = row, column or "", value or "", reason


class _Progress:
    """How far an import has come, written where pages look."""

    def __init__(self, batch: Import) -> None:
        self.batch, self.total, self.at = batch, 0, 0

    def reading(self) -> None:
        self.batch.step = message_json(Message("Reading the file"))
        self.batch.save(update_fields=["step"])

    def read(self, share: float) -> None:
        self.batch.progress = max(self.batch.progress, _READ * share)
        Import.objects.filter(pk=self.batch.pk).update(progress=self.batch.progress)

    def taken(self, taking: Taking, *, is_counted: bool) -> None:
        """Write the place reached; what customers beside orders came to is not counted as orders."""
        batch, told = self.batch, taking.told
        if is_counted:
            batch.created += told.created
            batch.updated += told.updated
            batch.unchanged += told.unchanged
        batch.rejected += len(told.rejected)
        batch.position = self.at
        batch.progress = _READ + (1 - _READ) * self.at / max(self.total, self.at)
        facts = {"done": self.at, "total": max(self.total, self.at)}
        batch.step = message_json(Message("{done:number} of {total:number} taken in", facts))
        batch.save(
            update_fields=["created", "updated", "unchanged", "rejected", "position", "progress", "step"]
        )
