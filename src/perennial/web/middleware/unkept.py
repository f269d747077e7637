"""Pages of somebody signed in are not kept by browsers: going back shows them as they are now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

__all__ = ["UnkeptMiddleware"]


class UnkeptMiddleware:
    """Has no page kept that names customers: neither for the way back, nor for whoever sits down next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request; a view that says itself how long it is kept is left alone."""
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
