"""The headers that protect a page, on every address there is, and what nobody may keep."""

import pytest
from django.http import HttpResponse
from django.test import Client

from intersessional.access import ADMIN_SITE, FACTORS, PUBLIC
from tests.access.sweep import AnswersOf

pytestmark = pytest.mark.django_db

FIXED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # No other site reads an answer.
}
# Who scans may ask for the camera; nothing else may.
CAMERA = {
    f"checkin:{other}{name}": "camera=(self)"
    for name in ("index", "offline")
    for other in ("", "other:")
}
# The receipt's address is the key to it.
REFERRERS = dict.fromkeys(
    ("registrations:receipt", "registrations:other:receipt", "agenda_files:my_calendar"),
    "no-referrer",
)
# A file goes out under a policy of its own: it is nothing of ours.
FILES = {
    f"{app}:{other}{name}"
    for app, name in (
        *(("delegation", "note_file"), ("delegation", "confirmation_file")),
        *(("invitations", "preview"), ("invitations", "bundle"), ("mailings", "mail_file")),
        *(("sheets", "template"), ("sheets", "desk_template")),
        *(("sheets", "left_out"), ("sheets", "desk_left_out")),
        *(("speakers", "text"), ("speakers", "sheet"), ("speakers", "printed")),
        *(("speakers", "record_text"), ("speakers", "record_document")),
        *(("speakers", "item_record_text"), ("speakers", "item_record_document")),
        *(("speakers", "statistics_csv"), ("speakers", "summary_document")),
        *(("statement_files", "file"), ("statement_files", "all")),
        *(("bilaterals", "brief_paper"), ("bilaterals", "attached_paper")),
        *(("statistics", "csv"), ("statistics", "figures_csv"), ("statistics", "figures_pdf")),
        ("exports", "file"),
        *(("bilaterals", "book"), ("bilaterals", "printed_paper")),
        *(("participants", "pdf"), ("participants", "docx")),
        *(("participants", "shown_pdf"), ("participants", "shown_docx")),
        *(("badges", "file"), ("checkin", "house_file"), ("certificates", "file")),
    )
    for other in ("", "other:")
} | {"next_meeting:mail_file"}
SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Views of other packages lead to the sign-in by themselves; that redirect holds nothing.
OPEN = {PUBLIC, ADMIN_SITE, FACTORS}
ACTORS = ["anonymous", "delegate", "isu_staff", "administrator"]


def policy(response: HttpResponse) -> dict[str, list[str]]:
    """Return the parts of the Content-Security-Policy."""
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("actor", ACTORS)
def test_every_answer_is_protected(actor: str, answers_of: AnswersOf) -> None:
    for answer in answers_of(actor):
        name, response = answer.address.name, answer.response
        assert {k: response.headers.get(k) for k in FIXED} == FIXED, name
        # The published programme as data is for any site (programme/agenda/views/files.py).
        is_open = name.startswith("agenda_files:") and name.endswith(("data", "schema"))
        assert is_open or "Access-Control-Allow-Origin" not in response.headers, name
        if response.status_code < 400:
            camera = response["Permissions-Policy"].partition(",")[0]
            assert camera in {"camera=()", CAMERA.get(name)}, name
            assert response["Referrer-Policy"] == REFERRERS.get(name, "same-origin"), name
        if name in FILES and response.status_code == 200:
            assert response["Content-Security-Policy"] == SANDBOX
            continue
        parts = policy(response)
        assert parts["default-src"] == parts["object-src"] == ["'none'"], name
        assert parts["frame-ancestors"] == parts["base-uri"] == ["'none'"], name
        assert parts["form-action"] == ["'self'"], name
        assert parts["report-uri"] == ["/csp-report"], name
        assert {s for source in parts.values() for s in source} <= {
            *("'none'", "'self'", "/csp-report")
        }, name
        assert len(response["X-Request-ID"]) == 32


@pytest.mark.parametrize("actor", sorted({*ACTORS} - {"anonymous"}))
def test_nobody_keeps_what_was_made_for_a_session(actor: str, answers_of: AnswersOf) -> None:
    for answer in answers_of(actor):
        name, response = answer.address.name, answer.response
        if answer.method != "GET" or response.status_code == 405 or name == "admin:jsi18n":
            continue
        assert "no-store" in response.headers.get("Cache-Control", ""), name
        assert "private" in response["Cache-Control"], name


@pytest.mark.parametrize("actor", ["anonymous"])
def test_what_asks_for_a_session_is_kept_by_nobody(actor: str, answers_of: AnswersOf) -> None:
    """Not even the way to the sign-in page: behind the same address stands the page itself."""
    asked = 0
    for answer in answers_of(actor):
        policy, response = answer.address.policy, answer.response
        is_ours = not answer.address.pattern.callback.__module__.startswith("allauth")
        if answer.method != "GET" or response.status_code == 405 or policy in OPEN or not is_ours:
            continue
        asked += 1
        assert "no-store" in response.headers.get("Cache-Control", ""), answer.address.name
    assert asked > 200


@pytest.mark.parametrize("actor", ["anonymous", "administrator"])
def test_each_text_says_its_letters(actor: str, answers_of: AnswersOf) -> None:
    for answer in answers_of(actor):
        kind = answer.response.headers.get("Content-Type", "")
        if kind.startswith("text/") and answer.response.content:
            # With or without quotation marks, it says the same.
            assert "charset=utf-8" in kind.lower().replace('"', ""), answer.address.name


@pytest.mark.parametrize("actor", ["anonymous"])
@pytest.mark.parametrize(
    "name", ["registrations:receipt", "letters:verify", "registrations:register"]
)
def test_nobody_keeps_a_page_with_a_key_in_its_address(
    actor: str, name: str, answers_of: AnswersOf
) -> None:
    found = {a.address.name: a.response for a in answers_of(actor) if a.method == "GET"}

    assert "no-store" in found[name]["Cache-Control"]


def test_a_page_for_all_may_be_kept(client: Client) -> None:
    """The negative control: without a session nothing forbids it."""
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


@pytest.mark.parametrize("given", ["a" * 32, "0b0e6d4e-5f1c-4c39-9d7e-5f64c1a5b5a1"])
def test_the_id_of_a_proxy_is_taken_over(client: Client, given: str) -> None:
    assert client.get("/livez", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "p.chavez@mission.example", "a" * 20 + "\n"]
)
def test_anything_else_is_no_id(client: Client, given: str) -> None:
    answered = client.get("/livez", headers={"X-Request-ID": given})["X-Request-ID"]

    assert answered != given
    assert len(answered) == 32


def test_cookies_are_of_this_host_alone_behind_tls() -> None:
    """Read from the settings as production loads them: the tests speak plain HTTP."""
    import os
    import subprocess
    import sys

    script = (
        "from intersessional import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT)"
    )
    environment = {**os.environ, "INTERSESSIONAL_BASE_URL": "https://portal.example.org"}

    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["__Host-session", "__Host-csrf", *["True"] * 4]
