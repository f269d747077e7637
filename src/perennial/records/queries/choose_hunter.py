"""Which hunter a new lead goes to: of those who sell the product and are here, who works on fewest leads."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from perennial.records.models import Absence, User
from perennial.records.models.words import Role

__all__ = ["choose_hunter"]


def choose_hunter(product: int | None, today: date) -> User | None:
    """Take the hunter with the fewest open leads; who is away only where nobody else can be.

    Hunters who have no products named sell all; nobody fits where nobody sells the product.
    """
    away = Absence.objects.filter(user=OuterRef("pk"), first_day__lte=today, last_day__gte=today)
    hunters = User.objects.filter(role=Role.HUNTER, is_active=True).prefetch_related("products")
    counted = hunters.annotate(
        away=Exists(away), open_leads=Count("leads", filter=Q(leads__closed_at__isnull=True))
    )
    fit = [each for each in counted if _sells(each, product)]
    return min(fit, key=lambda each: (each.away, each.open_leads, each.pk), default=None)


def _sells(hunter: User, product: int | None) -> bool:
    named = {each.pk for each in hunter.products.all()}
    return not named or product is None or product in named
