from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0008_lines_of_leads"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_hunter",
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True), ("merged_into__isnull", True)),
                fields=["owner"],
                name="customer_owned",
            ),
        ),
    ]
