"""Pay: versions of the plan, the ledger, months that were closed, disputes, payments and shared orders."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

__all__ = ["OrderShare", "PayDecision", "PayDispute", "PayLine", "PayMonth", "PayPlanVersion", "Payment"]

_MONTH = 7  # YYYY-MM


class PayPlanVersion(models.Model):
    """A version of the pay plan: `rules` as `pay.plans.storage` reads them."""

    number = models.PositiveIntegerField(unique=True)
    since = models.DateField()
    rules = models.JSONField()
    note = models.CharField(max_length=300, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.since}"


class PayLine(models.Model):
    """A line of the ledger, as `pay.lines.line.PayLine` tells; the database refuses to change or delete it.

    Attributes
    ----------
    customer_key, order_key
        Ids of the customer and the order, kept plainly: the line stays when these are erased.
    reason
        The sentence, as `records.queries.stored_message` reads it; `called` is what it calls the order.
    """

    seller = models.ForeignKey("records.User", on_delete=models.PROTECT, related_name="pay_lines")
    month = models.CharField(max_length=_MONTH)
    of_month = models.CharField(max_length=_MONTH)
    earned_month = models.CharField(max_length=_MONTH)
    day = models.DateField()
    customer_key = models.BigIntegerField(null=True, blank=True)
    order_key = models.BigIntegerField(null=True, blank=True)
    cause = models.CharField(max_length=80)
    rule = models.CharField(max_length=12)
    role = models.CharField(max_length=10, blank=True, default="")
    plan = models.ForeignKey(
        PayPlanVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    base = models.DecimalField(max_digits=16, decimal_places=2)
    rate = models.DecimalField(max_digits=14, decimal_places=8)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    reason = models.JSONField()
    correction = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["day", "id"]
        indexes = [
            models.Index(fields=["seller", "month"], name="pay_line_statement"),
            models.Index(fields=["month"], name="pay_line_month"),
            models.Index(fields=["order_key"], name="pay_line_order"),
        ]

    def __str__(self) -> str:
        return f"{self.seller}: {self.amount}"


class PayMonth(models.Model):
    """That a month was closed, and whether it was opened again; the last row of a month tells."""

    month = models.CharField(max_length=_MONTH)
    closed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, blank=True, default="", help_text="why it was opened again")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month"], condition=Q(reopened_at__isnull=True), name="pay_month_closed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.month


class PayDispute(models.Model):
    """What a seller has against a line, and how it was settled."""

    line = models.ForeignKey(PayLine, on_delete=models.PROTECT, related_name="disputes")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(settled_at__isnull=True), name="one_open_dispute_a_line"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PayDecision(models.Model):
    """A sum that was decided on by hand, with or without a dispute."""

    seller = models.ForeignKey("records.User", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    because = models.CharField(max_length=300)
    order_key = models.BigIntegerField(null=True, blank=True)
    dispute = models.OneToOneField(PayDispute, null=True, blank=True, on_delete=models.PROTECT)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.seller}: {self.amount}"


class Payment(models.Model):
    """Money that came for an order."""

    order = models.ForeignKey("records.Order", on_delete=models.CASCADE, related_name="payments")
    external_id = models.CharField(max_length=200, blank=True, default="")
    day = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "external_id"], condition=~Q(external_id=""), name="payment_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_money_that_came"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.amount}"


class OrderShare(models.Model):
    """What one of several sellers has of an order."""

    order = models.ForeignKey("records.Order", on_delete=models.CASCADE, related_name="shares")
    seller = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="+")
    share = models.DecimalField(max_digits=7, decimal_places=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "seller"], name="order_share_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="order_share_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.seller}: {self.share}"
