"""Make a product or change its name, hand-off and protected period."""

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Product, User
from perennial.records.operations.audit import note_act

__all__ = ["save_product"]


@transaction.atomic
def save_product(
    *, by: User, name: str, handoff_on: str, protected_days: int | None, product: Product | None = None
) -> Product:
    """Make a product, or change one; empty rules are those of the whole business.

    Raises
    ------
    UserError
        Another product has this name.
    """
    row = product or Product()
    if Product.objects.filter(name=name).exclude(pk=row.pk).exists():
        raise UserError("There is a product called {name} already.", name=name)
    row.name, row.handoff_on, row.protected_days = name, handoff_on, protected_days
    row.save()
    note_act(by, "product", row)
    return row
