"""The logs of a whole portal after a day full of accidents: nobody can be found in them."""

import contextlib
import json
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from intersessional.embedded.service import wait_until
from tests import papers
from tests.portal import Portal, running_portal
from tests.visitor import PAOLA, Visitor

# A portal of its own, with accidents: half a minute.
pytestmark = pytest.mark.long

# Words that stand nowhere else. Each is given in another place.
NAME, MAILBOX, PASSWORD, LOST = "Kanarienvogel", "zeisig", "gimpel-gimpel-1", "stieglitz"
EMAIL = f"{MAILBOX}@mission.example"
PORTAL = ["web", "worker", "letters", "beat"]


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A portal of its own, since this test reads all that it says."""
    with running_portal(from_nothing=True) as portal:
        yield portal


@pytest.fixture(scope="module")
def secrets(portal: Portal) -> set[str]:
    """Everything that was typed, sent and made up on that day."""
    visitor = portal.visitor()
    receipt = visitor.register(email=EMAIL, given_names=NAME, family_name=NAME, diet=NAME)
    token = urlsplit(receipt.url).path.split("/")[-2]
    _confirmed(portal, receipt.number)
    assert len(portal.wait_for_mail(EMAIL, count=2)) == 2
    code = _sign_in(portal, visitor)
    _accidents(portal, token)
    [[letter]] = portal.rows(
        "SELECT code FROM letters_letter JOIN registrations_registration r"
        " ON r.id = registration_id WHERE r.email = %s",
        EMAIL,
    )
    with pytest.raises(psycopg2.IntegrityError):
        portal.rows("INSERT INTO auth_group (name) VALUES (%s), (%s)", LOST, LOST)
    portal.kill("postgres")
    visitor.get(f"/register/{token}/")
    wait_until(portal.is_ready, 60)
    return {NAME, NAME.upper(), MAILBOX, PASSWORD, LOST, token, code, letter}


def _confirmed(portal: Portal, number: str) -> None:
    portal.staff().confirm(number)


def _sign_in(portal: Portal, visitor: Visitor) -> str:
    """Ask for a code, type a wrong password and a wrong code; return the right one."""
    page = visitor.get("/accounts/login/")
    answers = {"csrfmiddlewaretoken": page.value("csrfmiddlewaretoken"), "login": EMAIL}
    visitor.post("/accounts/login/", answers | {"password": PASSWORD})
    page = visitor.post("/accounts/login/", answers)
    token = page.value("csrfmiddlewaretoken")
    visitor.post("/accounts/login/code/", {"csrfmiddlewaretoken": token, "code": LOST})
    [mail] = [m for m in portal.wait_for_mail(EMAIL, count=3) if "code" in m["Subject"].lower()]
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", papers.text_of(mail))
    assert found, papers.text_of(mail)
    return found[0]


def _accidents(portal: Portal, token: str) -> None:
    visitor = portal.visitor()
    visitor.get(f"/{LOST}/")
    visitor.get(f"/register/{LOST}/")
    visitor.get(f"/register/?name={LOST}")
    visitor.get(f"/register/{token}%00/")
    visitor.get(f"/letters/verify/{LOST}/")
    visitor.get(f"/programme/mine/{LOST}.ics")
    visitor.get(f"/accounts/login/?next=//{LOST}.example/")
    visitor.submit(PAOLA | visitor.open_form() | {"email": LOST, "family_name": NAME + "\u202e"})
    visitor.post("/register/", {"family_name": NAME})
    with contextlib.suppress(urllib.error.URLError):  # refused before it was read
        visitor.post("/register/", {"family_name": NAME * 100_000})
    report = {
        "effective-directive": "script-src-elem",
        "blocked-uri": f"https://cdn.example/{LOST}",
        "document-uri": f"{portal.url}/register/{token}/",
    }
    body = json.dumps({"csp-report": report}).encode()
    request = urllib.request.Request(f"{portal.url}/csp-report", body)
    urllib.request.urlopen(request).close()
    _shout(portal, f"GET /{LOST} HTTP/1.1\r\nHost: {LOST}.example\r\n\r\n")
    _shout(portal, f"{LOST} /{LOST} {LOST}\r\n\r\n")
    _shout(portal, f"GET / HTTP/1.1\r\nHost: a\r\n{LOST} {LOST}\r\n\r\n")


def _shout(portal: Portal, text: str) -> None:
    """Send what no browser sends."""
    address = urlsplit(portal.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall(text.encode())
        connection.recv(1000)


def logs(portal: Portal) -> dict[str, str]:
    """Return what each part has written."""
    files = sorted(Path(portal.var / "log").glob("*.log*"))
    return {file.name: file.read_text(errors="replace") for file in files}


def test_nobody_is_in_the_logs(portal: Portal, secrets: set[str]) -> None:
    assert len(secrets) >= 8

    for name, text in logs(portal).items():
        assert [secret for secret in secrets if secret.lower() in text.lower()] == [], name


def test_the_logs_tell_what_happened(portal: Portal, secrets: set[str]) -> None:
    """The negative control: the same logs speak of the routes, the errors and the messages."""
    web = logs(portal)["web.log"]

    assert "302 POST /register/" in web
    assert "200 GET /register/<str:token>/" in web
    assert "400 GET" in web
    assert "503" in web
    assert "script-src-elem blocked cdn.example" in web
    assert re.search(r'"message_id": "[0-9a-f-]{36}"', logs(portal)["worker.log"])


@pytest.mark.parametrize("part", PORTAL)
def test_each_line_is_an_object(portal: Portal, secrets: set[str], part: str) -> None:
    lines = logs(portal)[f"{part}.log"].splitlines()

    assert [line for line in lines if line.strip() and not _is_object(line)] == []


def _is_object(line: str) -> bool:
    try:
        return {"time", "level", "logger", "message"} <= json.loads(line).keys()
    except ValueError:
        return False
