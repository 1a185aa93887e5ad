"""The broker refuses, freezes, or forgets: who registers does not notice, and no mail is lost.

And the negative control: an act that puts a task on the broker itself, as is often done, stands still
with it.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import redis

from tests.long import direct, results
from tests.long.crowd import Crowd, mails_to_the_crowd, scaled, until_quiet
from tests.long.test_rush_speed import p95
from tests.portal import Portal, running_portal

pytestmark = pytest.mark.long

EACH = scaled(300, 40)
RATE = 5
# How long the control is watched: a registration takes a hundredth of it.
WATCHED_SECONDS = 10
MOST_SECONDS_AFTER = 180


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A portal of our own, to break."""
    with running_portal() as portal:
        yield portal


@contextmanager
def calm(portal: Portal) -> Iterator[None]:
    """Nothing is wrong."""
    yield


@contextmanager
def refused(portal: Portal) -> Iterator[None]:
    """The broker is not there."""
    with portal.stopped("broker"):
        yield


@contextmanager
def frozen(portal: Portal) -> Iterator[None]:
    """The broker takes connections and says nothing."""
    pid = portal.pid("broker")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def flushed(portal: Portal) -> Iterator[None]:
    """The broker forgets everything, twice a second."""
    path = portal.broker_url().removeprefix("redis+socket://")
    ended = threading.Event()

    def flush() -> None:
        broker = redis.Redis(unix_socket_path=path, socket_timeout=2)
        while not ended.wait(0.5):
            with suppress(redis.RedisError):
                broker.flushall()

    thread = threading.Thread(target=flush)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def test_who_registers_does_not_notice(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    figures: dict[str, object] = {"registrations each": EACH}
    crowds, slowest, before = [], 0.0, 0.0
    for state in (calm, refused, frozen, flushed):
        with state(portal):
            crowd = Crowd(portal, EACH, seconds=EACH / RATE, clients=4, name=state.__name__)
            # The broker comes back only when everybody has a receipt.
            crowd.start().join()
        took = [seconds for _moment, seconds in crowd.took]
        before = before or p95(took)
        slowest = max(slowest, *took)
        figures[f"p95 {state.__name__}, ms"] = round(p95(took) * 1000)
        if state is not calm:
            figures[f"change {state.__name__}, %"] = round((p95(took) / before - 1) * 100)
        crowds.append(crowd)
    expected = {email for crowd in crowds for email in crowd.emails}

    def arrived() -> set[str]:
        return {mail["To"] for _file, mail in mails_to_the_crowd(portal)}

    until_quiet(
        lambda: len(arrived()),
        len(expected),
        most_seconds=MOST_SECONDS_AFTER,
        quiet=MOST_SECONDS_AFTER,
    )
    figures |= {"slowest, s": round(slowest, 1), "lost": len(expected - arrived())}
    with capsys.disabled():
        print(f"\n{figures}")
    assert {email for crowd in crowds for email in crowd.receipts} == expected
    assert [crowd.answers.count(200) >= EACH for crowd in crowds] == [True] * 4
    assert [answer.status for crowd in crowds for answer in crowd.rude] == []
    assert arrived() == expected
    results.record("broker away", figures)


def test_an_act_that_puts_a_task_on_the_broker_stands_still_with_it(portal: Portal) -> None:
    direct.app.conf.broker_url = portal.broker_url()

    def act() -> None:
        with suppress(Exception):
            direct.acknowledge.delay("late@control.example")

    with frozen(portal):
        acting = threading.Thread(target=act, daemon=True)
        acting.start()
        acting.join(WATCHED_SECONDS)
        is_standing = acting.is_alive()
    acting.join(60)

    assert is_standing
    results.record("a task in the request", {"still waiting after, s": WATCHED_SECONDS})
