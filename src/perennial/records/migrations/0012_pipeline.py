"""A form by which leads come in, what customers were worth when we erred, and the first answers of old leads."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

_ANSWERED = """
UPDATE records_lead SET first_answer_at = (
    SELECT MIN(touch.happened_at) FROM records_touch AS touch
    WHERE touch.customer_id = records_lead.customer_id AND touch.direction = 'out'
        AND touch.undone_at IS NULL AND touch.happened_at >= records_lead.entered_at
)
WHERE first_answer_at IS NULL
"""


_ERASED = """
UPDATE records_lead SET closed_at = (
    SELECT COALESCE(customer.erased_at, records_lead.entered_at) FROM records_customer AS customer
    WHERE customer.id = records_lead.customer_id
)
WHERE closed_at IS NULL AND customer_id IN (
    SELECT id FROM records_customer WHERE erased_at IS NOT NULL OR merged_into_id IS NOT NULL
)
"""


def answer(apps: Any, editor: Any) -> None:
    """Set when each lead was first answered, as touches tell, and close the leads of who was erased."""
    del apps
    editor.execute(_ANSWERED)
    editor.execute(_ERASED)


class Migration(migrations.Migration):
    """Adds the columns."""

    dependencies = [("records", "0011_the_ledger_is_kept")]

    operations = [
        migrations.CreateModel(
            name="LeadForm",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("secret", models.CharField(blank=True, default="", max_length=64)),
                ("consent", models.TextField(blank=True, default="")),
                ("changed_at", models.DateTimeField(default=timezone.now)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_lead_form")],
            },
        ),
        migrations.AddField(
            model_name="mistake",
            name="worth",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="a year's expected money, as known then",
                max_digits=16,
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="mistake", index=models.Index(fields=["-at", "-id"], name="mistake_at")
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["lead_step", "next_on", "-step_since", "-id"],
                name="lead_board",
            ),
        ),
        migrations.RunPython(answer, migrations.RunPython.noop),
    ]
