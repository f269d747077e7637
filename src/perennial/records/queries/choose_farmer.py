"""Which farmer takes a customer: by product, presence, room and fairness."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from perennial.records.models import Customer, HandOff, User
from perennial.records.models.words import Role

__all__ = ["Farmer", "Farmers", "read_farmers", "read_sellers"]

#: Hand-offs of so many days are "lately".
LATELY = 30
_WAITING = (HandOff.State.OPEN, HandOff.State.OFFERED)
_TAKEN = (HandOff.State.ACCEPTED, HandOff.State.BY_SILENCE)


@dataclass(slots=True, kw_only=True)
class Farmer:
    """A farmer (or another seller) as a choice: customers owned or on their way, and how many came lately."""

    user: User
    products: frozenset[int]
    owned: int
    lately: int
    away: bool

    @property
    def room(self) -> int | None:
        """Customers that still fit; None without a limit."""
        most = self.user.customers_at_most
        return None if most is None else max(most - self.owned, 0)

    def sells(self, product: int | None) -> bool:
        """Whether they sell a product; nobody's products named means all."""
        return not self.products or product is None or product in self.products


@dataclass(slots=True)
class Farmers:
    """All farmers; each choice counts at once, so that many customers are spread fairly."""

    all: list[Farmer] = field(default_factory=list)

    def choose(self, product: int | None = None, *, but: Collection[int] = ()) -> User | None:
        """Take the farmer who received fewest lately of those who sell the product and have room.

        Who is away is chosen only where nobody else can be; None where nobody has room.
        """
        fit = [
            each for each in self.all if each.user.pk not in but and each.sells(product) and each.room != 0
        ]
        if not fit:
            return None
        return _take(min(fit, key=lambda each: (each.away, each.lately, each.owned, each.user.pk)))

    def least_loaded(self, product: int | None = None) -> User | None:
        """Take the one with fewest customers of those who sell the product and have room."""
        fit = [each for each in self.all if each.sells(product) and each.room != 0]
        return _take(min(fit, key=lambda each: (each.owned, each.user.pk))) if fit else None

    def beyond_limits(self) -> User:
        """Take the one with fewest customers, whatever the limits."""
        return _take(min(self.all, key=lambda each: (each.owned, each.user.pk)))


def read_farmers(today: date) -> Farmers:
    """Read all farmers who work here, in a fixed number of queries."""
    return read_sellers(User.objects.filter(role=Role.FARMER, is_active=True), today)


def read_sellers(people: QuerySet[User], today: date) -> Farmers:
    """Read some sellers as those who may take customers, in a fixed number of queries."""
    users = list(people.prefetch_related("products").order_by("pk"))
    living = Customer.objects.filter(owner__in=users, erased_at__isnull=True, merged_into__isnull=True)
    owned = dict(living.order_by().values_list("owner").annotate(Count("id")))
    waiting, lately = _received(users, today)
    away = set(
        User.objects.filter(absences__first_day__lte=today, absences__last_day__gte=today).values_list(
            "pk", flat=True
        )
    )
    return Farmers(
        [
            Farmer(
                user=user,
                products=frozenset(product.pk for product in user.products.all()),
                owned=owned.get(user.pk, 0) + waiting.get(user.pk, 0),
                lately=waiting.get(user.pk, 0) + lately.get(user.pk, 0),
                away=user.pk in away,
            )
            for user in users
        ]
    )


def _take(chosen: Farmer) -> User:
    chosen.owned += 1
    chosen.lately += 1
    return chosen.user


def _received(users: list[User], today: date) -> tuple[dict[int, int], dict[int, int]]:
    since = timezone.now() - timedelta(days=(timezone.localdate() - today).days + LATELY)
    counts = (
        HandOff.objects.filter(farmer__in=users)
        .order_by()
        .values_list("farmer")
        .annotate(
            waiting=Count("id", filter=Q(state__in=_WAITING)),
            lately=Count("id", filter=Q(state__in=_TAKEN, accepted_at__gte=since)),
        )
    )
    rows = list(counts)
    return {pk: waiting for pk, waiting, _ in rows}, {pk: lately for pk, _, lately in rows}
