"""Read an order log and open it: what was read, and what of it counts."""

from collections.abc import Callable
from dataclasses import dataclass

from perennial.core.days import day_of
from perennial.ingest.cleaning import CleaningRules
from perennial.ingest.options import ReadingOptions
from perennial.store.duckdb.duck_log import DuckLog
from perennial.store.duckdb.opening import open_log
from perennial.store.engines import read_rows
from perennial.store.reading.guarded import with_damage_said
from perennial.store.reading.raw_orders import RawOrders

__all__ = ["OpenedOrders", "open_orders"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedOrders:
    """An open log, and how it was read."""

    log: DuckLog
    raw: RawOrders

    def close(self) -> None:
        """Let go of both, and of temporary files."""
        self.log.close()
        self.raw.close()


def open_orders(
    address: str,
    options: ReadingOptions,
    *,
    store_url: str = "",
    progress: Callable[[float], None] | None = None,
) -> OpenedOrders:
    """Read the orders at an address and count them.

    Parameters
    ----------
    store_url
        The engine that counts; the embedded one when not said (see `perennial.store.engines`).

    Raises
    ------
    UserError
        The log cannot be used; the sentence says why and what to do.
    """
    raw, engine = read_rows(address, options, store_url=store_url, progress=progress)
    try:
        with with_damage_said(raw.plan.format.kind, raw.plan.source):
            log = open_log(
                raw.connection,
                rows=raw.rows,
                rejected=raw.rejected,
                rules=_rules(options),
                as_of=None if options.as_of is None else day_of(options.as_of),
                currency=raw.plan.currency,
                notes=raw.notes,
                engine=engine,
            )
        if options.memory_when_counted is not None:
            raw.workspace.limit_memory(options.memory_when_counted)
    except BaseException:
        if engine is not None:
            engine.close()
        raw.close()
        raise
    return OpenedOrders(log=log, raw=raw)


def _rules(options: ReadingOptions) -> CleaningRules:
    return CleaningRules(
        keep_zero=options.keep_zero, day_start=options.day_start, keep_customers=options.keep_customers
    )
