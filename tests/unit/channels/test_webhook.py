"""Signing by the specification; the vector is the specification's own."""

import http.server
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta

import pytest

from perennial.channels import webhook_post
from perennial.channels.sender import UndeliveredError
from perennial.channels.webhook import (
    WebhookRefusedError,
    new_webhook_secret,
    sign_webhook,
    verify_webhook,
)
from perennial.channels.webhook_post import post_webhook

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}'
AT = datetime.fromtimestamp(1614265330, UTC)
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def signed(**told):
    return sign_webhook(**{"secret": SECRET, "message_id": MESSAGE, "at": AT, "body": BODY, **told})


def test_signature_is_that_of_the_specification():
    assert signed() == {
        "webhook-id": MESSAGE,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_what_was_signed_is_known_again_also_beside_other_signatures():
    told = signed()
    verify_webhook(SECRET, told, BODY, at=AT + timedelta(minutes=4))
    many = {name.title(): value for name, value in told.items()}
    many["Webhook-Signature"] = f"v1,other v1a,another {told['webhook-signature']}"
    verify_webhook(SECRET, many, BODY, at=AT)


@pytest.mark.parametrize(
    "told",
    [
        {"webhook-id": "msg_other"},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": "then"},
        {"webhook-timestamp": "9" * 30},
        {"webhook-signature": SIGNATURE.replace("v1,", "v2,")},
        {"webhook-signature": "nonsense"},
    ],
)
def test_what_was_changed_is_refused(told):
    with pytest.raises(WebhookRefusedError):
        verify_webhook(SECRET, {**signed(), **told}, BODY, at=AT)


def test_another_body_another_secret_another_time_and_no_headers_are_refused():
    for secret, headers, body, at in (
        (SECRET, signed(), BODY + " ", AT),
        (new_webhook_secret(), signed(), BODY, AT),
        (SECRET, signed(), BODY, AT + timedelta(minutes=6)),
        (SECRET, signed(), BODY, AT - timedelta(minutes=6)),
        (SECRET, {}, BODY, AT),
    ):
        with pytest.raises(WebhookRefusedError):
            verify_webhook(secret, headers, body, at=at)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_a"])
def test_what_is_no_secret_signs_nothing(secret):
    with pytest.raises(WebhookRefusedError):
        signed(secret=secret)


def test_secrets_are_of_the_specifications_form_and_differ():
    secrets = {new_webhook_secret() for _ in range(3)}
    assert len(secrets) == 3
    for secret in secrets:
        told = signed(secret=secret)
        verify_webhook(secret, told, BODY, at=AT)


class Receiver(http.server.BaseHTTPRequestHandler):
    status, got = 204, []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.got.append((self.path, dict(self.headers), body))
        self.send_response(self.status)
        self.send_header("Location", "https://localhost/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    told = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    told += " -addext subjectAltName=DNS:localhost -keyout key -out crt"
    subprocess.run(["openssl", *told.split()], cwd=folder, check=True, capture_output=True)
    return folder / "crt", folder / "key"


@pytest.fixture
def receiver(certificate):
    """Serve HTTPS on this machine; gives its address and what trusts it."""
    server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    of_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    of_server.load_cert_chain(*certificate)
    server.socket = of_server.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    Receiver.status, Receiver.got = 204, []
    yield (
        f"https://localhost:{server.server_port}/hook?x=1",
        ssl.create_default_context(cafile=certificate[0]),
    )
    server.shutdown()
    thread.join()
    server.server_close()


def post(url, **told):
    post_webhook(url, BODY, secret=SECRET, message_id=MESSAGE, at=AT, timeout=10, **told)


def refusal(url, **told):
    with pytest.raises(UndeliveredError) as refused:
        post(url, **told)
    return refused.value.undelivered.fate, refused.value.undelivered.why


def test_body_arrives_signed(receiver):
    url, context = receiver
    post(url, inside=True, context=context)
    ((path, headers, body),) = Receiver.got
    assert (path, body, headers["Content-Type"]) == ("/hook?x=1", BODY, "application/json")
    verify_webhook(SECRET, headers, body, at=AT)


@pytest.mark.parametrize(("status", "fate"), [(302, "never"), (410, "never"), (429, "later"), (503, "later")])
def test_refusals_say_whether_to_come_again(receiver, status, fate):
    Receiver.status = status
    assert refusal(receiver[0], inside=True, context=receiver[1]) == (fate, f"http {status}")
    assert len(Receiver.got) == 1


def test_certificate_that_nobody_vouches_for_is_not_trusted(receiver):
    assert refusal(receiver[0], inside=True)[1] == "SSLCertVerificationError"
    assert not Receiver.got


def test_own_machine_is_not_asked_unless_that_is_allowed(receiver):
    assert refusal(receiver[0], context=receiver[1]) == ("never", "inside")
    assert not Receiver.got


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "224.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1", "fc00::1", "64:ff9b::a00:1", "2002:a00:1::1"],
)  # fmt: skip
def test_names_that_lead_inside_lead_nowhere(monkeypatch, address):
    found = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (address, 443))]
    monkeypatch.setattr(webhook_post.socket, "getaddrinfo", lambda *_, **__: found)
    assert refusal("https://hooks.example/x") == ("never", "inside")


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/x",
        "https://",
        "https://u:p@hooks.example/",
        "ftp://x",
        "https://a:99999/",
        "https://[/",
    ],
)
def test_only_https_is_spoken(url):
    assert refusal(url) == ("never", "url")


def test_machine_that_is_not_there_is_asked_again(monkeypatch):
    def fail(*args, **told):
        raise OSError

    monkeypatch.setattr(webhook_post.socket, "getaddrinfo", fail)
    assert refusal("https://hooks.example/x") == ("later", "OSError")
