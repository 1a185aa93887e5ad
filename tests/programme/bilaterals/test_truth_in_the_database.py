"""What the database refuses, whoever writes: nobody in two places, nothing half engaged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from intersessional.accounts.models import User
from programme.agenda.models import Room
from programme.bilaterals.models import Bilateral, Candidate, Engagement, Host, Resource
from programme.bilaterals.operations.placing import place
from programme.bilaterals.transitions import ACTIVE, State
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import at, host_of, make_candidate, room_named

pytestmark = pytest.mark.django_db


@contextmanager
def end_of_transaction() -> Iterator[None]:
    """What the block writes is looked at as at a commit."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def placed(host: str, code: str, hour: int, minute: int, by: User, room: str = "") -> Bilateral:
    """A bilateral of one host on the board."""
    own = host_of(host)
    place_in = room_named(room) if room else own.room
    candidate = make_candidate(own, entity_code=code)
    return place(candidate, begins_at=at(hour, minute), room=place_in.pk, by=by, at=ON_14_MAY)


def test_a_bilateral_takes_room_host_delegation_members_and_the_president(
    june: Meeting, paul: User
) -> None:
    """The Committee that she chairs takes the President, and the State she comes from as a member."""
    bilateral = placed("compliance", "ua", 9, 30, paul)

    taken = {(e.resource.name, e.part) for e in bilateral.engagements.all()}
    host = host_of("compliance")
    members = {(one.entity.name, "member") for one in host.members_on(june.bilaterals_on)}
    assert ("Afghanistan", "member") in members
    assert taken == {
        (host.name, "host"),
        ("The President", "president"),
        ("Ukraine", "guest"),
        (host.room.name, "room"),
        *members,
    }


def test_the_president_is_in_one_place(june: Meeting, paul: User) -> None:
    """Written past all operations: the second of her meetings at a time is refused."""
    placed("compliance", "ua", 9, 30, paul)
    other = make_candidate(host_of("president"), entity_code="lk")

    with pytest.raises(IntegrityError, match="nobody_is_in_two_places"), end_of_transaction():
        by_hand(other, 9, 30, room_named("Room A"), paul)


def test_one_minute_of_overlap_does_not_fit_and_touching_does(june: Meeting, paul: User) -> None:
    """Half-open: a meeting that ends at 9:55 leaves 9:55 to the next."""
    placed("article-5", "ba", 9, 30, paul)
    host = host_of("article-5")
    late, early = (make_candidate(host, entity_code=code) for code in ("sd", "rs"))

    with pytest.raises(IntegrityError, match="nobody_is_in_two_places"), end_of_transaction():
        by_hand(late, 9, 54, host.room, paul)
    with end_of_transaction():
        by_hand(early, 9, 55, host.room, paul)

    assert Bilateral.objects.active().count() == 2


def test_adjacent_before_it_fits_too(june: Meeting, paul: User) -> None:
    """From 9:05 to 9:30 is before 9:30."""
    placed("article-5", "ba", 9, 30, paul)
    host = host_of("article-5")

    with end_of_transaction():
        by_hand(make_candidate(host, entity_code="rs"), 9, 5, host.room, paul)


@pytest.mark.parametrize("state", sorted(set(State) - ACTIVE))
def test_what_is_declined_expired_cancelled_or_missed_frees_all(
    state: str, june: Meeting, paul: User
) -> None:
    """By a plain UPDATE: the engagements follow, and the place can be taken."""
    first = placed("article-5", "ba", 9, 30, paul)

    Bilateral.objects.filter(pk=first.pk).update(state=state)

    assert not first.engagements.filter(is_active=True).exists()
    placed("article-5", "sd", 9, 30, paul)


def test_engagements_follow_when_it_is_moved_by_hand(june: Meeting, paul: User) -> None:
    """And into the place of another it cannot be moved."""
    first = placed("article-5", "ba", 9, 30, paul)
    placed("article-5", "sd", 10, 0, paul)
    onto = {"begins_at": at(10), "ends_at": at(10, 25)}

    with pytest.raises(IntegrityError, match="nobody_is_in_two_places"), end_of_transaction():
        Bilateral.objects.filter(pk=first.pk).update(**onto)
    free = {"begins_at": at(10, 30), "ends_at": at(10, 55)}
    Bilateral.objects.filter(pk=first.pk).update(**free)

    periods = {(e.period.lower, e.period.upper) for e in first.engagements.all()}
    assert periods == {(at(10, 30), at(10, 55))}


def test_an_engagement_says_what_its_bilateral_says(june: Meeting, paul: User) -> None:
    """Whoever writes another period or frees it alone writes in vain."""
    bilateral = placed("article-5", "ba", 9, 30, paul)
    engagement = bilateral.engagements.filter(part="guest").get()

    Engagement.objects.filter(pk=engagement.pk).update(is_active=False)

    engagement.refresh_from_db()
    assert engagement.is_active


@pytest.mark.parametrize("part", ["host", "guest", "room", "president"])
def test_nothing_that_it_needs_can_be_taken_away(part: str, june: Meeting, paul: User) -> None:
    """Room, delegation, host and President stay engaged as long as it stands."""
    bilateral = placed("compliance", "ua", 9, 30, paul)

    with pytest.raises(IntegrityError, match="bilateral_takes_what_it_needs"), end_of_transaction():
        bilateral.engagements.filter(part=part).delete()


def test_a_bilateral_without_engagements_is_refused(june: Meeting, paul: User) -> None:
    """Written past all operations."""
    host = host_of("article-5")

    with pytest.raises(IntegrityError, match="bilateral_takes_what_it_needs"), end_of_transaction():
        by_hand(make_candidate(host, entity_code="ba"), 9, 30, host.room, paul, engage=False)


def test_one_bilateral_stands_for_a_candidate(june: Meeting, paul: User) -> None:
    """A second one at another time is refused."""
    first = placed("article-5", "ba", 9, 30, paul)

    with (
        pytest.raises(IntegrityError, match="bilateral_one_stands_per_candidate"),
        end_of_transaction(),
    ):
        by_hand(first.candidate, 11, 0, first.room, paul)


def test_delegation_and_room_are_of_the_meeting(june: Meeting, paul: User) -> None:
    """The candidate's delegation, and no other."""
    host = host_of("article-5")
    candidate = make_candidate(host, entity_code="ba")
    other = make_candidate(host, entity_code="rs")
    candidate.delegation = other.delegation

    with pytest.raises(IntegrityError, match="bilateral_within_one_meeting"), end_of_transaction():
        by_hand(candidate, 9, 30, host.room, paul)


def test_each_owner_has_its_resource_from_the_beginning(june: Meeting) -> None:
    """Whoever makes the row; and one only."""
    entity = Entity.objects.create(code="new-one", kind="ngo", is_provisional=True, asked_name="X")
    room = Room.objects.create(meeting=june, name_en="Room Z")

    assert entity.resource.pk
    assert room.resource.pk
    assert june.president_resource.pk
    assert Resource.objects.filter(host__isnull=False).count() == Host.objects.count()
    with pytest.raises(IntegrityError), end_of_transaction():
        Resource.objects.create(entity=entity)
    with pytest.raises(IntegrityError, match="resource_is_of_one"), end_of_transaction():
        Resource.objects.create()


def test_the_triggers_name_the_active_states() -> None:
    """SQL and Python agree on which states take a place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(prosrc, '') FROM pg_proc WHERE proname LIKE 'bilaterals_engagement%'"
        )
        [source] = cursor.fetchone()
    for state in State:
        assert (f"'{state}'" in source) == (state in ACTIVE), state


def by_hand(
    candidate: Candidate, hour: int, minute: int, room: Room, by: User, *, engage: bool = True
) -> None:
    """Write a bilateral past all operations, with what it takes."""
    begins = at(hour, minute)
    bilateral = Bilateral.objects.create(
        meeting_id=candidate.meeting_id,
        candidate=candidate,
        delegation_id=candidate.delegation_id,
        room=room,
        begins_at=begins,
        ends_at=begins + timedelta(minutes=25),
        created_at=ON_14_MAY,
        created_by=by,
    )
    if not engage:
        return
    owners: list[tuple[dict[str, Any], str]] = [
        ({"room": room}, "room"),
        ({"entity": candidate.delegation.entity}, "guest"),
    ]
    for host in candidate.hosts.all():
        owners.append(({"host": host}, "host"))
        if host.president_chairs:
            owners.append(({"president_of": host.meeting}, "president"))
    for owner, part in owners:
        resource = Resource.objects.of(**owner)
        Engagement.objects.create(
            bilateral=bilateral, resource=resource, part=part, period=("-infinity", "infinity")
        )
