"""Letters come in UTF-8: what a client names instead is refused, and ends in no error.

Asked through the entry for the web server, since Django reads the header before any middleware.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from intersessional.wsgi import application

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=B"
A_PART = b'--B\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\r\n--B--\r\n'
MANY = "a&" * 501
ADDRESSES = ["/", "/?q=a", "/accounts/login/?next=%5Cud800", "/accounts/2fa/webauthn/login/?a=b"]


@pytest.fixture(autouse=True)
def connection_stays() -> Iterator[None]:
    """A server closes old connections around each request; ours holds the test's transaction."""
    edges = [request_started, request_finished]
    for edge in edges:
        edge.disconnect(close_old_connections)
    yield
    for edge in edges:
        edge.connect(close_old_connections)


def ask(method: str, path: str, body: bytes, content_type: str) -> tuple[int, str]:
    """Return status and page of a request as the web server hands it over."""
    path, _mark, query = path.partition("?")
    environ = RequestFactory().generic(method, path).environ  # type: ignore[attr-defined]
    given: dict[str, Any] = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body))}
    statuses: list[str] = []
    answer = application(
        environ | given | {"QUERY_STRING": query, "wsgi.input": BytesIO(body)},
        lambda status, headers, error=None: statuses.append(status),  # type: ignore[arg-type,return-value]
    )
    return int(statuses[0][:3]), b"".join(answer).decode()


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "charset",
    [
        *["=hex", "=idna", "=undefined", "=unicode_escape", "=utf-7", "=utf-16", '="utf-32"'],
        *["=none-at-all", "*=hex''x", "*=utf-8''hex", "*=none-at-all''x"],
    ],
)
def test_any_other_charset_is_refused(charset: str, method: str, path: str) -> None:
    answers = [
        ask(method, path, b"login=%5Cud800", f"{FORM}; charset{charset}"),
        ask(method, path, A_PART, f"{PARTS}; charset{charset}"),
    ]

    assert [status for status, _page in answers] == [400, 400]
    assert all("</html>" in page for _status, page in answers)


@pytest.mark.parametrize(
    "content_type", ["", FORM, f"{FORM};charset=UTF-8", f'{FORM}; charset="utf-8"']
)
def test_utf_8_is_taken(content_type: str) -> None:
    """The negative control, and as browsers and programs write it."""
    assert ask("POST", "/csp-report", b"{}", content_type)[0] == 204


@pytest.mark.parametrize("content_type", [PARTS, f"{PARTS}; charset=utf-8"])
def test_the_parts_of_a_form_are_found(content_type: str) -> None:
    nul = A_PART.replace(rb"\ud800", b"a\0b")

    # 403: without the token of a form; 400: NUL was seen in the part.
    assert ask("POST", "/accounts/login/", A_PART, content_type)[0] == 403
    assert ask("POST", "/accounts/login/", nul, content_type)[0] == 400


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=utf-8"])
def test_too_many_parameters_have_a_page(content_type: str) -> None:
    status, page = ask("GET", f"/accounts/login/?{MANY}", b"", content_type)

    assert status == 413
    assert "</html>" in page
