"""The pages of the programme, which show the valid version and nothing else."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from intersessional import clock
from intersessional.access import public
from registration.meetings.models import Meeting

from .. import kept_pages, page_links
from ..documents import Shown, documents_for
from ..presentation import item as one_item
from ..presentation import overview, zones
from ..presentation.choices import Choice
from ..reading import Item
from ..statements import Found, statements_of
from ..versions import Version, place_of, version_of
from .subscriptions import button_of


@public
@require_safe
@vary_on_headers("Accept-Language")
def programme(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show both days, now and next; `?committee=` narrows it, `?zone=` adds another clock."""
    at = clock.now()
    place = place_of(request, at=at)
    meeting, key = place.meeting, place.key
    if key is None:
        return kept_pages.for_now(render(request, "agenda/not_published.html"))
    documents = _documents(request, meeting, "", at) if place.has_documents else []
    make = partial(_overview, request, meeting, version_of(key), documents, at)
    return kept_pages.answer(
        request, place, version_of(key), at=at, make=make, shows=tuple(documents)
    )


@public
@require_safe
@vary_on_headers("Accept-Language")
def item(request: HttpRequest, number: int, slug: str | None = None) -> HttpResponse:
    """Show everything of one item; an unknown number is absent."""
    at = clock.now()
    place = place_of(request, at=at)
    meeting, key = place.meeting, place.key
    found = version_of(key).programme.item(number) if key else None
    if key is None or found is None:
        raise Http404
    documents = _documents(request, meeting, found.uid, at)
    said = statements_of(meeting, version_of(key).programme, found, user=request.user)
    make = partial(_item, request, meeting, version_of(key), found, documents, said, at)
    shows = (tuple(documents), said.key)
    return kept_pages.answer(request, place, version_of(key), at=at, make=make, shows=shows)


def _documents(request: HttpRequest, meeting: Meeting, uid: str, at: datetime) -> list[Shown]:
    """Return documents, which come and go between versions: they are asked for each time."""
    return documents_for(meeting, uid, user=request.user, at=at)


def _overview(
    request: HttpRequest,
    meeting: Meeting,
    version: Version,
    documents: list[Shown],
    at: datetime,
) -> HttpResponse:
    choice = Choice.of(request.GET)
    context = overview.context_of(version, choice, at=at) | _common(version, choice, at)
    context |= {"files": page_links.files_of(meeting), "documents": documents}
    context |= {"subscription": button_of(request, meeting)}
    # One of the turns by which pages are kept.
    context |= {"is_over": all(one.ends_at <= at for one in version.programme.sessions)}
    return render(request, "agenda/programme.html", context)


def _item(
    request: HttpRequest,
    meeting: Meeting,
    version: Version,
    item: Item,
    documents: list[Shown],
    said: Found,
    at: datetime,
) -> HttpResponse:
    choice = Choice.of(request.GET)
    context = one_item.context_of(version, item, at=at) | _common(version, choice, at)
    context |= {"calendar": page_links.calendar_of(meeting, item), "documents": documents}
    context |= {"statements": said.make()}
    context |= {"subscription": button_of(request, meeting, item)}
    return render(request, "agenda/item.html", context)


def _common(version: Version, choice: Choice, at: datetime) -> dict[str, Any]:
    programme = version.programme
    first = programme.sessions[0].begins_at if programme.sessions else at
    return {
        "programme": programme,
        "choice": choice,
        "own_zone": choice.zone,
        "zone_offers": zones.offers(first, choice.zone),
        "clock_pattern": zones.pattern(),
        "choice_query": choice.query(),
        "zone_query": choice.query(host=""),
    }
