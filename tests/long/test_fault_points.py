"""A worker dies at each point of a delivery, by signal 9: before and after each thing that it does.

The code of the portal is as ever; `fault_hooks/sitecustomize.py` stands around it in the worker's
processes and kills them. And the negative control: where a lease never ends, what a worker had taken
when it died is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import Any

import pytest

from intersessional.embedded.service import wait_until
from tests.long import results
from tests.long.crowd import Crowd, mails_to_the_crowd, scaled, until_quiet
from tests.portal import Portal, running_portal

pytestmark = pytest.mark.long

POINTS = ("before-claim", "after-claim", "after-250", "after-update")
EACH = scaled(25, 2)
# A message is there when the next death is asked for, with some to spare.
REGISTRATIONS = len(POINTS) * EACH * 3
SECONDS_A_DEATH = 2.5
HOOKS = Path(__file__).parent / "fault_hooks"
# The promise is 60 s after the last crash; the figure is kept, not asserted.
MOST_SECONDS_AFTER = 180


@contextmanager
def breakable(folder: Path, **variables: str) -> Iterator[Portal]:
    """A portal whose workers die where a file asks for it."""
    with running_portal(PYTHONPATH=str(HOOKS), FAULT_POINTS=str(folder), **variables) as portal:
        yield portal


def deaths(folder: Path) -> list[list[str]]:
    """Return point and message of each death."""
    file = folder / "deaths"
    return [line.split() for line in file.read_text().splitlines()] if file.exists() else []


def kill_at(folder: Path, point: str) -> None:
    """Ask for a death, and wait for it."""
    before = len(deaths(folder))
    (folder / point).touch()
    assert wait_until(lambda: len(deaths(folder)) > before, 90, every=0.05), point


def copies_of_each(portal: Portal) -> dict[str, list[bytes]]:
    """Return the bytes of all mails by the number of their message: focal points get some, too."""
    copies = defaultdict(list)
    for file, mail in zip(portal.mail_files(), portal.mails(), strict=False):
        copies[mail["Message-ID"].strip("<>").partition("@")[0]].append(file.read_bytes())
    return dict(copies)


def arrived(portal: Portal) -> set[str]:
    return {mail["To"] for _file, mail in mails_to_the_crowd(portal)}


def test_no_point_of_a_delivery_loses_a_mail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with breakable(tmp_path) as portal:
        crowd = Crowd(portal, REGISTRATIONS, seconds=len(POINTS) * EACH * SECONDS_A_DEATH)
        registering = crowd.start()
        for _ in range(EACH):
            for point in POINTS:
                kill_at(tmp_path, point)
        last_kill = time()
        registering.join()
        last_registration = time()
        until_quiet(
            lambda: len(arrived(portal)),
            REGISTRATIONS,
            most_seconds=MOST_SECONDS_AFTER,
            quiet=MOST_SECONDS_AFTER,
        )
        # Who died after the server's 250 sends once more when the lease has ended; and what a focal
        # point is to get may be the last.
        after_250 = [number for point, number in map(_pair, deaths(tmp_path)) if point == POINTS[2]]
        wait_until(lambda: len(_doubled(portal)) >= len(set(after_250)), 60)
        in_hand = {number for _point, number in map(_pair, deaths(tmp_path)) if number}
        wait_until(lambda: in_hand <= set(copies_of_each(portal)), MOST_SECONDS_AFTER)

        copies = copies_of_each(portal)
        last_mail = max(file.stat().st_mtime for file, _mail in mails_to_the_crowd(portal))
        since = max(last_kill, last_registration)
        figures = {
            "registrations": REGISTRATIONS,
            "kills": len(deaths(tmp_path)),
            "lost": len(set(crowd.emails) - arrived(portal)),
            "copies": sum(len(each) - 1 for each in copies.values()),
            "most copies of one": max(len(each) - 1 for each in copies.values()),
            "with other bytes": sum(len(set(each)) > 1 for each in copies.values()),
            "last mail, s after the last kill": round(max(0.0, last_mail - since)),
        }
        with capsys.disabled():
            print(f"\n{figures}")
        assert Counter(point for point, _number in map(_pair, deaths(tmp_path))) == dict.fromkeys(
            POINTS, EACH
        )
        assert arrived(portal) == set(crowd.emails)
        assert _about(portal, in_hand - set(copies)) == []
        assert figures["with other bytes"] == 0
        # Only who had the server's word, and could not write it down, is sent again: once each time.
        assert all(len(each) - 1 <= after_250.count(number) for number, each in copies.items())
        assert {each.status for each in map(portal.visitor().get, _urls(crowd))} == {200}
        results.record("fault points", figures)


def test_without_an_end_of_the_lease_mails_are_lost(tmp_path: Path) -> None:
    """The control: a message that a worker has taken is nobody else's, ever."""
    with breakable(tmp_path, FAULT_LEASE_FOR_EVER="1") as portal:
        crowd = Crowd(portal, 12, seconds=6)
        registering = crowd.start()
        for _ in range(3):
            kill_at(tmp_path, "after-claim")
        registering.join()
        until_quiet(lambda: len(portal.mail_files()), 10**6, most_seconds=120, quiet=35)

        died = {number for _point, number in map(_pair, deaths(tmp_path))}
        lost = len(died - set(copies_of_each(portal)))
        assert lost > 0
        results.record("lease without an end", {"registrations": 12, "kills": 3, "lost": lost})


def _pair(death: list[str]) -> tuple[str, str]:
    return death[0], death[1] if len(death) > 1 else ""


def _doubled(portal: Portal) -> set[str]:
    """Return the numbers of the messages that came more than once."""
    return {number for number, each in copies_of_each(portal).items() if len(each) > 1}


def _about(portal: Portal, numbers: set[str]) -> list[tuple[Any, ...]]:
    """Return what became of messages, for who has to find out."""
    query = "SELECT uuid, kind, state, note FROM outbox_message WHERE uuid = ANY(%s::uuid[])"
    return portal.rows(query, list(numbers))


def _urls(crowd: Crowd) -> list[str]:
    return [receipt.url for receipt in crowd.receipts.values()]
