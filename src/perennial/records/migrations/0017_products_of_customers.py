from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0016_chance_because"),
    ]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="products",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="what the customer buys and how often, those due first",
            ),
        ),
    ]
