"""Erase a person: nothing that names them is left, and what was counted stays counted."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Business, Contact, Customer, Erasure, ExternalId, Import, Order, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.erase_database import rewrite_database
from perennial.records.operations.erase_files import erase_files
from perennial.records.operations.erase_mirror import forget_in_mirror
from perennial.records.operations.erase_register import add_lines, next_number, suppress
from perennial.records.operations.erase_rows import erase_rows
from perennial.records.operations.erase_texts import erase_mentions, forget_sessions
from perennial.records.operations.erase_traces import Traces, traces_of
from perennial.records.operations.mark_dirty import mark_months_dirty
from perennial.records.operations.only_one import BusyError
from perennial.records.operations.orders_moved import orders_moved
from perennial.records.operations.process.forget_process import forget_in_process
from perennial.records.operations.refresh_folders import only_writer
from perennial.records.operations.write_mirror import write_mirror
from perennial.records.queries.suppression import digest_of

__all__ = ["erase", "erase_again", "finish_erasures"]

_RUNNING = (Import.State.QUEUED, Import.State.RUNNING)
_PATIENCE = 30.0  # seconds that a page may wait for a refresh


def erase(by: User | None, customer: Customer, reason: str = "") -> Erasure:
    """Erase a customer and the records merged into them, and write an act of destruction.

    Files come first: they are found by what the records still know. Whoever is cut off in the middle
    erases again, and nothing is done twice. Orders, touches and sums stay, with nobody's name.

    Raises
    ------
    UserError
        They are erased or merged already, or a file is being imported or a refresh going on just now.
    """
    if customer.erased_at is not None or customer.merged_into_id is not None:
        raise UserError("This customer has been erased or merged already.")
    _wait_for_imports()
    return _erase(by, _records_of(customer), reason)


def erase_again(line: Mapping[str, Any]) -> Erasure | None:
    """Erase on a restored copy whom a line of the register names; None where they are not there.

    The number stays that of the line; lines of records that were merged share one.
    """
    found = _found(line)
    suppress(line.get("digests", ()), datetime.fromisoformat(line["at"]))
    return _erase(None, found, "", line) if found else None


def finish_erasures() -> int:
    """Rewrite the database for erasures that could not do so because somebody was writing; gives how many."""
    left = [each for each in Erasure.objects.all() if not each.destroyed.get("rewritten", True)]
    if not left or not rewrite_database():
        return 0
    for each in left:
        each.destroyed["rewritten"] = True
        each.save(update_fields=["destroyed"])
    return len(left)


def _erase(
    by: User | None, customers: list[Customer], reason: str, line: Mapping[str, Any] | None = None
) -> Erasure:
    traces = traces_of(customers)
    try:
        # A refresh that has read the records before they were cleaned would write the person again.
        with only_writer(_PATIENCE):
            erasure = _forget(by, traces, reason, line)
    except BusyError:
        raise UserError(
            "The forecasts are being refreshed. Erase when that is done, so that nothing is written again."
        ) from None
    forget_in_process()  # a reading may have kept what it read before
    orders_moved(Order.objects.filter(customer__in=traces.customer_ids).values_list("day", flat=True))
    erasure.destroyed["rewritten"] = rewrite_database()
    erasure.save(update_fields=["destroyed"])
    return erasure


def _forget(by: User | None, traces: Traces, reason: str, line: Mapping[str, Any] | None) -> Erasure:
    files = asdict(erase_files(traces))
    mirror = forget_in_mirror(traces)
    mentions = erase_mentions(traces)
    sessions = forget_sessions(traces)
    told = {
        **files,
        "imports": list(files["imports"]),
        "mirror": mirror.held,
        "mentions": mentions,
        "sessions": sessions,
    }
    erasure = _commit(by, traces, reason, {**told, "backups": _backups(), "rewritten": False}, line)
    if mirror.left:  # orders of others mention the person there; in the database they do not any more
        mark_months_dirty(mirror.left)
        write_mirror(Business.current(), compare=False)
    return erasure


@transaction.atomic
def _commit(
    by: User | None, traces: Traces, reason: str, told: dict[str, Any], line: Mapping[str, Any] | None
) -> Erasure:
    at = datetime.fromisoformat(line["at"]) if line else timezone.now()
    erased = erase_rows(traces, at)
    suppress(traces.digests, at)
    number = line["number"] if line else next_number()
    erasure, _ = Erasure.objects.get_or_create(
        number=number,
        defaults={
            "customer_id_was": line["customer_id"] if line else traces.customer_ids[0],
            "digests": list(line["digests"] if line else traces.digests),
            "destroyed": {**erased, **told},
            "reason": reason.strip()[:200],
            "by": by,
            "at": at,
        },
    )
    note_act(by, "customer.erase", None, number=number, customers=list(traces.customer_ids), **erased)
    if line is None:
        # The line stands before the commit: better a line too many than a person who comes back.
        add_lines(number, traces.customer_ids, traces.digests, at)
    return erasure


def _wait_for_imports() -> None:
    if Import.objects.filter(state__in=_RUNNING).exists():
        raise UserError("A file is being imported. Erase when that is done, so that nothing comes in again.")


def _records_of(customer: Customer) -> list[Customer]:
    """Give a record and all that were merged into it, and into those."""
    found, last = [customer], [customer.pk]
    while last:
        more = list(Customer.objects.filter(merged_into__in=last).order_by("pk"))
        found += more
        last = [each.pk for each in more]
    return found


def _found(line: Mapping[str, Any]) -> list[Customer]:
    living = Customer.objects.filter(erased_at__isnull=True)
    same = living.filter(pk=line["customer_id"]).first()
    wanted = {each.split(":", 1)[-1] for each in line.get("digests", ())}
    if same is not None and (not wanted or wanted & _digests_of(Q(customer=same), Q(pk=same.pk)).keys()):
        return _records_of(same)
    if not wanted:
        return []
    # A base that was filled anew has other numbers: then the hashes alone say who it is.
    known = _digests_of(Q(), Q())
    ids = {pk for digest in wanted & known.keys() for pk in known[digest]}
    return list(living.filter(pk__in=ids).order_by("pk"))


def _digests_of(of_rows: Q, of_customers: Q) -> dict[str, set[int]]:
    pairs = [
        *Contact.objects.filter(of_rows).exclude(normal="").values_list("normal", "customer"),
        *Customer.objects.filter(of_customers).exclude(tax_id="").values_list("tax_id", "pk"),
        *(
            (f"{system}:{value}", pk)
            for system, value, pk in ExternalId.objects.filter(of_rows).values_list(
                "system", "value", "customer"
            )
        ),
    ]
    found: dict[str, set[int]] = {}
    for text, pk in pairs:
        found.setdefault(digest_of(text), set()).add(pk)
    return found


def _backups() -> int:
    folder = Path(settings.DATA_DIR) / "backups"
    return sum(path.is_file() for path in folder.glob("*")) if folder.is_dir() else 0
