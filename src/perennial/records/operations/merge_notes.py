"""What a merge writes down of itself, so that it can be taken apart: rows moved, columns overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from perennial.records.models import Customer

__all__ = ["MergeNotes", "move_back", "restore"]


@dataclass(slots=True, kw_only=True)
class MergeNotes:
    """Notes of one merge while it goes on; JSON throughout.

    Attributes
    ----------
    moved
        Numbers of the rows moved, by model.
    before
        By model and number of a row: columns as they were, and as they were set.
    """

    moved: dict[str, list[int]] = field(default_factory=dict)
    before: dict[str, dict[str, dict[str, dict[str, Any]]]] = field(default_factory=dict)

    def move(self, rows: QuerySet[Any], to: Customer) -> None:
        """Give rows to another customer."""
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        self.moved.setdefault(_name(rows.model), []).extend(ids)
        rows.model.objects.filter(pk__in=ids).update(**{_column(rows.model): to})

    def change(self, row: Model, **values: Any) -> None:
        """Change columns of a row that differ from what is asked for."""
        fields = {name: row._meta.get_field(name) for name in values}  # noqa: SLF001 - Django's public way
        was = {name: _plain(each, row) for name, each in fields.items()}
        for name, value in values.items():
            setattr(row, name, value)
        now = {name: _plain(each, row) for name, each in fields.items()}
        changed = [name for name in values if was[name] != now[name]]
        if changed:
            row.save(update_fields=changed)
            rows = self.before.setdefault(_name(type(row)), {})
            noted = rows.setdefault(str(row.pk), {"was": {}, "set": {}})
            noted["was"] |= {name: was[name] for name in changed if name not in noted["was"]}
            noted["set"] |= {name: now[name] for name in changed}


def move_back(moved: Mapping[str, Iterable[int]], kept: Customer, to: Customer) -> None:
    """Give rows back that are still where a merge put them."""
    for name, ids in moved.items():
        model = apps.get_model("records", name)
        column = _column(model)
        for chunk in _chunks(list(ids)):
            model._default_manager.filter(pk__in=chunk, **{column: kept}).update(**{column: to})  # noqa: SLF001


def restore(before: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]) -> None:
    """Write columns as they were, save where somebody has changed them since."""
    for name, rows in before.items():
        model = apps.get_model("records", name)
        for row in model._default_manager.filter(pk__in=[int(pk) for pk in rows]):  # noqa: SLF001
            _restore_row(row, rows[str(row.pk)])


def _restore_row(row: Model, noted: Mapping[str, Mapping[str, Any]]) -> None:
    changed = []
    for name, was in noted["was"].items():
        column: Any = row._meta.get_field(name)  # noqa: SLF001
        if _plain(column, row) == noted["set"][name]:
            setattr(row, column.attname, None if was is None else column.to_python(was))
            changed.append(name)
    if changed:
        row.save(update_fields=changed)


def _plain(column: Any, row: Model) -> Any:
    value = getattr(row, column.attname)
    return (
        value if value is None or isinstance(value, bool | int | float | str) else column.value_to_string(row)
    )


def _column(model: type[Model]) -> str:
    return "merged_into" if model is Customer else "customer"


def _name(model: type[Model]) -> str:
    return model._meta.model_name or ""  # noqa: SLF001


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[begin : begin + 500] for begin in range(0, len(ids), 500))
