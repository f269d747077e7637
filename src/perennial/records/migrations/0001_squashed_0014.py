"""All tables as they stand after 0014, in one step: a new base is there in a fraction of the time."""

from importlib import import_module

import datetime
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import perennial.records.models.rules
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models

_search = import_module("perennial.records.migrations.0004_search")
_ledger = import_module("perennial.records.migrations.0011_the_ledger_is_kept")


class Migration(migrations.Migration):
    """Tables, then what the database itself keeps: the index of search, and lines that stay as they are."""

    initial = True

    replaces = [
        ("records", "0001_initial"),
        ("records", "0002_running"),
        ("records", "0003_touches_planned_again"),
        ("records", "0004_search"),
        ("records", "0005_merges"),
        ("records", "0006_mirror_months"),
        ("records", "0007_kept_answers"),
        ("records", "0008_lines_of_leads"),
        ("records", "0009_customers_owned"),
        ("records", "0010_process_and_pay"),
        ("records", "0011_the_ledger_is_kept"),
        ("records", "0012_pipeline"),
        ("records", "0013_outbox"),
        ("records", "0014_offers_rules_trials"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "new"),
                            ("one_time", "one-time"),
                            ("repeat", "repeat"),
                            ("regular", "regular"),
                            ("leaving", "leaving"),
                            ("left", "left"),
                            ("returned", "returned"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("orders_count", models.PositiveIntegerField(default=0)),
                ("purchases", models.PositiveIntegerField(default=0)),
                ("first_order_on", models.DateField(blank=True, null=True)),
                ("last_order_on", models.DateField(blank=True, null=True)),
                ("usual_gap", models.FloatField(blank=True, help_text="days", null=True)),
                ("spend_total", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("p_alive", models.FloatField(blank=True, null=True)),
                ("return_probability", models.FloatField(blank=True, null=True)),
                ("next_order_early", models.DateField(blank=True, null=True)),
                ("next_order_likely", models.DateField(blank=True, null=True)),
                ("next_order_late", models.DateField(blank=True, null=True)),
                ("churn_date", models.DateField(blank=True, null=True)),
                ("churn_early", models.DateField(blank=True, null=True)),
                ("churn_late", models.DateField(blank=True, null=True)),
                ("return_at_churn", models.FloatField(blank=True, null=True)),
                ("offer_from", models.DateField(blank=True, null=True)),
                ("offer_until", models.DateField(blank=True, null=True)),
                (
                    "late_from",
                    models.DateField(blank=True, help_text="day after the fixed 90% point", null=True),
                ),
                ("expected_orders_90", models.FloatField(blank=True, null=True)),
                ("expected_orders_365", models.FloatField(blank=True, null=True)),
                ("p_order_28", models.FloatField(blank=True, null=True)),
                ("value_at_risk", models.FloatField(default=0)),
                ("forecast_as_of", models.DateField(blank=True, null=True)),
                ("name", models.CharField(blank=True, default="", max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[("company", "company"), ("person", "person")],
                        default="person",
                        max_length=10,
                    ),
                ),
                ("tax_id", models.CharField(blank=True, db_index=True, default="", max_length=32)),
                ("source", models.CharField(blank=True, default="", max_length=120)),
                ("address", models.CharField(blank=True, default="", max_length=500)),
                ("paid_until", models.DateField(blank=True, null=True)),
                ("protected_until", models.DateField(blank=True, null=True)),
                ("objects_to_profiling", models.BooleanField(default=False)),
                ("lot_key", models.UUIDField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-value_at_risk", "-id"], name="customer_value"),
                    models.Index(fields=["stage", "-value_at_risk", "-id"], name="customer_stage_value"),
                    models.Index(fields=["-last_order_on", "-id"], name="customer_last_order"),
                    models.Index(fields=["churn_date", "id"], name="customer_churn"),
                    models.Index(fields=["name", "id"], name="customer_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["company", "person"])), name="customer_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("worker", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=255)),
                ("process", models.PositiveIntegerField()),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="MirrorMonth",
            fields=[
                (
                    "month",
                    models.CharField(help_text="YYYY-MM", max_length=7, primary_key=True, serialize=False),
                ),
                ("changed", models.PositiveBigIntegerField(default=1)),
                ("written", models.PositiveBigIntegerField(default=0)),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="sums over its orders when it was written",
                        max_length=200,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("offer", "offer"), ("gift", "gift")], default="offer", max_length=5
                    ),
                ),
                ("text_en", models.CharField(blank=True, default="", max_length=500)),
                ("text_ru", models.CharField(blank=True, default="", max_length=500)),
                ("cost", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("margin_share", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("stock", models.PositiveIntegerField(blank=True, null=True)),
                ("budget", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("stages", models.JSONField(blank=True, default=list)),
                ("code", models.CharField(blank=True, default="", max_length=40)),
                ("most_a_year", models.PositiveSmallIntegerField(default=1)),
                ("is_on", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("cost__gte", 0)), name="offer_cost"),
                    models.CheckConstraint(
                        condition=models.Q(("margin_share__gte", 0), ("margin_share__lte", 1)),
                        name="offer_margin_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_a_year__gte", 1)), name="offer_most_a_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("category", models.CharField(blank=True, default="", max_length=200)),
                (
                    "handoff_on",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prepayment", "the first payment"),
                            ("full_payment", "full payment"),
                            ("delivery", "delivery"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("protected_days", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=10)),
                ("why", models.CharField(default="erased", max_length=20)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("external_id", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner of the business"),
                            ("head", "head of sales"),
                            ("hunter", "hunter"),
                            ("farmer", "farmer"),
                            ("analyst", "analyst"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(blank=True, default="", max_length=5)),
                ("time_zone", models.CharField(blank=True, default="", max_length=64)),
                ("theme", models.CharField(blank=True, default="", max_length=5)),
                ("touches_a_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("customers_at_most", models.PositiveIntegerField(blank=True, null=True)),
                ("morning_mail", models.BooleanField(default=False)),
                (
                    "digest_url",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="a messenger that gets the list, as Apprise writes it",
                        max_length=500,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("joined_on", models.DateField(default=django.utils.timezone.localdate)),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "head", "hunter", "farmer", "analyst"])),
                        name="user_role",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True)),
                ("text_en", models.TextField(blank=True, default="")),
                ("text_ru", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="records.customer",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("first_sales", "first sales"), ("existing", "existing customers")],
                        max_length=20,
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="heads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["first_sales", "existing"])), name="department_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("customer_id_was", models.BigIntegerField()),
                (
                    "digests",
                    models.JSONField(
                        default=list, help_text="keyed hashes by which a restored copy erases again"
                    ),
                ),
                ("destroyed", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExternalId",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(default="file", max_length=40)),
                ("value", models.CharField(max_length=200)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="external_ids",
                        to="records.customer",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("system", "value"), name="external_id_once")],
            },
        ),
        migrations.CreateModel(
            name="ForecastChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("as_of", models.DateField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("order", "an order"),
                            ("promise", "a promise"),
                            ("known_end", "a known end"),
                            ("refit", "learning anew"),
                            ("setting", "a setting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("old", models.DateField(blank=True, null=True)),
                ("new", models.DateField(blank=True, null=True)),
                ("stage", models.CharField(blank=True, default="", max_length=10)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forecast_changes",
                        to="records.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer", "-at"], name="forecast_change_customer")],
            },
        ),
        migrations.CreateModel(
            name="Gateway",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("url", models.URLField(max_length=500)),
                ("secret", models.CharField(max_length=120)),
                ("is_on", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_at", models.DateTimeField(blank=True, null=True)),
                ("last_answer", models.CharField(blank=True, default="", max_length=80)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_on", True)), fields=("is_on",), name="one_gateway_at_work"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBusiness",
            fields=[
                ("id", models.PositiveSmallIntegerField(db_index=True, default=1)),
                ("name", models.CharField(default="", max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Русский")], default="en", max_length=5
                    ),
                ),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("phone_region", models.CharField(default="RU", max_length=2)),
                ("first_weekday", models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")),
                (
                    "working_days",
                    models.JSONField(
                        default=list, help_text="numbers of weekdays; empty means Monday to Friday"
                    ),
                ),
                (
                    "role_titles",
                    models.JSONField(
                        blank=True, default=dict, help_text="titles that replace those of roles"
                    ),
                ),
                ("demo", models.BooleanField(default=False)),
                ("setup_done", models.BooleanField(default=False)),
                ("day_start_minutes", models.PositiveSmallIntegerField(default=0)),
                ("keep_zero_orders", models.BooleanField(default=False)),
                ("return_horizon", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "offer_lead_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                ("margin", models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                ("wait_target_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("refit_days", models.PositiveSmallIntegerField(default=30)),
                ("touches_a_day", models.PositiveSmallIntegerField(default=14)),
                (
                    "handoff_on",
                    models.CharField(
                        choices=[
                            ("prepayment", "the first payment"),
                            ("full_payment", "full payment"),
                            ("delivery", "delivery"),
                        ],
                        default="full_payment",
                        max_length=20,
                    ),
                ),
                ("protected_days", models.PositiveSmallIntegerField(default=90)),
                ("accept_within_days", models.PositiveSmallIntegerField(default=2)),
                (
                    "returned_to",
                    models.CharField(
                        choices=[("farmer", "farmer"), ("hunter", "hunter"), ("last_owner", "last owner")],
                        default="farmer",
                        max_length=20,
                    ),
                ),
                ("profiling_notice", models.TextField(blank=True, default="")),
                ("drift_confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("calls_connected", models.BooleanField(default=True)),
                ("split_assumptions", models.JSONField(blank=True, default=dict)),
                ("keep_uploads_days", models.PositiveIntegerField(default=90)),
                ("keep_history_days", models.PositiveIntegerField(default=1095)),
                ("keep_logs_days", models.PositiveIntegerField(default=30)),
                ("watched_folder", models.CharField(blank=True, default="", max_length=500)),
                ("morning_mail", models.BooleanField(default=False)),
                ("sending", models.BooleanField(default=False)),
                (
                    "country",
                    models.CharField(
                        blank=True, default="", help_text="whose public holidays are kept", max_length=2
                    ),
                ),
                (
                    "days_off",
                    models.JSONField(
                        blank=True, default=list, help_text="more days on which nobody works, ISO"
                    ),
                ),
                (
                    "rest_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0))),
                ("quiet_until", models.TimeField(default=datetime.time(9, 0))),
                ("mails_a_day", models.PositiveIntegerField(default=500)),
                (
                    "gifts_a_month",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                (
                    "approval_limits",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="by role, the cost up to which nobody has to be asked",
                    ),
                ),
                ("pay_mean_for_held_out", models.BooleanField(default=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "drift_confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical business",
                "verbose_name_plural": "historical businesss",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HookEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=20)),
                ("event_id", models.CharField(max_length=120)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "event_id"), name="hook_event_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(default="orders", max_length=10)),
                ("system", models.CharField(default="file", max_length=40)),
                ("file_name", models.CharField(max_length=300)),
                (
                    "path",
                    models.CharField(
                        blank=True, default="", help_text="under the uploads folder", max_length=500
                    ),
                ),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("options", models.JSONField(blank=True, default=dict)),
                ("answers", models.JSONField(blank=True, default=dict)),
                (
                    "basis",
                    models.CharField(
                        blank=True, default="", help_text="basis for contacting people", max_length=300
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "uploaded"),
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("undone", "undone"),
                        ],
                        default="uploaded",
                        max_length=10,
                    ),
                ),
                (
                    "step",
                    models.JSONField(blank=True, default=dict, help_text="message of what is being done"),
                ),
                ("progress", models.FloatField(default=0)),
                (
                    "position",
                    models.PositiveBigIntegerField(
                        default=0, help_text="rows done; a repeated task begins there"
                    ),
                ),
                ("rows", models.PositiveBigIntegerField(default=0)),
                ("created", models.PositiveBigIntegerField(default=0)),
                ("updated", models.PositiveBigIntegerField(default=0)),
                ("unchanged", models.PositiveBigIntegerField(default=0)),
                ("rejected", models.PositiveBigIntegerField(default=0)),
                ("notes", models.JSONField(blank=True, default=list)),
                ("failure", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ImportChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=30)),
                ("object_id", models.BigIntegerField()),
                ("before", models.JSONField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="records.import",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "model", "object_id"], name="import_change")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner of the business"),
                            ("head", "head of sales"),
                            ("hunter", "hunter"),
                            ("farmer", "farmer"),
                            ("analyst", "analyst"),
                        ],
                        max_length=10,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.department",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job", models.CharField(max_length=40)),
                (
                    "slot",
                    models.CharField(
                        help_text="YYYY-MM-DD, or YYYY-MM-DDTHH:MM for jobs by the minute", max_length=16
                    ),
                ),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "failure",
                    models.CharField(
                        blank=True, default="", help_text="kind of the fault, no data", max_length=200
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("job", "slot"), name="job_slot_once")],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("digest", models.CharField(help_text="of the request", max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("body", models.JSONField(default=dict)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="records.apitoken",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("token", "key"), name="answer_once")],
            },
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=200, null=True, unique=True)),
                ("source", models.CharField(blank=True, default="", max_length=120)),
                ("lead_step", models.CharField(blank=True, default="", max_length=120)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("step_since", models.DateTimeField(default=django.utils.timezone.now)),
                ("next_action", models.CharField(blank=True, default="", max_length=200)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("first_answer_at", models.DateTimeField(blank=True, help_text="of ours to them", null=True)),
                ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("lost_reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.import",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leads",
                        to="records.customer",
                    ),
                ),
                (
                    "hunter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["hunter", "closed_at"], name="lead_hunter_open"),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["lead_step", "next_on", "-step_since", "-id"],
                        name="lead_board",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadForm",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("secret", models.CharField(blank=True, default="", max_length=64)),
                ("consent", models.TextField(blank=True, default="")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_lead_form")],
            },
        ),
        migrations.CreateModel(
            name="LeadMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="records.lead"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["lead", "at"], name="lead_move_way")],
            },
        ),
        migrations.CreateModel(
            name="LeaveReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("moved", "moved"),
                            ("forgot", "forgot us"),
                            ("competitor", "went to a competitor"),
                            ("price", "price"),
                            ("mistake", "our mistake"),
                            ("no_need", "no need any more"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leave_reasons",
                        to="records.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["reason", "at"], name="leave_reason")],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("moved", models.JSONField(default=dict, help_text="numbers of the rows moved, by model")),
                (
                    "before",
                    models.JSONField(default=dict, help_text="columns overwritten: by model, then by number"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="records.customer",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.customer"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Mistake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("late", "late"),
                            ("wrong", "wrong goods or work"),
                            ("rude", "rude"),
                            ("broken", "broken"),
                            ("billed", "billed twice"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("cost", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                (
                    "worth",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="a year's expected money, as known then",
                        max_digits=16,
                        null=True,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("solved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mistakes",
                        to="records.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-at", "-id"], name="mistake_at")],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="records.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message", models.JSONField(help_text="text and facts of a message")),
                ("url", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "read_at"], name="notice_unread")],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(default="file", max_length=40)),
                ("external_id", models.CharField(max_length=200)),
                ("ordered_at", models.DateTimeField()),
                ("day", models.DateField(help_text="local day, after the hour at which a day begins")),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("status", models.CharField(blank=True, default="", max_length=60)),
                ("category", models.CharField(blank=True, default="", max_length=200)),
                ("channel", models.CharField(blank=True, default="", max_length=120)),
                (
                    "initiated_by",
                    models.CharField(
                        blank=True,
                        choices=[("seller", "seller"), ("customer", "customer"), ("site", "web site")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("refund_of", models.CharField(blank=True, default="", max_length=200)),
                ("contract_id", models.CharField(blank=True, default="", max_length=200)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("fully_paid_on", models.DateField(blank=True, null=True)),
                ("delivered_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.import",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="orders",
                        to="records.customer",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="orders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.product",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "day"], name="order_customer_day"),
                    models.Index(fields=["day"], name="order_day"),
                    models.Index(fields=["seller", "day"], name="order_seller_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "external_id"), name="order_once"),
                    models.CheckConstraint(
                        condition=models.Q(("initiated_by__in", ["", "seller", "customer", "site"])),
                        name="order_initiated_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("offered", "offered"),
                            ("accepted", "accepted"),
                            ("by_silence", "accepted by silence"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("offered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "due_on",
                    models.DateField(blank=True, help_text="unanswered by then means accepted", null=True),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("protected_until", models.DateField(blank=True, null=True)),
                (
                    "usual_gap",
                    models.FloatField(blank=True, help_text="days, as known at the hand-off", null=True),
                ),
                (
                    "expected_orders_365",
                    models.FloatField(blank=True, help_text="on the day of the hand-off", null=True),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handoffs",
                        to="records.customer",
                    ),
                ),
                (
                    "farmer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="received",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hunter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="handed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.order",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["farmer", "state"], name="handoff_farmer")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "offered"])),
                        fields=("customer",),
                        name="one_open_handoff_a_customer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("share", models.DecimalField(decimal_places=6, max_digits=7)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="records.order"
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("order", "seller"), name="order_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="order_share_of_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnerChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(default="assigned", max_length=20)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "act",
                    models.UUIDField(
                        blank=True, help_text="one act may move many; undone together", null=True
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owner_changes",
                        to="records.customer",
                    ),
                ),
                (
                    "new",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["act"], name="owner_change_act")],
            },
        ),
        migrations.CreateModel(
            name="PayDispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True, default="")),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PayDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("because", models.CharField(max_length=300)),
                ("order_key", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dispute",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.paydispute",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PayLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.CharField(max_length=7)),
                ("of_month", models.CharField(max_length=7)),
                ("earned_month", models.CharField(max_length=7)),
                ("day", models.DateField()),
                ("customer_key", models.BigIntegerField(blank=True, null=True)),
                ("order_key", models.BigIntegerField(blank=True, null=True)),
                ("cause", models.CharField(max_length=80)),
                ("rule", models.CharField(max_length=12)),
                ("role", models.CharField(blank=True, default="", max_length=10)),
                ("base", models.DecimalField(decimal_places=2, max_digits=16)),
                ("rate", models.DecimalField(decimal_places=8, max_digits=14)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("reason", models.JSONField()),
                ("correction", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_lines",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["day", "id"],
                "indexes": [
                    models.Index(fields=["seller", "month"], name="pay_line_statement"),
                    models.Index(fields=["month"], name="pay_line_month"),
                    models.Index(fields=["order_key"], name="pay_line_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, default="", max_length=200)),
                ("day", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payments",
                        to="records.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("order", "external_id"),
                        name="payment_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="payment_is_money_that_came"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.CharField(max_length=7)),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", help_text="why it was opened again", max_length=300
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at__isnull", True)),
                        fields=("month",),
                        name="pay_month_closed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PayPlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("since", models.DateField()),
                ("rules", models.JSONField()),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="PlannedTouch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "play",
                    models.CharField(
                        choices=[
                            ("greet", "greet"),
                            ("second", "second purchase"),
                            ("remind", "remind"),
                            ("offer", "offer"),
                            ("window", "before they usually leave"),
                            ("thank", "thank"),
                            ("repair", "put right"),
                            ("return", "win back"),
                            ("renew", "renew"),
                            ("first", "first sale"),
                            ("chore", "chore"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                (
                    "place",
                    models.IntegerField(
                        default=0, help_text="among lines without a forecast the smaller comes first"
                    ),
                ),
                ("reason", models.JSONField(default=dict, help_text="text and facts of a message")),
                ("offer", models.CharField(blank=True, default="", max_length=200)),
                (
                    "approval",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("needed", "needed"),
                            ("asked", "asked"),
                            ("given", "given"),
                            ("refused", "refused"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("message", "message"),
                            ("visit", "visit"),
                            ("mail", "e-mail"),
                            ("meeting", "meeting"),
                        ],
                        default="call",
                        max_length=10,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("service", "service"), ("advertising", "advertising")],
                        default="advertising",
                        max_length=12,
                    ),
                ),
                (
                    "by_itself",
                    models.BooleanField(default=False, help_text="sent by the house; no seller's work"),
                ),
                (
                    "is_fixed",
                    models.BooleanField(default=False, help_text="placed by hand: the plan leaves it there"),
                ),
                ("offer_from", models.DateField(blank=True, null=True)),
                ("offer_until", models.DateField(blank=True, null=True)),
                ("churn_date", models.DateField(blank=True, null=True)),
                ("value_at_risk", models.FloatField(default=0)),
                ("expected_gain", models.FloatField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("done", "done"),
                            ("settled", "settled by an order"),
                            ("dropped", "dropped"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("snoozed_until", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned",
                        to="records.customer",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="planned",
                        to="records.offer",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned",
                        to="records.lead",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["seller", "state", "day", "-expected_gain"], name="planned_today"),
                    models.Index(fields=["customer", "state"], name="planned_customer"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("customer",),
                        name="one_open_touch_a_customer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("message", "message"),
                            ("visit", "visit"),
                            ("mail", "e-mail"),
                            ("meeting", "meeting"),
                        ],
                        default="mail",
                        max_length=10,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("service", "service"), ("advertising", "advertising")], max_length=12
                    ),
                ),
                ("address", models.CharField(blank=True, default="", max_length=254)),
                ("subject", models.CharField(blank=True, default="", max_length=300)),
                ("text", models.TextField(blank=True, default="")),
                ("html", models.TextField(blank=True, default="")),
                ("language", models.CharField(default="en", max_length=5)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("unsubscribe_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("failed", "will be tried again"),
                            ("dead", "given up"),
                            ("cancelled", "cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.CharField(blank=True, default="", max_length=80)),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[("bounced", "came back"), ("complained", "called unwanted")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("fate_at", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="records.customer",
                    ),
                ),
                (
                    "planned",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="records.plannedtouch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "next_try_at", "id"], name="outbox_due"),
                    models.Index(fields=["customer", "-created_at"], name="outbox_customer"),
                    models.Index(fields=["created_at"], name="outbox_old"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sending", "sent", "failed", "dead", "cancelled"])
                        ),
                        name="outbox_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose", "service"), ("unsubscribe_hash__isnull", False), _connector="OR"
                        ),
                        name="advertising_has_a_way_out",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Process",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("drawing", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="process",
                        to="records.product",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("product__isnull", True)),
                        name="one_process_for_the_rest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("drawing", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="records.process",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("process", "number"), name="process_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=300)),
                ("quantity", models.DecimalField(decimal_places=3, default=1, max_digits=14)),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="records.order"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.product",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalCustomer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(blank=True, default="", max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[("company", "company"), ("person", "person")],
                        default="person",
                        max_length=10,
                    ),
                ),
                ("tax_id", models.CharField(blank=True, db_index=True, default="", max_length=32)),
                ("source", models.CharField(blank=True, default="", max_length=120)),
                ("address", models.CharField(blank=True, default="", max_length=500)),
                ("paid_until", models.DateField(blank=True, null=True)),
                ("protected_until", models.DateField(blank=True, null=True)),
                ("objects_to_profiling", models.BooleanField(default=False)),
                ("lot_key", models.UUIDField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hunter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.import",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.product",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical customer",
                "verbose_name_plural": "historical customers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RefreshRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(default="roll", help_text="roll or refit", max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True)),
                ("step", models.JSONField(blank=True, default=dict)),
                ("progress", models.FloatField(default=0)),
                ("customers", models.PositiveIntegerField(default=0)),
                ("dates_moved", models.PositiveIntegerField(default=0)),
                ("seed", models.PositiveIntegerField(default=0)),
                ("version", models.CharField(blank=True, default="", max_length=40)),
                ("input_hash", models.CharField(blank=True, default="", max_length=64)),
                ("failure", models.JSONField(blank=True, default=dict)),
                (
                    "position",
                    models.BigIntegerField(
                        default=0,
                        help_text="customers up to this number have its forecasts; a repeated task goes on there",
                    ),
                ),
                (
                    "copied_at",
                    models.DateTimeField(blank=True, help_text="when all customers had them", null=True),
                ),
                (
                    "counts",
                    models.JSONField(
                        blank=True, default=dict, help_text="customers by stage, and the own record"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=1000)),
                ("shared", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "name"), name="view_name_once")],
            },
        ),
        migrations.CreateModel(
            name="SellerWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField(help_text="first day of the week")),
                ("reading", models.JSONField(default=dict)),
                ("alarm", models.BooleanField(default=False)),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("seen_by_seller_at", models.DateTimeField(blank=True, null=True)),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weeks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("seller", "week"), name="seller_week_once")],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "play",
                    models.CharField(
                        choices=[
                            ("greet", "greet"),
                            ("second", "second purchase"),
                            ("remind", "remind"),
                            ("offer", "offer"),
                            ("window", "before they usually leave"),
                            ("thank", "thank"),
                            ("repair", "put right"),
                            ("return", "win back"),
                            ("renew", "renew"),
                            ("first", "first sale"),
                            ("chore", "chore"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("message", "message"),
                            ("visit", "visit"),
                            ("mail", "e-mail"),
                            ("meeting", "meeting"),
                        ],
                        default="mail",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(choices=[("en", "English"), ("ru", "Русский")], max_length=5)),
                ("subject", models.CharField(blank=True, default="", max_length=200)),
                ("text", models.TextField()),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("play", "channel", "language"), name="one_template")
                ],
            },
        ),
        migrations.CreateModel(
            name="Touch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "play",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("greet", "greet"),
                            ("second", "second purchase"),
                            ("remind", "remind"),
                            ("offer", "offer"),
                            ("window", "before they usually leave"),
                            ("thank", "thank"),
                            ("repair", "put right"),
                            ("return", "win back"),
                            ("renew", "renew"),
                            ("first", "first sale"),
                            ("chore", "chore"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("message", "message"),
                            ("visit", "visit"),
                            ("mail", "e-mail"),
                            ("meeting", "meeting"),
                        ],
                        default="call",
                        max_length=10,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "we began"), ("in", "the customer began")],
                        default="out",
                        max_length=3,
                    ),
                ),
                ("minutes", models.FloatField(blank=True, null=True)),
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("day", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "reached"),
                            ("no_answer", "no answer"),
                            ("promised", "will buy on a day"),
                            ("ordered", "ordered"),
                            ("refused", "does not want it now"),
                            ("left", "has left"),
                            ("wrong_number", "wrong number"),
                            ("none", "none"),
                        ],
                        default="none",
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
                ("is_planned", models.BooleanField(default=False)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.import",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="touches",
                        to="records.customer",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="records.lead"
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="touches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "-happened_at"], name="touch_customer"),
                    models.Index(fields=["seller", "day"], name="touch_seller_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("customer__isnull", False), ("play__in", ["", "chore"]), _connector="OR"
                        ),
                        name="touch_with_nobody_is_a_chore",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["out", "in"])), name="touch_direction"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__isnull", True), ("minutes__gte", 0), _connector="OR"),
                        name="touch_minutes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="records.customer",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="records.order",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "touch",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="records.touch"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer", "day"], name="promise_customer")],
            },
        ),
        migrations.CreateModel(
            name="Given",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(default=django.utils.timezone.localdate)),
                ("cost", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given",
                        to="records.customer",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="given", to="records.offer"
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="given",
                        to="records.order",
                    ),
                ),
                (
                    "touch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="given",
                        to="records.touch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["offer", "day"], name="given_offer_day"),
                    models.Index(fields=["customer", "-day"], name="given_customer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TouchRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "play",
                    models.CharField(
                        choices=[
                            ("greet", "greet"),
                            ("second", "second purchase"),
                            ("remind", "remind"),
                            ("offer", "offer"),
                            ("window", "before they usually leave"),
                            ("thank", "thank"),
                            ("repair", "put right"),
                            ("return", "win back"),
                            ("renew", "renew"),
                            ("first", "first sale"),
                            ("chore", "chore"),
                        ],
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                ("channels", models.JSONField(default=perennial.records.models.rules._call)),
                ("stages", models.JSONField(blank=True, default=list)),
                (
                    "shift",
                    models.FloatField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-0.5),
                            django.core.validators.MaxValueValidator(0.5),
                        ],
                    ),
                ),
                ("by_itself", models.BooleanField(default=False)),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rules",
                        to="records.offer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("shift__gte", -0.5), ("shift__lte", 0.5)), name="rule_shift"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("question", models.CharField(max_length=300)),
                (
                    "play",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("greet", "greet"),
                            ("second", "second purchase"),
                            ("remind", "remind"),
                            ("offer", "offer"),
                            ("window", "before they usually leave"),
                            ("thank", "thank"),
                            ("repair", "put right"),
                            ("return", "win back"),
                            ("renew", "renew"),
                            ("first", "first sale"),
                            ("chore", "chore"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("seed", models.BigIntegerField(default=0)),
                ("held_out", models.DecimalField(decimal_places=2, max_digits=3)),
                ("horizon", models.PositiveSmallIntegerField()),
                ("smallest_effect", models.FloatField(default=0)),
                ("value_limit", models.FloatField(blank=True, null=True)),
                ("needed", models.PositiveIntegerField(default=0)),
                ("weeks", models.PositiveIntegerField(blank=True, null=True)),
                ("holding_out_costs", models.FloatField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("running", "running"),
                            ("finished", "finished"),
                            ("stopped", "stopped"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True)),
                ("enrol_until", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("result", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")), fields=("play",), name="one_trial_a_play"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held_out__gt", 0), ("held_out__lt", 1)),
                        name="trial_held_out_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrialLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("said", models.JSONField()),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="looks", to="records.trial"
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "constraints": [models.UniqueConstraint(fields=("trial", "day"), name="one_look_a_day")],
            },
        ),
        migrations.CreateModel(
            name="TrialLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lot_key", models.CharField(max_length=64)),
                (
                    "arm",
                    models.CharField(
                        choices=[("treatment", "treatment"), ("control", "control")], max_length=9
                    ),
                ),
                ("assigned_on", models.DateField()),
                ("until", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "new"),
                            ("one_time", "one-time"),
                            ("repeat", "repeat"),
                            ("regular", "regular"),
                            ("leaving", "leaving"),
                            ("left", "left"),
                            ("returned", "returned"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("value_at_risk", models.FloatField(default=0)),
                ("touched_on", models.DateField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lots",
                        to="records.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lots", to="records.trial"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "arm", "until"], name="lot_customer"),
                    models.Index(fields=["arm", "until"], name="lot_held_out"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("trial", "customer"), name="one_lot_a_trial")
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="covers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="absence_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("act", models.CharField(max_length=60)),
                ("model", models.CharField(blank=True, default="", max_length=40)),
                ("object_id", models.BigIntegerField(blank=True, null=True)),
                ("facts", models.JSONField(blank=True, default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["model", "object_id"], name="audit_object")],
            },
        ),
        migrations.CreateModel(
            name="Business",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.CharField(default="", max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Русский")], default="en", max_length=5
                    ),
                ),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("phone_region", models.CharField(default="RU", max_length=2)),
                ("first_weekday", models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")),
                (
                    "working_days",
                    models.JSONField(
                        default=list, help_text="numbers of weekdays; empty means Monday to Friday"
                    ),
                ),
                (
                    "role_titles",
                    models.JSONField(
                        blank=True, default=dict, help_text="titles that replace those of roles"
                    ),
                ),
                ("demo", models.BooleanField(default=False)),
                ("setup_done", models.BooleanField(default=False)),
                ("day_start_minutes", models.PositiveSmallIntegerField(default=0)),
                ("keep_zero_orders", models.BooleanField(default=False)),
                ("return_horizon", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "offer_lead_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                ("margin", models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                ("wait_target_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("refit_days", models.PositiveSmallIntegerField(default=30)),
                ("touches_a_day", models.PositiveSmallIntegerField(default=14)),
                (
                    "handoff_on",
                    models.CharField(
                        choices=[
                            ("prepayment", "the first payment"),
                            ("full_payment", "full payment"),
                            ("delivery", "delivery"),
                        ],
                        default="full_payment",
                        max_length=20,
                    ),
                ),
                ("protected_days", models.PositiveSmallIntegerField(default=90)),
                ("accept_within_days", models.PositiveSmallIntegerField(default=2)),
                (
                    "returned_to",
                    models.CharField(
                        choices=[("farmer", "farmer"), ("hunter", "hunter"), ("last_owner", "last owner")],
                        default="farmer",
                        max_length=20,
                    ),
                ),
                ("profiling_notice", models.TextField(blank=True, default="")),
                ("drift_confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("calls_connected", models.BooleanField(default=True)),
                ("split_assumptions", models.JSONField(blank=True, default=dict)),
                ("keep_uploads_days", models.PositiveIntegerField(default=90)),
                ("keep_history_days", models.PositiveIntegerField(default=1095)),
                ("keep_logs_days", models.PositiveIntegerField(default=30)),
                ("watched_folder", models.CharField(blank=True, default="", max_length=500)),
                ("morning_mail", models.BooleanField(default=False)),
                ("sending", models.BooleanField(default=False)),
                (
                    "country",
                    models.CharField(
                        blank=True, default="", help_text="whose public holidays are kept", max_length=2
                    ),
                ),
                (
                    "days_off",
                    models.JSONField(
                        blank=True, default=list, help_text="more days on which nobody works, ISO"
                    ),
                ),
                (
                    "rest_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0))),
                ("quiet_until", models.TimeField(default=datetime.time(9, 0))),
                ("mails_a_day", models.PositiveIntegerField(default=500)),
                (
                    "gifts_a_month",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                (
                    "approval_limits",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="by role, the cost up to which nobody has to be asked",
                    ),
                ),
                ("pay_mean_for_held_out", models.BooleanField(default=False)),
                (
                    "drift_confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_business")],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("phone", "phone"),
                            ("email", "e-mail"),
                            ("telegram", "Telegram"),
                            ("whatsapp", "WhatsApp"),
                            ("viber", "Viber"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=254)),
                ("normal", models.CharField(blank=True, default="", max_length=254)),
                (
                    "person",
                    models.CharField(blank=True, default="", help_text="who answers there", max_length=200),
                ),
                ("is_main", models.BooleanField(default=False)),
                (
                    "wrong_since",
                    models.DateTimeField(blank=True, help_text="when a touch found it wrong", null=True),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="records.customer",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_main", "id"],
                "indexes": [models.Index(fields=["kind", "normal"], name="contact_normal")],
                "constraints": [
                    models.UniqueConstraint(fields=("customer", "kind", "value"), name="contact_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["phone", "email", "telegram", "whatsapp", "viber", "other"])
                        ),
                        name="contact_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("message", "message"),
                            ("visit", "visit"),
                            ("mail", "e-mail"),
                            ("meeting", "meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("service", "service"), ("advertising", "advertising")], max_length=12
                    ),
                ),
                ("given", models.BooleanField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("basis", models.CharField(blank=True, default="", max_length=300)),
                (
                    "text_version",
                    models.PositiveIntegerField(
                        blank=True, help_text="which words were agreed to (`ConsentText`)", null=True
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="records.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("customer", "channel", "purpose"), name="consent_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="customer",
            name="hunter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="won",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="records.customer",
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="customers",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="people",
                to="records.department",
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="batch",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="records.import"
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="won_order",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="records.order"
            ),
        ),
        migrations.AddField(
            model_name="paydispute",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="records.payline"
            ),
        ),
        migrations.AddField(
            model_name="payline",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="records.payplanversion",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="products",
            field=models.ManyToManyField(blank=True, to="records.product"),
        ),
        migrations.AddField(
            model_name="lead",
            name="product",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="records.product"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="product",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="records.product"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="products",
            field=models.ManyToManyField(blank=True, related_name="sellers", to="records.product"),
        ),
        migrations.AddField(
            model_name="customer",
            name="tags",
            field=models.ManyToManyField(blank=True, to="records.tag"),
        ),
        migrations.AddField(
            model_name="plannedtouch",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                help_text="the touch after which this line was planned: nobody answered, or a promise was made",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="planned_again",
                to="records.touch",
            ),
        ),
        migrations.AddField(
            model_name="plannedtouch",
            name="touch",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="records.touch"
            ),
        ),
        migrations.AddConstraint(
            model_name="paydispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at__isnull", True)),
                fields=("line",),
                name="one_open_dispute_a_line",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(fields=["product", "lead_step", "closed_at"], name="lead_product_step"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["owner", "-value_at_risk", "-id"], name="customer_owner_value"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["product", "-value_at_risk", "-id"], name="customer_product_value"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["owner", "stage"], name="customer_owner_stage"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True), ("merged_into__isnull", True)),
                fields=["owner"],
                name="customer_owned",
            ),
        ),
        migrations.RunPython(_search.make, _search.unmake),
        migrations.RunPython(_ledger.make, _ledger.unmake),
    ]
