"""What every page has, seen on one: the sweep over all of them is in tests/access/test_headers.py."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from intersessional.accounts.models import User
from tests.access.actors import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora() -> Client:
    """Somebody with a session."""
    return signed_in(User.objects.create_user("dora@mission.example", "a long enough password"))


def test_the_headers_of_a_page(client: Client) -> None:
    response = client.get("/")

    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/no/such/page/", "/livez", "/%00", "/admin/"])
def test_browsers_are_told_to_come_by_tls(path: str, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    answer = Client(raise_request_exception=False).get(path, secure=True)

    assert answer.headers.get("Strict-Transport-Security", "").startswith("max-age=31536000")


def test_a_page_for_some_is_kept_by_nobody(client: Client) -> None:
    response = client.get("/registrations/")

    assert response.status_code == 302
    assert "no-store" in response.headers.get("Cache-Control", "")


def test_a_page_of_a_session_is_kept_by_nobody(dora: Client) -> None:
    assert "no-store" in dora.get("/").headers.get("Cache-Control", "")


def test_a_line_of_the_logs_is_one_object() -> None:
    import logging.config

    handler = logging.config.DictConfigurator(dict(settings.LOGGING))
    formatters = {
        name: handler.configure_formatter(dict(one))
        for name, one in settings.LOGGING["formatters"].items()
    }
    used = settings.LOGGING["handlers"]["stderr"].get("formatter", "")
    record = logging.LogRecord("intersessional", 20, "f", 1, "a\nb", (), None)
    line = formatters[used].format(record) if used else record.getMessage()

    assert line.startswith("{")
    assert line == json.dumps(json.loads(line))
