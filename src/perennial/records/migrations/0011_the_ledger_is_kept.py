"""Lines of the ledger are written once: the database itself refuses to change them, or to delete them.

While the house shows the invented company, they go with it.
"""

from typing import Any

from django.db import migrations

_WHEN = "NOT EXISTS (SELECT 1 FROM records_business WHERE demo)"
_SQLITE = [
    "CREATE TRIGGER pay_line_is_not_changed BEFORE UPDATE ON records_payline "
    "BEGIN SELECT RAISE(ABORT, 'a pay line is written once'); END",
    f"CREATE TRIGGER pay_line_is_not_deleted BEFORE DELETE ON records_payline WHEN {_WHEN} "
    "BEGIN SELECT RAISE(ABORT, 'a pay line is kept'); END",
]
_POSTGRESQL = [
    "CREATE FUNCTION pay_line_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'DELETE' AND NOT ({_WHEN}) THEN RETURN OLD; END IF; "
    "RAISE EXCEPTION 'a pay line is written once' USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$",
    "CREATE TRIGGER pay_line_is_kept BEFORE UPDATE OR DELETE ON records_payline "
    "FOR EACH ROW EXECUTE FUNCTION pay_line_is_kept()",
]
_GONE = {
    "sqlite": ["DROP TRIGGER pay_line_is_not_changed", "DROP TRIGGER pay_line_is_not_deleted"],
    "postgresql": [
        "DROP TRIGGER pay_line_is_kept ON records_payline",
        "DROP FUNCTION pay_line_is_kept()",
    ],
}


def make(apps: Any, editor: Any) -> None:
    """Have it refused, and let leads stand in their step since they came."""
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement)
    editor.execute("UPDATE records_lead SET step_since = entered_at")


def unmake(apps: Any, editor: Any) -> None:
    """Let it be changed again."""
    for statement in _GONE[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("records", "0010_process_and_pay")]
    operations = [migrations.RunPython(make, unmake)]
