"""How things stand, as screens ask for it: one query says whether anything is new.

A mark is made of all that a screen can show: the last event of the segment, the changes to its requests,
their statements, the valid version of the programme, and the minute (for the time that is left, and for
whoever withdraws a registration). What was made for a mark is kept in this process's memory, so that the
same is made once for all who watch. See docs/decisions/0029-the-floor-by-short-polling.md.
"""

import gzip
import json
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from programme.agenda.kept_pages import KeptPage, KeptPages

from .watching import Watched

MOST_BYTES = 2 * 2**20
JSON = "application/json"
# By which a screen sets its clock; the header `Date` knows whole seconds only, and no demonstration.
TIME = "Portal-Time"
_NEWEST = """
SELECT (SELECT max(number) FROM interventions_floorevent WHERE segment_id = %(segment)s),
    (SELECT sum(version) FROM interventions_intervention WHERE segment_id = %(segment)s),
    (SELECT count(*) FROM interventions_statement AS statement
        JOIN interventions_intervention AS request ON request.id = statement.intervention_id
        WHERE request.segment_id = %(segment)s),
    (SELECT max(number) FROM agenda_publication WHERE meeting_id = %(meeting)s)
"""

kept = KeptPages(MOST_BYTES)
# Where there is no such segment any more; as heavy as a small page, so that many of them make room.
_GONE = KeptPage(b" " * 1024, b"", "")


@dataclass
class _Turn:
    lock: Lock = field(default_factory=Lock)
    waiting: int = 0


class Turns:
    """One at a time for a key, different keys side by side; whatever nobody waits for is forgotten."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._turns: dict[Hashable, _Turn] = {}

    def __len__(self) -> int:
        return len(self._turns)

    @contextmanager
    def of(self, key: Hashable) -> Iterator[None]:
        """Wait for the turn of a key."""
        with self._guard:
            turn = self._turns.setdefault(key, _Turn())
            turn.waiting += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._guard:
                turn.waiting -= 1
                if not turn.waiting:
                    del self._turns[key]


turns = Turns()


def mark_of(watched: Watched, at: datetime) -> str:
    """Return what differs as soon as the screen would show something else; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"segment": watched.segment, "meeting": watched.meeting})
        newest = cursor.fetchone()
    minute = int(at.timestamp() // 60)
    language = (get_language() or "en")[:2]
    return f'W/"{"-".join(str(one or 0) for one in newest)}-{minute}-{language}"'


def milliseconds(at: datetime) -> int:
    """Return an instant as scripts count it."""
    return round(at.timestamp() * 1000)


def answer(
    request: HttpRequest,
    watched: Watched,
    *,
    at: datetime,
    make: Callable[[], dict[str, Any] | None],
) -> HttpResponse:
    """Answer 304 to whoever has what is shown, else with what `make` makes: it is made once a mark.

    `make` returns None where there is no such segment any more.
    """
    mark = mark_of(watched, at)
    response = get_conditional_response(request, etag=mark)
    if response is None:
        page = page_of(watched, mark, make)
        if page is None:
            return gone()
        response = _sent(request, page)
    response["ETag"] = mark
    response[TIME] = str(milliseconds(at))
    patch_vary_headers(response, ["Accept-Encoding"])
    response["Cache-Control"] = "private, no-store"
    return response


def gone() -> HttpResponse:
    """Say that there is nothing to watch, without a page: a screen then loads itself anew."""
    response = HttpResponse("{}", status=404, content_type=JSON)
    response["Cache-Control"] = "private, no-store"
    return response


def page_of(
    watched: Watched, mark: str, make: Callable[[], dict[str, Any] | None]
) -> KeptPage | None:
    """Return what is shown under a mark, made if nobody has asked for it yet; None where it is gone."""
    key = (watched, mark)
    page = kept.get(key)
    if page is None:
        # All who watch ask in the same second: the first one makes it for the others.
        with turns.of(key):
            page = kept.get(key)
            if page is None:
                page = _made(mark, make())
                kept.keep(key, page)
    return None if page is _GONE else page


def _made(mark: str, made: dict[str, Any] | None) -> KeptPage:
    if made is None:
        return _GONE
    plain = json.dumps(made | {"mark": mark}).encode()
    return KeptPage(plain, gzip.compress(plain, 6, mtime=0), mark)


def _sent(request: HttpRequest, page: KeptPage) -> HttpResponse:
    zips = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    response = HttpResponse(page.zipped if zips else page.plain, content_type=JSON)
    if zips:
        response["Content-Encoding"] = "gzip"
    return response
