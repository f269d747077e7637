"""All that is known of a customer, as a file for themselves: readable, and for machines."""

import io
import json
import zipfile

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_http_methods

from perennial.records.models import Business
from perennial.records.operations.person_file import person_file as gather
from perennial.web.access import customer_or_404, needs
from perennial.web.forms.choices import languages
from perennial.web.speech import words_for
from perennial.web.views.person_file_words import readable

__all__ = ["person_file"]

_ACT = "customer.person_file"
_LANGUAGES = ("en", "ru")


@needs(_ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def person_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask in which language, and give the file."""
    customer = customer_or_404(request, pk, _ACT)
    if request.method != "POST":
        context = {"customer": customer, "languages": languages(), "told": Business.current().language}
        return render(request, "perennial/privacy/person_file_ask.html", context)
    asked = request.POST.get("language", "")
    language = asked if asked in _LANGUAGES else "en"
    file = gather(request.user, customer, language)
    answer = HttpResponse(_packed(file, language), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="customer-{customer.pk}-{language}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


def _packed(file: dict[str, object], language: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", json.dumps(file, ensure_ascii=False, indent=1))
        archive.writestr("person.html", _page(file, language))
    return packed.getvalue()


def _page(file: dict[str, object], language: str) -> str:
    business = Business.current()
    with translation.override(language):
        words = words_for(business.currency, language)
        context = {"business": business, "words": words, **readable(file, words)}
        return render_to_string("perennial/privacy/person_file.html", context)
