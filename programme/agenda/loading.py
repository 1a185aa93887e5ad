"""Loading a meeting's first programme from the data files beside this module."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models

from intersessional.localised import LANGUAGES
from registration.delegations.models import Entity
from registration.meetings.models import Committee, Meeting

from .models import Contributor, Item, Panel, Panellist, Room, Segment, Session

DATA = Path(__file__).parent / "data"


def load_programme(meeting: Meeting) -> dict[str, str] | None:
    """Write the draft of a meeting that has none yet; return the note of its first version.

    None where there is no data file for the meeting, or a draft already: that is the staff's.
    """
    path = DATA / f"{meeting.slug}.json"
    if not path.is_file() or Item.objects.filter(meeting=meeting).exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    _Loader(meeting, data).load()
    note: dict[str, str] = data["note"]
    return note


class _Loader:
    """Writes the parts of one programme, from those that the others name to the others."""

    def __init__(self, meeting: Meeting, data: dict[str, Any]) -> None:
        self.meeting = meeting
        self.data = data
        codes = [raw.get("entity") for raw in data["contributors"]] + [
            raw.get("about") for session in data["sessions"] for raw in session["segments"]
        ]
        self.entities = _by_code(codes)
        self.committees = {one.slug: one for one in Committee.objects.all()}

    def load(self) -> None:
        self.room = self._rooms()[0]
        self.people = self._people()
        self.items = self._items()
        for raw in self.data["sessions"]:
            self._session(raw)

    def _rooms(self) -> list[Room]:
        return [
            Room.objects.create(
                meeting=self.meeting,
                position=position,
                is_accessible=raw["is_accessible"],
                **_columns("name", raw["name"]),
            )
            for position, raw in enumerate(self.data["rooms"], start=1)
        ]

    def _people(self) -> dict[str, Contributor]:
        return {
            raw["key"]: Contributor.objects.create(
                meeting=self.meeting,
                name=raw.get("name", ""),
                entity=self.entities.get(raw.get("entity", "").lower()),
                **_columns("function", raw["function"]),
            )
            for raw in self.data["contributors"]
        }

    def _items(self) -> dict[int, Item]:
        return {
            raw["number"]: Item.objects.create(
                meeting=self.meeting,
                number=raw["number"],
                committee=self.committees.get(raw.get("committee", "")),
                **_columns("title", raw["title"]),
                **_columns("summary", raw["summary"]),
            )
            for raw in self.data["items"]
        }

    def _session(self, raw: dict[str, Any]) -> None:
        begins_at, ends_at = self._hours(date.fromisoformat(raw["day"]), raw["part"])
        session = Session.objects.create(
            meeting=self.meeting,
            room=self.room,
            chair=self.people[self.data["chair"]],
            begins_at=begins_at,
            ends_at=ends_at,
            **_columns("title", raw["title"]),
        )
        for position, part in enumerate(raw["segments"], start=1):
            self._segment(session, position, part)

    def _hours(self, day: date, part: str) -> tuple[datetime, datetime]:
        """Return begin and end of a sitting, as the meeting's own hours say."""
        hours = (getattr(self.meeting, f"{part}_{end}") for end in ("begins", "ends"))
        begins, ends = (datetime.combine(day, hour, self.meeting.zone) for hour in hours)
        return begins, ends

    def _segment(self, session: Session, position: int, raw: dict[str, Any]) -> None:
        segment = Segment.objects.create(
            session=session,
            position=position,
            item=self.items[raw["item"]],
            minutes=raw["minutes"],
            audience=raw["audience"],
            about=self.entities.get(raw.get("about", "").lower()),
            **_columns("title", raw.get("title", {})),
            **self._requests(raw),
        )
        if "panel" in raw:
            self._panel(segment, raw["panel"])

    def _requests(self, raw: dict[str, Any]) -> dict[str, Any]:
        if not raw.get("takes_requests"):
            return {}
        return {
            "requests_open_at": datetime.fromisoformat(self.data["requests_open_at"]),
            "requests_close_at": self.meeting.interventions_close_at,
        }

    def _panel(self, segment: Segment, raw: dict[str, Any]) -> None:
        panel = Panel.objects.create(
            segment=segment,
            moderator=self.people[raw["moderator"]],
            **_columns("title", raw["title"]),
        )
        for position, seat in enumerate(raw["panellists"], start=1):
            Panellist.objects.create(
                panel=panel,
                contributor=self.people[seat["contributor"]],
                position=position,
                **_columns("topic", seat["topic"]),
            )


def _by_code(codes: list[str | None]) -> dict[str, Entity]:
    wanted = [code.lower() for code in codes if code]
    found: models.QuerySet[Entity] = Entity.objects.filter(code__in=wanted)
    return {entity.code: entity for entity in found}


def _columns(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": texts.get(language, "") for language in LANGUAGES}
