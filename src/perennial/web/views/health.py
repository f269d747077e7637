"""For machines that watch over this one: whether it is well, and a few numbers; nothing about anybody."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from perennial import __version__
from perennial.records.queries.pulse import Pulse, pulse
from perennial.web.access import public

__all__ = ["healthz", "metrics"]

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
#: A proxy on this machine also comes from the loopback address, but says for whom.
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto", "Via")


@public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say whether pages can be served; a silent worker is said, but is no reason to restart the pages."""
    del request
    try:
        now = pulse(timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "fail", "database": False}, status=503)
    seconds = None if now.worker_silent is None else round(now.worker_silent)
    status = "ok" if now.worker_alive else "warn"
    return JsonResponse({"status": status, "database": True, "worker_seconds": seconds})


@public
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give numbers in the text format of Prometheus, to who has the token; without one, to this machine."""
    if not _may_look(request):
        return HttpResponseForbidden("forbidden\n", content_type="text/plain")
    text = "".join(_lines(pulse(timezone.now())))
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_look(request: HttpRequest) -> bool:
    token = settings.CONFIG.metrics_token
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    passed_on = any(name in request.headers for name in _FORWARDED)
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not passed_on


def _lines(now: Pulse) -> Iterator[str]:
    yield from _gauge("info", "Version of this installation.", 1, f'{{version="{__version__}"}}')
    yield from _gauge("worker_silent_seconds", "Since the last sign of life of a worker.", now.worker_silent)
    yield from _gauge("refresh_age_seconds", "Since the forecasts were last made.", now.refreshed)
    yield from _gauge("tasks_waiting", "Tasks in the queue.", now.waiting)
    yield from _gauge("tasks_running", "Tasks being done.", now.running)
    yield from _gauge("tasks_failed_last_day", "Tasks that failed in the last day.", now.failed)


def _gauge(name: str, told: str, value: float | None, labels: str = "") -> Iterator[str]:
    shown = "NaN" if value is None else f"{value:g}"
    yield f"# HELP perennial_{name} {told}\n# TYPE perennial_{name} gauge\nperennial_{name}{labels} {shown}\n"
