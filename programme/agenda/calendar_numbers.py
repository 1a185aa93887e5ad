"""The events of a version's calendar, and how often each one has changed.

A calendar program keeps an event under its UID and takes a change only where SEQUENCE is higher than
what it has. So both are worked out once, when a version is published, from that version and the one
before, and stay in its content under `calendar`: whoever asks gets the same numbers for ever.

An event is a block (`reading.Block`). It is called by the lasting name of one of its segments: by the
one it had before, where it had one; else by the first. So it keeps its name when it moves to another
session, is renamed, or gets a new beginning. What a version no longer has stays as cancelled, since
a calendar that has it must hear of it, until a version is published after the last session's end.
"""

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from .models import Publication
from .reading import Block, Programme, Segment, Text, read
from .snapshots import Content, instant

type Event = dict[str, Any]


def number_events(new: Content, previous: Publication | None, *, at: datetime) -> dict[str, Event]:
    """Return the events of what is published at `at`, by their lasting names.

    Each has `told` (time, place and summary), the `item` by its lasting name, `sequence` (raised
    when what is told has changed, and when it is cancelled), `changed_at` (also when only a segment
    has changed inside it) and `is_cancelled`. Their order says nothing: the database keeps none.
    """
    earlier = events_of(previous) if previous else {}
    programme = read(new)
    events = {}
    for block in programme.blocks:
        uid = name_of(block, earlier)
        events[uid] = _numbered(_event(programme, block), earlier.get(uid), at)
    return events | _cancelled(programme, {k: v for k, v in earlier.items() if k not in events}, at)


def events_of(publication: Publication) -> dict[str, Event]:
    """Return the events that a version has kept, or what they were before any was kept."""
    kept: dict[str, Event] | None = publication.content.get("calendar")
    if kept is not None:
        return kept
    return number_events(publication.content, None, at=publication.published_at)


def name_of(block: Block, known: dict[str, Event]) -> str:
    """Return the name of a block's event: the one under which it is known, or its first segment's."""
    names = [segment.uid for segment in block.segments]
    return next((name for name in names if name in known), names[0])


def _event(programme: Programme, block: Block) -> Event:
    item, room = block.item, block.session.room
    title = item.title if item else block.segments[0].title
    return {
        "item": item.uid if item else None,
        "told": {
            "begins_at": instant(block.begins_at),
            "ends_at": instant(block.ends_at),
            "number": item.number if item else None,
            "title": asdict(title),
            "is_continued": block.is_continued,
            "room": asdict(room.name) if room else asdict(Text()),
            "venue": programme.meeting["venue"],
            "city": programme.meeting["city"],
        },
        "inside": _digest([_inside(segment) for segment in block.segments]),
    }


def _inside(segment: Segment) -> Any:
    """Return what the description of an event says of a segment, besides what is told."""
    about = asdict(segment.about) if segment.about else None
    panel = asdict(segment.panel) if segment.panel else None
    return [asdict(segment.title), segment.minutes, str(segment.audience), about, panel]


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _numbered(event: Event, before: Event | None, at: datetime) -> Event:
    if before is None:
        return event | {"sequence": 0, "changed_at": instant(at), "is_cancelled": False}
    raised = before["is_cancelled"] or event["told"] != before["told"]
    is_same = not raised and event["inside"] == before["inside"]
    return event | {
        "sequence": before["sequence"] + raised,
        "changed_at": before["changed_at"] if is_same else instant(at),
        "is_cancelled": False,
    }


def _cancelled(programme: Programme, gone: dict[str, Event], at: datetime) -> dict[str, Event]:
    if programme.sessions and at >= max(one.ends_at for one in programme.sessions):
        return {}
    return {uid: one if one["is_cancelled"] else _cancel(one, at) for uid, one in gone.items()}


def _cancel(event: Event, at: datetime) -> Event:
    changed = {"sequence": event["sequence"] + 1, "changed_at": instant(at), "is_cancelled": True}
    return event | changed
