"""From a content to values, each part once."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from ..models import Audience, OrderRule, Publication
from ..snapshots import Content
from .values import (
    NOTHING,
    Block,
    Item,
    Named,
    Panel,
    Person,
    Programme,
    Room,
    Seat,
    Segment,
    Session,
    Text,
)


def published(publication: Publication) -> Programme:
    """Return a publication to be read."""
    note = Text(publication.note_en, publication.note_fr, publication.note_es)
    return read(
        publication.content, publication.number, published_at=publication.published_at, note=note
    )


def read(
    content: Content,
    number: int = 0,
    *,
    published_at: datetime | None = None,
    note: Text = NOTHING,
) -> Programme:
    """Return a content (`snapshots.take`) to be read; number 0 is the draft."""
    reader = _Reader(content)
    sessions = tuple(reader.session(raw) for raw in content["sessions"])
    _fill_blocks(sessions)
    return Programme(
        number=number,
        published_at=published_at,
        note=note,
        meeting=content["meeting"],
        zone=reader.zone,
        items=tuple(reader.items.values()),
        sessions=sessions,
    )


def _fill_blocks(sessions: tuple[Session, ...]) -> None:
    seen: set[str] = set()
    for session in sessions:
        for item, parts in groupby(session.segments, lambda one: one.item):
            continued = item is not None and item.uid in seen
            session.blocks.append(Block(session, item, tuple(parts), continued))
            seen |= {item.uid} if item else set()


class _Reader:
    """Turns raw content into values, each part once."""

    def __init__(self, content: Content) -> None:
        self.zone = ZoneInfo(content["meeting"]["time_zone"])
        self.rooms = {raw["uid"]: self._room(raw) for raw in content["rooms"]}
        self.people = {raw["uid"]: self._person(raw) for raw in content["contributors"]}
        self.items = {raw["uid"]: self._item(raw) for raw in content["items"]}

    def session(self, raw: Content) -> Session:
        return Session(
            uid=raw["uid"],
            title=Text(**raw["title"]),
            room=self.rooms[raw["room"]] if raw["room"] else None,
            begins_at=self._required(raw["begins_at"]),
            ends_at=self._required(raw["ends_at"]),
            chair=self._maybe_person(raw["chair"]),
            segments=tuple(self._segment(part) for part in raw["segments"]),
        )

    def _segment(self, raw: Content) -> Segment:
        same = ("uid", "minutes", "national_minutes", "group_minutes", "organisation_minutes")
        return Segment(
            **{name: raw[name] for name in same},
            item=self.items[raw["item"]] if raw["item"] else None,
            title=Text(**raw["title"]),
            begins_at=self._required(raw["begins_at"]),
            ends_at=self._required(raw["ends_at"]),
            audience=Audience(raw["audience"]),
            about=self._named(raw["about"], "code"),
            order_rule=OrderRule(raw["order_rule"]),
            requests_open_at=self._instant(raw["requests_open_at"]),
            requests_close_at=self._instant(raw["requests_close_at"]),
            panel=self._panel(raw["panel"]),
        )

    def _panel(self, raw: Content | None) -> Panel | None:
        if raw is None:
            return None
        seats = tuple(self._seats(raw["panellists"]))
        title = Text(**raw["title"])
        return Panel(raw["uid"], title, self._maybe_person(raw["moderator"]), seats)

    def _seats(self, raw: list[Content]) -> Iterator[Seat]:
        for seat in raw:
            yield Seat(self.people[seat["contributor"]], Text(**seat["topic"]))

    def _maybe_person(self, uid: str | None) -> Person | None:
        return self.people[uid] if uid else None

    def _room(self, raw: Content) -> Room:
        return Room(raw["uid"], Text(**raw["name"]), raw["is_accessible"])

    def _person(self, raw: Content) -> Person:
        entity = self._named(raw["entity"], "code")
        return Person(raw["uid"], raw["name"], Text(**raw["function"]), entity)

    def _item(self, raw: Content) -> Item:
        return Item(
            uid=raw["uid"],
            number=raw["number"],
            title=Text(**raw["title"]),
            summary=Text(**raw["summary"]),
            committee=self._named(raw["committee"], "slug"),
        )

    def _named(self, raw: Content | None, key: str) -> Named | None:
        return Named(raw[key], Text(**raw["name"])) if raw else None

    def _instant(self, raw: Any) -> datetime | None:
        return self._required(raw) if raw else None

    def _required(self, raw: str) -> datetime:
        return datetime.fromisoformat(raw).astimezone(self.zone)
