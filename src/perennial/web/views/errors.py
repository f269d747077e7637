"""Pages for what went wrong, with the way back."""

import sys
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from perennial.records.trouble import Trouble, trouble_of
from perennial.web.api.problems import problem

__all__ = ["broken", "not_found", "refused"]

_FOR_PROGRAMS: Final = ("/api/", "/hooks/")
_RETRY_AFTER: Final = 60  # seconds
#: What each is answered with: Insufficient Storage (RFC 4918), Service Unavailable.
_TROUBLES: Final[dict[Trouble, tuple[int, str]]] = {
    "full": (507, "The disk of the server is full; nothing was kept."),
    "away": (503, "The database does not answer just now; nothing was kept."),
}


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the role does not allow this page."""
    del exception
    return render(request, "perennial/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or that it is another's."""
    del exception
    return render(request, "perennial/errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, or that the disk is full or the database away; needs no database."""
    trouble = trouble_of(sys.exc_info()[1])
    is_program = request.path_info.startswith(_FOR_PROGRAMS)
    if trouble is None:
        if is_program:
            return problem(500)
        return HttpResponse(render_to_string("perennial/errors/500.html"), status=500)
    status, detail = _TROUBLES[trouble]
    if is_program:
        response = problem(status, detail)
    else:
        page = render_to_string("perennial/errors/unable.html", {"trouble": trouble})
        response = HttpResponse(page, status=status)
    response.headers["Retry-After"] = str(_RETRY_AFTER)
    return response


refused.act = not_found.act = broken.act = "public"  # type: ignore[attr-defined]
