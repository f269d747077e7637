"""Make a department, rename it, name its head, or remove it while nobody is in it."""

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Department, User
from perennial.records.operations.audit import note_act

__all__ = ["remove_department", "save_department"]


@transaction.atomic
def save_department(
    *, by: User, name: str, kind: str, head: User | None, department: Department | None = None
) -> Department:
    """Make a department, or change one.

    Raises
    ------
    UserError
        Another department has this name.
    """
    row = department or Department()
    if Department.objects.filter(name=name).exclude(pk=row.pk).exists():
        raise UserError("There is a department called {name} already.", name=name)
    row.name, row.kind, row.head = name, kind, head
    row.save()
    note_act(by, "department", row, kind=kind)
    return row


@transaction.atomic
def remove_department(*, by: User, department: Department) -> None:
    """Remove a department.

    Raises
    ------
    UserError
        People are still in it.
    """
    if department.people.filter(is_active=True).exists():
        raise UserError("There are people in this department. Move them to another one first.")
    note_act(by, "department.remove", department)
    department.delete()
