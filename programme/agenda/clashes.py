"""Rooms and people in two places, in words: what the database would refuse without naming it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from registration.meetings.models import Meeting

from .models import Contributor, Panel, Panellist, Segment, Session
from .refusals import PersonTaken, RoomTaken, part_name, span


@dataclass(frozen=True)
class _Place:
    """Where somebody is, when, and as what (a sentence with gaps)."""

    person: Contributor
    session: Session
    begins_at: datetime
    ends_at: datetime
    words: str


def check_clashes(meeting: Meeting, changed: set[int]) -> None:
    """Refuse a draft in which a room or a person is in two places; five queries.

    `changed` are the keys of the sessions just written: the text names the one that was there before.

    :raises RoomTaken: two sessions in one room at once
    :raises PersonTaken: somebody in two sessions at once
    """
    found = Session.objects.filter(meeting=meeting).select_related("room", "chair")
    sessions = list(found.order_by("begins_at", "pk"))
    for session in sessions:
        session.meeting = meeting
    _check_rooms(sessions, changed)
    _check_people(sessions, changed)


def _check_rooms(sessions: list[Session], changed: set[int]) -> None:
    for one, other in combinations(sessions, 2):
        if one.room_id and one.room_id == other.room_id and _overlap(one, other):
            there = one if other.pk in changed else other
            raise RoomTaken(
                _(
                    "“%(room)s” has the session “%(session)s” from %(begins)s to %(ends)s"
                    " on %(day)s."
                )
                % {"room": there.room, **span(there)}
            )


def _check_people(sessions: list[Session], changed: set[int]) -> None:
    by_person: dict[int, list[_Place]] = {}
    for place in _places(sessions):
        by_person.setdefault(place.person.pk, []).append(place)
    for places in by_person.values():
        for one, other in combinations(places, 2):
            if one.session != other.session and _overlap(one, other):
                there = one if other.session.pk in changed else other
                raise PersonTaken(there.words % _gaps(there))


def _gaps(place: _Place) -> dict[str, str]:
    zone = place.session.meeting.zone
    hours = {
        name: time_format(at.astimezone(zone), "TIME_FORMAT")
        for name, at in (("begins", place.begins_at), ("ends", place.ends_at))
    }
    return {**span(place.session), **hours, "person": part_name(place.person)}


def _overlap(one: Session | _Place, other: Session | _Place) -> bool:
    return one.begins_at < other.ends_at and other.begins_at < one.ends_at


def _places(sessions: list[Session]) -> Iterator[_Place]:
    for session in sessions:
        if session.chair:
            chairs = _("%(person)s chairs “%(session)s” from %(begins)s to %(ends)s on %(day)s.")
            yield _Place(session.chair, session, session.begins_at, session.ends_at, chairs)
    yield from _on_panels({session.pk: session for session in sessions})


def _on_panels(sessions: dict[int, Session]) -> Iterator[_Place]:
    panels = {
        panel.segment_id: panel
        for panel in Panel.objects.filter(segment__session__in=sessions).select_related("moderator")
    }
    seats: dict[int, list[Panellist]] = {}
    for seat in Panellist.objects.filter(panel__in=panels.values()).select_related("contributor"):
        seats.setdefault(seat.panel_id, []).append(seat)
    moderates = _(
        "%(person)s moderates a panel in “%(session)s” from %(begins)s to %(ends)s on %(day)s."
    )
    sits = _("%(person)s sits on a panel in “%(session)s” from %(begins)s to %(ends)s on %(day)s.")
    for segment, begins_at, ends_at in _timed(sessions):
        if panel := panels.get(segment.pk):
            session = sessions[segment.session_id]
            if panel.moderator:
                yield _Place(panel.moderator, session, begins_at, ends_at, moderates)
            for seat in seats.get(panel.pk, []):
                yield _Place(seat.contributor, session, begins_at, ends_at, sits)


def _timed(sessions: dict[int, Session]) -> Iterator[tuple[Segment, datetime, datetime]]:
    """Yield the segments with their times, as their order says."""
    next_at = {pk: session.begins_at for pk, session in sessions.items()}
    for segment in Segment.objects.filter(session__in=sessions).order_by("session", "position"):
        begins_at = next_at[segment.session_id]
        next_at[segment.session_id] = begins_at + timedelta(minutes=segment.minutes)
        yield segment, begins_at, next_at[segment.session_id]
