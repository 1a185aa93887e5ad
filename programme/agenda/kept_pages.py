"""Whole pages for those who have not signed in, kept in this process's memory.

A page is kept under all that it shows: the meetings and their valid versions (`queries.stamp`; a
version never changes), the stage of the programme (`Version.stage`), the address with its query, which
says the language, and the language that the browser would rather have. Whoever puts something new into
the frame of all pages must put it into `_key`. The minute is in it, too: for the clock of the
demonstration, and so that nothing that was forgotten here lives longer than that.

Each process asks the database which version is valid before it looks here; so a publication counts at
once, and there is nothing to be cleared. See docs/decisions/0022-programme-cached-by-version.md.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from .versions import Place, Version

MOST_BYTES = 8 * 2**20
HTML = f"text/html; charset={settings.DEFAULT_CHARSET}"


@dataclass(frozen=True)
class KeptPage:
    """A page as it is sent: plain and compressed, under one mark for both."""

    plain: bytes
    zipped: bytes
    mark: str

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        """Take the content of a page that was made."""
        # Compressed without random padding: there is no secret on a page for everybody.
        zipped = gzip.compress(response.content, 6, mtime=0)
        return cls(response.content, zipped, f'W/"{sha256(response.content).hexdigest()[:24]}"')

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.plain) + len(self.zipped)


class KeptPages:
    """The pages that were asked for last, up to a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> KeptPage | None:
        """Return a page, if it is there."""
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page; those that nobody asked for any more make room."""
        with self._lock:
            before = self._pages.pop(key, None)
            self.bytes += page.size - (before.size if before else 0)
            self._pages[key] = page
            while self.bytes > self.most_bytes:
                _key, dropped = self._pages.popitem(last=False)
                self.bytes -= dropped.size

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._pages.clear()
            self.bytes = 0


kept = KeptPages(MOST_BYTES)


def answer(
    request: HttpRequest,
    place: Place,
    version: Version,
    *,
    at: datetime,
    make: Callable[[], HttpResponse],
    shows: Hashable = None,
) -> HttpResponse:
    """Answer with the page that `make` makes, from memory where it is kept; 304 to whoever has it.

    `shows` is what the page shows besides the version. Whoever has signed in, or is told something
    once (messages), gets a page of their own.
    """
    if request.user.is_authenticated or settings.NOTICE_COOKIE_NAME in request.COOKIES:
        return for_now(make())
    key = (_key(request, place, version, at), shows)
    page = kept.get(key)
    if page is None:
        page = KeptPage.of(make())
        kept.keep(key, page)
    return _send(request, page)


def for_now(response: HttpResponse) -> HttpResponse:
    """Let a browser ask for a page anew each time."""
    response["Cache-Control"] = "no-cache"
    return response


def _key(request: HttpRequest, place: Place, version: Version, at: datetime) -> Hashable:
    return (
        place.stamp,
        place.minute,
        version.stage(at),
        request.get_full_path(),
        translation.get_language_from_request(request),
    )


def _send(request: HttpRequest, page: KeptPage) -> HttpResponse:
    response = get_conditional_response(request, etag=page.mark)
    if response is None:
        zips = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(page.zipped if zips else page.plain, content_type=HTML)
        if zips:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = page.mark
    patch_vary_headers(response, ["Accept-Encoding"])
    return for_now(response)
