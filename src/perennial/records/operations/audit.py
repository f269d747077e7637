"""Write down who did what to which record."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from perennial.records.models import AuditEntry, User

__all__ = ["note_act", "note_acts"]

_AT_ONCE = 1000


def note_act(actor: Any, act: str, record: Model | None = None, **facts: object) -> AuditEntry:
    """Add a line to the audit trail.

    Parameters
    ----------
    actor
        Who acts; None (or somebody unknown) stands for the house itself.
    facts
        Numbers and words of the glossary; never a name, a phone or an address.
    """
    return AuditEntry.objects.create(
        actor=actor if isinstance(actor, User) else None,
        act=act,
        model="" if record is None else record._meta.model_name or "",  # noqa: SLF001 - Django's public way
        object_id=None if record is None else record.pk,
        facts=facts,
    )


def note_acts(actor: Any, act: str, records: Iterable[tuple[Model, Mapping[str, object]]]) -> None:
    """Add a line for each of many records, with its facts; parameters are those of `note_act`."""
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                actor=actor if isinstance(actor, User) else None,
                act=act,
                model=record._meta.model_name or "",  # noqa: SLF001 - Django's public way
                object_id=record.pk,
                facts=dict(facts),
            )
            for record, facts in records
        ],
        batch_size=_AT_ONCE,
    )
