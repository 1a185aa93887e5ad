"""The whole draft as one value: what a publication keeps, and what a rollback restores.

Its shape is that of JSON. Parts name each other by their `uid`; `pk` serves a rollback, and is shown
to nobody. Addresses, language and gender of people are not in it: they are nobody's to read, and are
erased in their time, while a publication stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from intersessional.localised import LANGUAGES
from registration.delegations.models import Entity
from registration.meetings.models import Meeting

from .models import Contributor, Item, Panel, Panellist, Room, Segment, Session

FORMAT = 1

type Content = dict[str, Any]


@contextmanager
def one_moment() -> Iterator[None]:
    """Read all that the block reads as it stood at one instant, whoever writes meanwhile.

    Inside a transaction it does nothing: who writes to the draft holds it (`hold_programme`).
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@one_moment()
def take(meeting: Meeting) -> Content:
    """Return the draft of a meeting's programme as it stands at one instant.

    The same number of queries for any size.
    """
    segments = _segments(meeting)
    return {
        "format": FORMAT,
        "meeting": _meeting(meeting),
        "rooms": [_room(one) for one in Room.objects.filter(meeting=meeting)],
        "contributors": [_contributor(one, meeting) for one in _contributors(meeting)],
        "items": [_item(one) for one in _items(meeting)],
        "sessions": [
            _session(one, segments.get(one.pk, []), meeting) for one in _sessions(meeting)
        ],
    }


def texts(instance: models.Model, name: str) -> dict[str, str]:
    """Return a text in the three languages; empty where it was not written."""
    return {language: getattr(instance, f"{name}_{language}") for language in LANGUAGES}


def instant(at: datetime | None) -> str | None:
    """Return an instant as the content keeps it: ISO 8601, in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _contributors(meeting: Meeting) -> "models.QuerySet[Contributor]":
    people = Contributor.objects.filter(meeting=meeting).select_related("entity")
    return people.prefetch_related("entity__names").order_by("pk")


def _items(meeting: Meeting) -> "models.QuerySet[Item]":
    items = Item.objects.filter(meeting=meeting)
    return items.select_related("committee").order_by("number")


def _sessions(meeting: Meeting) -> "models.QuerySet[Session]":
    sessions = Session.objects.filter(meeting=meeting).select_related("room", "chair")
    return sessions.order_by("begins_at", "pk")


def _segments(meeting: Meeting) -> dict[int, list[Segment]]:
    """Return the segments of each session in their order, with what belongs to them."""
    seats = models.Prefetch(
        "panel__panellists",
        Panellist.objects.select_related("contributor").order_by("position"),
    )
    panels = models.Prefetch("panel", Panel.objects.select_related("moderator"))
    found = Segment.objects.filter(session__meeting=meeting).select_related("item", "about")
    found = found.prefetch_related("about__names", panels, seats).order_by("position")
    by_session: dict[int, list[Segment]] = {}
    for segment in found:
        by_session.setdefault(segment.session_id, []).append(segment)
    return by_session


def _meeting(meeting: Meeting) -> Content:
    return {
        "slug": meeting.slug,
        "code": meeting.code,
        "title": texts(meeting, "title"),
        "venue": texts(meeting, "venue"),
        "city": texts(meeting, "city"),
        "time_zone": meeting.time_zone,
        "is_indicative": meeting.hours_are_indicative,
    }


def _room(room: Room) -> Content:
    return {
        "pk": room.pk,
        "uid": room.uid,
        "name": texts(room, "name"),
        "position": room.position,
        "is_accessible": room.is_accessible,
    }


def _contributor(person: Contributor, meeting: Meeting) -> Content:
    return {
        "pk": person.pk,
        "uid": person.uid,
        "name": person.name,
        "function": texts(person, "function"),
        "entity": _entity(person.entity, meeting),
    }


def _entity(entity: Entity | None, meeting: Meeting) -> Content | None:
    """Return an entity by the names that hold on the meeting's first day."""
    if entity is None:
        return None
    names = {lang: entity.name_on(meeting.begins_on, lang) for lang in LANGUAGES}
    return {"code": entity.code, "name": names}


def _item(item: Item) -> Content:
    committee = item.committee
    return {
        "pk": item.pk,
        "uid": item.uid,
        "number": item.number,
        "title": texts(item, "title"),
        "summary": texts(item, "summary"),
        "committee": committee and {"slug": committee.slug, "name": texts(committee, "name")},
    }


def _session(session: Session, segments: list[Segment], meeting: Meeting) -> Content:
    parts, begins_at = [], session.begins_at
    for segment in segments:
        ends_at = begins_at + timedelta(minutes=segment.minutes)
        parts.append(_segment(segment, begins_at, ends_at, meeting))
        begins_at = ends_at
    return {
        "pk": session.pk,
        "uid": session.uid,
        "title": texts(session, "title"),
        "room": session.room.uid if session.room else None,
        "begins_at": instant(session.begins_at),
        "ends_at": instant(session.ends_at),
        "chair": session.chair.uid if session.chair else None,
        "segments": parts,
    }


def _segment(segment: Segment, begins_at: datetime, ends_at: datetime, meeting: Meeting) -> Content:
    return {
        "pk": segment.pk,
        "uid": segment.uid,
        "item": segment.item.uid if segment.item else None,
        "title": texts(segment, "title"),
        "minutes": segment.minutes,
        "begins_at": instant(begins_at),
        "ends_at": instant(ends_at),
        "audience": segment.audience,
        "about": _entity(segment.about, meeting),
        "order_rule": segment.order_rule,
        "national_minutes": segment.national_minutes,
        "group_minutes": segment.group_minutes,
        "organisation_minutes": segment.organisation_minutes,
        "requests_open_at": instant(segment.requests_open_at),
        "requests_close_at": instant(segment.requests_close_at),
        "panel": _panel(getattr(segment, "panel", None)),
    }


def _panel(panel: Panel | None) -> Content | None:
    if panel is None:
        return None
    return {
        "pk": panel.pk,
        "uid": panel.uid,
        "title": texts(panel, "title"),
        "moderator": panel.moderator.uid if panel.moderator else None,
        "panellists": [
            {"pk": seat.pk, "contributor": seat.contributor.uid, "topic": texts(seat, "topic")}
            for seat in panel.panellists.all()
        ],
    }
