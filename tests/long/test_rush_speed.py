"""The rush of the closing day, fifteen registrations a second, and how long each takes.

An open loop: who is late does not hold up the others, so that a wait counts from the moment at which
somebody wanted to begin. Times are kept and not asserted; that everybody got one receipt is.
"""

import time
from collections.abc import Sequence
from math import ceil

import pytest

from tests.long import results
from tests.long.crowd import Crowd, scaled
from tests.long.test_rush import PARTS, acknowledged, stored
from tests.portal import Portal, running_portal

pytestmark = pytest.mark.long

RATE = 15
SECONDS = scaled(120, 40)
REGISTRATIONS = RATE * SECONDS
CLIENTS = 64
KILL_EVERY_SECONDS = 25
# What a kill does to those who come just after it is another figure.
LEFT_OUT_SECONDS = 10


def p95(seconds: Sequence[float]) -> float:
    """Return the time within which ninety-five of a hundred were served."""
    return sorted(seconds)[ceil(len(seconds) * 0.95) - 1]


def killing(portal: Portal, until: float) -> list[float]:
    """Kill one part after the other until a moment; return when each died."""
    killed: list[float] = []
    time.sleep(LEFT_OUT_SECONDS)
    while time.monotonic() < until:
        portal.kill(PARTS[len(killed) % len(PARTS)])
        killed.append(time.monotonic())
        time.sleep(KILL_EVERY_SECONDS)
    return killed


def is_left_out(moment: float, killed: Sequence[float]) -> bool:
    """Say whether somebody came in the seconds after a kill."""
    return any(at - 1 <= moment < at + LEFT_OUT_SECONDS for at in killed)


def test_how_long_a_registration_takes_in_the_rush(capsys: pytest.CaptureFixture[str]) -> None:
    with running_portal() as portal:
        crowd = Crowd(portal, REGISTRATIONS, seconds=SECONDS, clients=CLIENTS)
        registering = crowd.start()
        killed = killing(portal, time.monotonic() + SECONDS - LEFT_OUT_SECONDS)
        registering.join()

        quiet = [took for moment, took in crowd.took if not is_left_out(moment, killed)]
        after = [took for moment, took in crowd.took if is_left_out(moment, killed)]
        rows = stored(portal)
        figures = {
            "registrations": REGISTRATIONS,
            "a second": RATE,
            "kills": len(killed),
            "p95 outside 10 s after a kill, s": round(p95(quiet), 2),
            "p95 within them, s": round(p95(after), 2) if after else "–",
            "worst, s": round(max(took for _moment, took in crowd.took), 1),
            "lost": len(set(crowd.emails) - {email for email, _number in rows}),
            "doubled": len(rows) - len({email for email, _number in rows}),
        }
        with capsys.disabled():
            print(f"\n{figures}")
        assert killed
        assert crowd.rude == []
        assert rows == sorted((email, seen.number) for email, seen in crowd.receipts.items())
        assert len(rows) == REGISTRATIONS
        assert acknowledged(portal) <= set(crowd.emails)
        results.record("rush for speed", figures)


def test_a_wait_counts_from_when_somebody_wanted_to_begin() -> None:
    """The control: a loop that waits for answers would not have seen these slow ones."""
    moments = [float(second) for second in range(100)]
    # All stands still from the 50th second to the 60th.
    open_loop = [max(0.0, 60.0 - moment) if 50 <= moment < 60 else 0.1 for moment in moments]
    closed_loop = [10.0 if moment == 50 else 0.1 for moment in moments]

    assert p95(open_loop) > 1 > p95(closed_loop)
    assert [m for m in moments if is_left_out(m, [50.0])] == [float(s) for s in range(49, 60)]
