"""Messages that leave the house: written where somebody asks for one, sent by the worker."""

from django.db import models
from django.utils import timezone

from perennial.records.models.words import Channel, Purpose

__all__ = ["OutboxMessage"]


class OutboxMessage(models.Model):
    """One message to one address; its number among messages is fixed before it is first tried.

    Attributes
    ----------
    next_try_at
        When it is tried (again); of a message given up, when that was.
    last_error
        A kind or a code, never what a server said: that may name who was written to.
    unsubscribe_hash
        Of the secret in the link by which people want no more advertising; the secret is not kept.
    """

    class State(models.TextChoices):
        """Where a message stands."""

        WAITING = "waiting", "waiting"
        SENDING = "sending", "sending"
        SENT = "sent", "sent"
        FAILED = "failed", "will be tried again"
        DEAD = "dead", "given up"
        CANCELLED = "cancelled", "cancelled"

    class Fate(models.TextChoices):
        """What came back after it was sent."""

        BOUNCED = "bounced", "came back"
        COMPLAINED = "complained", "called unwanted"

    customer = models.ForeignKey(
        "records.Customer", null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    planned = models.ForeignKey(
        "records.PlannedTouch", null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    address = models.CharField(max_length=254, blank=True, default="")
    subject = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    message_id = models.CharField(max_length=200, unique=True)
    unsubscribe_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=80, blank=True, default="")
    fate = models.CharField(max_length=10, choices=Fate.choices, blank=True, default="")
    fate_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sending", "sent", "failed", "dead", "cancelled"]),
                name="outbox_state",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose="service") | models.Q(unsubscribe_hash__isnull=False),
                name="advertising_has_a_way_out",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at", "id"], name="outbox_due"),
            models.Index(fields=["customer", "-created_at"], name="outbox_customer"),
            models.Index(fields=["created_at"], name="outbox_old"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"
