"""A version of the programme as a calendar (RFC 5545): one event for each block."""

from collections.abc import Hashable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _
from icalendar import Event, vDatetime, vDuration

from registration.meetings.calendar import begin_calendar, end_calendar
from registration.meetings.models import Meeting

from . import wording
from .calendar_numbers import events_of, name_of
from .links import item_path
from .models import Publication
from .reading import Block, Programme, Text, published
from .versions import version_of

# How often a program that subscribes should ask.
REFRESH = timedelta(hours=1)


class NoSuchItem(Exception):
    """The version has no item with this number, and has cancelled none."""


@lru_cache(maxsize=128)
def calendar_bytes(
    publication: int, language: str, facts: Hashable, number: int | None = None
) -> bytes:
    """Return a version as an iCalendar file, whole or one item; kept in this process's memory.

    `publication` is a key: a version never changes, so neither does its file, as long as the `facts`
    of its meeting (`queries.facts_of`) stay the same.

    :raises NoSuchItem: there is no such item
    """
    if number is not None and number not in version_of(publication).calendar_items:
        raise NoSuchItem
    version = Publication.objects.select_related("meeting").get(pk=publication)
    with override(language):
        return calendar_for(version, number)


@lru_cache(maxsize=128)
def chosen_calendar_bytes(
    publication: int, language: str, facts: Hashable, items: frozenset[str]
) -> bytes:
    """Return a version as an iCalendar file with certain items alone, by their lasting names.

    Kept like `calendar_bytes`, but beside it: what few people chose pushes out nothing that all ask for.
    """
    version = Publication.objects.select_related("meeting").get(pk=publication)
    with override(language):
        return calendar_for(version, items=items)


def calendar_for(
    publication: Publication, number: int | None = None, items: frozenset[str] | None = None
) -> bytes:
    """Return a version as an iCalendar file in the active language: whole, one item, or some.

    UIDs and numbers are those that the version has kept (`calendar_numbers`); the stamp is the
    instant of publication, so that the same version gives the same bytes.

    :raises NoSuchItem: there is no such item
    """
    programme = published(publication)
    events = _chosen(programme, events_of(publication), number)
    if items is not None:
        events = {uid: event for uid, event in events.items() if event["item"] in items}
    calendar = begin_calendar(_name(publication.meeting, is_own=items is not None))
    # Both names of it are in use.
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    blocks = {name_of(block, events): block for block in programme.blocks}
    for uid, event in events.items():
        calendar.add_component(_component(publication, programme, uid, event, blocks.get(uid)))
    days = _days(programme, publication)
    return end_calendar(calendar, min(days), max(days))


def _name(meeting: Meeting, *, is_own: bool) -> str:
    name = _("%(meeting)s: my programme") if is_own else _("%(meeting)s: programme")
    return name % {"meeting": meeting.short_title}


def _chosen(programme: Programme, events: dict[str, Any], number: int | None) -> dict[str, Any]:
    """Return the events of an item, cancelled ones too, or all; in the order of time."""
    item = programme.item(number) if number is not None else None
    chosen = {
        uid: event
        for uid, event in sorted(
            events.items(), key=lambda one: (one[1]["told"]["begins_at"], one[0])
        )
        if number is None
        or (event["item"] == item.uid if item else event["told"]["number"] == number)
    }
    if number is not None and not chosen and not item:
        raise NoSuchItem
    return chosen


def _days(programme: Programme, publication: Publication) -> list[date]:
    """Return days of which the zone's rules are needed; of an empty programme, that of publication."""
    return list(programme.days) or [publication.published_at.date()]


def _component(
    publication: Publication, programme: Programme, uid: str, event: Any, block: Block | None
) -> Event:
    told, component = event["told"], Event()
    title, is_over = Text(**told["title"]), event["is_cancelled"]
    component.add("uid", f"{uid}@{settings.MESSAGE_ID_DOMAIN}")
    component.add("sequence", event["sequence"])
    component["dtstamp"] = vDatetime(publication.published_at.astimezone(UTC))
    component["last-modified"] = vDatetime(datetime.fromisoformat(event["changed_at"]))
    for name in ("begins_at", "ends_at"):
        local = datetime.fromisoformat(told[name]).astimezone(programme.zone)
        component.add("dtstart" if name == "begins_at" else "dtend", local)
    component.add("summary", _summary(told, title), parameters={"language": title.language})
    component.add("location", _location(told))
    component.add("status", "CANCELLED" if is_over else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if is_over or not told["number"] else "OPAQUE")
    if block:
        language = {"language": get_language() or "en"}
        component.add("description", _description(programme, block), parameters=language)
    if block and told["number"]:
        url = settings.BASE_URL + item_path(publication.meeting, told["number"])
        component.add("url", url)
    return component


def _summary(told: Any, title: Text) -> str:
    if not told["number"]:
        return str(title) or pgettext("programme", "Break")
    return wording.numbered(told["number"], str(title), is_continued=told["is_continued"])


def _location(told: Any) -> str:
    parts = [str(Text(**told[name])) for name in ("room", "venue", "city")]
    return ", ".join(filter(None, parts))


def _description(programme: Programme, block: Block) -> str:
    lines = [block.item.host_name] if block.item else []
    for segment in block.segments:
        lines.append(f"{wording.hours(segment.begins_at, segment.ends_at)} {wording.part(segment)}")
        lines += [f"– {line}" for line in wording.panel_lines(segment)]
    if programme.is_indicative:
        lines.append(_("Times are indicative."))
    return "\n".join(lines)
