"""Write changed columns of many rows, as fast as the database takes them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

__all__ = ["update_rows"]


def update_rows(rows: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write some columns of rows that exist.

    Django's own way writes one statement with a branch a row and column, which takes longer than all else.
    """
    if not rows:
        return
    table = type(rows[0])._meta  # noqa: SLF001 - Django's public way
    fields: list[Any] = [table.get_field(name) for name in sorted(names)]
    if not fields:
        return
    quoted = connection.ops.quote_name
    sets = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quoted(table.db_table)} SET {sets} WHERE {quoted('id')} = %s",  # noqa: S608 - names of models
            [
                [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
                + [row.pk]
                for row in rows
            ],
        )
