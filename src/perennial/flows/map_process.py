"""Map a process: an event log becomes a picture, and a JSON file beside it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.process.second_order import after_first_order
from perennial.flows.output_folder import output_file
from perennial.flows.process_json import process_json
from perennial.flows.read_events import OpenedEvents, open_event_log
from perennial.flows.understand_process import UnderstoodProcess, understand_process
from perennial.ingest.options import ReadingOptions
from perennial.pictures.process.described import after_first_sentence, weakest_sentence
from perennial.pictures.process.map_picture import map_picture
from perennial.pictures.words import Words
from perennial.store.events import Chosen, EventLog

__all__ = ["ProcessOrder", "map_process"]

_READING: Final = 0.6  # share of the whole work
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessOrder:
    """What was asked for.

    Attributes
    ----------
    events, out, json
        The log, the picture to write, and the JSON file, if any.
    product
        Only its cases; all if not said.
    fold
        Arrows that carry less of their step are folded away.
    top_to_bottom
        For a phone.
    """

    events: str
    reading: ReadingOptions
    out: Path
    json: Path | None
    product: str | None
    language: str
    fold: float
    top_to_bottom: bool
    seed: int


def map_process(order: ProcessOrder, *, progress: Progress) -> tuple[Message, ...]:
    """Draw the process of an event log; both files are written whole or not at all.

    Returns
    -------
    What was guessed, left out and noticed: it must be shown.

    Raises
    ------
    UserError
        The log cannot be used, it has no such product, or a file cannot be written.
    """
    _refuse_wrong_usage(order)
    opened = open_event_log(order.events, order.reading, product=order.product, progress=_reading(progress))
    try:
        progress(Message("Following the cases"), _READING)
        chosen = Chosen(product=order.product)
        found = understand_process(opened.log, chosen, rng=np.random.default_rng(order.seed))
        progress(Message("Writing"), 0.9)
        _write(order, opened, found)
        return (*opened.notes, *_mixed_products(opened.log, order.product))
    finally:
        opened.close()


def _refuse_wrong_usage(order: ProcessOrder) -> None:
    if order.out.suffix.lower() != ".svg":
        raise UserError("{file}: name the picture .svg", file=str(order.out))
    if order.json is not None and order.json.resolve() == order.out.resolve():
        raise UserError("{file}: the picture and the JSON file need names of their own", file=str(order.json))
    if not 0 <= order.fold <= 1:
        raise UserError("--fold {fold}: name a share from 0 to 1", fold=order.fold)


def _reading(progress: Progress) -> Callable[[float], None]:
    return lambda done: progress(Message("Reading the events"), _READING * done)


def _mixed_products(log: EventLog, product: str | None) -> Iterator[Message]:
    if product is None and len(products := log.values("product")) > 1:
        yield Message(
            "The log has several products ({products}), each sold in its own way; --product draws one.",
            {"products": ", ".join(value.name for value in products[:_MOST_NAMED])},
        )


def _write(order: ProcessOrder, opened: OpenedEvents, found: UnderstoodProcess) -> None:
    with ExitStack() as files:
        picture = files.enter_context(output_file(order.out))
        data = None if order.json is None else files.enter_context(output_file(order.json))
        picture.write_text(_drawn(order, opened, found), encoding="utf-8")
        if data is not None:
            written = process_json(found, order.fold, opened.log.facts, rejected=opened.rejected)
            data.write_text(written, encoding="utf-8")


def _drawn(order: ProcessOrder, opened: OpenedEvents, found: UnderstoodProcess) -> str:
    words, facts = Words(order.language, opened.currency), opened.log.facts
    name = order.product or Path(order.events).name
    title = words.say("Sales process: {name}", name=name)
    span = words.say(
        "{cases:cases}, {first:date_full} to {last:date_full}",
        cases=found.whole.cases,
        first=int(facts.first),
        last=int(facts.as_of),
    )
    heading = [title, span, weakest_sentence(found.weakest, words, orders=bool(found.orders))]
    after = after_first_order(found.whole, orders=found.orders) if len(found.orders) > 1 else None
    if after is not None and (gap := after_first_sentence(after, words)):
        heading.append(gap)
    drawn = map_picture(
        found.findings,
        words,
        title=title,
        share=order.fold,
        direction="TB" if order.top_to_bottom else "LR",
        heading=tuple(heading),
        standalone=True,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn.svg}\n'
