"""Each morning: the list of the day by e-mail, to those who wish it; each mail is a task of its own."""

from datetime import date

from django.conf import settings
from django_tasks import task

from perennial.records.later import operation
from perennial.records.models import Business, User

__all__ = ["mail_one", "run"]


def run(day: date) -> None:
    """Enqueue a mail a person, if anything may be sent at all."""
    if not (settings.CONFIG.send and Business.current().sending):
        return
    for pk in User.objects.filter(is_active=True, morning_mail=True).values_list("pk", flat=True):
        mail_one.enqueue(pk, day.isoformat())


@task()
def mail_one(user: int, day: str) -> None:
    """Send one person their list."""
    mail_today = operation("mail_today")
    person = User.objects.filter(pk=user, is_active=True).first()
    if mail_today is not None and person is not None:
        mail_today(person, date.fromisoformat(day))
