"""With the broker frozen: the pages of sign-in answer, and the limits hold."""

import os
import signal
from collections.abc import Iterator

import pytest

from tests.portal import Portal
from tests.visitor import Answer, Visitor

LOGIN, CODE = "/accounts/login/", "/accounts/login/code/"


@pytest.fixture
def frozen_broker(portal: Portal) -> Iterator[Portal]:
    """The portal, whose broker takes connections and says nothing."""
    pid = portal.pid("broker")
    os.kill(pid, signal.SIGSTOP)
    yield portal
    os.kill(pid, signal.SIGCONT)


def send(visitor: Visitor, path: str, **fields: str) -> Answer:
    token = visitor.get(path).value("csrfmiddlewaretoken")
    return visitor.post(path, {"csrfmiddlewaretoken": token} | fields)


def test_wrong_codes_are_locked_without_the_broker(frozen_broker: Portal) -> None:
    # A page that waited for the broker would take longer; one on a busy machine does not.
    visitors = [frozen_broker.visitor(timeout=20) for _ in range(5)]
    asked = [send(v, LOGIN, login="dora@frozen.example", password="") for v in visitors]

    tried = [send(v, CODE, code="AAAA-AAAA") for v in visitors for _ in range(5)]

    assert {answer.url.endswith(CODE) for answer in asked} == {True}
    assert [answer.status for answer in tried] == [200] * 20 + [429] * 5
    assert int(tried[-1].headers["Retry-After"]) > 0
