"""The frame of the bilaterals for a new meeting, after that of an earlier one.

Hosts, their rooms and hours, breaks, shared rooms. No candidates, no officers, no absences: those are
people, or what was agreed with them.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from programme.agenda.models import Room
from registration.meetings.models import Meeting

from .. import resources
from ..models import Break, Host, SharedRoom, Window
from ..quorum import day_of


class HasFrame(Exception):
    """The meeting has hosts already, or no day on which they could receive; the text says which."""


def copy_frame(meeting: Meeting, source: Meeting, *, by: User, at: datetime) -> int:
    """Write hosts, windows, breaks and rooms for a meeting without hosts, in the caller's transaction.

    The hours are the same by the clocks, on the new meeting's day. Return how many hosts were made.

    :raises HasFrame:
    """
    if meeting.bilaterals_on is None:
        raise HasFrame(_("This meeting has no day of bilaterals."))
    with transaction.atomic():
        lock(f"frame {meeting.pk}")
        if Host.objects.filter(meeting=meeting).exists():
            raise HasFrame(_("This meeting has hosts already. Change them in the admin site."))
        copy = _Copy(meeting, source)
        hosts = [copy.host(host) for host in Host.objects.filter(meeting=source)]
        copy.breaks()
        copy.shared_rooms()
        resources.make_missing(meeting)
        record(
            *("copy_frame", meeting), by=by, at=at, after={"from": source.slug, "hosts": len(hosts)}
        )
        return len(hosts)


class _Copy:
    def __init__(self, meeting: Meeting, source: Meeting) -> None:
        self.meeting, self.source = meeting, source
        self.days: timedelta = day_of(meeting) - day_of(source)
        self.rooms = {room.name_en: room for room in Room.objects.filter(meeting=meeting)}

    def host(self, model: Host) -> Host:
        host = Host.objects.create(
            meeting=self.meeting,
            room=self._room(model.room) if model.room else None,
            **{name: getattr(model, name) for name in _PLAIN},
        )
        for window in model.windows.all():
            Window.objects.create(host=host, **self._hours(window))
        return host

    def breaks(self) -> None:
        for one in Break.objects.filter(meeting=self.source):
            hours = self._hours(one)
            Break.objects.create(meeting=self.meeting, is_lunch=one.is_lunch, **hours)

    def shared_rooms(self) -> None:
        for one in SharedRoom.objects.filter(room__meeting=self.source).select_related("room"):
            SharedRoom.objects.create(room=self._room(one.room))

    def _room(self, model: Room) -> Room:
        """Return the room with this name: the programme's skeleton may have made it."""
        if model.name_en not in self.rooms:
            names = {name: getattr(model, name) for name in ("name_en", "name_fr", "name_es")}
            others = {"position": model.position, "is_accessible": model.is_accessible}
            room = Room.objects.create(meeting=self.meeting, **names, **others)
            self.rooms[model.name_en] = room
        return self.rooms[model.name_en]

    def _hours(self, timed: Any) -> dict[str, datetime]:
        return {name: self._moved(getattr(timed, name)) for name in ("begins_at", "ends_at")}

    def _moved(self, instant: datetime) -> datetime:
        local = instant.astimezone(self.source.zone)
        return datetime.combine(local.date() + self.days, local.time(), self.meeting.zone)


_PLAIN = (
    *("committee", "slug", "position", "president_chairs", "minutes", "buffer_minutes"),
    *("quorum", "languages"),
)
