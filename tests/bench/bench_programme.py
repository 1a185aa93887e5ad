"""How many programme pages a process answers, beside a bare Django view behind the same middleware.

Bare is a view that returns a constant of the same size: what Django and our middleware cost by
themselves. Ours asks the database which version is valid, each time, and takes the page from memory.
Both go through the whole handler as a web server calls it, in turns, on a database of their own, whose
connection is kept and checked as in production. A third one shows what the memory is worth.
"""

import gc
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from intersessional import urls
from intersessional.access import public
from programme.agenda.kept_pages import kept
from registration.meetings.models import Meeting
from tests.bench.figures import scaled, show
from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.programme.agenda.drafts import following, publish, with_items

BATCH = 40
PLAIN: dict[str, str] = {}
BROWSER = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br", "HTTP_ACCEPT_LANGUAGE": "en-GB,en"}
same = b""


@public
def bare(request: HttpRequest) -> HttpResponse:
    """Return a constant."""
    return HttpResponse(same)


urlpatterns = [path("bare/", bare), *urls.urlpatterns]


@pytest.mark.urls(__name__)
def test_rate(transactional_db: None) -> None:  # noqa: F811 - the fixture
    meeting = following(Meeting.objects.get(slug="2018"))
    with_items(meeting, 200)
    publish(meeting)
    pages = {"11 items": "/programme/", "200 items": "/m/2019/programme/"}
    rows = []
    with quiet():
        for who, headers in (("plain", PLAIN), ("a browser (gzip)", BROWSER)):
            for page, address in pages.items():
                rows.append({"page": page, "asked for by": who} | compare(address, headers))
        for page, address in pages.items():
            anew = compare(address, PLAIN, anew=True)
            rows.append({"page": page, "asked for by": "plain, made anew"} | anew)

    show("programme-rate", rows)


def compare(address: str, headers: dict[str, str], *, anew: bool = False) -> dict[str, Any]:
    """Return the rates of a page and of the bare view: of their quickest batches, taken in turns.

    The quickest, since what else the machine does falls on the one or the other.
    """
    global same
    handler = WSGIHandler()
    same = body(handler, address, {})
    count = 1 if anew else BATCH
    acts = (asks(handler, address, headers, anew=anew), asks(handler, "/bare/", headers))
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(scaled(20 if anew else 100)):
        for taken, act in zip(times, acts, strict=True):
            taken.append(seconds(act, count))
    ours, constant = (min(taken) for taken in times)
    return {
        "bytes": len(same),
        "ours, pages/s": round(1 / ours),
        "bare, pages/s": round(1 / constant),
        "share, %": round(100 * constant / ours, 1),
    }


def asks(
    handler: WSGIHandler, address: str, headers: dict[str, str], *, anew: bool = False
) -> Callable[[], object]:
    """Return what asks for an address once."""

    def ask() -> None:
        if anew:
            kept.clear()
        body(handler, address, headers)

    return ask


def body(handler: WSGIHandler, address: str, headers: dict[str, str]) -> bytes:
    """Return what a web server would send, as it would ask for it."""
    environ = RequestFactory().get(address, **headers).environ  # type: ignore[arg-type]
    statuses: list[str] = []
    response = handler(environ, lambda status, _headers: statuses.append(status))
    content = b"".join(response)
    response.close()
    assert statuses == ["200 OK"]
    return content


def seconds(act: Callable[[], object], count: int) -> float:
    """Return how long an act takes, of so many."""
    gc.collect()
    begun = time.perf_counter()
    for _ in range(count):
        act()
    return (time.perf_counter() - begun) / count


@contextmanager
def quiet() -> Iterator[None]:
    """Write no lines of the log to where pytest keeps them; they cost the same for both."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
