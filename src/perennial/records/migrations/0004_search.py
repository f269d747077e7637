"""What search stands on: trigrams of the search texts, in whatever way the database has them."""

from typing import Any

from django.db import DatabaseError, migrations, transaction

# The index of SQLite keeps no text of its own; triggers keep it in step, also when rows go by a cascade.
_SQLITE = (
    "CREATE VIRTUAL TABLE records_search USING fts5("
    "text, content='records_searchtext', content_rowid='customer_id', tokenize='trigram')",
    "CREATE TRIGGER records_search_made AFTER INSERT ON records_searchtext BEGIN "
    "INSERT INTO records_search(rowid, text) VALUES (new.customer_id, new.text); END",
    "CREATE TRIGGER records_search_gone AFTER DELETE ON records_searchtext BEGIN "
    "INSERT INTO records_search(records_search, rowid, text) VALUES ('delete', old.customer_id, old.text); END",
    "CREATE TRIGGER records_search_changed AFTER UPDATE ON records_searchtext BEGIN "
    "INSERT INTO records_search(records_search, rowid, text) VALUES ('delete', old.customer_id, old.text); "
    "INSERT INTO records_search(rowid, text) VALUES (new.customer_id, new.text); END",
)
_SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS records_search_made",
    "DROP TRIGGER IF EXISTS records_search_gone",
    "DROP TRIGGER IF EXISTS records_search_changed",
    "DROP TABLE IF EXISTS records_search",
)


def make(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in _SQLITE:
                cursor.execute(statement)
            cursor.execute(
                "INSERT INTO records_search(rowid, text) SELECT customer_id, text FROM records_searchtext"
            )
        elif connection.vendor == "postgresql":
            make_trigrams(cursor, connection.alias)


def make_trigrams(cursor: Any, alias: str) -> None:
    # Whoever runs the server may not let us create extensions; search then finds what is written exactly.
    try:
        with transaction.atomic(using=alias):
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return
    cursor.execute(
        "CREATE INDEX IF NOT EXISTS records_search ON records_searchtext USING gin (text gin_trgm_ops)"
    )


def unmake(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in _SQLITE_BACK:
                cursor.execute(statement)
        else:
            cursor.execute("DROP INDEX IF EXISTS records_search")


class Migration(migrations.Migration):
    dependencies = [("records", "0003_touches_planned_again")]

    operations = [migrations.RunPython(make, unmake)]
