"""What it costs that 200 screens ask each second, and 50 delegations every five.

All go through the whole handler, as a web server calls it, on a database of their own. An operator acts
meanwhile every five seconds. What is counted is the time of the processors: of this process, and of the
process of the database that answers it. Asking is done without pauses: a minute of asking, however long
it takes, gives seconds of work for each second.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from programme.interventions import operations
from programme.interventions.floor import stands, watching
from programme.interventions.queries import ListedSegment
from tests import people
from tests.bench.bench_programme import quiet
from tests.bench.figures import scaled, show
from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.programme.interventions.floors import IN_THE_ROOM, ask, speakers, states_speak

WATCHERS, DELEGATIONS = 200, 50
SECONDS = 60
ACT_EACH = 5
CODES = (
    *("ec", "ua", "zw", "th", "iq", "kh", "sn", "hr", "tj", "co", "ao", "cd"),
    *("pe", "rs", "sd", "cy", "ba", "mz", "tr", "ye", "ni", "jo"),
)


class Watcher:
    """A browser that asks how things stand, and remembers the mark of what it has."""

    def __init__(self, handler: WSGIHandler, address: str) -> None:
        self.handler = handler
        self.address = address
        self.mark = ""
        self.statuses: list[str] = []

    def ask(self) -> None:
        """Ask once."""
        browser = {"HTTP_IF_NONE_MATCH": self.mark, "HTTP_ACCEPT_ENCODING": "gzip"}
        environ = RequestFactory().get(self.address, **browser).environ  # type: ignore[arg-type]
        response = self.handler(environ, self._begin)
        b"".join(response)
        response.close()

    def _begin(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.statuses.append(status[:3])
        self.mark = dict(headers).get("ETag", self.mark)


@pytest.fixture
def segment(transactional_db: None) -> ListedSegment:  # noqa: F811 - the fixture
    """A segment with 22 requests, in which somebody has just been called."""
    found = states_speak()
    by = people.focal_point()
    for code in CODES:
        ask(found, code, by=by)
    stands.kept.clear()
    return found


def test_watching(segment: ListedSegment, monkeypatch: pytest.MonkeyPatch) -> None:
    people.set_clock(monkeypatch, IN_THE_ROOM)
    handler = WSGIHandler()
    crowd = [
        *(Watcher(handler, address(segment, n, "chair")) for n in range(10)),
        *(Watcher(handler, address(segment, n, "display")) for n in range(WATCHERS - 10)),
    ]
    delegations = [Watcher(handler, address(segment, n, "display")) for n in range(DELEGATIONS)]
    operator = acts(segment)
    seconds = scaled(SECONDS)
    with quiet():
        for one in [*crowd, *delegations]:
            one.ask()
        begun, database = time.process_time(), database_seconds()
        elapsed = time.perf_counter()
        for second in range(seconds):
            people.set_clock(monkeypatch, IN_THE_ROOM + timedelta(seconds=second))
            if second % ACT_EACH == 0:
                next(operator)
            for one in [*crowd, *delegations[second % 5 :: 5]]:
                one.ask()
        ours = time.process_time() - begun
        theirs = database_seconds() - database
        elapsed = time.perf_counter() - elapsed
    answers = [status for one in [*crowd, *delegations] for status in one.statuses[1:]]
    assert set(answers) == {"200", "304"}
    queries = count_queries(lambda: crowd[0].ask())
    load = os.getloadavg()[0]
    show(
        "floor",
        [
            {
                "screens": WATCHERS,
                "delegations": DELEGATIONS,
                "asked/s": round(len(answers) / seconds),
                "answered anew, %": round(100 * answers.count("200") / len(answers), 1),
                "queries each": queries,
                "web, cores": round(ours / seconds, 2),
                "database, cores": round(theirs / seconds, 2),
                "together, cores": round((ours + theirs) / seconds, 2),
                "wall, ms each": round(1000 * elapsed / len(answers), 2),
                "load": round(load, 1),
            }
        ],
    )


def address(segment: ListedSegment, number: int, screen: str) -> str:
    """Return where a watcher asks, in one of the three languages."""
    watched = watching.Watched.of(segment, screen)
    path = reverse("floor:floor_state", args=[watching.sign_state(watched)])
    return ("", "/fr", "/es")[number % 3] + path


def acts(segment: ListedSegment) -> Iterator[None]:
    """Run the floor, one act at a time."""
    by = people.isu_staff()
    while True:
        for verb in ("call", "start", "extend", "deliver"):
            seen: dict[str, Any] = {"version": speakers(segment).version, "by": by}
            seen["at"] = IN_THE_ROOM
            if verb == "call":
                operations.call_next(segment, **seen)
            else:
                operations.act(verb, segment, **seen)
            yield


def database_seconds() -> float:
    """Return the time of the processors that the database has spent on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def count_queries(act: Callable[[], None]) -> int:
    """Return how many queries an act takes."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        act()
    return len(found)
