"""Keep a set of filters of the customers' list under a name, for oneself or for all."""

from django.db import transaction

from perennial.records.models import SavedView, User
from perennial.records.operations.audit import note_act

__all__ = ["remove_view", "save_view"]


@transaction.atomic
def save_view(by: User, *, name: str, query: str, shared: bool = False) -> SavedView:
    """Save a view; one's own view of the same name is replaced."""
    view, _ = SavedView.objects.update_or_create(
        user=by, name=" ".join(name.split())[:80], defaults={"query": query[:1000], "shared": shared}
    )
    note_act(by, "view.save", view, shared=shared)
    return view


@transaction.atomic
def remove_view(by: User, view: SavedView) -> None:
    """Remove a view."""
    note_act(by, "view.remove", view)
    view.delete()
