"""The database of a backup put in the place of the present one, and brought up to this version."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from perennial.core.errors import UserError
from perennial.records.operations.backup_database import SQLITE_FILE, table_file
from perennial.records.operations.backup_manifest import Manifest
from perennial.records.operations.restore_files import Unpacked

__all__ = ["check_fits", "load_database"]


def check_fits(manifest: Manifest) -> None:
    """See whether this installation can take a backup.

    Raises
    ------
    UserError
        It was made with another kind of database, or by a newer version.
    """
    if manifest.database != connection.vendor:
        raise UserError(
            "This backup is of {theirs}, PERENNIAL_DATABASE_URL names {ours}; restore into the same kind.",
            theirs=manifest.database,
            ours=connection.vendor,
        )
    known = MigrationExecutor(connection).loader.disk_migrations
    if any((app, name) not in known for app, name in manifest.migrations):
        raise UserError(
            "This backup was made by Perennial {version}, which is newer; install that first.",
            version=manifest.version,
        )


def load_database(unpacked: Unpacked) -> None:
    """Replace the database, then migrate it to this version."""
    if connection.vendor == "sqlite":
        _place_file(unpacked.folder / SQLITE_FILE, Path(settings.DATABASES["default"]["NAME"]))
    else:
        _fill_tables(unpacked)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _place_file(source: Path, target: Path) -> None:
    connection.close()
    for suffix in ("-wal", "-shm"):  # they belong to the file that goes
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.chmod(0o600)
    shutil.move(source, target)


def _fill_tables(unpacked: Unpacked) -> None:
    tables = unpacked.manifest.tables
    _drop_tables(tables)
    executor = MigrationExecutor(connection)
    executor.migrate(_state(executor, unpacked.manifest.migrations))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(_quoted, tables))}")
        for table, columns in tables.items():
            _copy_in(cursor, table, columns, unpacked.folder / table_file(table))
        for statement in connection.ops.sequence_reset_sql(
            no_style(), apps.get_models(include_auto_created=True)
        ):
            cursor.execute(statement)


def _drop_tables(tables: Iterable[str]) -> None:
    own = {*tables, "django_migrations", settings.CACHES["default"].get("LOCATION", "")}
    own |= {model._meta.db_table for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001
    with transaction.atomic(), connection.cursor() as cursor:
        there = own & set(connection.introspection.table_names(cursor))
        if there:
            cursor.execute(f"DROP TABLE {', '.join(map(_quoted, sorted(there)))} CASCADE")


def _state(executor: MigrationExecutor, applied: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the last migrations of the backup, an app each."""
    graph, done = executor.loader.graph, set(applied)
    return [
        key
        for key in sorted(done)
        if key in graph.nodes
        and not any(child.key in done and child.key[0] == key[0] for child in graph.node_map[key].children)
    ]


def _copy_in(cursor: Any, table: str, columns: Sequence[str], source: Path) -> None:
    names = ", ".join(map(_quoted, columns))
    with source.open("rb") as file, cursor.copy(f"COPY {_quoted(table)} ({names}) FROM STDIN") as rows:
        while portion := file.read(1 << 20):
            rows.write(portion)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
