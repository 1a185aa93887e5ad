"""What the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from programme.agenda.models import (
    Audience,
    Contributor,
    Item,
    Panellist,
    Presence,
    Publication,
    Room,
    Segment,
    Session,
)
from programme.agenda.operations.acts import settle
from registration.meetings.models import Meeting


def refused(name: str) -> "pytest.RaisesExc[DatabaseError]":
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def sessions(meeting: Meeting) -> list[Session]:
    """The four sittings of 2018."""
    return list(Session.objects.filter(meeting=meeting).order_by("begins_at"))


def test_two_sessions_in_one_room_at_once(sessions: list[Session]) -> None:
    first, second = sessions[:2]

    with refused("room_has_one_session_at_a_time"), transaction.atomic():
        second.begins_at = first.ends_at - timedelta(minutes=1)
        second.save()
        settle()


def test_sessions_may_follow_each_other_and_change_places(sessions: list[Session]) -> None:
    first, second = sessions[:2]
    begins, ends = first.begins_at, first.ends_at

    first.begins_at, first.ends_at = second.begins_at, second.ends_at
    first.save()
    second.begins_at, second.ends_at = begins, ends
    second.save()
    settle()

    second.refresh_from_db()
    assert second.begins_at == begins


def other_room_at_the_same_time(session: Session, chair: Contributor) -> Session:
    room = Room.objects.create(meeting=session.meeting, name_en="Room two")
    return Session.objects.create(
        meeting=session.meeting,
        title_en="Side event",
        room=room,
        begins_at=session.begins_at,
        ends_at=session.ends_at,
        chair=chair,
    )


def test_a_chair_in_two_places(sessions: list[Session]) -> None:
    session = sessions[0]
    assert session.chair

    with refused("contributor_is_in_one_place"), transaction.atomic():
        other_room_at_the_same_time(session, session.chair)
        settle()


def test_a_panellist_who_chairs_elsewhere_at_that_time_only(sessions: list[Session]) -> None:
    session = sessions[3]
    panellist = Panellist.objects.get(panel__segment__session=session, position=1).contributor
    side = other_room_at_the_same_time(session, panellist)
    with refused("contributor_is_in_one_place"), transaction.atomic():
        settle()

    # The panel takes the first hour.
    side.begins_at = session.begins_at + timedelta(minutes=60)
    side.save()
    settle()

    assert Presence.objects.filter(contributor=panellist).count() == 2


def test_a_longer_segment_moves_the_panel_after_it(sessions: list[Session]) -> None:
    session = sessions[3]
    panellist = Panellist.objects.get(panel__segment__session=session, position=1).contributor
    settle()
    before = Presence.objects.get(contributor=panellist).period

    Segment.objects.create(
        session=session, position=0, audience=Audience.BREAK, minutes=15, title_en="Coffee"
    )
    settle()

    after = Presence.objects.get(contributor=panellist).period
    assert after.lower - before.lower == timedelta(minutes=15)


def test_the_same_person_may_chair_and_moderate_one_session(sessions: list[Session]) -> None:
    session = sessions[3]
    panel = session.segments.get(position=1).panel
    panel.moderator = session.chair
    panel.save()

    settle()

    assert Presence.objects.filter(contributor=session.chair, session=session).count() == 2


def test_an_item_of_another_meeting(meeting: Meeting, sessions: list[Session]) -> None:
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code, other._state.adding = None, "2019", "IM19", True
    other.save()
    stray = Item.objects.create(meeting=other, number=1, title_en="Opening")

    with refused("session_of_one_meeting"), transaction.atomic():
        sessions[0].segments.filter(position=1).update(item=stray)
        settle()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"minutes": 0}, "segment_takes_time"),
        ({"item": None}, "segment_has_an_item_or_is_a_break"),
        ({"audience": Audience.BREAK}, "segment_has_an_item_or_is_a_break"),
        ({"national_minutes": 0}, "segment_statements_take_time"),
    ],
)
def test_a_segment_that_makes_no_sense(
    sessions: list[Session], changes: dict[str, object], name: str
) -> None:
    with refused(name), transaction.atomic():
        sessions[0].segments.filter(position=1).update(**changes)
        settle()


def test_two_items_with_one_number(meeting: Meeting) -> None:
    with refused("item_number_once_per_meeting"), transaction.atomic():
        Item.objects.filter(meeting=meeting, number=2).update(number=3)
        settle()


def test_a_publication_is_neither_changed_nor_deleted(meeting: Meeting) -> None:
    publications = Publication.objects.filter(meeting=meeting)

    with refused("publication_stays_as_it_is"), transaction.atomic():
        publications.update(note_en="Nothing happened.")
    with refused("publication_stays_as_it_is"), transaction.atomic():
        publications.delete()

    assert publications.get().note_en == "First version. The hours are indicative."
