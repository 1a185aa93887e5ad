"""The worker dies 200 times at random, the broker freezes, the database dies twice: nothing is lost.

And the negative control: the same crowd with a direct task in the outbox's place loses some.
"""

import os
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from intersessional.embedded import leftovers
from intersessional.embedded.programs import Program
from intersessional.embedded.service import wait_until
from intersessional.embedded.sink import Sink
from tests.long import direct, results
from tests.long.crowd import Crowd, mails_to_the_crowd, scaled, until_quiet
from tests.portal import Portal, running_portal

pytestmark = pytest.mark.long

# The measurement of the design had 600 and 20; the proof needs 60 and 5.
REGISTRATIONS = scaled(600, 60)
KILLS = scaled(200, 5)
# The control shows what it must with a tenth of them.
CONTROL_REGISTRATIONS, CONTROL_KILLS = scaled(300, 60), scaled(20, 5)
# How many of the kills take the whole worker, and not one of its processes.
WHOLE = 0.25
FROZEN_SECONDS = scaled(20, 10)
SECONDS_FOR_A_KILL = 2
CONTROL_SECONDS_FOR_A_KILL = 5
# A worker has two processes, and each can die between the sending and the writing down of it.
IN_FLIGHT = 2
# The promise is 60 s after the last crash; the figure is reported, not asserted.
MOST_SECONDS_AFTER = 180


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A portal of our own, to break."""
    with running_portal() as portal:
        yield portal


def torment(
    portal: Portal,
    crowd: Crowd,
    kill: Callable[[], None],
    sent: Callable[[], int],
    kills: int = KILLS,
) -> int:
    """Kill while the crowd registers, each time as soon as something was sent; freeze once.

    The database dies twice with it; whoever meets that moment gets 503 and sends the form again.

    Return how many people got their receipt while the broker was frozen.
    """
    registering = crowd.start()
    for number in range(kills):
        before = sent()
        # When all have registered and nothing more leaves, there is nothing to wait for.
        wait_until(lambda b=before: sent() > b or not registering.is_alive(), 60)  # type: ignore[misc]
        kill()
        if number in (kills // 4, 3 * kills // 4):
            portal.kill("postgres")
            wait_until(portal.is_ready, 60)
        # Early, while many still register.
        if number == min(2, kills // 2):
            during = freeze_the_broker(portal, crowd)
    registering.join()
    return during


def freeze_the_broker(portal: Portal, crowd: Crowd) -> int:
    """Stop the broker without closing its connections; return the receipts given meanwhile."""
    before = len(crowd.receipts)
    os.kill(portal.pid("broker"), signal.SIGSTOP)
    time.sleep(FROZEN_SECONDS)
    os.kill(portal.pid("broker"), signal.SIGCONT)
    return len(crowd.receipts) - before


def kill_at_random(portal: Portal) -> None:
    """Kill one of the processes that send, or the worker with all of them, at some moment."""
    time.sleep(random.uniform(0, SECONDS_FOR_A_KILL))
    parent = portal.pid("worker")
    found = leftovers.find(portal.var)
    children = [pid for pid, part in found.items() if part == "worker" and pid != parent]
    if not children or random.random() < WHOLE:
        portal.kill("worker")
    else:
        with suppress(ProcessLookupError):
            os.kill(random.choice(children), signal.SIGKILL)


def test_every_registration_is_acknowledged_whatever_dies(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd = Crowd(portal, REGISTRATIONS, seconds=KILLS * SECONDS_FOR_A_KILL + FROZEN_SECONDS)

    during = torment(
        portal, crowd, lambda: kill_at_random(portal), lambda: len(portal.mail_files())
    )
    last_kill = time.time()
    until_quiet(
        lambda: len({mail["To"] for _file, mail in mails_to_the_crowd(portal)}),
        REGISTRATIONS,
        most_seconds=MOST_SECONDS_AFTER,
        quiet=MOST_SECONDS_AFTER,
    )

    copies = copies_of_each(portal)
    doubled = sum(len(contents) - 1 for contents in copies.values())
    last_mail = portal.mail_files()[-1].stat().st_mtime
    figures = {
        "registrations": REGISTRATIONS,
        "kills": KILLS,
        "mails": len(copies),
        "lost": len(set(crowd.emails) - {mail["To"] for _file, mail in mails_to_the_crowd(portal)}),
        "twice": doubled,
        "last mail, s after the last kill": round(max(0, last_mail - last_kill)),
        "receipts while the broker was frozen": during,
    }
    with capsys.disabled():
        print(f"\n{figures}")
    visitor = portal.visitor()
    assert {visitor.get(receipt.url).status for receipt in crowd.receipts.values()} == {200}
    assert sorted(crowd.receipts) == sorted(crowd.emails)
    assert sorted({mail["To"] for _file, mail in mails_to_the_crowd(portal)}) == sorted(
        crowd.emails
    )
    assert len(copies) == REGISTRATIONS
    assert all(len(set(contents)) == 1 for contents in copies.values())
    assert doubled <= (KILLS + 2) * IN_FLIGHT
    stored = portal.rows(
        "SELECT email, receipt_number FROM registrations_registration WHERE email LIKE %s",
        "%@crowd.example",
    )
    assert sorted(stored) == sorted(
        (email, receipt.number) for email, receipt in crowd.receipts.items()
    )
    assert crowd.rude == []
    assert during > 0
    results.record("worker killed", figures)


def copies_of_each(portal: Portal) -> dict[str, list[bytes]]:
    """Return the bytes of all mails by their Message-ID."""
    copies = defaultdict(list)
    for file, mail in mails_to_the_crowd(portal):
        copies[mail["Message-ID"]].append(file.read_bytes())
    return dict(copies)


def test_a_direct_task_in_place_of_the_outbox_loses_some(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    direct.app.conf.broker_url = portal.broker_url()
    crowd = Crowd(
        portal,
        CONTROL_REGISTRATIONS,
        seconds=CONTROL_KILLS * CONTROL_SECONDS_FOR_A_KILL + FROZEN_SECONDS,
        then=ask_directly,
    )

    with Sink(tmp_path / "mail") as sink:
        worker = DirectWorker(portal, sink, tmp_path)
        worker.start()
        kill, sent = worker.kill_all_and_restart, lambda: len(sink.files())
        torment(portal, crowd, kill, sent, kills=CONTROL_KILLS)
        until_quiet(sent, CONTROL_REGISTRATIONS, most_seconds=MOST_SECONDS_AFTER, quiet=15)
        arrived = {mail["To"] for mail in sink.messages()}
        worker.kill_all()

    lost = CONTROL_REGISTRATIONS - len(arrived)
    figures = {"registrations": CONTROL_REGISTRATIONS, "kills": CONTROL_KILLS, "lost": lost}
    with capsys.disabled():
        print(f"\ndirect tasks: {figures}")
    assert sorted(crowd.receipts) == sorted(crowd.emails)
    assert lost > 0
    results.record("direct tasks", figures)


def ask_directly(email: str) -> None:
    """Put the task on the broker; while that is frozen this fails, and the mail is lost, too."""
    with suppress(OperationalError, RedisError, OSError):
        direct.acknowledge.delay(email)


class DirectWorker(Program):
    """The worker of the control, with Celery's own settings."""

    def __init__(self, portal: Portal, sink: Sink, directory: Path) -> None:
        super().__init__(
            "direct",
            [sys.executable, "-m", "celery", "-A", "tests.long.direct:app", "worker"],
            directory,
            environment={
                "DIRECT_BROKER_URL": portal.broker_url(),
                "DIRECT_SMTP_PORT": str(sink.port),
            },
        )

    def kill_all(self) -> None:
        """Kill the worker with its processes."""
        os.killpg(self.pid, signal.SIGKILL)
        self.kill()

    def kill_all_and_restart(self) -> None:
        """The same, and what a supervisor does then."""
        self.kill_all()
        self.start()
