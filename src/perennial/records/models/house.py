"""The house's own books: refreshes, audit trail, erasures, keys, views, notices, seller weeks."""

from django.db import models
from django.utils import timezone

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Erasure",
    "HookEvent",
    "Notice",
    "RefreshRun",
    "SavedView",
    "SellerWeek",
    "Suppression",
]


class RefreshRun(models.Model):
    """One refresh of all forecasts."""

    class State(models.TextChoices):
        """Where a refresh stands."""

        QUEUED = "queued", "queued"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=10, default="roll", help_text="roll or refit")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    as_of = models.DateField(null=True, blank=True)
    step = models.JSONField(default=dict, blank=True)
    progress = models.FloatField(default=0)
    customers = models.PositiveIntegerField(default=0)
    dates_moved = models.PositiveIntegerField(default=0)
    seed = models.PositiveIntegerField(default=0)
    version = models.CharField(max_length=40, blank=True, default="")
    input_hash = models.CharField(max_length=64, blank=True, default="")
    failure = models.JSONField(default=dict, blank=True)
    position = models.BigIntegerField(
        default=0, help_text="customers up to this number have its forecasts; a repeated task goes on there"
    )
    copied_at = models.DateTimeField(null=True, blank=True, help_text="when all customers had them")
    counts = models.JSONField(default=dict, blank=True, help_text="customers by stage, and the own record")
    by = models.ForeignKey("records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"


class AuditEntry(models.Model):
    """Who did what to which record; facts hold no personal data."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    act = models.CharField(max_length=60)
    model = models.CharField(max_length=40, blank=True, default="")
    object_id = models.BigIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["model", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.act}"


class Suppression(models.Model):
    """A keyed hash of a contact that must not be used again; it survives erasure."""

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10)
    why = models.CharField(max_length=20, default="erased")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest[:8]


class Erasure(models.Model):
    """An act of destruction: what was destroyed, when and by whom, without naming the person."""

    number = models.PositiveIntegerField(unique=True)
    customer_id_was = models.BigIntegerField()
    digests = models.JSONField(default=list, help_text="keyed hashes by which a restored copy erases again")
    destroyed = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.number}"


class SavedView(models.Model):
    """A named set of filters of the customers' list."""

    user = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """Something a person of the house is told."""

    user = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="notices")
    message = models.JSONField(help_text="text and facts of a message")
    url = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.user}"


class SellerWeek(models.Model):
    """One seller's drift as measured for one week, and what they answered."""

    seller = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField(help_text="first day of the week")
    reading = models.JSONField(default=dict)
    alarm = models.BooleanField(default=False)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    seen_by_seller_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seller", "week"], name="seller_week_once")]

    def __str__(self) -> str:
        return f"{self.seller} {self.week}"


class ApiToken(models.Model):
    """A bearer token of the API; only its hash is kept."""

    user = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class HookEvent(models.Model):
    """A webhook that was taken in; a repeat of the same event is dropped."""

    source = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "event_id"], name="hook_event_once")]

    def __str__(self) -> str:
        return self.event_id
