"""The skeleton of a programme for a new meeting, after that of an earlier one.

Rooms, items, sessions with their segments, titles of panels: what a meeting has before anybody has a
part in it. No people, no requests, no documents, no version.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.localised import LANGUAGES
from registration.meetings.models import Meeting
from registration.meetings.moving import moved

from ..models import Item, Panel, Room, Segment, Session
from ..models.base import new_uid
from .acts import hold_programme, settle


class HasProgramme(Exception):
    """The meeting has a draft already: that is the staff's, and nothing is copied into it."""

    def __str__(self) -> str:
        return _("This meeting has a programme already. Change it in the editor.")


def copy_skeleton(
    meeting: Meeting,
    source: Meeting | None,
    days: Mapping[date, date | None],
    *,
    by: User,
    at: datetime,
) -> int:
    """Write the draft of a meeting without one, in the caller's transaction; return its sessions.

    `days` says for each of its days after which day of `source` it is made; None makes two empty
    sittings by the meeting's hours, and a day that is not in it stays free.

    :raises HasProgramme:
    """
    with transaction.atomic():
        hold_programme(meeting)
        if Item.objects.filter(meeting=meeting).exists() or meeting.sessions.exists():
            raise HasProgramme
        copy = _Copy(meeting, source)
        for day, model in sorted(days.items()):
            copy.day(day, model)
        settle()
        after = {"from": source.slug if source else "", "sessions": copy.sessions}
        record("copy_programme", meeting, by=by, at=at, after=after)
        return copy.sessions


class _Copy:
    """Makes the parts, first those that the others name."""

    def __init__(self, meeting: Meeting, source: Meeting | None) -> None:
        self.meeting, self.source, self.sessions = meeting, source, 0
        self.rooms: dict[int, Room] = {}
        self.items: dict[int, Item] = {}
        self.held: list[Session] = []
        if source:
            self._parts(source)

    def _parts(self, source: Meeting) -> None:
        there = {room.name_en: room for room in Room.objects.filter(meeting=self.meeting)}
        for room in Room.objects.filter(meeting=source):
            self.rooms[room.pk] = there.get(room.name_en) or _again(room, meeting=self.meeting)
        for item in Item.objects.filter(meeting=source):
            self.items[item.pk] = _again(item, meeting=self.meeting)
        segments = models.Prefetch("segments", Segment.objects.select_related("panel"))
        found = Session.objects.filter(meeting=source).prefetch_related(segments)
        self.held = list(found)

    def day(self, day: date, model: date | None) -> None:
        """Make the sessions of one day."""
        if model is None or self.source is None:
            self._sittings(day)
            return
        for session in self.held:
            begins = session.begins_at.astimezone(self.source.zone)
            if begins.date() == model:
                ends = session.ends_at.astimezone(self.source.zone)
                self._session(session, self._at(day, begins), self._at(day, ends))

    def _at(self, day: date, local: datetime) -> datetime:
        return datetime.combine(day, local.time(), self.meeting.zone)

    def _session(self, model: Session, begins_at: datetime, ends_at: datetime) -> None:
        segments = list(model.segments.all())
        room = self.rooms.get(model.room_id or 0)
        times = {"begins_at": begins_at, "ends_at": ends_at}
        session = _again(model, meeting=self.meeting, room=room, chair=None, **times)
        self.sessions += 1
        for segment in segments:
            self._segment(segment, session)

    def _segment(self, model: Segment, session: Session) -> None:
        panel: Panel | None = getattr(model, "panel", None)
        item = self.items.get(model.item_id or 0)
        segment = _again(model, session=session, item=item, **self._requests(model))
        if panel:
            _again(panel, segment=segment, moderator=None)

    def _requests(self, model: Segment) -> dict[str, datetime | None]:
        """Return when requests open and close: with the meeting's own closing where they did so."""
        source = self.source
        assert source is not None  # noqa: S101 - a segment came from one
        opens, closes = model.requests_open_at, model.requests_close_at
        new_closes: datetime | None
        if closes and closes == source.interventions_close_at:
            new_closes = self.meeting.interventions_close_at or moved(closes, source, self.meeting)
        else:
            new_closes = moved(closes, source, self.meeting) if closes else None
        new_opens = moved(opens, source, self.meeting) if opens else None
        if new_opens and new_closes and new_opens >= new_closes:
            new_opens = self.meeting.registration_opens_at
        return {"requests_open_at": new_opens, "requests_close_at": new_closes}

    def _sittings(self, day: date) -> None:
        room = next(iter(self.rooms.values()), None)
        hours = self.meeting
        for titles, begins, ends in (
            (_in_all(_morning), hours.morning_begins, hours.morning_ends),
            (_in_all(_afternoon), hours.afternoon_begins, hours.afternoon_ends),
        ):
            Session.objects.create(
                meeting=self.meeting,
                room=room,
                begins_at=datetime.combine(day, begins, self.meeting.zone),
                ends_at=datetime.combine(day, ends, self.meeting.zone),
                **titles,
            )
            self.sessions += 1


def _again(part: Any, **changed: Any) -> Any:
    """Return a part anew, with a name of its own: it is another part, of another meeting."""
    columns = {
        field.name: getattr(part, field.name)
        for field in part._meta.concrete_fields
        if not field.primary_key and field.name not in {"uid", "version", *changed}
    }
    return type(part).objects.create(uid=new_uid(), **columns, **changed)


def _in_all(word: Any) -> dict[str, str]:
    titles = {}
    for language in LANGUAGES:
        with override(language):
            titles[f"title_{language}"] = word()
    return titles


def _morning() -> str:
    return _("Morning")


def _afternoon() -> str:
    return _("Afternoon")
