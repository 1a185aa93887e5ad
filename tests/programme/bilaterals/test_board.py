"""The board through the front door: pick, move, exchange, pin, and what it says."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from intersessional.accounts.models import User
from programme.bilaterals.models import Absence, Bilateral, Resource
from programme.bilaterals.operations.offering import offer
from programme.bilaterals.operations.placing import Clashing, place
from programme.bilaterals.transitions import State
from registration.delegations.models import CommitteeMembership, Entity
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import at, host_of, make_candidate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_14_may")]
BOARD = "/bilaterals/board/"


@pytest.fixture
def on_14_may(set_clock: Any) -> None:
    """The clock stands."""
    set_clock(ON_14_MAY)


@pytest.fixture
def office(paul: User) -> Client:
    """The browser of the President's office."""
    return signed_in(paul)


@pytest.fixture
def committee(carla: User) -> Client:
    """The browser of an officer of Article 5."""
    return signed_in(carla)


def put(host: str, code: str, hour: int, minute: int, by: User) -> Bilateral:
    """A candidate of a host, placed in its room."""
    own = host_of(host)
    candidate = make_candidate(own, entity_code=code, rank=3)
    return place(candidate, begins_at=at(hour, minute), room=own.room_id, by=by, at=ON_14_MAY)


def page(client: Client, path: str = BOARD, status: int = 200) -> str:
    """A page as text."""
    answer = client.get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_candidate_is_picked_for_a_free_place(office: Client, june: Meeting) -> None:
    """From the board to the place, from there back to the board, with what was done."""
    candidate = make_candidate(host_of("article-5"), entity_code="ba")
    place_path = f"{BOARD}free/article-5/0930/"
    assert place_path in page(office)
    assert "Bosnia and Herzegovina" in page(office, place_path)

    answer = office.post(
        f"{BOARD}candidates/{candidate.pk}/place/",
        {"begins_at": at(9, 30).isoformat(), "room": host_of("article-5").room_id},
        follow=True,
    )

    assert "Bosnia and Herzegovina meets Committee on Article 5 Implementation at 09:30." in (
        answer.content.decode()
    )
    assert place_path not in answer.content.decode()
    assert Bilateral.objects.get().begins_at == at(9, 30)


def test_conflicts_are_said_before_anything_is_dropped(
    office: Client, june: Meeting, paul: User
) -> None:
    """Why Croatia cannot: for a dragged card, on its list of times, and on the free place."""
    put("victim-assistance", "et", 11, 0, paul)
    host = host_of("article-5")
    croatia = make_candidate(host, entity_code="hr")
    words = "Croatia sits on Committee on Victim Assistance, which meets Ethiopia at 11:00."

    query = f"candidate={croatia.pk}&room={host.room_id}&begins_at={quote(at(11).isoformat())}"
    answer = office.get(f"{BOARD}check/?{query}").json()

    assert answer["against"] == [words]
    assert words in page(office, f"{BOARD}candidates/{croatia.pk}/")
    assert words in page(office, f"{BOARD}free/article-5/1100/")


def test_dropping_it_all_the_same_is_refused_with_the_words(
    office: Client, june: Meeting, paul: User
) -> None:
    """And nothing is written."""
    put("victim-assistance", "et", 11, 0, paul)
    host = host_of("article-5")
    croatia = make_candidate(host, entity_code="hr")

    answer = office.post(
        f"{BOARD}candidates/{croatia.pk}/place/",
        {"begins_at": at(11).isoformat(), "room": host.room_id},
    )

    assert answer.status_code == 409
    assert "Croatia sits on Committee on Victim Assistance" in answer.content.decode()
    assert Bilateral.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"begins_at": "tomorrow", "room": "1"},
        {"begins_at": "2018-06-06T09:30", "room": "1"},
        {"begins_at": "2018-06-06T09:30:00+02:00", "room": "x"},
        {"begins_at": "9999-12-31T23:59:59-12:00", "room": "1"},
        {"begins_at": "2018-06-06T09:30:00+02:00", "room": "2147483647"},
    ],
)
def test_rubbish_is_answered(typed: dict[str, str], office: Client, june: Meeting) -> None:
    """In words, with the list of times."""
    candidate = make_candidate(host_of("article-5"), entity_code="ba")

    answer = office.post(f"{BOARD}candidates/{candidate.pk}/place/", typed)

    assert answer.status_code in {409, 422}
    assert not Bilateral.objects.exists()


def test_moving_exchanging_pinning_and_taking_off(
    office: Client, june: Meeting, paul: User
) -> None:
    """Each by its button on the bilateral's page."""
    one, other = put("article-5", "ba", 9, 30, paul), put("article-5", "rs", 10, 0, paul)
    own = f"{BOARD}{one.code}/"
    assert "Exchange with Serbia" in page(office, own)

    office.post(f"{own}exchange/", {"version": 1, "other": other.code, "other_version": 1})
    office.post(f"{own}pin/", {"version": 2, "pinned": "yes"})

    one.refresh_from_db()
    assert (one.begins_at, one.is_pinned) == (at(10), True)
    assert "Another time" not in page(office, own)
    refused = office.post(f"{own}remove/", {"version": 3})
    assert refused.status_code == 409
    assert "Unpin it first." in refused.content.decode()
    office.post(f"{own}pin/", {"version": 3, "pinned": "no"})
    answer = office.post(f"{own}remove/", {"version": 4}, follow=True)
    assert "Bosnia and Herzegovina is off the board." in answer.content.decode()
    assert Bilateral.objects.active().get() == other


def test_the_president_is_not_free_where_she_presides(
    office: Client, june: Meeting, paul: User
) -> None:
    """Neither is a Committee over which she presides while she meets somebody herself."""
    put("compliance", "ua", 9, 30, paul)
    put("president", "us", 11, 0, paul)

    board = page(office)

    assert "free/president/0930/" not in board
    assert "Presides: Committee on Cooperative Compliance meets Ukraine." in board
    assert "free/compliance/1100/" not in board
    assert "The President meets United States of America." in board
    sheet = page(office, "/bilaterals/day/president/")
    assert "Where the President presides besides" in sheet
    assert "Ukraine" in sheet
    assert "Where the President" not in page(office, "/bilaterals/day/compliance/")


def test_the_office_is_warned_that_a_move_is_told(
    office: Client, june: Meeting, paul: User
) -> None:
    """Before it is dropped, on the page of its times, and afterwards."""
    one = put("article-5", "ba", 9, 30, paul)
    asked = {
        "candidate": one.candidate_id,
        "begins_at": at(10).isoformat(),
        "room": one.room_id,
    }
    assert office.get(f"{BOARD}check/", asked).json() == {"against": [], "notes": []}
    assert "is told at once by e-mail" not in page(office, f"{BOARD}{one.code}/")
    Entity.objects.filter(code="ba").update(email="ba@mission.example")
    offer([one], by=paul, at=ON_14_MAY)

    assert "is told at once by e-mail" in office.get(f"{BOARD}check/", asked).json()["notes"][0]
    assert "is told at once by e-mail" in page(office, f"{BOARD}{one.code}/")
    moved = office.post(
        f"{BOARD}candidates/{one.candidate_id}/place/",
        {"begins_at": at(10).isoformat(), "room": one.room_id, "version": 2},
        follow=True,
    )
    assert "at 10:00, and is told by e-mail." in moved.content.decode()


def test_what_somebody_changed_meanwhile_is_not_overwritten(
    office: Client, june: Meeting, paul: User
) -> None:
    """The page says so, and shows it as it is now."""
    one = put("article-5", "ba", 9, 30, paul)
    office.post(f"{BOARD}{one.code}/pin/", {"version": 1, "pinned": "yes"})

    answer = office.post(f"{BOARD}{one.code}/remove/", {"version": 1})

    assert answer.status_code == 409
    assert "Somebody changed the board meanwhile" in answer.content.decode()


def test_an_absence_that_comes_later_is_a_conflict_on_the_board(
    office: Client, june: Meeting, paul: User
) -> None:
    """At the top, in words, with the way to settle it."""
    one = put("article-5", "ba", 9, 30, paul)
    bosnia = Resource.objects.of(entity=Entity.objects.get(code="ba"))
    Absence.objects.create(
        resource=bosnia, meeting=june, begins_at=at(8), ends_at=at(12), reason="Late train"
    )

    text = page(office)

    assert "09:30: Bosnia and Herzegovina is in conflict" in text
    assert "not available from 08:00 to 12:00: Late train." in text
    assert f'href="{BOARD}{one.code}/"' in text


def test_who_is_left_out_has_a_reason(office: Client, june: Meeting, paul: User) -> None:
    """Twelve places are taken: the thirteenth reads which rank got the last one."""
    codes = ("ba", "rs", "sd", "cy", "gb", "et", "ao", "td", "tj", "ye", "ua", "zw")
    times = [at(9, 30), *((at(10 + n // 2, 30 * (n % 2))) for n in range(5))]
    times += [at(14 + n // 2, 30 * (n % 2)) for n in range(6)]
    host = host_of("article-5")
    for code, time in zip(codes, times, strict=True):
        candidate = make_candidate(host, entity_code=code, rank=3)
        place(candidate, begins_at=time, room=host.room_id, by=paul, at=ON_14_MAY)
    make_candidate(host, entity_code="sn", rank=13)

    assert "All 12 places are taken; the last went to rank 3, this is 13." in page(office)


def test_a_committee_sees_the_board_and_changes_its_own_host_only(
    committee: Client, june: Meeting, paul: User
) -> None:
    """A stranger's bilateral is as absent as none."""
    mine, other = put("article-5", "ba", 9, 30, paul), put("president", "lk", 9, 30, paul)

    text = page(committee)

    assert "Sri Lanka" in text
    assert f'href="{BOARD}{mine.code}/"' in text
    assert f'href="{BOARD}{other.code}/"' not in text
    assert committee.get(f"{BOARD}{other.code}/").status_code == 404
    assert committee.post(f"{BOARD}{other.code}/remove/", {"version": 1}).status_code == 404
    assert committee.get(f"{BOARD}free/president/1000/").status_code == 404


def test_two_planners_see_each_others_moves(office: Client, june: Meeting, paul: User) -> None:
    """The page asks again and again: nothing new is 304, a move is the new board."""
    one = put("article-5", "ba", 9, 30, paul)
    first = office.get(f"{BOARD}now/")
    mark = first["ETag"]

    same = office.get(f"{BOARD}now/", headers={"If-None-Match": mark})
    Bilateral.objects.filter(pk=one.pk).update(state=State.CANCELLED, version=2)
    after = office.get(f"{BOARD}now/", headers={"If-None-Match": mark})

    assert (same.status_code, same.content) == (304, b"")
    assert after.status_code == 200
    assert after["ETag"] != mark


def test_the_board_is_new_whatever_was_changed(office: Client, june: Meeting, paul: User) -> None:
    """Hours, rooms, absences, Committees: each makes another mark."""
    bosnia = Resource.objects.of(entity=Entity.objects.get(code="ba"))
    absence = Absence.objects.create(
        resource=bosnia, meeting=june, begins_at=at(8), ends_at=at(9), reason="Train"
    )
    host = host_of("article-5")
    seat = host.members_on(june.bilaterals_on or june.begins_on)[0]
    marks = [office.get(f"{BOARD}now/")["ETag"]]
    for row, field, value in (
        (absence, "ends_at", at(10)),
        (host.windows.all()[0], "begins_at", at(9)),
        (host, "quorum", 1),
        (host.room, "is_accessible", False),
        (seat, "is_to_be_confirmed", True),
    ):
        setattr(row, field, value)
        row.save()
        marks.append(office.get(f"{BOARD}now/")["ETag"])

    assert len(set(marks)) == len(marks)


def test_a_committee_meets_with_the_members_that_it_has_now(june: Meeting, paul: User) -> None:
    """Croatia joins Article 5: it is busy when that Committee meets, also where it was placed before."""
    bilateral = put("article-5", "ba", 9, 30, paul)
    croatia = Entity.objects.get(code="hr")
    host = host_of("article-5")

    seat = CommitteeMembership.objects.create(committee=host.committee, entity=croatia)

    assert bilateral.engagements.filter(resource__entity=croatia, part="member").exists()
    with pytest.raises(Clashing, match="Croatia sits on Committee on Article 5 Implementation"):
        put("president", "hr", 9, 30, paul)
    seat.delete()
    assert not bilateral.engagements.filter(resource__entity=croatia).exists()


def test_a_new_member_that_is_elsewhere_is_a_conflict(
    office: Client, june: Meeting, paul: User
) -> None:
    """Nothing is refused; the board says who would be in two places."""
    put("article-5", "ba", 9, 30, paul)
    put("president", "hr", 9, 30, paul)

    CommitteeMembership.objects.create(
        committee=host_of("article-5").committee, entity=Entity.objects.get(code="hr")
    )

    assert "09:30: Bosnia and Herzegovina is in conflict" in page(office)


def test_what_is_over_takes_nothing_more(
    office: Client, june: Meeting, paul: User, set_clock: Any
) -> None:
    """At ten nobody is placed at half past nine."""
    set_clock(at(10))
    candidate = make_candidate(host_of("article-5"), entity_code="ba")

    answer = office.post(
        f"{BOARD}candidates/{candidate.pk}/place/",
        {"begins_at": at(9, 30).isoformat(), "room": host_of("article-5").room_id},
    )

    assert answer.status_code == 409
    assert "This time is over." in answer.content.decode()
    board = office.get(BOARD).content.decode()
    assert "free/article-5/1030/" in board
    assert "free/article-5/0930/" not in board


def test_without_a_day_of_bilaterals_the_page_says_so(office: Client, june: Meeting) -> None:
    """And is no error."""
    Meeting.objects.update(bilaterals_on=None)

    assert "This meeting has no day of bilaterals." in page(office)


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_the_same_queries_for_one_and_for_three(
    count: int, office: Client, june: Meeting, paul: User, django_assert_num_queries: object
) -> None:
    """However much is on it."""
    for code, hour in (("ba", 10), ("rs", 11), ("sd", 14))[:count]:
        put("article-5", code, hour, 0, paul)
        make_candidate(host_of("president"), entity_code=code)

    with django_assert_num_queries(21):  # type: ignore[operator]
        page(office)
