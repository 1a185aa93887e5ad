"""A quarter of an hour of visitors, twenty requests a second: nothing breaks, and nothing grows.

`SOAK_MINUTES=120` asks for two hours. Memory is kept, for each part at the start, in the middle and at
the end; the start is after some visitors: the first task and the first page load what they need. And the
negative controls: the same measures find a process that keeps everything, and mails that nobody sends.
"""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from intersessional.embedded import leftovers
from intersessional.embedded.service import wait_until
from tests.long import results
from tests.long.client import LightVisitor
from tests.long.crowd import BROKEN, name_of
from tests.portal import Portal, running_portal

pytestmark = pytest.mark.long

SECONDS = 60 * float(os.environ.get("SOAK_MINUTES") or max(1.5, 15 * results.SCALE))
RATE = 20
CLIENTS = 16
# One in so many requests is somebody who registers.
REGISTERS = 20
PAGES = ("/", "/register/", "/programme/", "/fr/", "/es/programme/", "/m/2018/", "/programme.ics")
SAMPLES = 6
# Before anything is measured: so long somebody asks, and each worker has had tasks.
WARM_SECONDS = 15
# Two web processes of eight threads, four processes of workers, the beat, and some to spare.
MOST_CONNECTIONS = 30
# By how much the memory of a part may grow in the second half.
MOST_GROWTH = 1.5
# By how many seconds in each second the oldest mail may grow older: where none leaves, by one.
MOST_AGEING = 0.5
Memory = dict[str, int]


def memory_mib(pids: Mapping[int, str]) -> Memory:
    """Return the memory that the processes of each part hold."""
    found: Counter[str] = Counter()
    for pid, part in pids.items():
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
        found[part] += pages * os.sysconf("SC_PAGE_SIZE") // 2**20
    return dict(found)


def grown(samples: list[Memory]) -> dict[str, tuple[int, int]]:
    """Return the parts that hold far more in the end than ever in the first half, with both.

    Not than in the very middle: a worker's process that is just being replaced holds nothing.
    """
    first, end = samples[: len(samples) // 2 + 1], samples[-1]
    most = {part: max(one.get(part, 0) for one in first) for part in end}
    return {
        part: (most[part], end[part])
        for part in end
        if most[part] and end[part] > most[part] * MOST_GROWTH
    }


def ageing(ages: list[float], seconds: float) -> float:
    """Return by how many seconds in each second the oldest mail grew older, in the second half."""
    half = len(ages) // 2
    return (ages[-1] - ages[half]) / (seconds * (len(ages) - 1 - half))


class Load:
    """Visitors who ask at moments that do not depend on the answers."""

    def __init__(self, portal: Portal, name: str = "soak") -> None:
        self.portal = portal
        self.name = name
        self.answers: Counter[int] = Counter()
        self.registered = 0
        self.late = 0.0
        self.lock = threading.Lock()

    def run(self, seconds: float) -> None:
        """Ask so long."""
        begun = time.monotonic()
        pages = cycle(PAGES)
        with ThreadPoolExecutor(CLIENTS) as clients:
            for number in range(round(seconds * RATE)):
                moment = begun + number / RATE
                time.sleep(max(0.0, moment - time.monotonic()))
                act = self.register if number % REGISTERS == 0 else self.open
                clients.submit(self._one, act, next(pages), number, moment)

    def open(self, page: str, number: int) -> int:
        """Open a page, as somebody new."""
        visitor = LightVisitor(self.portal.url)
        status = visitor.get(page).status
        visitor.leave()
        return status

    def register(self, page: str, number: int) -> int:
        """Register somebody."""
        email = f"{self.name}{number}@{self.name}.example"
        visitor = LightVisitor(self.portal.url)
        visitor.register(email=email, **name_of(email))
        visitor.leave()
        self.registered += 1
        return 200

    def _one(self, act: Callable[[str, int], int], page: str, number: int, moment: float) -> None:
        try:
            status = act(page, number)
        except BROKEN:
            status = 0
        except AssertionError:
            status = 599
        with self.lock:
            self.answers[status] += 1
            self.late = max(self.late, time.monotonic() - moment)


def sample(portal: Portal) -> dict[str, Any]:
    """Return what may grow: memory by part, connections, and the age of the oldest mail."""
    [[connections]] = portal.rows(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    return {
        "memory": memory_mib(leftovers.find(portal.var)),
        "connections": connections,
        "oldest": oldest(portal),
    }


def oldest(portal: Portal) -> int:
    """Return how long the oldest mail waits, as monitoring sees it."""
    return int(portal.visitor().get_json("/readyz")["oldest_unsent_message_seconds"])


def warm_up(portal: Portal) -> None:
    """Let each process load what it loads once."""
    Load(portal, "warm").run(WARM_SECONDS)
    wait_until(lambda: oldest(portal) == 0, 120, every=1)


def test_nothing_breaks_and_nothing_grows(capsys: pytest.CaptureFixture[str]) -> None:
    with running_portal() as portal:
        warm_up(portal)
        load = Load(portal)
        loading = threading.Thread(target=load.run, args=(SECONDS,))
        loading.start()
        samples, apart = [sample(portal)], SECONDS / SAMPLES * 0.95
        for _ in range(SAMPLES):
            time.sleep(apart)
            samples.append(sample(portal))
        loading.join()

        wait_until(lambda: oldest(portal) == 0, 120, every=1)
        memory = [one["memory"] for one in samples]
        shown = (memory[0], memory[len(memory) // 2], memory[-1])
        [[rows]] = portal.rows(
            "SELECT count(*) FROM registrations_registration WHERE email LIKE %s", "%@soak.example"
        )
        figures = {
            "minutes": round(SECONDS / 60, 1),
            "requests": load.answers.total(),
            "registrations": rows,
            "answers": {str(status): count for status, count in sorted(load.answers.items())},
            "5xx": sum(count for status, count in load.answers.items() if status >= 500),
            "MiB at start, middle, end": {
                part: [one.get(part, 0) for one in shown] for part in sorted(memory[0])
            },
            "connections": [one["connections"] for one in samples],
            "oldest mail, s": [one["oldest"] for one in samples],
            "latest answer, s": round(load.late, 1),
        }
        with capsys.disabled():
            print(f"\n{figures}")
        assert figures["5xx"] == 0
        assert set(load.answers) == {200}
        assert rows == load.registered > 0
        assert max(one["connections"] for one in samples) <= MOST_CONNECTIONS
        assert ageing([one["oldest"] for one in samples], apart) < MOST_AGEING
        assert grown(memory) == {}
        results.record("soak", figures)


def test_a_process_that_keeps_everything_is_found() -> None:
    keeping = (
        "import time\nkept, size = [], 200_000\nwhile len(kept) < 400:\n"
        "    kept.append(b'x' * size)\n    size += size // 50\n    time.sleep(0.02)"
    )
    with subprocess.Popen([sys.executable, "-c", keeping]) as process:
        samples = []
        for _ in range(SAMPLES):
            time.sleep(0.5)
            samples.append(memory_mib({process.pid: "keeping", os.getpid(): "this"}))
        process.kill()

    assert set(grown(samples)) == {"keeping"}


def test_mails_that_nobody_sends_are_found() -> None:
    assert ageing([3, 8, 13, 18, 23, 28, 33], 5) == 1 > MOST_AGEING
    assert ageing([0, 4, 0, 2, 3, 1, 4], 5) < MOST_AGEING
