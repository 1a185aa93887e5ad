"""The pages of plans and of the check, through their front door; and the whole day of 2018."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.bilaterals import tasks
from programme.bilaterals.models import (
    Absence,
    Bilateral,
    Candidate,
    Engagement,
    Notice,
    Plan,
    PlanKind,
    Resource,
)
from programme.bilaterals.operations.placing import pin, place
from programme.bilaterals.planning import Placement, solving
from programme.bilaterals.transitions import State
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY, focal_point
from tests.programme.bilaterals import days
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed
from tests.programme.bilaterals.planned import accepted, answered, load_day, made, problem_now
from tests.programme.bilaterals.planning.checker import broken

pytestmark = pytest.mark.django_db
PLANS = "/bilaterals/plan/"
CHECK = "/bilaterals/check/"


@pytest.fixture(autouse=True, scope="module")
def solver() -> None:
    """Load it before the first test, so that no test is blamed for it."""
    solving.load()


@pytest.fixture
def office(paul: User) -> Client:
    """The browser of the President's office."""
    return signed_in(paul)


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def address(plan: Plan) -> str:
    return f"{PLANS}{plan.pk}/"


def seen(client: Client, plan: Plan) -> str:
    """The stamp that the page of a plan would send."""
    return str(client.get(address(plan)).context["stamp"])


def act(client: Client, plan: Plan, do: str, *take: int, stamp: str | None = None) -> Any:
    """Press a button on a plan's page."""
    mark = seen(client, plan) if stamp is None else stamp
    return client.post(address(plan), {"do": do, "seen": mark, "take": take}, follow=True)


def on_the_board() -> list[Placement]:
    return [
        Placement(one.candidate_id, one.begins_at, one.ends_at, one.room_id)
        for one in Bilateral.objects.active()
    ]


@pytest.mark.long
def test_the_day_of_2018_is_planned_accepted_and_mended(office: Client, paul: User) -> None:
    """From the button to the board: proved, without a broken rule, each one left out explained."""
    load_day(paul)
    first = AuditEntry.objects.latest("pk").pk
    waiting = office.post(PLANS, {"do": "propose"}, follow=True)
    tasks.make_plan()
    path = waiting.redirect_chain[-1][0]
    page = office.get(path)

    found = page.context["found"]
    assert "The plan waits since 09:00 to be made." in said(waiting)
    assert "It is proved that no plan is better." in said(page)
    left = [one for one in found.unplaced if "Article 5" in one.hosts]
    assert (len(found.new), len(left)) == (36, 22)
    for out in found.unplaced:
        assert out.why
        assert all(text.endswith(".") for text in out.why)
    assert "meets better-ranked candidates, the last of rank" in said(page)

    after = office.post(path, {"do": "all", "seen": page.context["stamp"]}, follow=True)

    assert "36 bilaterals were placed. Nobody outside was told." in said(after)
    assert not Notice.objects.exists()
    assert "All of the plan is on the board." in said(after)
    assert broken(problem_now(), on_the_board()) == set()
    assert Bilateral.objects.filter(state=State.PROPOSED).count() == 36
    rooms = Engagement.objects.filter(part="room", is_active=True)
    assert rooms.count() == Engagement.objects.filter(part="guest").count() == 36
    [act] = AuditEntry.objects.filter(verb="accept_bilateral_plan")
    assert act.values_changed.after == {"changes": 36, "taken_off": 0}
    placed_now = AuditEntry.objects.filter(verb="place_bilateral", pk__gt=first)
    assert placed_now.count() == 36
    assert "36 bilaterals stand on the board. They break no rule." in said(office.get(CHECK))


@pytest.mark.long
def test_a_decline_and_a_new_plan_move_nobody(office: Client, paul: User) -> None:
    """Everybody has accepted; one declines. Whoever is left out gets the place; nobody else stirs."""
    load_day(paul)
    accepted(made(paul), paul)
    Bilateral.objects.update(state=State.ACCEPTED, offered_at=ON_14_MAY)
    declined = Bilateral.objects.filter(candidate__hosts__slug="article-5")[0]
    answered(declined, State.DECLINED)
    before = {one.candidate_id: one for one in Bilateral.objects.active()}

    plan = made(paul, PlanKind.REPLAN)
    found = office.get(address(plan)).context["found"]
    act(office, plan, "all")

    assert (found.moved, found.dropped) == ((), ())
    assert len(found.new) <= 1
    assert [one.candidate.pk for one in found.not_planned] == [declined.candidate_id]
    now = {one.candidate_id: one for one in Bilateral.objects.active()}
    assert all(now[pk].begins_at == one.begins_at for pk, one in before.items())
    assert all(now[pk].version == one.version for pk, one in before.items())


def test_a_move_shows_from_where_to_where_and_who_had_accepted(
    office: Client, june: Meeting, paul: User
) -> None:
    own = placed(make_candidate(host_of("article-5"), entity_code="ba"), at(9, 30))
    answered(own, State.ACCEPTED)
    bosnia = Resource.objects.of(entity=Entity.objects.get(code="ba"))
    Absence.objects.create(
        resource=bosnia, meeting=june, begins_at=at(8), ends_at=at(14), reason="Late train"
    )
    plan = made(paul, PlanKind.REPLAN)

    page = office.get(address(plan))
    [line] = page.context["found"].moved
    assert (line.stand.begins_at, line.is_accepted) == (at(9, 30), True)
    assert "1 moves" in said(page)
    assert "Accepted by the delegation" in said(page)
    after = act(office, plan, "chosen", own.candidate_id)

    assert "1 bilateral was moved. Whoever knew of a move was told." in said(after)
    assert AuditEntry.objects.filter(verb="tell_of_move", subject_id=own.pk).count() == 1
    own.refresh_from_db()
    assert (own.begins_at, own.state) == (line.place.start, State.ACCEPTED)


def test_a_part_is_accepted_by_its_ticks(office: Client, june: Meeting, paul: User) -> None:
    one = make_candidate(host_of("article-5"), entity_code="ba")
    other = make_candidate(host_of("article-5"), entity_code="rs", rank=2)
    plan = made(paul)
    nothing = act(office, plan, "chosen")
    assert nothing.status_code == 422
    assert "Tick what you accept" in said(nothing)

    after = act(office, plan, "chosen", one.pk)

    assert "1 bilateral was placed." in said(after)
    assert [line.candidate.pk for line in after.context["found"].new] == [other.pk]
    assert [line.candidate.pk for line in after.context["found"].unchanged] == [one.pk]
    assert "Discard the plan" not in said(after)


def test_a_plan_of_a_board_that_has_changed(office: Client, june: Meeting, paul: User) -> None:
    """Pressed too late: nothing is done, the page says what no longer fits, and does the rest."""
    host = host_of("article-5")
    one = make_candidate(host, entity_code="ba")
    make_candidate(host, entity_code="rs", rank=2)
    plan = made(paul)
    stamp = seen(office, plan)
    third = make_candidate(host, entity_code="sd")
    begins = next(
        line.place.start
        for line in office.get(address(plan)).context["found"].new
        if line.candidate.pk == one.pk
    )
    place(third, begins_at=begins, room=host.room_id, by=paul, at=ON_14_MAY)

    late = act(office, plan, "all", stamp=stamp)

    assert late.status_code == 409
    assert "The board has changed meanwhile, so nothing was done." in said(late)
    assert "already meets Sudan" in said(late)
    assert "Accept all (1)" in said(late)
    assert Bilateral.objects.count() == 1
    again = act(office, plan, "all")
    assert "1 bilateral was placed." in said(again)


def test_a_plan_is_shown_beside_whatever_has_become_of_its_candidates(
    office: Client, june: Meeting, paul: User
) -> None:
    """Removed, placed by hand, set aside, pinned, moved: each is said, and none is an error."""
    host = host_of("article-5")
    codes = ("ba", "rs", "sd", "cy", "gb")
    gone, by_hand, aside, first, moved = (make_candidate(host, entity_code=code) for code in codes)
    for candidate, hour in ((first, 14), (moved, 15)):
        placed(candidate, at(hour))
    Absence.objects.create(
        resource=Resource.objects.of(host=host), meeting=june, begins_at=at(14), ends_at=at(18)
    )
    plan = made(paul)
    room = host.room_id
    gone.delete()
    place(by_hand, begins_at=at(9, 30), room=host_of("president").room_id, by=paul, at=ON_14_MAY)
    Candidate.objects.filter(pk=aside.pk).update(is_set_aside=True)
    pin(first.bilaterals.get(), pinned=True, version=1, by=paul, at=ON_14_MAY)
    Bilateral.objects.filter(candidate=moved).update(state=State.CANCELLED, version=2)

    text = said(office.get(address(plan)))

    assert room
    assert "1 candidate of this plan is no longer there." in text
    assert "Somebody has placed it at 09:30 since." in text
    assert "It was set aside since the plan was made." in text
    assert "Somebody has changed it since the plan was made." in text
    assert "It has left the board since the plan was made." in text


def test_a_plan_is_discarded(office: Client, june: Meeting, paul: User) -> None:
    make_candidate(host_of("article-5"), entity_code="ba")
    plan = made(paul)

    after = act(office, plan, "discard")

    assert "The plan is discarded. The board is as it was." in said(after)
    assert "Discarded" in said(after)
    assert act(office, plan, "all").status_code == 409
    assert not Bilateral.objects.exists()


def test_two_planners_ask_at_once_and_get_one_plan(office: Client, june: Meeting) -> None:
    """And what the first has accepted, the second finds on the board."""
    other = signed_in(days.planner("petra@office.example"))
    candidate = make_candidate(host_of("article-5"), entity_code="ba")
    paths = [
        client.post(PLANS, {"do": "propose"}, follow=True).redirect_chain[-1][0]
        for client in (office, other)
    ]
    assert paths[0] == paths[1]
    tasks.make_plan()
    plan = Plan.objects.get()
    stamp = seen(other, plan)

    act(office, plan, "chosen", candidate.pk)
    second = act(other, plan, "chosen", candidate.pk, stamp=stamp)

    assert "All of it is on the board already." in said(second)
    assert Bilateral.objects.count() == 1


def test_the_page_tells_how_far_a_plan_is(office: Client, june: Meeting, paul: User) -> None:
    office.post(PLANS, {"do": "replan"})
    plan = Plan.objects.get()
    page = Page(office.get(address(plan)))
    part = said(office.get(f"{address(plan)}progress/"))
    assert 'data-changes="yes"' in part
    assert "progress.js" in page.html
    Plan.objects.update(state="running", attempts=1)
    assert "is being made" in said(office.get(f"{address(plan)}progress/"))
    Plan.objects.update(state="failed", failure="WorkerLost")
    assert 'data-changes="no"' in said(office.get(f"{address(plan)}progress/"))
    assert "Reason: WorkerLost." in said(office.get(address(plan)))
    assert "Failed" in said(office.get(PLANS))


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"do": "sell"},
        {"do": "chosen", "take": "x"},
        {"do": "chosen", "take": "999999999999999999999"},
        {"do": "all", "seen": "x" * 201},
    ],
)
def test_rubbish_is_answered(
    typed: dict[str, str], office: Client, june: Meeting, paul: User
) -> None:
    make_candidate(host_of("article-5"), entity_code="ba")
    assert office.post(PLANS, typed).status_code == 422
    assert office.post(address(made(paul)), typed).status_code == 422
    assert not Bilateral.objects.exists()


def test_without_a_day_of_bilaterals_no_plan_is_made(office: Client, june: Meeting) -> None:
    Meeting.objects.update(bilaterals_on=None)

    for path in (PLANS, CHECK):
        assert "This meeting has no day of bilaterals." in said(office.get(path))
    assert office.post(PLANS, {"do": "propose"}).status_code == 409
    assert not Plan.objects.exists()


def test_officers_of_a_committee_and_delegations_have_no_plan(
    june: Meeting, paul: User, carla: User
) -> None:
    plan = made(paul)
    for client in (signed_in(carla), signed_in(focal_point())):
        for path in (PLANS, address(plan), f"{address(plan)}progress/", CHECK):
            assert client.get(path).status_code == 403, path
        assert client.post(PLANS, {"do": "propose"}).status_code == 403
    assert PLANS not in signed_in(carla).get("/bilaterals/board/").content.decode()
    board = signed_in(paul).get("/bilaterals/board/").content.decode()
    assert PLANS in board
    assert CHECK in board


def test_the_check_names_what_is_wrong_and_leads_there(
    office: Client, june: Meeting, paul: User
) -> None:
    """Two that follow each other without a pause, and one at a time that is none of its host's."""
    host = host_of("article-5")
    one = placed(make_candidate(host, entity_code="ba"), at(9, 30))
    other = placed(make_candidate(host, entity_code="rs"), at(9, 55))

    page = office.get(CHECK)

    assert "Committee on Article 5 Implementation has too little time between" in said(page)
    assert "no meeting can start at this time." in said(page)
    for bilateral in (one, other):
        assert f'href="/bilaterals/board/{bilateral.code}/"' in said(page)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_for_one_and_for_three(
    count: int, office: Client, june: Meeting, paul: User, django_assert_num_queries: Any
) -> None:
    for code, hour in (("ba", 10), ("rs", 11), ("sd", 14))[:count]:
        placed(make_candidate(host_of("article-5"), entity_code=code), at(hour))
        make_candidate(host_of("president"), entity_code=code)
    plan = made(paul)
    for _ in range(count - 1):
        made(paul)

    with django_assert_num_queries(21):
        office.get(address(plan))
    with django_assert_num_queries(7):
        office.get(PLANS)
    with django_assert_num_queries(19):
        office.get(CHECK)
