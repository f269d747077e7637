"""Lines of the ledger are written once: the database itself refuses to change them, or to delete them."""

from typing import Any

from django.db import migrations

from perennial.records.kept_lines import keep_lines, let_lines_go


def make(apps: Any, editor: Any) -> None:
    """Have it refused, and let leads stand in their step since they came."""
    keep_lines(editor.connection)
    editor.execute("UPDATE records_lead SET step_since = entered_at")


def unmake(apps: Any, editor: Any) -> None:
    """Let lines be changed again."""
    let_lines_go(editor.connection)


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("records", "0010_process_and_pay")]
    operations = [migrations.RunPython(make, unmake)]
