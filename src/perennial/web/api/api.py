"""The API put together: version 1, described at openapi.json."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from perennial import __version__
from perennial.web.access import PUBLIC
from perennial.web.api import payments, reading, writing
from perennial.web.api.problems import answer_problems
from perennial.web.api.router import router
from perennial.web.api.tokens import Bearer, TokenThrottle

__all__ = ["api", "api_urls"]

api = NinjaAPI(
    title="Perennial",
    version="1",
    description=(
        f"Customers, orders, payments, touches and forecasts of Perennial {__version__}. Money is a decimal "
        "in the currency of the orders; an order is known by its system (the program it comes from, 'file' "
        "where not said) and its own id; moments are ISO 8601 with their offset; lists come in pages by "
        "cursor. Send an Idempotency-Key with every write; failures are problems of RFC 9457."
    ),
    docs_url=None,
    urls_namespace="api",
    auth=Bearer(),
    throttle=TokenThrottle(),
)
#: Modules whose functions answer; importing them puts these on the router.
_ANSWERS = (reading, writing, payments)
api.add_router("", router)
answer_problems(api)


def api_urls() -> tuple[list[Any], str, str]:
    """Give the addresses, each with the act it needs: the token decides, and its owner's rights."""
    urls, app, namespace = api.urls
    for pattern in _patterns(urls):
        is_described = pattern.name in {"openapi-json", "api-root"}
        pattern.callback.act = PUBLIC if is_described else "api.read"  # type: ignore[attr-defined]
    return urls, app, namespace


def _patterns(urls: list[Any]) -> Iterator[URLPattern]:
    for each in urls:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns)
        else:
            yield each
