"""What taking rows in needs to know and writes down of itself, one portion of rows at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Model

from perennial.records.models import Business, Import, ImportChange, Product, User

__all__ = ["Left", "Taking", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A row that could not be taken: its number, the column and text that were the matter, a code of why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True, kw_only=True)
class _Told:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Left] = field(default_factory=list)
    unknown_sellers: set[str] = field(default_factory=set)


class Taking:
    """One portion: its source, what was counted, and whom and which days it concerned.

    Parameters
    ----------
    system
        The program that the ids in the rows come from.
    batch
        The import that the rows belong to; what is made carries its number. None for rows that come one by
        one.
    """

    def __init__(self, system: str, batch: Import | None = None, business: Business | None = None) -> None:
        self.system = system
        self.batch = batch
        self.business = business or Business.current()
        self.told = _Told()
        self.customers: set[int] = set()
        self.renamed: set[int] = set()
        self.orders: list[int] = []
        self.days: set[date] = set()
        self._changes: list[ImportChange] = []

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the business."""
        try:
            return ZoneInfo(self.business.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    def moment(self, clock: datetime) -> datetime:
        """Give the moment of a time on the clock of the business."""
        return clock.replace(tzinfo=self.zone) if clock.tzinfo is None else clock

    def day(self, clock: datetime) -> date:
        """Give the business day of a time on the clock of the business."""
        local = clock if clock.tzinfo is None else clock.astimezone(self.zone)
        return (local - timedelta(minutes=self.business.day_start_minutes)).date()

    def made(self, record: Model) -> None:
        """Note a row that has no column for the import it came by."""
        self._note(record, {})

    def change(self, record: Any, values: Mapping[str, Any]) -> list[str]:
        """Set the columns that differ, note what they were, and name them."""
        changed = [name for name, value in values.items() if getattr(record, name) != value]
        if changed:
            was = {name: plain(getattr(record, name)) for name in changed}
            self._note(record, {"was": was, "set": {name: plain(values[name]) for name in changed}})
            for name in changed:
                setattr(record, name, values[name])
        return changed

    def seller(self, said: str) -> User | None:
        """Find a person of the house by their id elsewhere, their e-mail or their name."""
        found = self._sellers.get(said.casefold().strip()) if said else None
        if said and found is None:
            self.told.unknown_sellers.add(said)
        return found

    def product(self, name: str) -> Product | None:
        """Find a product, or make it."""
        if not name:
            return None
        name = name[:200]
        if name not in self._products:
            self._products[name] = Product.objects.create(name=name)
            self.made(self._products[name])
        return self._products[name]

    def finish(self) -> None:
        """Write down what was overwritten."""
        ImportChange.objects.bulk_create(self._changes, batch_size=1000)
        self._changes = []

    def _note(self, record: Model, before: dict[str, Any]) -> None:
        if self.batch is not None:
            name = record._meta.model_name or ""  # noqa: SLF001 - Django's public way
            self._changes.append(
                ImportChange(batch=self.batch, model=name, object_id=record.pk, before=before)
            )

    @cached_property
    def _sellers(self) -> dict[str, User]:
        found: dict[str, User] = {}
        for user in User.objects.order_by("-is_active", "id"):
            for said in (user.external_id, user.email, user.name):
                if said.strip():
                    found.setdefault(said.casefold().strip(), user)
        return found

    @cached_property
    def _products(self) -> dict[str, Product]:
        return {product.name: product for product in Product.objects.all()}


def plain(value: Any) -> Any:
    """Write a column's value as JSON can keep it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
