"""The catalogue of offers and gifts, with what each brought."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import Business
from perennial.records.queries.offers.catalogue import LOOKED_AT, catalogue
from perennial.web.access import needs
from perennial.web.views.offers_page import offers_page
from perennial.web.views.offers_words import STANDINGS

__all__ = ["offers"]


@needs("offers")
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """List what can be given, and what was."""
    rows = catalogue(timezone.localdate(), Business.current())
    told = [(row, STANDINGS.get(row.standing)) for row in rows]
    return offers_page(request, "offers", {"rows": told, "days": LOOKED_AT})
