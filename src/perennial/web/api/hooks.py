"""Webhooks of shops: proved by their signature, repeats dropped, the work left to a task."""

import base64
import hashlib
import hmac
import json
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from perennial.records.operations.take_hook import receive_hook
from perennial.web.access import public
from perennial.web.api.problems import problem

__all__ = ["shopify", "woocommerce"]

_PING = re.compile(rb"webhook_id=\d{1,20}")
_MOST_BYTES = 5 * 1024 * 1024


@csrf_exempt
@public
@require_POST
def shopify(request: HttpRequest) -> HttpResponse:
    """Take an event of Shopify."""
    event = request.headers.get("X-Shopify-Event-Id") or request.headers.get("X-Shopify-Webhook-Id", "")
    signature = request.headers.get("X-Shopify-Hmac-SHA256", "")
    topic = request.headers.get("X-Shopify-Topic", "")
    return _receive(request, "shopify", settings.CONFIG.shopify_secret, signature, (event, topic))


@csrf_exempt
@public
@require_POST
def woocommerce(request: HttpRequest) -> HttpResponse:
    """Take an event of WooCommerce; the first one, a ping without a signature, is only answered."""
    if settings.CONFIG.woocommerce_secret and _PING.fullmatch(request.body):
        return HttpResponse(status=200)
    event = request.headers.get("X-WC-Webhook-Delivery-ID", "")
    signature = request.headers.get("X-WC-Webhook-Signature", "")
    topic = request.headers.get("X-WC-Webhook-Topic", "")
    return _receive(request, "woocommerce", settings.CONFIG.woocommerce_secret, signature, (event, topic))


def _receive(
    request: HttpRequest, source: str, secret: str, signature: str, said: tuple[str, str]
) -> HttpResponse:
    body = request.body
    if not secret or not _is_theirs(body, secret, signature):
        return problem(401, "The signature is not that of the shop.")
    if len(body) > _MOST_BYTES:
        return problem(413)
    event, topic = said
    event = event or hashlib.sha256(topic.encode() + body).hexdigest()
    if _is_json(body):
        receive_hook(source, event[:120], topic, body)
    return HttpResponse(status=200)


def _is_theirs(body: bytes, secret: str, signature: str) -> bool:
    """Compare with the HMAC-SHA256 (RFC 2104) of the body as it came, in base64."""
    own = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(own, signature.encode("utf-8", "replace"))


def _is_json(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
