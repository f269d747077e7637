"""Make the first account of a new house: the owner, the business, and its two departments."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from perennial.core.errors import UserError
from perennial.records.models import Business, Department, User
from perennial.records.models.words import Role
from perennial.records.operations.audit import note_act

__all__ = ["make_first_account"]


@transaction.atomic
def make_first_account(*, name: str, email: str, password: str, business: Mapping[str, Any]) -> User:
    """Make the owner of a house in which there is nobody yet.

    Parameters
    ----------
    business
        Columns of `Business`: name, language, time zone, currency, phone region, first weekday.

    Raises
    ------
    UserError
        Somebody has been here before, be it a moment ago in another window.
    """
    Business.objects.get_or_create(id=1)
    # The row is locked, so that of two windows the second waits here and then finds the first's owner.
    row = Business.objects.select_for_update().get(id=1)
    if User.objects.exists():
        raise UserError("The first account exists already. Sign in with it.")
    for column, value in business.items():
        setattr(row, column, value)
    row.setup_done = True
    row.save()
    owner = User.objects.create_user(email, password, name=name, role=Role.OWNER)
    _make_departments(row.language)
    note_act(owner, "first_account", owner)
    return owner


def _make_departments(language: str) -> None:
    with translation.override(language):
        titles = {
            Department.Kind.FIRST_SALES: gettext("First sales"),
            Department.Kind.EXISTING: gettext("Existing customers"),
        }
    for kind, title in titles.items():
        if not Department.objects.filter(kind=kind).exists():
            Department.objects.create(name=title, kind=kind)
