"""Asks the HTTP API what its description allows, and what it does not; no answer may be a server error.

Schemathesis makes requests from `openapi.json`, of each operation as many, half of them breaking it.
Beside them go bodies that are nearly as they should be, and signed events of shops. All come with a token
that may do all, every fifth without one. The application answers in this process, on a throw-away base
with the demo company, or in the database that PERENNIAL_DATABASE_URL names::

    python bench/api_examples.py --examples 2000 --seed 1

means 2,000 of each operation, of each kind of body, and of the events of each shop.
"""

import argparse
import base64
import hashlib
import hmac
import json
import logging
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import hypothesis
import schemathesis
from api_bodies import BODIES, KEYS, SHOP_EVENTS, changes
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from schemathesis import GenerationMode

__all__ = ["Asked"]

_SECRET: Final = "secret of the shop"  # noqa: S105 - of a throw-away base
_SHOPS: Final = {
    "shopify": ("X-Shopify-Hmac-SHA256", "X-Shopify-Topic", ("orders/updated", "refunds/create")),
    "woocommerce": ("X-WC-Webhook-Signature", "X-WC-Webhook-Topic", ("order.updated", "order.created")),
}


class Asked:
    """What was asked, and which answers were server errors.

    Parameters
    ----------
    examples, seed
        How many of each kind, and where they begin.
    token
        Of who asks.
    """

    def __init__(self, *, examples: int, seed: int, token: str) -> None:
        self.statuses: Counter[str] = Counter()
        self.faults: set[str] = set()
        self.examples, self.seed = examples, seed
        self.bearer = {"Authorization": f"Bearer {token}"}
        self._started = time.monotonic()

    def ask(
        self, what: str, given: st.SearchStrategy[Any], send: Callable[[Any], int], *, share: int = 1
    ) -> None:
        """Send so many examples of one kind; an exception of the application counts as a server error."""

        @hypothesis.seed(self.seed)
        @hypothesis.settings(
            max_examples=self.examples // share,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(given)
        def one(example: Any) -> None:  # noqa: ANN401 - whatever can be sent
            self._note(what, lambda: send(example))

        try:
            one()
        except hypothesis.errors.Unsatisfiable:
            self.statuses[f"{what}: there is nothing to break"] += 1
        minutes = (time.monotonic() - self._started) / 60
        print(f"{minutes:5.1f} min, {self.statuses.total()} examples: {what}", file=sys.stderr, flush=True)

    def headers(self) -> dict[str, str]:
        """Give the token, but every fifth time."""
        return self.bearer if self.statuses.total() % 5 else {}

    def _note(self, what: str, send: Callable[[], int]) -> None:
        try:
            status = send()
        except Exception as error:  # noqa: BLE001 - what the server would answer with 500
            status = 500
            self._found(f"{what}: {type(error).__name__}: {error}", traceback.format_exc())
        self.statuses[f"{what} {status}"] += 1
        if status >= 500:
            self._found(f"{what}: {status}", "")

    def _found(self, fault: str, trace: str) -> None:
        short = fault[:160]
        if short not in self.faults:
            self.faults.add(short)
            print(f"FAULT {short}\n{trace[-3000:]}", flush=True)


def main() -> None:
    """Ask, and print how often each answer came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=1000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="kinds with this in their name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="perennial-api-") as folder:
        os.environ.setdefault("PERENNIAL_DATA_DIR", folder)
        os.environ |= {"PERENNIAL_SHOPIFY_SECRET": _SECRET, "PERENNIAL_WOOCOMMERCE_SECRET": _SECRET}
        token, application = _serve()
        asked = Asked(examples=options.examples, seed=options.seed, token=token)
        _by_description(asked, application, options.only)
        _by_bodies(asked, options.only)
        _by_shops(asked, options.only)
    print(*(f"{count:7} {what}" for what, count in sorted(asked.statuses.items())), sep="\n")
    print(f"{asked.statuses.total()} examples, seed {options.seed}, {len(asked.faults)} faults")
    sys.exit(1 if asked.faults else 0)


def _serve() -> tuple[str, Any]:
    """Fill a base and let no one be told to wait; give a token and the application."""
    from perennial.cli.django_start import start_django  # noqa: PLC0415 - the settings read the environment

    start_django()
    from django.utils import timezone  # noqa: PLC0415

    from perennial.cli.preparing import fill_demo, prepare  # noqa: PLC0415
    from perennial.records.models import User  # noqa: PLC0415
    from perennial.records.operations.issue_token import SCOPES, issue_token  # noqa: PLC0415
    from perennial.web.api.tokens import TokenThrottle  # noqa: PLC0415
    from perennial.web.wsgi import application  # noqa: PLC0415

    prepare(lambda _: None)
    fill_demo("en", timezone.localdate(), learn=False)
    logging.disable(logging.CRITICAL)
    setattr(TokenThrottle, "allow_request", lambda *_: True)  # noqa: B010 - thousands a minute are wanted
    owner = User.objects.filter(role="owner", is_active=True).order_by("pk")[0]
    return issue_token(user=owner, name="examples", scopes=SCOPES)[1], application


def _by_description(asked: Asked, application: Any, only: str) -> None:  # noqa: ANN401 - a WSGI application
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # our own description is sound
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if only in operation.label:
                asked.ask(
                    operation.label,
                    operation.as_strategy(generation_mode=mode),
                    lambda case: int(case.call(headers=asked.headers()).status_code),
                    share=2,
                )


def _by_bodies(asked: Asked, only: str) -> None:
    for name, body in BODIES.items():
        if only in f"bodies of {name}":
            send = _sender(asked, f"/api/v1/{name}")
            asked.ask(f"bodies of {name}", st.tuples(changes(body), KEYS), send)


def _sender(asked: Asked, path: str) -> Callable[[tuple[dict[str, Any], str]], int]:
    client = _client()

    def send(example: tuple[dict[str, Any], str]) -> int:
        body, key = example
        headers = asked.headers() | ({"Idempotency-Key": key} if key else {})
        answer = client.post(path, json.dumps(body), content_type="application/json", headers=headers)
        return int(answer.status_code)

    return send


@cache
def _client() -> Any:  # noqa: ANN401 - Django's, which is known only once its settings are read
    """Give one for all that is sent: each new one would look at every file that is served."""
    from django.test import Client  # noqa: PLC0415

    return Client()


def _by_shops(asked: Asked, only: str) -> None:
    """Send signed events; what the shop tells is then read, and taken in, as the task would."""
    for shop, (_, _, topics) in _SHOPS.items():
        if only in f"events of {shop}":
            examples = st.tuples(st.just(shop), st.sampled_from(topics), SHOP_EVENTS)
            asked.ask(f"events of {shop}", examples, _tell)


def _tell(example: tuple[str, str, Any]) -> int:
    from perennial.records.models import HookEvent  # noqa: PLC0415
    from perennial.records.operations import take_hook as hooks  # noqa: PLC0415

    shop, topic, told = example
    body = json.dumps(told).encode()
    signature = base64.b64encode(hmac.new(_SECRET.encode(), body, hashlib.sha256).digest()).decode()
    headers = dict(zip(_SHOPS[shop][:2], (signature, topic), strict=True))
    answer = _client().post(f"/hooks/{shop}", body, content_type="application/json", headers=headers)
    if answer.status_code == 200 and isinstance(told, dict):
        folder = hooks._path("x").parent  # noqa: SLF001 - what waits there is the task's
        for waiting in sorted(folder.glob("*.json")):
            hooks.take_hook.call(shop, topic, waiting.name)
            waiting.unlink(missing_ok=True)
    HookEvent.objects.all().delete()
    return int(answer.status_code)


if __name__ == "__main__":
    main()
