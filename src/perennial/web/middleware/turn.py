"""A page that is being made goes before background work."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from perennial.records.operations.give_way import somebody_waits

__all__ = ["TurnMiddleware"]


class TurnMiddleware:
    """Has background work wait between its portions while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        with somebody_waits():
            return self.get_response(request)
