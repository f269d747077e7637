"""From the options of the command line to those of the reader."""

import argparse
from dataclasses import replace

from perennial.cli.input_options import canonical_mapping
from perennial.cli.memory import engine_limit, give_back_freed, memory_shares
from perennial.config import read_memory
from perennial.ingest.options import ReadingOptions

__all__ = ["reading_options"]


def reading_options(options: argparse.Namespace) -> ReadingOptions:
    """Give the reader what was asked for."""
    asked = ReadingOptions(
        map=canonical_mapping(options.map),
        date_format=options.date_format,
        currency=options.currency,
        time_zone=options.time_zone,
        day_start=options.day_start,
        as_of=options.as_of,
        keep_zero=options.keep_zero,
        keep_customers=frozenset(options.keep_customer),
        sheet=options.sheet,
    )
    memory = options.memory or read_memory()
    if not memory:
        return replace(asked, memory_limit=engine_limit())
    reading, counted = memory_shares(memory)
    give_back_freed()
    return replace(asked, memory_limit=reading, memory_when_counted=counted)
