"""Writing what a version says over the draft."""

import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from intersessional.localised import LANGUAGES
from registration.delegations.models import Entity
from registration.meetings.models import Committee, Meeting

from ..models import Contributor, Item, Panel, Panellist, Room, Segment, Session
from ..models.base import Part
from ..policies import check_can_remove
from ..reading import Text
from ..refusals import InUse
from ..snapshots import Content


class CannotGoBack(Exception):
    """Something holds a part that the version does not have, or a State it names is gone; says what."""


class Restored:
    """Writes one content over the draft: first what is there, last what is to go."""

    def __init__(self, meeting: Meeting, content: Content) -> None:
        self.meeting, self.content = meeting, content
        self.entities = _by(Entity, "code", _codes(content))
        slugs = {raw["committee"]["slug"] for raw in content["items"] if raw["committee"]}
        self.committees = _by(Committee, "slug", slugs)
        self.segments = [
            (session, place, raw)
            for session in content["sessions"]
            for place, raw in enumerate(session["segments"], start=1)
        ]

    def write(self) -> None:
        """Write everything; the constraints are asked by the caller.

        :raises CannotGoBack: the version names a State, organisation or Committee that is gone, or
            something depends on a part that would be removed
        """
        rooms, people, items = self._rooms(), self._people(), self._items()
        sessions = self._sessions(rooms.rows, people.rows)
        segments = self._segments(sessions.rows, items.rows)
        self._panels(segments.rows, people.rows)
        # People stay: their address, language and gender are in no version, and come back from none.
        for table in (segments, sessions, items, rooms):
            table.remove_others()

    def _rooms(self) -> "_Table":
        table = _Table(Room, Room.objects.filter(meeting=self.meeting))
        wanted = {
            raw["uid"]: {
                **_texts("name", raw["name"]),
                "position": raw["position"],
                "is_accessible": raw["is_accessible"],
            }
            for raw in self.content["rooms"]
        }
        # Names are free at once: another room may have the one that comes back.
        for room in table.differing(wanted):
            room.name_en = room.uid
            Room.objects.filter(pk=room.pk).update(name_en=room.uid)
        for raw in self.content["rooms"]:
            table.put(raw, meeting=self.meeting, **wanted[raw["uid"]])
        return table

    def _people(self) -> "_Table":
        table = _Table(Contributor, Contributor.objects.filter(meeting=self.meeting))
        for raw in self.content["contributors"]:
            table.put(
                raw,
                meeting=self.meeting,
                name=raw["name"],
                entity=self._entity(raw["entity"]),
                **_texts("function", raw["function"]),
            )
        return table

    def _items(self) -> "_Table":
        table = _Table(Item, Item.objects.filter(meeting=self.meeting))
        for raw in self.content["items"]:
            table.put(
                raw,
                meeting=self.meeting,
                number=raw["number"],
                committee=_named(self.committees, raw["committee"], "slug"),
                **_texts("title", raw["title"]),
                **_texts("summary", raw["summary"]),
            )
        return table

    def _sessions(self, rooms: dict[str, Any], people: dict[str, Any]) -> "_Table":
        table = _Table(Session, Session.objects.filter(meeting=self.meeting))
        for raw in self.content["sessions"]:
            table.put(
                raw,
                meeting=self.meeting,
                room=rooms.get(raw["room"]),
                chair=people.get(raw["chair"]),
                begins_at=_instant(raw["begins_at"]),
                ends_at=_instant(raw["ends_at"]),
                **_texts("title", raw["title"]),
            )
        return table

    def _segments(self, sessions: dict[str, Any], items: dict[str, Any]) -> "_Table":
        table = _Table(Segment, Segment.objects.filter(session__meeting=self.meeting))
        same = ("minutes", "audience", "order_rule")
        minutes = ("national_minutes", "group_minutes", "organisation_minutes")
        for session, place, raw in self.segments:
            table.put(
                raw,
                session=sessions[session["uid"]],
                position=place,
                item=items.get(raw["item"]),
                about=self._entity(raw["about"]),
                requests_open_at=_instant(raw["requests_open_at"]),
                requests_close_at=_instant(raw["requests_close_at"]),
                **{name: raw[name] for name in (*same, *minutes)},
                **_texts("title", raw["title"]),
            )
        return table

    def _panels(self, segments: dict[str, Any], people: dict[str, Any]) -> None:
        found = Panel.objects.filter(segment__session__meeting=self.meeting)
        wanted = {
            raw["panel"]["uid"]: raw["uid"]
            for _session, _place, raw in self.segments
            if raw["panel"]
        }
        # A segment has one panel: those that are elsewhere than they should be make room at once.
        for panel in found.select_related("segment"):
            if wanted.get(panel.uid) != panel.segment.uid:
                panel.delete()
        table = _Table(Panel, found)
        for _session, _place, raw in self.segments:
            if raw["panel"]:
                panel = table.put(
                    raw["panel"],
                    segment=segments[raw["uid"]],
                    moderator=people.get(raw["panel"]["moderator"]),
                    **_texts("title", raw["panel"]["title"]),
                )
                _seat(panel, raw["panel"]["panellists"], people)

    def _entity(self, raw: Content | None) -> Any:
        return _named(self.entities, raw, "code")


class _Table:
    """The rows of one table by their lasting name: kept, changed, made again, or removed."""

    def __init__(self, model: type[Part], found: "models.QuerySet[Any]") -> None:
        self.model = model
        self.rows: dict[str, Any] = {row.uid: row for row in found}
        self.others = dict(self.rows)

    def differing(self, wanted: dict[str, dict[str, Any]]) -> list[Any]:
        """Return the rows that will be changed or removed."""
        return [row for uid, row in self.rows.items() if not _says(row, wanted.get(uid))]

    def put(self, raw: Content, **values: Any) -> Any:
        """Write one part of the version; a row that says the same already stays as it is."""
        row = self.others.pop(raw["uid"], None)
        if row is None:
            row = self._again(raw, values)
            self.rows[raw["uid"]] = row
            return row
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if changed:
            for name in changed:
                setattr(row, name, values[name])
            row.version += 1
            row.save(update_fields=[*changed, "version"])
        return row

    def remove_others(self) -> None:
        """Remove what the version does not have."""
        if self.others:
            pks = [row.pk for row in self.others.values()]
            try:
                self.model._default_manager.filter(pk__in=pks).delete()
            except models.ProtectedError as error:
                raise CannotGoBack(self._held(error)) from error

    def _held(self, error: models.ProtectedError) -> str:
        """Say which part is held, and by what."""
        for row in self.others.values():
            try:
                check_can_remove(row)
            except InUse as reason:
                return _("This version cannot be taken back. %(reason)s") % {"reason": reason}
        names = sorted({f"“{one}”" for one in error.protected_objects})
        return _("This version cannot be taken back: something else depends on %(parts)s.") % {
            "parts": ", ".join(names[:5])
        }

    def _again(self, raw: Content, values: dict[str, Any]) -> Any:
        """Make a row again, in its old place; its version is none that an open page could hold."""
        row = self.model(uid=raw["uid"], version=1000 + secrets.randbelow(10**6), **values)
        if not self.model._default_manager.filter(pk=raw["pk"]).exists():
            row.pk = raw["pk"]
        row.save(force_insert=True)
        return row


def _says(row: Any, wanted: dict[str, Any] | None) -> bool:
    """Say whether a row holds certain values already."""
    return wanted is not None and all(getattr(row, name) == wanted[name] for name in wanted)


def _seat(panel: Panel, wanted: list[Content], people: dict[str, Any]) -> None:
    """Put the panellists of a version on its panel, where others sit, or the same otherwise."""
    seats = {seat.contributor.uid: seat for seat in panel.panellists.select_related("contributor")}
    before = [(uid, Text(*_written(seat))) for uid, seat in seats.items()]
    after = [(raw["contributor"], Text(**raw["topic"])) for raw in wanted]
    if before == after:
        return
    panel.panellists.all().delete()
    taken = set(
        Panellist.objects.filter(pk__in=[raw["pk"] for raw in wanted]).values_list("pk", flat=True)
    )
    Panellist.objects.bulk_create(
        Panellist(
            pk=None if raw["pk"] in taken else raw["pk"],
            panel=panel,
            contributor=people[raw["contributor"]],
            position=place,
            **_texts("topic", raw["topic"]),
        )
        for place, raw in enumerate(wanted, start=1)
    )
    Panel.objects.filter(pk=panel.pk).update(version=models.F("version") + 1)


def _written(seat: Panellist) -> list[str]:
    return [getattr(seat, f"topic_{language}") for language in LANGUAGES]


def _codes(content: Content) -> set[str]:
    parts = [raw["entity"] for raw in content["contributors"]]
    parts += [raw["about"] for session in content["sessions"] for raw in session["segments"]]
    return {raw["code"] for raw in parts if raw}


def _by(model: type[models.Model], name: str, wanted: set[str]) -> dict[str, Any]:
    found = model._default_manager.filter(**{f"{name}__in": wanted})
    return {getattr(one, name): one for one in found}


def _named(found: dict[str, Any], raw: Content | None, key: str) -> Any:
    """Return the State, organisation or Committee that a version names.

    :raises CannotGoBack: there is none any more
    """
    if raw is None:
        return None
    if raw[key] not in found:
        name = Text(**raw["name"])
        raise CannotGoBack(
            _("This version cannot be taken back: “%(name)s” is not in the portal any more.")
            % {"name": name}
        )
    return found[raw[key]]


def _texts(name: str, raw: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in raw.items()}


def _instant(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None
