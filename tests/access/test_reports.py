"""What browsers report: logged in two words, and not too often."""

import json
import logging
from typing import Any

import pytest
from django.test import Client

from intersessional.desk.reports import MAX_BYTES, REPORTS_OF_NETWORK

pytestmark = pytest.mark.django_db

OLD = {
    "csp-report": {
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://cdn.example/x.js?token=secret",
        "document-uri": "https://portal.example/register/secret/",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "url": "https://portal.example/register/secret/",
        "body": {"effectiveDirective": "img-src", "blockedURL": "data", "sample": "secret"},
    }
]


def report(client: Client, body: Any, **extra: Any) -> int:
    """Send a report as a browser does, and return the status."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(
        "/csp-report", raw, content_type="application/csp-report", **extra
    ).status_code


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the endpoint logged."""
    return [r.getMessage() for r in caplog.records if r.name == "intersessional.desk.reports"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (OLD, "content security policy: script-src-elem blocked cdn.example"),
        (NEW, "content security policy: img-src blocked data"),
    ],
)
def test_a_report_leaves_directive_and_host(
    client: Client, caplog: pytest.LogCaptureFixture, body: Any, line: str
) -> None:
    with caplog.at_level(logging.WARNING):
        assert report(client, body) == 204

    assert said(caplog) == [line]


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"\xff\xfe", b"null", b"[]", b"[1]", b'"x"', b"{}", b'{"csp-report": 7}'),
        {"csp-report": {"effective-directive": ["secret"], "blocked-uri": {"secret": 1}}},
        {"csp-report": {"effective-directive": "secret\nline", "blocked-uri": "http://[secret"}},
        [{"body": None}, {"body": {"effectiveDirective": "SECRET", "blockedURL": "a b secret"}}],
        b"[" * 3000,
    ],
)
def test_rubbish_is_taken_and_not_repeated(
    client: Client, caplog: pytest.LogCaptureFixture, body: Any
) -> None:
    with caplog.at_level(logging.WARNING):
        assert report(client, body) == 204

    assert "secret" not in " ".join(said(caplog)).lower()


def test_a_report_that_is_too_large_is_refused(client: Client) -> None:
    assert report(client, b" " * (MAX_BYTES + 1)) == 413


def test_reports_are_counted_by_network(client: Client) -> None:
    answers = [report(client, OLD) for _ in range(REPORTS_OF_NETWORK.tries + 1)]

    assert answers == [204] * REPORTS_OF_NETWORK.tries + [429]
    assert report(client, OLD, REMOTE_ADDR="198.51.100.7") == 204


def test_only_a_post_is_a_report(client: Client) -> None:
    assert client.get("/csp-report").status_code == 405
