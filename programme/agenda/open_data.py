"""A version of the programme as JSON, for other programs.

The shape is described by `data/programme.schema.json` (JSON Schema, draft 2020-12), which the portal
serves beside it. Everything comes through `reading`, so what is private cannot get in; a field that
is added here and not there fails the tests.
"""

import json
from collections.abc import Hashable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from registration.meetings.models import Meeting

from .links import item_path, programme_path
from .models import Publication
from .reading import Item, Panel, Person, Programme, Segment, Session, published

FORMAT = 1
SCHEMA = Path(__file__).parent / "data" / "programme.schema.json"


@cache
def schema_bytes() -> bytes:
    """Return the schema as it is served."""
    return SCHEMA.read_bytes()


def schema_url() -> str:
    """Return where the schema is served."""
    return settings.BASE_URL + reverse("agenda_files:schema")


@lru_cache(maxsize=16)
def data_bytes(publication: int, facts: Hashable) -> bytes:
    """Return a version as JSON; `publication` is its key. Kept in this process's memory.

    All three languages are in it, so it depends on none. `facts` are those of the meeting
    (`queries.facts_of`).
    """
    version = Publication.objects.select_related("meeting").get(pk=publication)
    with override(settings.LANGUAGE_CODE):
        content = data_of(version)
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def data_of(publication: Publication) -> dict[str, Any]:
    """Return what the public may know of a version, as JSON can carry it."""
    programme, meeting = published(publication), publication.meeting
    raw = programme.meeting
    return {
        "$schema": schema_url(),
        "format": FORMAT,
        "meeting": {name: raw[name] for name in ("slug", "code", "title", "venue", "city")},
        "time_zone": programme.zone.key,
        "version": programme.number,
        "published_at": publication.published_at.astimezone(UTC).isoformat(),
        "note": asdict(programme.note),
        "is_indicative": programme.is_indicative,
        "url": settings.BASE_URL + programme_path(meeting),
        "items": [_item(one, meeting) for one in programme.items],
        "days": _days(programme),
    }


def _days(programme: Programme) -> list[Any]:
    return [
        {"date": day.isoformat(), "sessions": [_session(one) for one in sessions]}
        for day, sessions in programme.days.items()
    ]


def _item(item: Item, meeting: Meeting) -> Any:
    committee = item.committee
    return {
        "uid": item.uid,
        "number": item.number,
        "title": asdict(item.title),
        "summary": asdict(item.summary),
        "committee": committee and {"slug": committee.key, "name": asdict(committee.name)},
        "url": settings.BASE_URL + item_path(meeting, item.number),
    }


def _session(session: Session) -> Any:
    return {
        "uid": session.uid,
        "title": asdict(session.title),
        "begins_at": session.begins_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "room": session.room and asdict(session.room),
        "chair": _person(session.chair),
        "segments": [_segment(one) for one in session.segments],
    }


def _segment(segment: Segment) -> Any:
    about = segment.about
    return {
        "uid": segment.uid,
        "item": segment.item and {"uid": segment.item.uid, "number": segment.item.number},
        "title": asdict(segment.title),
        "begins_at": segment.begins_at.isoformat(),
        "ends_at": segment.ends_at.isoformat(),
        "minutes": segment.minutes,
        "audience": str(segment.audience),
        "about": about and {"code": about.key, "name": asdict(about.name)},
        "requests": {
            "open_at": _instant(segment.requests_open_at),
            "close_at": _instant(segment.requests_close_at),
            "order": str(segment.order_rule),
            "minutes": {
                "national": segment.national_minutes,
                "group": segment.group_minutes,
                "organisation": segment.organisation_minutes,
            },
        },
        "panel": _panel(segment.panel),
    }


def _panel(panel: Panel | None) -> Any:
    if panel is None:
        return None
    return {
        "uid": panel.uid,
        "title": asdict(panel.title),
        "moderator": _person(panel.moderator),
        "panellists": [
            {"person": _person(seat.person), "topic": asdict(seat.topic)} for seat in panel.seats
        ],
    }


def _person(person: Person | None) -> Any:
    if person is None:
        return None
    entity = person.entity
    return {
        "uid": person.uid,
        "name": person.name,
        "function": asdict(person.function),
        "entity": entity and {"code": entity.key, "name": asdict(entity.name)},
    }


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
