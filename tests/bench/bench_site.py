"""What each main page and action costs, on a site as `make run` starts it, with few rows and with many.

The site is tests/portal.py’s; beside its web server stands a second one, with the same command and the
same database, whose settings count (tests/bench/site). All is asked through it, by clients in a process
of their own, with one client and with sixteen. Figures of the processors are sums of whole
processes; other work on the machine does not change them, while rates and seconds do.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from intersessional.embedded import programs
from intersessional.embedded.places import Places
from intersessional.embedded.service import ROOT, wait_until
from intersessional.embedded.sink import free_port
from intersessional.embedded.surroundings import Surroundings
from tests.bench.client import Answers, Order
from tests.bench.figures import SCALE, rows_wanted, show
from tests.bench.pages import Page, pages
from tests.bench.processes import cpu_seconds, memory
from tests.portal import Portal, running_portal
from tests.visitor import Visitor

SECONDS = 3 * SCALE
MANY = 16
MOST_SECONDS_OF_MAIL = 300
BROWSER = {"Accept-Encoding": "gzip", "Accept-Language": "en"}
SETTINGS = "tests.bench.site.settings"
PARTS = ("web", "worker", "letters", "beat", "postgres")


class MinuteBegan(Exception):
    """The clock of the demonstration stands on each page: what was asked again has changed."""


class Site:
    """The portal with the counting web server beside its own."""

    def __init__(self, portal: Portal, web: programs.Program, host: str) -> None:
        self.portal, self.web, self.host = portal, web, host
        self.cookies: dict[str, str] = {}
        self.known: dict[str, str] = {}

    def fill(self, rows: int) -> None:
        """Let so many be registered."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.site.filling", str(rows)],
            **_quiet(self.web.environment),
            check=True,
        )
        self.known = json.loads(done.stdout.splitlines()[-1])
        self.rest()

    def rest(self) -> None:
        """Wait until the workers have sent what was promised: their work is none of the next page."""
        unsent = "SELECT 1 FROM outbox_message WHERE state IN ('queued', 'sending') LIMIT 1"
        assert wait_until(lambda: not self.portal.rows(unsent), MOST_SECONDS_OF_MAIL, every=0.5)

    def cookie(self, who: str) -> str:
        """Return the session of somebody who has signed in, and the mark that forms need."""
        if who not in self.cookies:
            visitor = Visitor(f"http://{self.host}")
            if who:
                visitor.sign_in(self.portal.accounts[who])
            else:
                visitor.get("/register/")
            self.cookies[who] = "; ".join(
                f"{name}={value}" for name, value in visitor.cookies().items()
            )
        return self.cookies[who]

    def ask(self, page: Page, *, clients: int = 1, seconds: float = 0, least: int = 5) -> Answers:
        """Let clients ask for a page, and return the answers, all of them right."""
        headers = BROWSER | {"Cookie": self.cookie(page.who)}
        fields = dict(page.fields) if page.fields is not None else None
        if fields is not None:
            mark = headers["Cookie"].split("csrf=")[1].split(";")[0]
            fields |= {"csrfmiddlewaretoken": mark}
        elif not page.who and page.again is False:
            headers.pop("Cookie")
        status = page.status
        if page.again:
            headers["If-None-Match"] = self.mark_of(page)
            status = 304
        order = Order(self.host, page.path, seconds, clients, headers, fields, least)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.client"],
            input=json.dumps(asdict(order)),
            **_quiet(),
            check=True,
        )
        answers = Answers(**json.loads(done.stdout))
        if page.again and 200 in answers.statuses:
            raise MinuteBegan
        assert set(answers.statuses) == {status}, (page.name, set(answers.statuses))
        return answers

    def mark_of(self, page: Page) -> str:
        """Return the mark with which a browser asks whether a page has changed."""
        headers = BROWSER | {"Cookie": self.cookie(page.who)}
        answer = Visitor(f"http://{self.host}", headers=headers).get(page.path)
        assert answer.headers["ETag"], page.name
        return str(answer.headers["ETag"])


def test_pages() -> None:
    table: list[dict[str, Any]] = []
    sizes: list[dict[str, Any]] = []
    with running_site() as site:
        for rows in rows_wanted():
            site.fill(rows)
            table += [{"rows": rows} | figures(site, page) for page in pages(site.known)]
            sizes += [{"rows": rows} | size for size in memory_of(site)]

    show("site-pages", table)
    show("site-memory", sizes)


def figures(site: Site, page: Page) -> dict[str, Any]:
    """Return what one page costs, measured within one minute where that matters."""
    try:
        return measured(site, page)
    except MinuteBegan:
        return measured(site, page)


def measured(site: Site, page: Page) -> dict[str, Any]:
    """Return the figures of one page.

    :raises MinuteBegan:
    """
    site.ask(page, clients=4, least=12)
    pid, database = site.web.pid, site.portal.pid("postgres")
    web, postgres = cpu_seconds(pid), cpu_seconds(database)
    one = site.ask(page, seconds=SECONDS)
    web, postgres = cpu_seconds(pid) - web, cpu_seconds(database) - postgres
    many = site.ask(page, clients=MANY, seconds=SECONDS, least=MANY)
    if page.fields is not None:
        site.rest()
    number = len(one.seconds)
    # The hundred parts of the answers, by how long they took; two answers at least.
    parts = statistics.quantiles([*many.seconds, *many.seconds[-1:]], n=100, method="inclusive")
    return {
        "page": page.name,
        "queries": statistics.mode(one.queries),
        "CPU ms": round(statistics.median(one.cpu), 2),
        "web ms": round(web * 1000 / number, 1),
        "database ms": round(postgres * 1000 / number, 1),
        "1/s": round(number / one.took, 1),
        f"{MANY}/s": round(len(many.seconds) / many.took, 1),
        **{f"p{n} ms": round(parts[n - 1] * 1000, 1) for n in (50, 95, 99)},
        "bytes": round(statistics.median(one.bytes)),
    }


def memory_of(site: Site) -> list[dict[str, Any]]:
    """Return the memory of each process after all that."""
    pids = {part: site.portal.pid(part) for part in PARTS} | {"web of the benchmark": site.web.pid}
    return [
        {"part": part, "process": "first" if number == 0 else f"child {number}"} | sizes
        for part, pid in pids.items()
        for number, sizes in enumerate(memory(pid))
    ]


@contextmanager
def running_site() -> Iterator[Site]:
    """Start a portal, and a web server that counts beside it."""
    # Each request of the benchmark says that it comes from a network of its own.
    with running_portal(INTERSESSIONAL_TRUSTED_PROXIES="1") as portal, free_web(portal) as site:
        yield site


@contextmanager
def free_web(portal: Portal) -> Iterator[Site]:
    """Start the web server of the benchmark on a free port."""
    port = free_port()
    given = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": portal.database_url(),
        "BROKER_URL": portal.broker_url(),
        "INTERSESSIONAL_TRUSTED_PROXIES": "1",
    }
    variables = Surroundings(Places(portal.var), port, given=given).variables()
    web = programs.Program(
        "bench-web",
        programs.web(port),
        portal.var / "bench",
        environment=variables | {"DJANGO_SETTINGS_MODULE": SETTINGS},
        url=f"http://127.0.0.1:{port}/livez",
    )
    with web:
        yield Site(portal, web, f"127.0.0.1:{port}")


def _quiet(environment: dict[str, str] | None = None) -> dict[str, Any]:
    return {"cwd": Path(ROOT), "env": environment, "stdout": subprocess.PIPE, "text": True}


@pytest.fixture(autouse=True)
def at_nine_on_14_may() -> None:
    """Leave the clock to the site."""
