"""Note the days on which somebody is away, and who covers for them."""

from datetime import date

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Absence, User
from perennial.records.operations.audit import note_act

__all__ = ["add_absence", "remove_absence"]


@transaction.atomic
def add_absence(
    *, by: User, person: User, first_day: date, last_day: date, cover: User | None = None
) -> Absence:
    """Note an absence.

    Raises
    ------
    UserError
        The days run backwards, meet another absence, or the cover is the person, has left or is away too.
    """
    if last_day < first_day:
        raise UserError("The last day is before the first one.")
    if _away(person, first_day, last_day):
        raise UserError("Some of these days are noted as an absence already.")
    if cover is not None:
        _check_cover(person, cover, first_day, last_day)
    absence = Absence.objects.create(user=person, first_day=first_day, last_day=last_day, cover=cover)
    note_act(by, "absence", absence, days=(last_day - first_day).days + 1)
    return absence


@transaction.atomic
def remove_absence(*, by: User, absence: Absence) -> None:
    """Take an absence back."""
    note_act(by, "absence.remove", absence)
    absence.delete()


def _check_cover(person: User, cover: User, first_day: date, last_day: date) -> None:
    if cover.pk == person.pk or not cover.is_active:
        raise UserError("Somebody else who still works here has to cover.")
    if _away(cover, first_day, last_day):
        raise UserError("Whoever covers is away on some of these days too.")


def _away(person: User, first_day: date, last_day: date) -> bool:
    return person.absences.filter(first_day__lte=last_day, last_day__gte=first_day).exists()
