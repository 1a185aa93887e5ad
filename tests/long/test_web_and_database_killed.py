"""The web server and the database die while people register: what somebody saw is there."""

import os
import random
import signal
import threading
import time

import pytest

from intersessional.embedded import leftovers
from intersessional.embedded.service import wait_until
from tests.long.crowd import BROKEN, Crowd, mails_to_the_crowd, scaled
from tests.portal import Portal, running_portal
from tests.visitor import Answer, Visitor

pytestmark = pytest.mark.long

REGISTRATIONS = scaled(400, 40)
ROUNDS = scaled(5, 1)
PAUSE_SECONDS = 5


def kill_one_web_process(portal: Portal) -> None:
    """Kill one of those that answer requests; its parent replaces it."""
    master = portal.pid("web")
    found = leftovers.find(portal.var)
    children = [pid for pid, part in found.items() if part == "web" and pid != master]
    os.kill(random.choice(children), signal.SIGKILL)


class Watcher:
    """Somebody who opens the form again and again, and remembers each answer."""

    def __init__(self, portal: Portal) -> None:
        self.visitor = Visitor(portal.url, timeout=20)
        self.answers: list[Answer] = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Watcher":
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.ended.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.ended.wait(0.05):
            try:
                self.answers.append(self.visitor.get("/register/"))
            except BROKEN:
                continue


def test_every_receipt_that_somebody_saw_exists_after_the_crashes() -> None:
    with running_portal() as portal:
        crowd = Crowd(portal, REGISTRATIONS, seconds=ROUNDS * 4 * PAUSE_SECONDS)
        registering = crowd.start()
        with Watcher(portal) as watcher:
            for _ in range(ROUNDS):
                for break_something in (
                    lambda: kill_one_web_process(portal),
                    lambda: portal.kill("postgres"),
                    lambda: portal.kill("web"),
                ):
                    time.sleep(PAUSE_SECONDS)
                    break_something()
                    wait_until(portal.is_ready, 60)
            registering.join()

        unavailable = [answer for answer in watcher.answers if answer.status == 503]
        assert {answer.status for answer in watcher.answers} == {200, 503}
        assert {answer.headers["Retry-After"] for answer in unavailable} == {"10"}
        assert all("<h1>" in answer.text for answer in unavailable)
        assert crowd.rude == []
        visitor = portal.visitor()
        assert {visitor.get(receipt.url).status for receipt in crowd.receipts.values()} == {200}
        stored = portal.rows(
            "SELECT email, receipt_number FROM registrations_registration WHERE email LIKE %s",
            "%@crowd.example",
        )
        assert sorted(stored) == sorted(
            (email, receipt.number) for email, receipt in crowd.receipts.items()
        )
        assert len(stored) == REGISTRATIONS
        wait_until(
            lambda: (
                len({mail["To"] for _file, mail in mails_to_the_crowd(portal)}) == REGISTRATIONS
            ),
            90,
        )
        assert sorted({mail["To"] for _file, mail in mails_to_the_crowd(portal)}) == sorted(
            crowd.emails
        )
