"""Every page of ours that a role may open, with records of its own in the address."""

from collections.abc import Callable, Iterator, Mapping

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from perennial.records.models import Department, HandOff, Import, Notice, Product, User
from perennial.records.queries.pipeline import leads_for
from perennial.records.queries.visible import customers_for
from perennial.records.rights import RIGHTS

__all__ = ["addresses"]

#: Looks at a page that cost more than its bare address.
_MORE = {
    "customers": ["?stage=at_risk", "?sort=leaving", "?q=Customer+77", "?product=3", "?tag=2&sort=name"],
    "today_log": ["?q=Customer+77"],
    "pipeline": ["?of=3", "?part=board"],
    "pipeline_column": ["?of=all&step=meeting&from=50"],
    "mistakes": ["?state=lost"],
    "rebalance": ["?asked=1&giver={hunter}&number=20&first=oldest&takers={farmer}"],
    "dismissal": ["?asked=1&takers={farmer}"],
    "settings_audit": ["?act=refresh"],
}


def addresses(user: User) -> Iterator[str]:
    """Give what can be asked for; some of it answers only to what is sent."""
    some = {role: _seller(role) for role in ("hunter", "farmer")}
    for here, entry in _patterns(get_resolver(), ""):
        act = getattr(entry.callback, "act", None)
        if not act or "^" in here or (act != "public" and RIGHTS[act][user.role] == "none"):
            continue
        address = "/" + _with_records(here, str(entry.name), user)
        yield address
        for more in _MORE.get(str(entry.name), []):
            yield address + more.format(**some)


def _patterns(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry
        else:
            yield from _patterns(entry, here)


def _with_records(here: str, name: str, user: User) -> str:
    pk = str(_record(name, user))
    return here.replace("<int:pk>", pk).replace("<int:number>", pk).replace("<slug:kind>", "orders")


def _record(name: str, user: User) -> int:
    for begin, of in _RECORDS.items():
        if name.startswith(begin):
            return of(user)
    found = customers_for(user, "customer.see").order_by("-value_at_risk")[:1]
    return found[0].pk if found else 0


def _first(model: type[Model]) -> Callable[[User], int]:
    return lambda _: int(model._default_manager.order_by("pk")[0].pk)  # noqa: SLF001 - Django's public way


def _hunter(_: User) -> int:
    return _seller("hunter")


def _lead(user: User) -> int:
    found = leads_for(user).filter(closed_at__isnull=True).order_by("pk")[:1]
    return found[0].pk if found else 0


def _notice(user: User) -> int:
    return Notice.objects.filter(user=user)[0].pk


def _seller(role: str) -> int:
    return User.objects.filter(role=role).order_by("pk")[0].pk


#: Whose number stands in an address, by how its name begins; all others are a customer's.
_RECORDS: Mapping[str, Callable[[User], int]] = {
    "handoff": _first(HandOff),
    "import": _first(Import),
    "pipeline": _lead,
    "drift_seller": _hunter,
    "dismissal": _hunter,
    "settings_people_person": _hunter,
    "settings_products": _first(Product),
    "settings_departments": _first(Department),
    "notice": _notice,
}
