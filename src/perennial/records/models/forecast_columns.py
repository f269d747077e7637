"""The few columns of the forecast that screens need; copied here with each refresh."""

from django.db import models

from perennial.records.models.words import Stage

__all__ = ["ForecastColumns"]


class ForecastColumns(models.Model):
    """What was said of a customer at the last refresh; empty before the first purchase."""

    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True, default="")
    orders_count = models.PositiveIntegerField(default=0)
    purchases = models.PositiveIntegerField(default=0)
    first_order_on = models.DateField(null=True, blank=True)
    last_order_on = models.DateField(null=True, blank=True)
    usual_gap = models.FloatField(null=True, blank=True, help_text="days")
    spend_total = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    p_alive = models.FloatField(null=True, blank=True)
    return_probability = models.FloatField(null=True, blank=True)
    next_order_early = models.DateField(null=True, blank=True)
    next_order_likely = models.DateField(null=True, blank=True)
    next_order_late = models.DateField(null=True, blank=True)
    churn_date = models.DateField(null=True, blank=True)
    churn_early = models.DateField(null=True, blank=True)
    churn_late = models.DateField(null=True, blank=True)
    return_at_churn = models.FloatField(null=True, blank=True)
    offer_from = models.DateField(null=True, blank=True)
    offer_until = models.DateField(null=True, blank=True)
    late_from = models.DateField(null=True, blank=True, help_text="day after the fixed 90% point")
    expected_orders_90 = models.FloatField(null=True, blank=True)
    expected_orders_365 = models.FloatField(null=True, blank=True)
    p_order_28 = models.FloatField(null=True, blank=True)
    chance_because = models.CharField(
        max_length=8, blank=True, default="", help_text="what speaks loudest for or against an order soon"
    )
    products = models.JSONField(
        default=list, blank=True, help_text="what the customer buys and how often, those due first"
    )
    value_at_risk = models.FloatField(default=0)
    forecast_as_of = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def money_at_risk(self) -> float:
        """Give a year's money that leaving would cost; what has left is no more at risk."""
        return 0.0 if self.stage == Stage.LEFT else self.value_at_risk
