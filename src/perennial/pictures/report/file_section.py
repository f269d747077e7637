"""The section on the file: what was read, what was left out and why, what was guessed."""

from collections.abc import Iterator

from markupsafe import Markup

from perennial.pictures.names import COLUMN_NAMES, LEFT_OUT_NAMES, called
from perennial.pictures.report.contents import FileFacts, ReportContents
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["file_section"]


def file_section(contents: ReportContents, words: Words) -> Section:
    """Say what became of every row."""
    file = contents.file
    return Section(
        key="file",
        title=words.say("What was in the file"),
        short=words.say("File"),
        leads=tuple(_leads(file, words)),
        notes=tuple(words.mark(note) for note in file.notes),
        tables=(*_rejected(file, words), *_left_out(file, words), *_guesses(file, words)),
        more=words.say("All rejected rows stand in {file}.", file="rejected.csv") if file.rejected else "",
    )


def _leads(file: FileFacts, words: Words) -> Iterator[Markup]:
    yield words.mark(
        "{rows:rows} read, {orders:orders} counted: {purchases:purchases} of {customers:customers_of}, from "
        "{first:date_full} to {last:date_full}.",
        rows=file.rows,
        orders=file.counted,
        purchases=file.purchases,
        customers=file.customers,
        first=file.first,
        last=file.last,
    )
    if file.rejected:
        yield words.mark(
            "Could not be used: {n:rows} ({share:percent}).",
            n=file.rejected,
            share=file.rejected / max(file.rows, 1),
        )
    else:
        yield words.mark("Every row could be used.")
    if file.refunds:
        yield words.mark("Set off against their orders: {n:refunds}.", n=file.refunds)


def _rejected(file: FileFacts, words: Words) -> Iterator[Table]:
    if file.reject_reasons:
        yield Table(
            caption=words.say("Rows that could not be used"),
            columns=(words.say("Reason"), words.say("Rows"), words.say("For example")),
            rows=tuple(
                (words.say(reason), words.fact(count, "number"), example)
                for reason, count, example in file.reject_reasons
            ),
            numeric=frozenset({1}),
        )


def _left_out(file: FileFacts, words: Words) -> Iterator[Table]:
    rows = [
        (called(LEFT_OUT_NAMES, code, words.language), words.fact(count, "number"))
        for code, count in file.left_out.items()
        if count
    ]
    if rows:
        yield Table(
            caption=words.say("Orders left out"),
            columns=(words.say("Reason"), words.say("Orders")),
            rows=tuple(rows),
            numeric=frozenset({1}),
        )


def _guesses(file: FileFacts, words: Words) -> Iterator[Table]:
    if file.guesses:
        yield Table(
            caption=words.say("Guessed from the headers; say otherwise with --map"),
            columns=(words.say("Taken as"), words.say("Column of the file")),
            rows=tuple(
                (f"{called(COLUMN_NAMES, column, words.language)} ({column})", f"← {header}")
                for column, header in file.guesses
            ),
        )
