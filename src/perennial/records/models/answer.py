"""Answers of the API kept for a day, so that a request sent twice is carried out once."""

from django.db import models
from django.utils import timezone

__all__ = ["KeptAnswer"]


class KeptAnswer(models.Model):
    """What was answered to a request with an idempotency key of its sender."""

    token = models.ForeignKey("records.ApiToken", on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="of the request")
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once")]

    def __str__(self) -> str:
        return self.key
