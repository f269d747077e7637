"""Customers, how to reach them, and what they agreed to."""

from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from perennial.records.models.forecast_columns import ForecastColumns
from perennial.records.models.words import Channel, ContactKind, Purpose

__all__ = ["Consent", "Contact", "Customer", "ExternalId", "SearchText", "Tag"]


class Tag(models.Model):
    """A word of the business's own on customers."""

    name = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.name


class Customer(ForecastColumns):
    """Who buys, or may: a company or a person. Somebody without a purchase is a lead's."""

    class Kind(models.TextChoices):
        """A company or a person."""

        COMPANY = "company", "company"
        PERSON = "person", "person"

    name = models.CharField(max_length=300, blank=True, default="")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    tax_id = models.CharField(max_length=32, blank=True, default="", db_index=True)
    owner = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="customers"
    )
    hunter = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="won"
    )
    product = models.ForeignKey("records.Product", null=True, blank=True, on_delete=models.SET_NULL)
    source = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    tags: Any = models.ManyToManyField(Tag, blank=True)
    paid_until = models.DateField(null=True, blank=True)
    protected_until = models.DateField(null=True, blank=True)
    objects_to_profiling = models.BooleanField(default=False)
    lot_key = models.UUIDField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    batch = models.ForeignKey("records.Import", null=True, blank=True, on_delete=models.SET_NULL)

    history = HistoricalRecords(
        excluded_fields=[
            *(field.name for field in ForecastColumns._meta.local_fields),  # noqa: SLF001
            "updated_at",
        ],
        m2m_fields=[],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["company", "person"]), name="customer_kind"),
        ]
        indexes = [
            models.Index(fields=["-value_at_risk", "-id"], name="customer_value"),
            models.Index(fields=["owner", "-value_at_risk", "-id"], name="customer_owner_value"),
            models.Index(fields=["stage", "-value_at_risk", "-id"], name="customer_stage_value"),
            models.Index(fields=["product", "-value_at_risk", "-id"], name="customer_product_value"),
            models.Index(fields=["owner", "stage"], name="customer_owner_stage"),
            models.Index(fields=["-last_order_on", "-id"], name="customer_last_order"),
            models.Index(fields=["churn_date", "id"], name="customer_churn"),
            models.Index(fields=["name", "id"], name="customer_name"),
            models.Index(
                fields=["owner"],
                condition=models.Q(erased_at__isnull=True, merged_into__isnull=True),
                name="customer_owned",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class ExternalId(models.Model):
    """The name of a customer in another system; importing upserts on it."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="external_ids")
    system = models.CharField(max_length=40, default="file")
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "value"], name="external_id_once")]

    def __str__(self) -> str:
        return self.value


class Contact(models.Model):
    """A phone, an address or a messenger of a customer, as typed and in one form."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    value = models.CharField(max_length=254)
    normal = models.CharField(max_length=254, blank=True, default="")
    person = models.CharField(max_length=200, blank=True, default="", help_text="who answers there")
    is_main = models.BooleanField(default=False)
    wrong_since = models.DateTimeField(null=True, blank=True, help_text="when a touch found it wrong")

    class Meta:
        ordering = ["-is_main", "id"]
        constraints = [
            models.UniqueConstraint(fields=["customer", "kind", "value"], name="contact_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ContactKind.values), name="contact_kind"),
        ]
        indexes = [models.Index(fields=["kind", "normal"], name="contact_normal")]

    def __str__(self) -> str:
        return self.value


class Consent(models.Model):
    """Whether a customer agreed to be contacted on a channel for a purpose, and on what basis."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    given = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)
    basis = models.CharField(max_length=300, blank=True, default="")
    text_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="which words were agreed to (`ConsentText`)"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "channel", "purpose"], name="consent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}/{self.purpose}: {self.given}"


class SearchText(models.Model):
    """Name, contacts and ids of a customer in one searchable line, kept by `operations.index_search`."""

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
