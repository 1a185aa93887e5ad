"""Plans out of the database and onto the board: what the planner is told, made, accepted, refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.agenda.models import Room
from programme.bilaterals import plans, tasks
from programme.bilaterals.models import (
    Absence,
    Bilateral,
    Candidate,
    Engagement,
    Excusal,
    Host,
    Participant,
    Plan,
    PlanKind,
    Resource,
    SharedRoom,
    WantedPeriod,
)
from programme.bilaterals.operations import accepting, planning
from programme.bilaterals.operations.placing import pin, place
from programme.bilaterals.planning import solving
from programme.bilaterals.policies import Refused
from programme.bilaterals.transitions import State
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed
from tests.programme.bilaterals.planned import accepted, answered, made, problem_now

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True, scope="module")
def solver() -> None:
    """Load it before the first test, so that no test is blamed for it."""
    solving.load()


def put(host: str, code: str, hour: int, minute: int, by: User, rank: int = 3) -> Bilateral:
    own = host_of(host)
    candidate = make_candidate(own, entity_code=code, rank=rank)
    return place(candidate, begins_at=at(hour, minute), room=own.room_id, by=by, at=ON_14_MAY)


def resource(code: str) -> Resource:
    return Resource.objects.of(entity=Entity.objects.get(code=code))


def away(who: Resource, begins: int, ends: int) -> None:
    Absence.objects.create(
        resource=who,
        meeting=Meeting.objects.get(slug="2018"),
        begins_at=at(begins),
        ends_at=at(ends),
    )


# What the planner is told.


def test_the_planner_is_told_of_hosts_rooms_and_hours(june: Meeting, paul: User) -> None:
    make_candidate(host_of("article-5"), entity_code="ba")
    away(Resource.objects.of(host=host_of("article-5")), 9, 10)
    away(Resource.objects.of(room=host_of("article-5").room), 10, 11)
    away(resource("ba"), 11, 12)
    away(resource("ch"), 14, 15)

    problem = problem_now()

    host, room = problem.host[host_of("article-5").pk], problem.room[host_of("article-5").room_id]
    assert (len(host.slots), len(host.members), host.buffer) == (12, 4, timedelta(minutes=5))
    assert host.persons == ()
    assert problem.host[host_of("president").pk].persons == (
        Resource.objects.of(president_of=june).pk,
    )
    assert (host.rooms, host.quorum) == ((room.key,), host_of("article-5").quorum)
    assert [one.start for one in host.unavailable] == [at(9)]
    assert [one.start for one in room.unavailable] == [at(10)]
    assert [one.start for one in problem.guest[resource("ba").pk].unavailable] == [at(11)]
    assert [(one.resource, one.period.start) for one in problem.taken] == [
        (resource("ch").pk, at(14))
    ]
    assert problem.names[resource("ch").pk] == "Switzerland"


def test_the_planner_is_told_what_a_candidate_wishes(june: Meeting, paul: User) -> None:
    host = host_of("article-5")
    own = make_candidate(
        *(host, host_of("cooperation")),
        entity_code="ba",
        rank=4,
        weight=2,
        minutes=55,
        languages=["fr"],
        needs_accessible_room=True,
    )
    chile = Entity.objects.get(code="cl")
    Excusal.objects.create(
        candidate=own, entity=chile, reason="-", excused_at=ON_14_MAY, excused_by=paul
    )
    WantedPeriod.objects.create(candidate=own, begins_at=at(14), ends_at=at(16))
    bilateral = placed(own, at(9, 30))
    Bilateral.objects.update(is_pinned=True)
    person = receive(PAOLA)
    Participant.objects.create(bilateral=bilateral, registration=person)
    of_person = Resource.objects.of(person=person.person)
    Engagement.objects.get_or_create(
        bilateral=bilateral,
        resource=of_person,
        defaults={"part": "participant", "period": (at(9, 30), at(9, 55))},
    )

    problem = problem_now()

    wish = problem.wish[own.pk]
    assert set(wish.hosts) == {host.pk, host_of("cooperation").pk}
    assert (wish.rank, wish.weight, wish.minutes, wish.languages) == (4, 2, 55, {"fr"})
    assert (wish.guest, wish.accessible) == (resource("ba").pk, True)
    assert wish.excused == {resource("cl").pk}
    assert [(one.start, one.end) for one in wish.preferred] == [(at(14), at(16))]
    assert wish.people == (of_person.pk,)
    assert [(one.placement.start, one.pinned) for one in problem.standing] == [(at(9, 30), True)]


def test_hosts_without_a_room_of_their_own_take_the_shared_ones(june: Meeting) -> None:
    host = host_of("article-5")
    SharedRoom.objects.create(room=host.room)
    type(host).objects.filter(pk=host.pk).update(room=None)

    assert problem_now().host[host.pk].rooms == (host.room_id,)


def test_who_asks_for_another_time_is_put_there_if_it_can_be(june: Meeting, paul: User) -> None:
    own = put("article-5", "ba", 9, 30, paul)
    answered(own, State.OFFERED)
    Bilateral.objects.update(state=State.ANOTHER_TIME, wanted_at=at(15))
    accepted(made(paul, PlanKind.REPLAN), paul)

    own.refresh_from_db()
    assert (own.begins_at, own.state) == (at(15), State.OFFERED)


@pytest.mark.parametrize("state", [State.DECLINED, State.EXPIRED, State.CANCELLED, State.NO_SHOW])
def test_who_was_told_and_does_not_come_is_not_planned_again(
    state: State, june: Meeting, paul: User
) -> None:
    own = put("article-5", "ba", 9, 30, paul)
    answered(own, state)
    assert problem_now().wishes == ()


def test_a_proposal_that_was_taken_off_is_planned_again(june: Meeting, paul: User) -> None:
    put("article-5", "ba", 9, 30, paul)
    Bilateral.objects.update(state=State.CANCELLED)
    assert len(problem_now().wishes) == 1


def test_what_is_set_aside_is_left_out_and_stays_where_it_was_put(
    june: Meeting, paul: User
) -> None:
    make_candidate(host_of("article-5"), entity_code="ba", is_set_aside=True)
    own = put("article-5", "rs", 9, 30, paul)
    Candidate.objects.filter(pk=own.candidate_id).update(is_set_aside=True)

    problem = problem_now()

    assert list(problem.wish) == [own.candidate_id]
    assert problem.standing[0].pinned


def test_what_was_held_or_has_begun_is_not_touched_and_takes_its_place(
    june: Meeting, paul: User
) -> None:
    own = put("article-5", "ba", 9, 30, paul)
    Bilateral.objects.update(state=State.HELD)
    other = make_candidate(host_of("article-5"), entity_code="rs")
    again = make_candidate(host_of("president"), entity_code="ba")

    plan = made(paul)

    got = plans.kept(plan.result).placements
    assert own.candidate_id not in got
    assert got[other.pk].start == at(10)
    assert got[again.pk].start == at(10)


def test_on_the_day_no_place_is_given_that_is_over(june: Meeting, paul: User) -> None:
    was = put("article-5", "ba", 9, 30, paul)
    own = make_candidate(host_of("article-5"), entity_code="rs")

    got = plans.kept(made(paul, at=at(14, 10)).result).placements

    assert got[own.pk].start >= at(14, 30)
    assert was.candidate_id not in got


# Croatia.


def test_croatia_is_never_in_two_places_by_a_plan(june: Meeting, paul: User) -> None:
    """It is invited by Article 5, and sits on Victim Assistance, which has a guest at each time."""
    croatia = make_candidate(host_of("article-5"), entity_code="hr")
    codes = ("et", "ug", "sv", "tj", "ao", "zw", "ba", "rs", "sd", "cy", "gb")
    for code in codes:
        make_candidate(host_of("victim-assistance"), entity_code=code)
    accepted(made(paul), paul)

    [own] = Bilateral.objects.filter(candidate=croatia)
    meanwhile = Bilateral.objects.active().filter(begins_at=own.begins_at)
    assert Bilateral.objects.active().count() == 12
    assert list(meanwhile) == [own]


def test_a_decline_moves_nobody_and_gives_its_place_to_the_next(june: Meeting, paul: User) -> None:
    host = host_of("article-5")
    codes = ("ba", "rs", "sd", "cy", "gb", "et", "ao", "td", "tj", "ye", "ua", "zw", "sn")
    made_of = [
        make_candidate(host, entity_code=code, rank=rank)
        for rank, code in enumerate(codes, start=1)
    ]
    accepted(made(paul), paul)
    Bilateral.objects.update(state=State.ACCEPTED, offered_at=ON_14_MAY)
    first = Bilateral.objects.get(candidate=made_of[0])
    answered(first, State.DECLINED)
    others = Bilateral.objects.active().order_by("pk")
    before = list(others.values_list("candidate", "begins_at", "room", "version"))

    done = accepted(made(paul, PlanKind.REPLAN), paul)

    [moved] = done.moved
    assert (moved.bilateral.candidate_id, moved.earlier) == (made_of[12].pk, None)
    assert moved.bilateral.begins_at == first.begins_at
    others = others.exclude(pk=moved.bilateral.pk)
    assert list(others.values_list("candidate", "begins_at", "room", "version")) == before


# Making.


def test_who_asks_for_what_is_being_made_gets_the_same(june: Meeting, paul: User) -> None:
    first = planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY)

    assert planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY) == first
    assert planning.ask_plan(june, PlanKind.REPLAN, by=paul, at=ON_14_MAY) != first
    assert AuditEntry.objects.filter(verb="ask_bilateral_plan").count() == 2
    with pytest.raises(IntegrityError, match="plan_one_waits_per_kind"), transaction.atomic():
        Plan.objects.create(meeting=june, kind=PlanKind.PROPOSE, asked_at=ON_14_MAY, asked_by=paul)


def test_beat_finds_what_was_asked_for_and_nothing_else(june: Meeting, paul: User) -> None:
    tasks.make_plan()
    plan = planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY)
    tasks.make_plan()
    plan.refresh_from_db()
    assert (plan.state, plan.attempts, plan.lease_until) == ("ready", 1, None)


def test_the_plan_of_a_worker_that_was_killed_is_taken_up(june: Meeting, paul: User) -> None:
    plan = planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY)
    assert planning._claim() == plan

    assert not planning.make_next_plan(at=ON_14_MAY)
    Plan.objects.update(lease_until=timezone.now() - DAY)
    assert planning.make_next_plan(at=ON_14_MAY)

    plan.refresh_from_db()
    assert (plan.state, plan.attempts) == ("ready", 2)


def test_one_that_was_taken_over_writes_nothing(june: Meeting, paul: User) -> None:
    planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY)
    taken = planning._claim()
    assert taken is not None
    Plan.objects.update(attempts=2)

    with pytest.raises(planning.LeaseLost):
        planning._make(taken, ON_14_MAY)

    assert Plan.objects.get().result is None


def test_a_plan_that_kills_each_worker_ends_as_failed(june: Meeting, paul: User) -> None:
    planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY)
    Plan.objects.update(attempts=3)

    assert not planning.make_next_plan(at=ON_14_MAY)

    assert (Plan.objects.get().state, Plan.objects.get().failure) == ("failed", "WorkerLost")


def test_an_error_is_tried_again_and_then_named(june: Meeting, paul: User) -> None:
    """The host’s room is of another meeting: of such a day the planner can make nothing."""
    following = Meeting.objects.get(pk=june.pk)
    following.pk, following.slug, following.code = None, "2019", "IM19"
    following.begins_on, following.ends_on = date(2019, 6, 7), date(2019, 6, 8)
    following.is_current = False
    following.save()
    room = Room.objects.create(meeting=following, name_en="Room of 2019")
    Host.objects.filter(slug="article-5").update(room=room)
    planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY)

    for _ in range(3):
        assert Plan.objects.get().is_waiting
        planning.make_next_plan(at=ON_14_MAY)

    assert (Plan.objects.get().state, Plan.objects.get().failure) == ("failed", "ValueError")


# Accepting.


def test_a_part_is_accepted_and_the_rest_stays_to_be(june: Meeting, paul: User) -> None:
    one = make_candidate(host_of("article-5"), entity_code="ba")
    other = make_candidate(host_of("article-5"), entity_code="rs", rank=2)
    plan = made(paul)

    accepted(plan, paul, one.pk)

    assert [found.candidate_id for found in Bilateral.objects.all()] == [one.pk]
    plan.refresh_from_db()
    assert (plan.state, plan.settled_by) == ("accepted", paul)
    done = accepted(plan, paul)
    assert [found.bilateral.candidate_id for found in done.moved] == [other.pk]
    assert accepted(plan, paul) == accepting.Accepted([], 0)


def test_what_changed_since_is_named_and_the_rest_can_be_accepted(
    june: Meeting, paul: User
) -> None:
    """Nothing is done at first; once it was seen so, all that fits is."""
    one = make_candidate(host_of("article-5"), entity_code="ba")
    other = make_candidate(host_of("article-5"), entity_code="rs", rank=2)
    plan = made(paul)
    first = plans.kept(plan.result).placements[one.pk].start
    third = make_candidate(host_of("article-5"), entity_code="sd")
    place(third, begins_at=first, room=host_of("article-5").room_id, by=paul, at=ON_14_MAY)

    with pytest.raises(accepting.NoLongerFits) as refused:
        accepted(plan, paul)

    assert refused.value.found.keys() == {one.pk}
    assert "already meets Sudan" in " ".join(refused.value.found[one.pk])
    assert Bilateral.objects.count() == 1
    with pytest.raises(accepting.NoLongerFits):
        accepted(plan, paul, one.pk, other.pk)
    accepted(plan, paul, other.pk)
    assert set(Bilateral.objects.values_list("candidate", flat=True)) == {third.pk, other.pk}


def test_whoever_depends_on_what_no_longer_fits_is_named_with_it(june: Meeting, paul: User) -> None:
    """The one that was to make room was pinned meanwhile: it stays, and so does who came after it."""
    host = host_of("article-5")
    first = put("article-5", "ba", 9, 30, paul, rank=2)
    away(resource("ba"), 9, 10)
    better = make_candidate(host, entity_code="rs", rank=1)
    for begins, ends in ((10, 13), (14, 17)):
        away(resource("rs"), begins, ends)
    plan = made(paul)
    assert plans.kept(plan.result).placements[better.pk].start == at(9, 30)
    pin(first, pinned=True, version=1, by=paul, at=ON_14_MAY)

    with pytest.raises(accepting.NoLongerFits) as refused:
        accepted(plan, paul)

    assert refused.value.found.keys() == {first.candidate_id, better.pk}


def test_a_proposal_without_a_place_leaves_the_board_and_one_that_was_told_does_not(
    june: Meeting, paul: User
) -> None:
    host = host_of("article-5")
    Absence.objects.create(
        resource=Resource.objects.of(host=host), meeting=june, begins_at=at(10), ends_at=at(18)
    )
    worse = put("article-5", "ba", 9, 30, paul, rank=9)
    better = make_candidate(host, entity_code="rs", rank=1)
    plan = made(paul)
    assert accepted(plan, paul).taken_off == 1

    worse.refresh_from_db()
    assert worse.state == State.CANCELLED
    assert not worse.engagements.filter(is_active=True).exists()
    [now] = Bilateral.objects.active()
    assert now.candidate_id == better.pk
    assert AuditEntry.objects.filter(verb="remove_bilateral").count() == 1
    answered(now, State.OFFERED)
    best = make_candidate(host, entity_code="sd", rank=1, weight=9)
    with pytest.raises(accepting.NoLongerFits) as refused:
        accepted(made(paul), paul)
    assert refused.value.found.keys() == {better.pk, best.pk}
    assert "was told" in refused.value.found[better.pk][0]


def test_a_discarded_plan_is_not_accepted_nor_the_other_way_round(
    june: Meeting, paul: User
) -> None:
    make_candidate(host_of("article-5"), entity_code="ba")
    plan = made(paul)
    assert planning.discard(plan, by=paul, at=ON_14_MAY)
    assert not planning.discard(plan, by=paul, at=ON_14_MAY)
    with pytest.raises(Refused, match="discarded"):
        accepted(plan, paul)
    other = made(paul)
    accepted(other, paul)
    with pytest.raises(Refused, match="Only a plan of which nothing was accepted"):
        planning.discard(other, by=paul, at=ON_14_MAY)


@pytest.mark.parametrize("count", [1, 3])
def test_making_takes_the_same_queries_for_one_and_for_three(
    count: int, june: Meeting, paul: User, django_assert_num_queries: object
) -> None:
    for code in ("ba", "rs", "sd")[:count]:
        make_candidate(host_of("article-5"), entity_code=code)
    planning.ask_plan(june, PlanKind.PROPOSE, by=paul, at=ON_14_MAY)

    with django_assert_num_queries(20):  # type: ignore[operator]
        planning.make_next_plan(at=ON_14_MAY)


@pytest.mark.parametrize("count", [1, 3])
def test_accepting_takes_the_same_queries_for_one_and_for_three(
    count: int, june: Meeting, paul: User, django_assert_num_queries: object
) -> None:
    """Each row more is one insert, as whenever several are placed."""
    for code in ("ba", "rs", "sd")[:count]:
        make_candidate(host_of("article-5"), entity_code=code)
    plan = made(paul)

    with django_assert_num_queries(31 + count):  # type: ignore[operator]
        accepted(plan, paul)
