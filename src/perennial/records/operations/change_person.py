"""Change a person's role, department, products and capacity."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Product, User
from perennial.records.models.words import Role
from perennial.records.operations.audit import note_act

__all__ = ["change_person", "change_profile"]


@transaction.atomic
def change_person(
    *, by: User, person: User, values: Mapping[str, Any], products: Iterable[Product] | None = None
) -> tuple[str, ...]:
    """Change columns of a person and the products they sell; give the names of what changed.

    Raises
    ------
    UserError
        The house would be left without an owner.
    """
    # All owners are locked: two who make each other something else would both succeed otherwise.
    owners = list(User.objects.select_for_update().filter(role=Role.OWNER, is_active=True))
    if values.get("role", person.role) != Role.OWNER and [each.pk for each in owners] == [person.pk]:
        raise UserError("This is the only owner. Make somebody else an owner first.")
    changed = _set(person, values)
    if products is not None and set(person.products.all()) != set(wanted := list(products)):
        person.products.set(wanted)
        changed = (*changed, "products")
    if changed:
        note_act(by, "person", person, changed=sorted(changed))
    return changed


@transaction.atomic
def change_profile(*, user: User, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Change somebody's own habits: name, language, time zone, theme, morning e-mail."""
    return _set(user, values)


def _set(person: User, values: Mapping[str, Any]) -> tuple[str, ...]:
    changed = tuple(name for name, value in values.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=list(changed))
    return changed
