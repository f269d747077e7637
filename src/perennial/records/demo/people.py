"""Departments, people and products of the invented company."""

from collections import Counter
from collections.abc import Mapping

from django.contrib.auth.hashers import make_password
from django.utils import translation
from django.utils.translation import gettext

from perennial.core.days import date_of
from perennial.records.demo.cast import Cast
from perennial.records.demo.clock import Clock
from perennial.records.models import Absence, Business, Department, LeadForm, Product, User
from perennial.records.models.words import Role
from perennial.simulate.company.addresses import latin
from perennial.simulate.company.company import Company

__all__ = ["DOMAIN", "PASSWORD", "absences", "cast_of", "settle_house"]

#: Everybody of the demo company signs in with it; it is printed, and so opens nothing that is real.
PASSWORD = "perennial demo"  # noqa: S105 - known to everybody
DOMAIN = "demo.example"
_REGIONS = {"RUB": "RU"}
_OFTEN = 0.04  # of a seller's work: a product that makes less is not theirs
#: The secret in the address of the form for leads.
_FORM = "three-leaves"


def cast_of(company: Company, clock: Clock) -> Cast:
    """Write departments, people and products."""
    products = _products(company)
    first_sales, existing = _departments(company.language)
    people = _people(company, {"first_sales": first_sales, "existing_customers": existing})
    _lead(people, (first_sales, existing))
    _teach(company, people, products)
    return Cast(
        company=company, clock=clock, people=people, departments=(first_sales, existing), products=products
    )


def settle_house(cast: Cast) -> Business:
    """Write the settings of the business; its people have seen the notice of drift and agreed."""
    owner = next(each for each in cast.people.values() if each.role == Role.OWNER)
    company = cast.company
    with translation.override(company.language):
        name = gettext("Three Leaves")
    Business.objects.filter(id=1).delete()
    LeadForm.objects.update_or_create(id=1, defaults={"secret": _FORM})
    return Business.objects.create(
        name=name,
        language=company.language,
        time_zone=str(cast.clock.zone),
        currency=company.currency,
        phone_region=_REGIONS.get(company.currency, "US"),
        working_days=_working_days(company.last_day + 1),
        demo=True,
        setup_done=True,
        drift_confirmed_at=cast.clock.at(company.first_day),
        drift_confirmed_by=owner,
    )


def absences(cast: Cast) -> None:
    """Write who was away, and who stood in: the next of the same role."""
    table = cast.company.absences
    covers = {role: [each for each in cast.people.values() if each.role == role] for role in Role}
    Absence.objects.bulk_create(
        Absence(
            user=user,
            first_day=date_of(first),
            last_day=date_of(last),
            cover=_next(covers[Role(user.role)], user),
        )
        for user, first, last in zip(
            map(cast.people.__getitem__, table.seller_id.tolist()),
            table.first_day.tolist(),
            table.last_day.tolist(),
            strict=True,
        )
    )


def _working_days(today: int) -> list[int]:
    """Give Monday to Friday, and the day on which the house is opened: one wants to see it at work."""
    return sorted({*range(5), date_of(today).weekday()})


def _products(company: Company) -> dict[str, Product]:
    rows = [Product(name=name) for name in company.products.name]
    Product.objects.bulk_create(rows)
    return dict(zip(company.products.product_id.tolist(), rows, strict=True))


def _departments(language: str) -> tuple[Department, Department]:
    with translation.override(language):
        titles = (gettext("First sales"), gettext("Existing customers"))
    kinds = (Department.Kind.FIRST_SALES, Department.Kind.EXISTING)
    first, existing = (
        Department.objects.create(name=title, kind=kind) for title, kind in zip(titles, kinds, strict=True)
    )
    return first, existing


def _people(company: Company, departments: Mapping[str, Department]) -> dict[str, User]:
    table, password = company.sellers, make_password(PASSWORD)
    rows = [
        User(
            email=f"{latin(name.split()[0])}@{DOMAIN}",
            password=password,
            name=name,
            role=role,
            department=departments.get(department),
            external_id=number,
            joined_on=date_of(started),
        )
        for number, name, role, department, started in zip(
            table.seller_id.tolist(),
            table.name,
            table.role.tolist(),
            table.department.tolist(),
            table.started.tolist(),
            strict=True,
        )
    ]
    User.objects.bulk_create(rows)
    return dict(zip(table.seller_id.tolist(), rows, strict=True))


def _lead(people: Mapping[str, User], departments: tuple[Department, ...]) -> None:
    head = next(each for each in people.values() if each.role == Role.HEAD)
    for department in departments:
        department.head = head
        department.save(update_fields=["head"])


def _teach(company: Company, people: Mapping[str, User], products: Mapping[str, Product]) -> None:
    """Say which products each seller sells: those that make a fair part of their work."""
    pairs = Counter(zip(company.leads.hunter_id.tolist(), company.leads.product_id.tolist(), strict=True))
    pairs += Counter(
        zip(company.customers.owner_id.tolist(), company.customers.product_id.tolist(), strict=True)
    )
    whole: Counter[str] = Counter()
    for (seller, _), times in pairs.items():
        whole[seller] += times
    through = User.products.through
    through.objects.bulk_create(
        through(user_id=people[seller].pk, product_id=products[product].pk)
        for (seller, product), times in sorted(pairs.items())
        if seller in people and times >= _OFTEN * whole[seller]
    )


def _next(colleagues: list[User], user: User) -> User | None:
    found = colleagues[(colleagues.index(user) + 1) % len(colleagues)]
    return None if found == user else found
