"""What went wrong, in one form for programs (RFC 9457)."""

import math
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from perennial.core.errors import UserError
from perennial.records.operations.take_once import KeyUsedError
from perennial.web.speech import words_of

__all__ = ["ReadOnlyStoreError", "answer_problems", "problem"]

_TITLES = {
    400: "Bad request",
    401: "A valid bearer token is needed",
    403: "The token may not do this",
    404: "Not found",
    409: "Orders are read from a warehouse and cannot be written here",
    422: "The request cannot be used",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "Not now",
    507: "No room",
}


class ReadOnlyStoreError(Exception):
    """Orders live in a warehouse that is only read."""


def problem(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """Write a problem."""
    said = {"type": "about:blank", "title": _TITLES.get(status, "Error"), "status": status}
    said |= {"detail": detail} if detail else {}
    return JsonResponse({**said, **more}, status=status, content_type="application/problem+json")


def answer_problems(api: NinjaAPI) -> None:
    """Have an API answer every failure with a problem."""
    for kind, write in (
        (ValidationError, _invalid),
        (AuthenticationError, _unknown),
        (PermissionDenied, lambda *_: problem(403)),
        (Http404, lambda *_: problem(404)),
        (Throttled, _too_many),
        (ReadOnlyStoreError, lambda *_: problem(409)),
        (KeyUsedError, _sentence),
        (UserError, _sentence),
        (HttpError, lambda _, error: problem(error.status_code, str(error))),
    ):
        api.add_exception_handler(kind, write)


def _invalid(_: HttpRequest, error: Any) -> HttpResponse:
    errors = [
        {"pointer": "/" + "/".join(str(part) for part in each["loc"][1:]), "detail": each["msg"]}
        for each in error.errors
    ]
    return problem(422, errors=errors)


def _unknown(*_: Any) -> HttpResponse:
    response = problem(401)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _too_many(_: HttpRequest, error: Any) -> HttpResponse:
    response = problem(429)
    response.headers["Retry-After"] = str(math.ceil(error.wait or 60))
    return response


def _sentence(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, words_of(request).say(error.message))
