"""Imports that were made, and whether a file has been imported before."""

from django.db.models import QuerySet

from perennial.records.models import Import

__all__ = ["imported_before", "imports_made"]


def imports_made() -> QuerySet[Import]:
    """Give all imports, the newest first, without files that were uploaded and left."""
    return Import.objects.select_related("by").order_by("-id")


def imported_before(batch: Import) -> Import | None:
    """Give the import by which the very same file came in already, unless it was undone."""
    same = Import.objects.filter(digest=batch.digest, kind=batch.kind, state=Import.State.DONE)
    return same.exclude(pk=batch.pk).exclude(digest="").order_by("-id").first()
