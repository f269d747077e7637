"""Orders and their lines: the truth of what was bought."""

from django.db import models
from django.utils import timezone

from perennial.records.models.words import InitiatedBy

__all__ = ["Order", "OrderLine"]


class Order(models.Model):
    """One order; upserted on the id of the system it comes from."""

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="orders")
    system = models.CharField(max_length=40, default="file")
    external_id = models.CharField(max_length=200)
    ordered_at = models.DateTimeField()
    day = models.DateField(help_text="local day, after the hour at which a day begins")
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    status = models.CharField(max_length=60, blank=True, default="")
    product = models.ForeignKey("records.Product", null=True, blank=True, on_delete=models.SET_NULL)
    category = models.CharField(max_length=200, blank=True, default="")
    channel = models.CharField(max_length=120, blank=True, default="")
    seller = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="orders"
    )
    initiated_by = models.CharField(max_length=10, choices=InitiatedBy.choices, blank=True, default="")
    refund_of = models.CharField(max_length=200, blank=True, default="")
    contract_id = models.CharField(max_length=200, blank=True, default="")
    paid_on = models.DateField(null=True, blank=True)
    fully_paid_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    batch = models.ForeignKey("records.Import", null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="order_once"),
            models.CheckConstraint(
                condition=models.Q(initiated_by__in=["", *InitiatedBy.values]), name="order_initiated_by"
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "day"], name="order_customer_day"),
            models.Index(fields=["day"], name="order_day"),
            models.Index(fields=["seller", "day"], name="order_seller_day"),
        ]

    def __str__(self) -> str:
        return self.external_id


class OrderLine(models.Model):
    """What was in an order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("records.Product", null=True, blank=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=300, blank=True, default="")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, default=1)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)

    def __str__(self) -> str:
        return self.name
