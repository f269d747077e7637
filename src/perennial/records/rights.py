"""Who may do what: one table of role by act, and one rule for whose a record is."""

from collections.abc import Mapping
from typing import Any, Literal

from django.utils import timezone
from rules.permissions import set_perm
from rules.predicates import predicate

from perennial.records.models.customer import Customer
from perennial.records.models.people import Department, User
from perennial.records.models.words import Role

__all__ = ["RIGHTS", "Scope", "covered_by", "departments_of", "may", "people_under", "scope_of"]

#: How far a right reaches: every record, those of one's departments, one's own, those one still may look at.
Scope = Literal["all", "department", "own", "own_or_won", "none"]

_O, _H, _HU, _F, _A = Role.OWNER, Role.HEAD, Role.HUNTER, Role.FARMER, Role.ANALYST


def _row(owner: Scope, head: Scope, hunter: Scope, farmer: Scope, analyst: Scope) -> dict[str, Scope]:
    return {_O: owner, _H: head, _HU: hunter, _F: farmer, _A: analyst}


#: Acts by role. A hunter still looks at a customer they won until the protected period ends.
RIGHTS: Mapping[str, Mapping[str, Scope]] = {
    # act                            owner  head          hunter        farmer  analyst
    "today": _row("all", "department", "own", "own", "none"),
    "customer.see": _row("all", "department", "own_or_won", "own", "all"),
    "customer.edit": _row("all", "department", "own", "own", "none"),
    "customer.add": _row("all", "department", "own", "own", "none"),
    "customer.touch": _row("all", "department", "own", "own", "none"),
    "customer.assign": _row("all", "department", "none", "none", "none"),
    "customer.merge": _row("all", "department", "none", "none", "none"),
    "customer.export": _row("all", "department", "none", "none", "all"),
    "customer.person_file": _row("all", "department", "none", "none", "none"),
    "customer.erase": _row("all", "none", "none", "none", "none"),
    "pipeline": _row("all", "department", "own", "none", "none"),
    "mistakes": _row("all", "department", "none", "none", "all"),
    "handoff.give": _row("all", "department", "own", "none", "none"),
    "handoff.accept": _row("all", "department", "none", "own", "none"),
    "overview": _row("all", "department", "none", "none", "all"),
    "rhythm": _row("all", "all", "none", "none", "all"),
    "process": _row("all", "all", "all", "all", "all"),
    "process.edit": _row("all", "all", "none", "none", "none"),
    "departments": _row("all", "department", "none", "none", "none"),
    "drift.see": _row("all", "department", "own", "own", "none"),
    "drift.answer": _row("none", "none", "own", "own", "none"),
    "drift.confirm": _row("all", "none", "none", "none", "none"),
    "rebalance": _row("all", "department", "none", "none", "none"),
    "pay.see": _row("all", "department", "own", "own", "none"),
    "pay.settle": _row("all", "department", "none", "none", "none"),
    "pay.plan": _row("all", "all", "none", "none", "none"),
    "pay.close": _row("all", "none", "none", "none", "none"),
    "offers": _row("all", "all", "none", "none", "all"),
    "offers.edit": _row("all", "all", "none", "none", "none"),
    "offer.approve": _row("all", "department", "none", "none", "none"),
    "messages": _row("all", "department", "none", "none", "none"),
    "consent.record": _row("all", "none", "none", "none", "none"),
    "trials": _row("all", "all", "none", "none", "all"),
    "trials.edit": _row("all", "all", "none", "none", "none"),
    "absence": _row("all", "department", "own", "own", "none"),
    "import": _row("all", "all", "none", "none", "none"),
    "refresh": _row("all", "all", "none", "none", "none"),
    "settings": _row("all", "none", "none", "none", "none"),
    "people": _row("all", "none", "none", "none", "none"),
    "audit": _row("all", "none", "none", "none", "none"),
    "profile": _row("own", "own", "own", "own", "own"),
    "token": _row("own", "own", "none", "none", "own"),
    "api.read": _row("all", "department", "none", "none", "all"),
    "api.write": _row("all", "none", "none", "none", "none"),
}


def scope_of(user: Any, act: str) -> Scope:
    """Say how far a right reaches for somebody; nobody who is unknown or has left may do anything."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return "none"
    return RIGHTS[act].get(user.role, "none")


def may(user: Any, act: str, record: object = None) -> bool:
    """Say whether somebody may do an act, on a record where one is given."""
    scope = scope_of(user, act)
    if scope == "none" or record is None or scope == "all":
        return scope != "none"
    return _reaches(user, scope, record)


def departments_of(head: User) -> list[int]:
    """Give the departments that somebody leads: those that name them, and their own."""
    led = set(Department.objects.filter(head=head).values_list("id", flat=True))
    return sorted(led | ({head.department_id} if head.department_id else set()))


def people_under(head: User) -> set[int]:
    """Give the people of the departments that somebody leads, and themselves."""
    ids = User.objects.filter(department__in=departments_of(head)).values_list("id", flat=True)
    return {*ids, head.pk}


def covered_by(user: User, day: Any = None) -> set[int]:
    """Give the people whose work somebody does today: their own, and that of those they cover for."""
    today = day or timezone.localdate()
    away = user.covers.filter(first_day__lte=today, last_day__gte=today).values_list("user_id", flat=True)
    return {user.pk, *away}


def _reaches(user: User, scope: Scope, record: object) -> bool:
    whose, won = _people_of(record)
    if scope == "department":
        under = people_under(user)
        return bool(whose & under) or bool(won & under) or _in_nobodys_hands(record)
    if whose & covered_by(user):
        return True
    return scope == "own_or_won" and user.pk in won and _still_protected(record)


def _people_of(record: object) -> tuple[set[int], set[int]]:
    """Give whose a record is now, and who won the customer it belongs to."""
    if isinstance(record, User):
        return {record.pk}, set()
    if isinstance(record, Customer):
        return _ids(record.owner_id), _ids(record.hunter_id)
    own = {getattr(record, name, None) for name in ("seller_id", "hunter_id", "farmer_id", "user_id")}
    customer = getattr(record, "customer", None)
    if isinstance(customer, Customer):
        return _ids(*own, customer.owner_id), _ids(customer.hunter_id)
    return _ids(*own), set()


def _ids(*found: int | None) -> set[int]:
    return {pk for pk in found if pk is not None}


def _in_nobodys_hands(record: object) -> bool:
    return isinstance(record, Customer) and record.owner_id is None


def _still_protected(record: object) -> bool:
    customer = record if isinstance(record, Customer) else getattr(record, "customer", None)
    until = getattr(customer, "protected_until", None)
    return until is not None and until >= timezone.localdate()


def _predicate(act: str) -> Any:
    def allowed(user: Any, record: object = None) -> bool:
        return may(user, act, record)

    return predicate(allowed, name=act)


for _act in RIGHTS:
    set_perm(f"perennial.{_act}", _predicate(_act))
