"""What a refresh counts for the pages: customers by stage, and how right forecasts of leaving have been."""

from typing import Any

from django.db.models import Count, Sum

from perennial.records.models import Customer
from perennial.records.operations.publish_forecasts import Published
from perennial.records.queries.own_record import own_record

__all__ = ["counts_of_base"]


def counts_of_base(published: Published) -> dict[str, Any]:
    """Count all living customers, and look at those said to have left so long ago that it can be judged."""
    living = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True).exclude(stage="")
    rows = living.order_by().values_list("stage").annotate(Count("pk"), Sum("value_at_risk"))
    return {
        "stages": {stage: [count, money or 0.0] for stage, count, money in rows},
        "record": own_record(published.as_of, within=published.snapshot.pace.return_horizon),
    }
