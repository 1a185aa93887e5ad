"""The day as operations read it, by one statement, against the day as pages read it, by the models."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from intersessional.accounts.models import User
from programme.agenda.models import Room
from programme.bilaterals.models import (
    Absence,
    Bilateral,
    Break,
    Candidate,
    Engagement,
    Excusal,
    Host,
    Resource,
    SharedRoom,
    WantedPeriod,
)
from programme.bilaterals.reading import Frame, frame_around, frame_of
from registration.delegations.models import CommitteeMembership, Entity, EntityName
from registration.meetings.models import Committee, Meeting
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed, room_named
from tests.registration.meetings.test_models import next_year

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "fr", "es", "de"])
def test_operations_see_the_same_day_as_pages(
    language: str, rich: Meeting, django_assert_num_queries: Any
) -> None:
    """Field by field, in the same order; what operations do not need is left out."""
    some = set(
        Candidate.objects.filter(delegation__entity__code__in=["xx", "yy"]).values_list(
            "pk", flat=True
        )
    )
    assert len(some) == 2
    with translation.override(language):
        expected = as_operations_need_it(frame_of(rich), some)
        with django_assert_num_queries(2):
            found = frame_around(rich, some)

        for one in fields(Frame):
            theirs, ours = getattr(expected, one.name), getattr(found, one.name)
            assert ours == theirs, one.name
            if isinstance(theirs, dict) and one.name != "people":
                assert list(ours) == list(theirs), f"order of {one.name}"
        assert [list(host.members) for host in found.hosts.values()] == [
            list(host.members) for host in expected.hosts.values()
        ]


def test_the_day_to_compare_has_everything(rich: Meeting) -> None:
    """Where a field were empty or the same for all, nothing would be compared."""
    found = frame_around(rich, [])

    assert {stand.state for stand in found.stands.values()} == {
        "proposed",
        "offered",
        "another_time",
        "accepted",
        "held",
    }
    for name in ("started_at", "ended_at", "wanted_at", "expires_at", "was_told", "is_pinned"):
        assert len({getattr(one, name) for one in found.stands.values()}) > 1, name
    assert list(found.people.values()) == ["Paola Fernanda Chávez"]
    assert len(found.away) == 4
    assert len(found.breaks) == 1 + 1
    assert len(found.lunch) == 1
    assert len(found.shared_rooms) == 2
    assert {len(one.hosts) for one in found.candidates.values()} == {1, 2}
    assert max(len(one.excused) for one in found.candidates.values()) == 2
    assert [host.room is None for host in found.hosts.values()].count(True) == 1


def test_an_empty_day_is_read_by_one_query(june: Meeting, django_assert_num_queries: Any) -> None:
    meeting = next_year(june)
    assert meeting.bilaterals_on is None

    with django_assert_num_queries(1):
        found = frame_around(meeting, [0])

    assert found == as_operations_need_it(frame_of(meeting), set())
    assert (found.hosts, found.stands, found.away, found.people) == ({}, {}, (), {})


def as_operations_need_it(frame: Frame, some: set[int]) -> Frame:
    """Leave out windows, wanted times, what has freed its place, and candidates of whom nobody asks."""
    stands = {pk: one for pk, one in frame.stands.items() if one.is_active}
    kept = some | {one.candidate for one in stands.values()}
    return replace(
        frame,
        stands=stands,
        hosts={pk: replace(one, slots=()) for pk, one in frame.hosts.items()},
        candidates={
            pk: replace(one, wanted=()) for pk, one in frame.candidates.items() if pk in kept
        },
    )


@pytest.fixture
def rich(june: Meeting, paul: User) -> Meeting:
    """A day with some of everything."""
    frame_and_rooms(june)
    members_and_names()
    candidates_and_bilaterals(paul)
    absences_and_breaks(june)
    another_meeting(june)
    return june


def frame_and_rooms(june: Meeting) -> None:
    cooperation, compliance = host_of("cooperation"), host_of("compliance")
    # In another order than they were made, and two in the same place.
    Host.objects.filter(pk=cooperation.pk).update(position=2, room=None, languages=["en", "fr"])
    Host.objects.filter(pk=compliance.pk).update(position=1, minutes=40, buffer_minutes=10)
    Host.objects.filter(slug="article-5").update(position=2, quorum=1)
    Committee.objects.filter(pk=cooperation.committee_id).update(name_fr="", name_es="Cooperación")
    for name in ("Room D", "Room B"):
        SharedRoom.objects.create(room=room_named(name))
    Room.objects.filter(name_en="Room C").update(position=0, name_fr="", name_es="Sala C")


def members_and_names() -> None:
    committee = host_of("article-5").committee
    for code, begins, ends, role in (
        ("se", None, date(2018, 6, 6), "member"),
        ("et", date(2018, 6, 6), None, "chair"),
        ("zw", date(2018, 6, 7), None, "member"),
        ("xx", None, date(2018, 6, 7), "member"),
    ):
        entity, _ = Entity.objects.get_or_create(code=code, defaults={"kind": "state"})
        CommitteeMembership.objects.create(
            committee=committee, entity=entity, valid_from=begins, valid_until=ends, role=role
        )
    Entity.objects.create(code="yy", kind="state", asked_name="Y as it wrote")
    EntityName.objects.filter(entity__code="rs").delete()
    EntityName.objects.filter(entity__code="ba").exclude(language="en").delete()
    serbia = Entity.objects.get(code="rs")
    change = date(2018, 6, 6)
    for language, name, begins, ends in (
        ("en", "Old name", None, change),
        ("en", "Name of the day", change, change + timedelta(1)),
        ("en", "Next name", change + timedelta(1), None),
        ("fr", "Ancien nom", None, change),
        ("es", "Nombre del día", change, None),
    ):
        EntityName.objects.create(
            entity=serbia, language=language, name=name, valid_from=begins, valid_until=ends
        )


def candidates_and_bilaterals(paul: User) -> None:
    article_5, victims, compliance = map(host_of, ("article-5", "victim-assistance", "compliance"))
    two = make_candidate(victims, compliance, entity_code="ec", rank=3, weight=2)
    WantedPeriod.objects.create(candidate=two, begins_at=at(9), ends_at=at(10))
    for code in ("hr", "se"):
        Excusal.objects.create(
            candidate=two,
            entity=Entity.objects.get(code=code),
            reason="Elsewhere",
            excused_at=ON_14_MAY,
            excused_by=paul,
        )
    accepted = placed(two, at(9, 30), state="accepted", offered_at=ON_14_MAY, started_at=at(9, 31))
    paola = receive(PAOLA)
    Engagement.objects.create(
        bilateral=accepted,
        resource=Resource.objects.of(person=paola.person),
        part="participant",
        period=(accepted.begins_at, accepted.ends_at),
    )
    told: dict[str, Any] = {"offered_at": ON_14_MAY, "expires_at": at(8)}
    for code, hour, fields_of_it in (
        ("rs", 14, {"state": "proposed", "is_pinned": True, "version": 4}),
        ("ba", 10, {"state": "offered", **told}),
        ("mz", 11, {"state": "another_time", "wanted_at": at(16), **told}),
        ("th", 15, {"state": "held", "started_at": at(15), "ended_at": at(15, 20), **told}),
        ("pe", 16, {"state": "cancelled", **told}),
        ("be", 16, {"state": "declined", **told}),
    ):
        placed(make_candidate(article_5, entity_code=code, rank=hour), at(hour), **fields_of_it)
    make_candidate(
        article_5,
        entity_code="xx",
        rank=3,
        weight=2,
        minutes=15,
        languages=["fr", "es"],
        reason="“Why”, with 50 % of \\ signs",
        needs_accessible_room=True,
        recusal_reason="By note",
        recusal_confirmed_by=paul,
        version=7,
    )
    make_candidate(article_5, entity_code="yy", is_set_aside=True)
    make_candidate(article_5, entity_code="ao")


def absences_and_breaks(june: Meeting) -> None:
    of = Resource.objects.of
    for resource, hour, reason in (
        (of(entity=Entity.objects.get(code="ba")), 12, "Still in the air"),
        (of(room=room_named("Room C")), 9, ""),
        (of(host=host_of("article-5")), 8, "Elsewhere"),
        (of(president_of=june), 10, ""),
    ):
        Absence.objects.create(
            meeting=june, resource=resource, begins_at=at(hour), ends_at=at(13), reason=reason
        )
    Break.objects.create(meeting=june, begins_at=at(8), ends_at=at(8, 30))
    Break.objects.create(meeting=june, begins_at=at(12), ends_at=at(13), is_lunch=True)


def another_meeting(june: Meeting) -> None:
    """Nothing of it is read."""
    other = next_year(june, bilaterals_on=june.bilaterals_on and date(2019, 6, 6))
    room = Room.objects.create(meeting=other, name_en="Room A")
    host = Host.objects.create(
        meeting=other, committee=host_of("article-5").committee, slug="article-5", room=room
    )
    Break.objects.create(meeting=other, begins_at=at(9), ends_at=at(10))
    Absence.objects.create(meeting=other, resource=host.resource, begins_at=at(9), ends_at=at(10))
    assert not Bilateral.objects.filter(meeting=other).exists()
