"""Somebody at the pages: signed in by a session, as a browser sends what its pages hold."""

import http.client
import json
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

__all__ = ["Answer", "Fields", "Visitor", "form_in"]

#: Fields of a form, in its order; one name may come several times.
Fields = list[tuple[str, str]]
_AT_MOST = 120
_VOID = frozenset({"input"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    text: str
    location: str
    seconds: float

    @property
    def said(self) -> Any:  # noqa: ANN401 - JSON
        """The answer to a script."""
        return json.loads(self.text)


class Visitor:
    """A session at 127.0.0.1; each request is a connection of its own.

    Raises `OSError` or `http.client.HTTPException` where nobody answers.
    """

    def __init__(self, port: int, session: str) -> None:
        self.port, self._token = port, secrets.token_hex(16)
        self._headers = {
            "Host": f"127.0.0.1:{port}",
            "Cookie": f"sessionid={session}; csrftoken={self._token}",
            "Connection": "close",
        }

    def get(self, path: str, *, part: bool = False) -> Answer:
        """Open a page, or a part of one as htmx does."""
        return self._ask("GET", path, b"", {"HX-Request": "true"} if part else {})

    def post(self, path: str, fields: Iterable[tuple[str, str]], *, by_script: bool = False) -> Answer:
        """Send a form; `by_script` as the script of Today does."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self._token}
        if by_script:
            headers["X-Today"] = "1"
        own = [each for each in fields if each[0] != "csrfmiddlewaretoken"]
        return self._ask("POST", path, urlencode(own).encode(), headers)

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        """Send a file in the field `file`."""
        edge = secrets.token_hex(16)
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-CSRFToken": self._token}
        return self._ask("POST", path, body, kind)

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_AT_MOST)
        try:
            connection.request(method, path, body or None, {**self._headers, **headers})
            got = connection.getresponse()
            text = got.read().decode(errors="replace")
        finally:
            connection.close()
        return Answer(
            status=got.status,
            text=text,
            location=got.headers.get("Location", ""),
            seconds=time.perf_counter() - begun,
        )


def form_in(page: str, form_id: str) -> Fields:
    """Give what a form on a page would send as it stands, without its buttons."""
    reader = _FormReader(form_id)
    reader.feed(page)
    return reader.fields


class _FormReader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.fields: Fields = []
        self._wanted, self._inside, self._select = form_id, False, ""
        self._options, self._is_bare = list[str](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self._inside = told.get("id") == self._wanted
        elif self._inside and tag == "select":
            self._select, self._options = told.get("name") or "", []
        elif self._inside and tag == "option" and ("selected" in told or not self._options):
            self._options, self._is_bare = [told.get("value") or ""], "value" not in told
        elif self._inside and tag in _VOID:
            self._input(told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._select:
            self.fields += [(self._select, value) for value in self._options]
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._is_bare:  # an option without a value is worth its words
            self._options, self._is_bare = [data], False

    def _input(self, told: Mapping[str, str | None]) -> None:
        kind, name = told.get("type") or "text", told.get("name")
        if name and (kind not in {"radio", "checkbox", "file", "submit"} or "checked" in told):
            self.fields.append((name, told.get("value") or ""))
