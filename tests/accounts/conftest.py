"""For the tests of `accounts`."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.quick import quick_passwords  # noqa: F401 - a fixture

LOGIN, CODE = "/accounts/login/", "/accounts/login/code/"
PATTERN = re.compile(r"\b([0-9A-Z]{4}-[0-9A-Z]{4})\b")

Fetch = Callable[[], str]


@pytest.fixture(autouse=True)
def sources(settings: Any) -> None:
    """One guest is known."""
    settings.SIGN_IN_SOURCES = ["tests.accounts.sources.is_guest"]


@pytest.fixture
def fetch_code(sink: Sink) -> Fetch:
    """Return a function that lets the worker deliver, and reads the code in the last mail."""

    def fetch() -> str:
        outbox.sweep("mail")
        return code_in(sink.messages()[-1])

    return fetch


def code_in(mail: EmailMessage) -> str:
    """Return the code that a mail holds."""
    body = mail.get_body(("plain",))
    assert body is not None
    [code] = PATTERN.findall(body.get_content())
    return str(code)


def ask(client: Client, email: str, **extra: Any) -> HttpResponse:
    """Ask for a code."""
    return client.post(LOGIN, {"login": email, "password": ""}, **extra)


def type_code(client: Client, code: str, **extra: Any) -> HttpResponse:
    """Type a code."""
    return client.post(CODE, {"code": code}, **extra)


def is_signed_in(client: Client) -> bool:
    """Say whether the browser is signed in."""
    return "_auth_user_id" in client.session
