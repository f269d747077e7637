"""Who leads somebody: the heads of their department, else the owners of the business."""

from perennial.records.models import User
from perennial.records.models.words import Role

__all__ = ["heads_of"]


def heads_of(person: User | None) -> list[User]:
    """Give the heads of somebody's department who work here; the owners where there are none."""
    department = person.department if person is not None else None
    found = {}
    if department is not None:
        heads = department.people.filter(role=Role.HEAD, is_active=True)
        found = {each.pk: each for each in heads}
        if department.head is not None and department.head.is_active:
            found[department.head.pk] = department.head
    if not found:
        return list(User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk"))
    return [found[pk] for pk in sorted(found)]
