"""The running sheet: each mark, its refusals, two clerks at once, and taking back."""

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from programme.bilaterals.models import Bilateral, Engagement, Mark
from programme.bilaterals.operations import day, delaying, placing
from programme.bilaterals.policies import Refused
from programme.bilaterals.transitions import State
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals import days
from tests.programme.bilaterals.placed import ARTICLE_5, again, day_version, placed, sent

pytestmark = pytest.mark.django_db
SetClock = Callable[[datetime], None]


@pytest.fixture
def clerk(carla: User) -> Client:
    """The browser of an officer of the Committee on Article 5."""
    return signed_in(carla)


@pytest.fixture
def angola(june: Meeting, set_clock: SetClock) -> Bilateral:
    """Angola comes at 9:30, Colombia at 10:00, Iraq at 10:30; of these, the first; it is 9:25."""
    set_clock(days.at(9, 25))
    first = placed("ao", 9, 30)
    placed("kh", 10, 0)
    placed("iq", 10, 30)
    return first


def text_of(response: Any) -> str:
    """What a reader sees, in one line."""
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", response.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def press(clerk: Client, bilateral: Bilateral, act: str, **fields: Any) -> Any:
    """Press a button of the sheet as it stands."""
    return clerk.post(ARTICLE_5, sent(again(bilateral), act, **fields), follow=True)


def test_a_bilateral_arrives_starts_and_is_held(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    assert "Angola: arrived." in text_of(press(clerk, angola, "arrive"))
    set_clock(days.at(9, 32))
    assert "Running since 09:32" in text_of(press(clerk, angola, "start"))
    set_clock(days.at(9, 58))
    press(clerk, angola, "hold")

    found = again(angola)
    assert (found.arrived_at, found.started_at, found.ended_at) == (
        days.at(9, 25),
        days.at(9, 32),
        days.at(9, 58),
    )
    assert (found.state, found.version) == (State.HELD, angola.version + 3)
    assert [*AuditEntry.objects.order_by("pk").values_list("verb", flat=True)][-3:] == [
        *("mark_arrive", "mark_start", "mark_hold")
    ]


def test_a_proposal_may_start_too(clerk: Client, june: Meeting, set_clock: SetClock) -> None:
    set_clock(days.at(9, 30))
    proposed = placed("ao", 9, 30, state=State.PROPOSED)

    press(clerk, proposed, "start")
    press(clerk, proposed, "hold")
    assert again(proposed).state == State.HELD
    press(clerk, proposed, "take_back")

    # As it was, not accepted: nobody was told of it.
    assert again(proposed).state == State.PROPOSED


def test_who_is_late_is_late_by_so_much(clerk: Client, angola: Bilateral) -> None:
    assert "10 minutes late" in text_of(press(clerk, angola, "late", minutes="10"))
    assert again(angola).late_minutes == 10

    press(clerk, angola, "late", minutes="0")
    assert again(angola).late_minutes == 0


@pytest.mark.parametrize("typed", ["", "ten", "-5", "181", "9" * 20, "٣"])
def test_minutes_are_a_number(clerk: Client, angola: Bilateral, typed: str) -> None:
    response = clerk.post(ARTICLE_5, sent(angola, "late", minutes=typed))

    assert response.status_code == 422
    assert "Type the minutes as a number from 0 to 180." in text_of(response)
    assert html.escape(f'value="{typed}"', quote=False) in response.content.decode()
    assert again(angola).late_minutes == 0


def test_who_does_not_come_frees_all(clerk: Client, angola: Bilateral, set_clock: SetClock) -> None:
    set_clock(days.at(9, 50))

    assert "Did not come" in text_of(press(clerk, angola, "no_show"))

    assert not Engagement.objects.filter(bilateral=angola, is_active=True).exists()


@pytest.mark.parametrize(
    ("done", "act", "words"),
    [
        ([], "hold", "It has not started yet: mark it as started first."),
        ([], "no_show", "Its time has not come"),
        (["arrive"], "arrive", "marked as arrived already"),
        (["arrive"], "no_show", "take that back first"),
        (["start"], "start", "It has started already."),
        (["start"], "arrive", "It has started already."),
        (["start"], "late", "It has started already."),
        (["start"], "no_show", "It has started already."),
        (["start", "hold"], "start", "This bilateral is held: take that back first."),
        ([], "take_back", "Nothing is marked that could be taken back."),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    clerk: Client, angola: Bilateral, done: list[str], act: str, words: str
) -> None:
    for one in done:
        press(clerk, angola, one)
    before = again(angola)

    response = press(clerk, angola, act, minutes="5")

    assert response.status_code == 422
    assert words in text_of(response)
    assert again(angola).version == before.version


@pytest.mark.parametrize("state", [State.DECLINED, State.CANCELLED, State.EXPIRED])
def test_what_was_called_off_is_not_on_the_sheet(
    clerk: Client, angola: Bilateral, state: str
) -> None:
    Bilateral.objects.filter(pk=angola.pk).update(state=state)

    assert "Angola" not in text_of(clerk.get(ARTICLE_5))
    assert press(clerk, angola, "start").status_code == 404


def test_a_mark_of_one_that_was_called_off_is_refused(angola: Bilateral, carla: User) -> None:
    from programme.bilaterals.operations import day
    from programme.bilaterals.policies import NotInThisState

    Bilateral.objects.filter(pk=angola.pk).update(state=State.CANCELLED)

    with pytest.raises(NotInThisState, match="cancelled"):
        day.start(angola, version=angola.version, by=carla, at=days.at(9, 30))


def test_nothing_is_marked_before_the_day(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    set_clock(ON_14_MAY)

    assert "Its day has not come" in text_of(press(clerk, angola, "start"))
    assert 'value="start"' not in clerk.get(ARTICLE_5).content.decode()


def test_each_mark_can_be_taken_back(clerk: Client, angola: Bilateral, set_clock: SetClock) -> None:
    fields = ("state", "arrived_at", "started_at", "ended_at", "late_minutes")
    seen = []
    for act in ("late", "arrive", "start", "hold"):
        seen.append([getattr(again(angola), name) for name in fields])
        press(clerk, angola, act, minutes="15")

    for was in reversed(seen):
        assert "the last mark is taken back" in text_of(press(clerk, angola, "take_back"))
        assert [getattr(again(angola), name) for name in fields] == was
    assert Mark.objects.standing().count() == 0
    assert AuditEntry.objects.filter(verb="take_back_mark").count() == 4


def test_who_came_after_all_has_the_place_back(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    set_clock(days.at(9, 40))
    press(clerk, angola, "no_show")

    press(clerk, angola, "take_back")

    assert again(angola).state == State.ACCEPTED
    assert Engagement.objects.filter(bilateral=angola, is_active=True).exists()


def test_unless_the_place_was_given_to_another(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    set_clock(days.at(9, 40))
    press(clerk, angola, "no_show")
    placed("tj", 9, 30)

    response = press(clerk, angola, "take_back")

    assert response.status_code == 422
    assert "Article 5 Implementation and Tajikistan at 09:30" in text_of(response)
    assert again(angola).state == State.NO_SHOW


def test_or_another_time_was_found(
    clerk: Client, angola: Bilateral, carla: User, set_clock: SetClock
) -> None:
    set_clock(days.at(9, 40))
    press(clerk, angola, "no_show")
    assert angola.room
    placing.place(
        angola.candidate, begins_at=days.at(14), room=angola.room_id, by=carla, at=days.at(9, 41)
    )

    assert "Another time was found" in text_of(press(clerk, angola, "take_back"))


def test_the_second_clerk_is_told_and_changes_nothing(
    clerk: Client, angola: Bilateral, paul: User
) -> None:
    seen = sent(angola, "start")
    signed_in(paul).post(ARTICLE_5, seen)
    first = again(angola)

    response = clerk.post(ARTICLE_5, seen)

    assert response.status_code == 409
    assert "Somebody was first, and your press did nothing." in text_of(response)
    assert again(angola).version == first.version
    assert Mark.objects.count() == 1


@pytest.mark.parametrize("fields", [{"version": "x"}, {"act": "dance"}, {"version": "٣"}])
def test_what_no_form_sends_is_a_bad_request(
    clerk: Client, angola: Bilateral, fields: dict[str, str]
) -> None:
    assert clerk.post(ARTICLE_5, sent(angola, "start") | fields).status_code == 400


def test_the_sheet_says_who_comes_and_what_is_next(
    clerk: Client, angola: Bilateral, june: Meeting
) -> None:
    head = receive(PAOLA, meeting=june)
    type(head).objects.filter(pk=head.pk).update(delegation=angola.delegation, role="head")

    page = text_of(clerk.get(ARTICLE_5))

    assert "Committee on Article 5 Implementation Running sheet · Wednesday 6 June 2018" in page
    assert "09:30 – 09:55 Next Angola Ms. Paola Fernanda CHÁVEZ, Counsellor Room B" in page
    assert page.count("Next ") == 1


def test_a_start_that_was_forgotten_does_not_run_for_ever(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    set_clock(days.at(9, 30))
    press(clerk, angola, "start")
    set_clock(days.at(10, 24))
    assert "Running since 09:30" in text_of(clerk.get(ARTICLE_5))

    # Over by half an hour.
    set_clock(days.at(10, 25))
    for path in (ARTICLE_5, "/bilaterals/live/"):
        page = text_of(clerk.get(path))
        assert "Still marked as started: has it ended?" in page
        assert "Running since" not in page

    press(clerk, angola, "hold")
    assert again(angola).state == State.HELD


def test_nor_when_the_next_one_has_begun(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    set_clock(days.at(9, 30))
    press(clerk, angola, "start")
    set_clock(days.at(9, 58))
    press(clerk, Bilateral.objects.get(begins_at=days.at(10)), "start")

    page = text_of(clerk.get(ARTICLE_5))

    assert "Still marked as started, at 09:30: has it ended?" in page
    assert page.count("Running since") == 1


def delay(clerk: Client, minutes: str, version: int | None = None) -> Any:
    """Press “Begin all later”."""
    seen = day_version(days.host_of("article-5")) if version is None else version
    sends = {"act": "delay", "version": seen, "minutes": minutes}
    return clerk.post(ARTICLE_5, sends, follow=True)


def test_the_day_slips_for_what_has_not_started(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    press(clerk, angola, "start")

    assert "2 bilaterals begin later now." in text_of(delay(clerk, "5"))

    times = [*Bilateral.objects.order_by("begins_at").values_list("begins_at", "ends_at")]
    assert [begins for begins, _ends in times] == [days.at(9, 30), days.at(10, 5), days.at(10, 35)]
    assert {ends - begins for begins, ends in times} == {timedelta(minutes=25)}
    moved = Engagement.objects.filter(bilateral__begins_at=days.at(10, 5))
    assert {one.period.lower for one in moved} == {days.at(10, 5)}
    press(clerk, Bilateral.objects.get(begins_at=days.at(10, 5)), "take_back")
    assert Bilateral.objects.filter(begins_at=days.at(10)).count() == 1


def test_nobody_is_sent_back_to_a_time_that_is_over(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    delay(clerk, "60")
    set_clock(days.at(9, 45))

    said = text_of(press(clerk, angola, "take_back"))

    assert "The time before the move is over: the mark stays." in said
    assert again(angola).begins_at == days.at(10, 30)


def test_the_day_is_another_one_when_one_is_exchanged_for_another(
    clerk: Client, angola: Bilateral, carla: User
) -> None:
    """Though both have been changed as often."""
    first = placed("tj", 11, 30)
    seen = day_version(days.host_of("article-5"))
    Bilateral.objects.filter(pk=first.pk).update(state=State.CANCELLED, offered_at=None)
    placed("kh", 11, 30)

    assert delay(clerk, "5", seen).status_code == 409
    assert again(angola).begins_at == days.at(9, 30)


def test_unless_somebody_would_be_in_two_places(clerk: Client, angola: Bilateral) -> None:
    placed("kh", 10, 30, "victim-assistance")

    response = delay(clerk, "10")

    assert response.status_code == 422
    page = text_of(response)
    assert "Cambodia: with Committee on Victim Assistance and Cambodia at 10:30." in page
    assert 'value="10"' in response.content.decode()
    assert again(angola).begins_at == days.at(9, 30)
    assert Mark.objects.count() == 0


def test_the_day_slips_once_when_two_press(clerk: Client, angola: Bilateral) -> None:
    seen = day_version(days.host_of("article-5"))
    delay(clerk, "5", seen)

    assert delay(clerk, "5", seen).status_code == 409
    assert again(angola).begins_at == days.at(9, 35)


@pytest.mark.parametrize("minutes", ["", "0", "181", "five"])
def test_the_day_slips_by_some_minutes(clerk: Client, angola: Bilateral, minutes: str) -> None:
    assert "from 1 to 180" in text_of(delay(clerk, minutes))


def test_what_is_pinned_stays(clerk: Client, angola: Bilateral) -> None:
    Bilateral.objects.filter(pk=angola.pk).update(is_pinned=True)

    assert "The bilateral with Angola is pinned." in text_of(delay(clerk, "5"))


def test_what_is_of_two_hosts_is_moved_by_whoever_plans_for_both(
    clerk: Client, angola: Bilateral, paul: User
) -> None:
    placed("zw", 11, 0, "article-5", "cooperation")

    assert "The bilateral with Zimbabwe is of several hosts" in text_of(delay(clerk, "5"))
    assert "4 bilaterals begin later now." in text_of(delay(signed_in(paul), "5"))


def test_when_nothing_is_left_nothing_slips(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    set_clock(ON_14_MAY)

    assert "Nothing is still to start today." in text_of(delay(clerk, "5"))


def test_when_the_day_is_over_nothing_moves_any_more(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    delay(clerk, "5")
    told = Message.objects.count()
    next_day = days.at(9, 25) + timedelta(days=1)
    set_clock(next_day)

    page = clerk.get(ARTICLE_5).content.decode()
    assert 'value="delay"' not in page
    assert "another/" not in page
    assert "Nothing is still to start today." in text_of(delay(clerk, "5"))
    words = "The bilateral with Angola is not of today."
    sends = {"time": (next_day + timedelta(hours=2)).isoformat(), "version": again(angola).version}
    assert words in text_of(clerk.post(f"{ARTICLE_5}another/{angola.code}/", sends))
    assert words in text_of(press(clerk, angola, "take_back"))
    assert again(angola).begins_at == days.at(9, 35)
    assert Message.objects.count() == told


def test_somebody_elses_move_is_not_taken_back(
    clerk: Client, angola: Bilateral, paul: User
) -> None:
    delay(clerk, "5")
    moved = again(angola)
    placing.move(
        moved,
        begins_at=days.at(14),
        room=moved.room_id,
        version=moved.version,
        by=paul,
        at=days.at(9, 26),
    )

    response = press(clerk, angola, "take_back")

    assert response.status_code == 422
    assert "Somebody has put this bilateral at another time since" in text_of(response)
    assert again(angola).begins_at == days.at(14)


def test_a_move_of_what_is_pinned_by_now_is_not_taken_back(
    clerk: Client, angola: Bilateral
) -> None:
    delay(clerk, "5")
    Bilateral.objects.filter(pk=angola.pk).update(is_pinned=True)

    assert "The bilateral with Angola is pinned." in text_of(press(clerk, angola, "take_back"))
    assert again(angola).begins_at == days.at(9, 35)


def test_nor_of_what_is_of_two_hosts_by_an_officer_of_one(
    clerk: Client, june: Meeting, paul: User, set_clock: SetClock
) -> None:
    set_clock(days.at(9, 25))
    joint = placed("zw", 11, 0, "article-5", "cooperation")
    delay(signed_in(paul), "5")

    assert "is of several hosts" in text_of(press(clerk, joint, "take_back"))
    assert again(joint).begins_at == days.at(11, 5)


def test_another_time_of_today_is_found(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    set_clock(days.at(9, 41))
    path = f"{ARTICLE_5}another/{angola.code}/"
    page = clerk.get(path)
    times = re.findall(r'name="time" value="([^"]+)"', page.content.decode())
    clocks = [datetime.fromisoformat(one).strftime("%H:%M") for one in times]
    # Of its own time the beginning is over; at ten and half past ten others come; then lunch.
    assert clocks == [
        *("11:00", "11:30", "12:00"),
        *("14:00", "14:30", "15:00", "15:30", "16:00", "16:30"),
    ]

    response = clerk.post(path, {"time": times[0], "version": angola.version}, follow=True)

    assert "Angola now comes at 11:00." in text_of(response)
    assert again(angola).begins_at == days.at(11)


@pytest.mark.parametrize(
    ("time", "status", "words"),
    [
        (days.at(10, 10), 422, "Cambodia at 10:00"),
        (days.at(9, 10), 422, "09:10 is over."),
        (days.at(11) + timedelta(days=1), 422, "Choose a time of today."),
        ("soon", 400, ""),
        ("2018-06-06T11:00", 400, ""),
        ("0001-01-01T00:00+14:00", 400, ""),
        ("9999-12-31T23:59-12:00", 400, ""),
        ("2018-06-06T25:00+02:00", 400, ""),
    ],
)
def test_another_time_is_free_and_of_today(
    clerk: Client, angola: Bilateral, time: Any, status: int, words: str
) -> None:
    sends = {"time": getattr(time, "isoformat", lambda: time)(), "version": angola.version}

    response = clerk.post(f"{ARTICLE_5}another/{angola.code}/", sends)

    assert response.status_code == status
    assert words in text_of(response)
    assert again(angola).begins_at == days.at(9, 30)


def test_another_time_of_what_somebody_changed_is_not_taken(
    clerk: Client, angola: Bilateral
) -> None:
    press(clerk, angola, "arrive")
    sends = {"time": days.at(11).isoformat(), "version": angola.version}

    response = clerk.post(f"{ARTICLE_5}another/{angola.code}/", sends)

    assert response.status_code == 409
    assert "Somebody has changed this bilateral" in text_of(response)


def test_the_live_board_shows_now_next_late_and_free(
    clerk: Client, angola: Bilateral, set_clock: SetClock
) -> None:
    press(clerk, angola, "start")
    press(clerk, Bilateral.objects.get(begins_at=days.at(10)), "late", minutes="10")
    set_clock(days.at(9, 40))

    page = text_of(clerk.get("/bilaterals/live/"))

    assert "Angola Running since 09:25 Room B" in page
    assert "10:00 Cambodia 10 minutes late Room B Cambodia 0 of 3" in page
    assert "Room B Taken until 09:55" in page
    # Of other hosts an officer sees nothing.
    assert "Victim Assistance" not in page
    press(clerk, angola, "hold")
    assert "Room B Free until 10:00" in text_of(clerk.get("/bilaterals/live/"))


def test_the_board_is_asked_for_again_and_again(
    clerk: Client, angola: Bilateral, django_assert_num_queries: Any
) -> None:
    page = clerk.get("/bilaterals/live/").content.decode()
    found = re.search('data-mark="([^"]+)"', page)
    assert found
    mark = html.unescape(found[1])
    asked = {"headers": {"If-None-Match": mark}}
    with django_assert_num_queries(7):
        assert clerk.get("/bilaterals/live/board/", **asked).status_code == 304

    press(clerk, angola, "start")
    answer = clerk.get("/bilaterals/live/board/", **asked)

    assert answer.status_code == 200
    assert answer["ETag"] != mark
    assert "no-store" in answer["Cache-Control"]
    assert "<html" not in answer.content.decode()
    assert 'http-equiv="refresh"' in page


def test_no_query_grows_with_the_day(
    clerk: Client, june: Meeting, set_clock: SetClock, django_assert_num_queries: Any
) -> None:
    set_clock(days.at(9, 25))
    # Each delegation that is told of the delay costs its own: its bilateral, its notice, its mail.
    for codes, told in ((["ao"], 8), (["kh", "iq"], 16)):
        for number, code in enumerate(codes):
            placed(code, 9 + len(codes), 30 * number)
        with django_assert_num_queries(16):
            clerk.get(ARTICLE_5)
        with django_assert_num_queries(14):
            clerk.get("/bilaterals/live/")
        sends = {"act": "delay", "version": day_version(days.host_of("article-5")), "minutes": 1}
        with django_assert_num_queries(23 + told):
            assert clerk.post(ARTICLE_5, sends).status_code == 302


def test_an_officer_opens_no_other_hosts_sheet(clerk: Client, angola: Bilateral) -> None:
    assert clerk.get("/bilaterals/day/president/").status_code == 404
    assert clerk.post("/bilaterals/day/president/", sent(angola, "start")).status_code == 404
    assert text_of(clerk.get("/bilaterals/day/")).count("Committee on") == 1


def test_what_is_pinned_is_not_moved_back(angola: Bilateral, paul: User) -> None:
    delaying.move_today(angola, days.at(11), version=angola.version, by=paul, at=days.at(9))
    pinned = again(angola)
    placing.pin(pinned, pinned=True, version=pinned.version, by=paul, at=days.at(9))

    with pytest.raises(Refused, match="pinned"):
        day.take_back(pinned, version=pinned.version + 1, by=paul, at=days.at(9))

    assert again(angola).begins_at == days.at(11)
