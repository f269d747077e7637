"""A business of some rhythm, whose forecasts are refreshed."""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from consents import agree

from perennial.records.models import Customer, ForecastChange, Order, PlannedTouch, RefreshRun
from perennial.records.models.forecast_columns import ForecastColumns
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.refresh import run_refresh
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal

__all__ = ["TODAY", "Shop"]

TODAY = date(2026, 11, 25)
_SPAN = 420
_FORECAST = [field.name for field in ForecastColumns._meta.local_fields]


class Shop:
    """A business of some rhythm in the database, whose orders are all known up to yesterday."""

    def __init__(self, house, customers=150, today=TODAY):
        made = renewal(
            customers,
            gap=25,
            regularity=2,
            leaving=lognormal_leaving(median=150, sigma=0.6),
            span=_SPAN,
            one_time_share=0.2,
            rng=np.random.default_rng(7),
        )
        self.house = house
        sellers = (house.farmer, house.farmer2)
        codes = np.unique(made.customer)
        self.customers = Customer.objects.bulk_create(
            Customer(name=f"Customer {code}", owner=sellers[n % 2]) for n, code in enumerate(codes.tolist())
        )
        agree(self.customers)
        whose = dict(zip(codes.tolist(), self.customers, strict=True))
        ago = (made.day.max() - made.day).tolist()
        rows = zip(made.customer.tolist(), ago, made.amount.tolist(), strict=True)
        yesterday = today - timedelta(days=1)
        self.orders = [
            self._order(whose[who], yesterday - timedelta(days=days), amount) for who, days, amount in rows
        ]
        Order.objects.bulk_create(self.orders)
        mark_dirty(order.day for order in self.orders)

    def _order(self, customer, day, amount):
        self.number = getattr(self, "number", 0) + 1
        return Order(
            customer=customer,
            external_id=f"o{self.number}",
            ordered_at=datetime.combine(day, time(12), UTC),
            day=day,
            amount=round(amount, 2),
        )

    def buy(self, customer, day, amount=50.0):
        order = self._order(customer, day, amount)
        order.save()
        mark_dirty([day])
        return order

    def refresh(self, kind="roll"):
        run = RefreshRun.objects.create(kind=kind)
        run_refresh.call(run.pk)
        run.refresh_from_db()
        return run

    def state(self):
        """Give all that a refresh leaves in the database, but for numbers and moments of rows."""
        return {
            "customers": list(Customer.objects.order_by("pk").values(*_FORECAST)),
            "lines": sorted(PlannedTouch.objects.values_list("customer", "seller", "play", "day", "state")),
            "changes": sorted(ForecastChange.objects.values_list("customer", "cause", "old", "new", "as_of")),
        }
