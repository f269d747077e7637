"""Pages for what went wrong, with the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

__all__ = ["broken", "not_found", "refused"]


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the role does not allow this page."""
    del exception
    return render(request, "perennial/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or that it is another's."""
    del exception
    return render(request, "perennial/errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; needs no database."""
    del request
    return HttpResponse(render_to_string("perennial/errors/500.html"), status=500)


refused.act = not_found.act = broken.act = "public"  # type: ignore[attr-defined]
