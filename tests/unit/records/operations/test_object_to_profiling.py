from datetime import date

from perennial.records.models import AuditEntry, PlannedTouch
from perennial.records.operations.object_to_profiling import object_to_profiling


def forecast(house):
    customer = house.customer(
        owner=house.farmer,
        stage="regular",
        churn_date=date(2026, 5, 1),
        value_at_risk=10,
        orders_count=4,
        p_alive=0.5,
    )
    PlannedTouch.objects.create(customer=customer, seller=house.farmer, play="remind", day=date(2026, 4, 1))
    return customer


def test_objecting_clears_what_was_forecast_and_planned(house):
    customer = forecast(house)
    assert object_to_profiling(house.farmer, customer, on=True) == 1
    customer.refresh_from_db()
    assert (customer.stage, customer.churn_date, customer.p_alive, customer.value_at_risk) == (
        "",
        None,
        None,
        0,
    )
    assert (customer.objects_to_profiling, customer.orders_count) == (True, 4)
    assert PlannedTouch.objects.get().state == "dropped"
    assert AuditEntry.objects.get().facts == {"objects": True}


def test_objecting_no_more_waits_for_the_next_refresh(house):
    customer = forecast(house)
    object_to_profiling(house.farmer, customer, on=True)
    assert object_to_profiling(house.farmer, customer, on=False) == 0
    customer.refresh_from_db()
    assert (customer.objects_to_profiling, customer.churn_date) == (False, None)
