"""Tell people of the house something: a notice that leads to a page."""

from collections.abc import Iterable

from perennial.core.message import Message
from perennial.records.models import Notice, User

__all__ = ["tell_people"]


def tell_people(people: Iterable[User | None], message: Message, url: str = "") -> None:
    """Leave a notice with everybody who works here; notices name no customer, as they outlive erasures."""
    wrapped = {"text": message.text, "facts": dict(message.facts)}
    told = {each.pk: each for each in people if each is not None and each.is_active}
    Notice.objects.bulk_create([Notice(user=each, message=wrapped, url=url) for each in told.values()])
