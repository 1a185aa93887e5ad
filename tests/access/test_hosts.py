"""The Host of a request is believed by nobody, and nothing is served that is not a page."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from tests.people import PAOLA_FORM

pytestmark = pytest.mark.django_db

EVIL = "evil.example"
FOREIGN = [EVIL, f"testserver.{EVIL}", f"testserver@{EVIL}", f"{EVIL}:80", "testserver\\.x", ""]


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_gets_nothing(client: Client, host: str) -> None:
    answers = [
        client.get("/", headers={"host": host}),
        client.get("/livez", headers={"host": host}),
        client.get("/accounts/login/?next=/desk/", headers={"host": host}),
        client.post("/csp-report", "{}", content_type="application/json", headers={"host": host}),
    ]

    assert {answer.status_code for answer in answers} == {400}
    assert not any(EVIL in answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"]
)
def test_a_forwarded_host_is_not_believed(client: Client, name: str) -> None:
    for path in ("/", "/accounts/login/", "/register", "/programme/", "/desk/"):
        answer = client.get(path, headers={name: f"host={EVIL}" if name == "Forwarded" else EVIL})

        assert answer.status_code in {200, 301, 302}
        assert EVIL not in answer.content.decode() + answer.headers.get("Location", "")


def test_no_mail_takes_the_host_of_a_request(client: Client, sink: Sink) -> None:
    """Both names are ours; the mail has the one of the settings."""
    page = client.get("/register/", headers={"host": "localhost"})
    [token] = re.findall(r'name="token" value="([^"]+)"', page.content.decode())
    client.post("/register/", PAOLA_FORM | {"token": token}, headers={"host": "localhost"})
    client.post("/accounts/login/", {"login": PAOLA_FORM["email"]}, headers={"host": "localhost"})

    outbox.sweep("mail")

    mails = [part_of(mail) for mail in sink.messages()]
    assert len(mails) == 2
    assert all(settings.BASE_URL in text for text in mails)
    assert not any("//localhost" in text for text in mails)


def part_of(mail: Any) -> str:
    """Return the words of a mail, as text and as HTML."""
    parts = (mail.get_body((kind,)) for kind in ("plain", "html"))
    return "".join(part.get_content() for part in parts if part is not None)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"])
def test_trace_is_refused(client: Client, method: str) -> None:
    for path in ("/", "/livez", "/accounts/login/", "/admin/"):
        assert client.generic(method, path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/HEAD", "/.git/config", "/.env", "/uv.lock", "/pyproject.toml", "/manage.py"),
        *("/var/secret_key", "/deploy/secrets/secret_key", "/docker-compose.yml", "/server-status"),
        *("/static/", "/static/../manage.py", "/static/%2e%2e/manage.py", "/static/vendor/"),
        *("/files/", "/media/", "/notes/", "/debug/", "/__debug__/", "/phpinfo.php"),
    ],
)
def test_nothing_of_the_repository_is_served(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
