"""Leads: work on a first sale, before the first order; and the form by which they come in."""

from django.db import models
from django.utils import timezone

__all__ = ["Lead", "LeadForm"]


class Lead(models.Model):
    """One attempt at a first sale to somebody; whoever it is stands among customers, without a purchase."""

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="leads")
    external_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    product = models.ForeignKey("records.Product", null=True, blank=True, on_delete=models.SET_NULL)
    source = models.CharField(max_length=120, blank=True, default="")
    lead_step = models.CharField(max_length=120, blank=True, default="")
    hunter = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="leads"
    )
    entered_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    won_order = models.ForeignKey("records.Order", null=True, blank=True, on_delete=models.SET_NULL)
    step_since = models.DateTimeField(default=timezone.now)
    next_action = models.CharField(max_length=200, blank=True, default="")
    next_on = models.DateField(null=True, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True, help_text="of ours to them")
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    lost_reason = models.CharField(max_length=200, blank=True, default="")
    batch = models.ForeignKey("records.Import", null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        indexes = [
            models.Index(fields=["hunter", "closed_at"], name="lead_hunter_open"),
            models.Index(fields=["product", "lead_step", "closed_at"], name="lead_product_step"),
            models.Index(
                fields=["lead_step", "next_on", "-step_since", "-id"],
                condition=models.Q(closed_at__isnull=True),
                name="lead_board",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer}"


class LeadForm(models.Model):
    """The form that anybody with its address may fill in; one row at most.

    Attributes
    ----------
    secret
        The part of the address that nobody guesses; empty while the form is off. It is meant to be linked
        to, so that it is kept as it is.
    consent
        What people agree to; empty stands for the usual sentence.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    secret = models.CharField(max_length=64, blank=True, default="")
    consent = models.TextField(blank=True, default="")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_lead_form")]

    def __str__(self) -> str:
        return "on" if self.secret else "off"

    @classmethod
    def current(cls) -> "LeadForm":
        """Give the form; before it is made this is one that is off, not saved."""
        return cls.objects.filter(id=1).first() or cls()
