"""Notes to messengers: only to services that are known, and what they answer is told to nobody."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module

import pytest

from perennial.channels import messenger
from perennial.channels.messenger import is_messenger, service_of, tell_messenger
from perennial.channels.sender import UndeliveredError

TELEGRAM = "tgram://123456789:abcdefghijklmnopqrstuvwxyzabcdefgh/12315544/"


@pytest.fixture
def service(monkeypatch):
    """Something that takes notes on this machine, and answers as it is told."""

    class Handler(BaseHTTPRequestHandler):
        taken, answer = [], 200

        def do_POST(self):
            self.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(self.answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *told):
            """Print nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setitem(messenger._PLUGINS, "json", "custom_json:NotifyJSON")
    Handler.url = f"json://127.0.0.1:{server.server_port}/"
    yield Handler
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("url", "known"),
    [
        (TELEGRAM, True),
        ("TGRAM://123456789:abcdefghijklmnopqrstuvwxyzabcdefgh/12315544/", True),
        ("tgram://", False),
        ("json://127.0.0.1/", False),
        ("file:///etc/passwd", False),
        ("https://t.me/somebody", False),
        ("", False),
    ],
)
def test_only_messengers_in_the_open_internet_are_known(url, known):
    assert is_messenger(url) is known


def test_service_is_named():
    assert (service_of(TELEGRAM), service_of("json://x/")) == ("Telegram", "")


def test_note_arrives_with_its_title(service):
    tell_messenger(service.url, "Today", "1. Nord Café: <b> & 5 days")
    (told,) = service.taken
    assert (told["title"], told["message"]) == ("Today", "1. Nord Café: <b> & 5 days")


def test_note_that_is_not_taken_is_said_to_be_so(service):
    service.answer = 500
    with pytest.raises(UndeliveredError, match="not taken"):
        tell_messenger(service.url, "Today", "Text")
    with pytest.raises(UndeliveredError, match="url"):
        tell_messenger("nonsense", "Today", "Text")


@pytest.mark.parametrize("scheme", messenger.SERVICES)
def test_every_service_is_one_of_the_library(scheme):
    module, _, name = messenger._PLUGINS[scheme].partition(":")
    plugin = getattr(import_module(f"apprise.plugins.{module}"), name)
    protocols = plugin.secure_protocol
    assert scheme in ({protocols} if isinstance(protocols, str) else set(protocols))
    assert not is_messenger(f"{scheme}://")
