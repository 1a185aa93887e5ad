"""The chair's screen and the screen of the room: what they show, what they send, what they ask."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from threading import Event, Thread
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from intersessional import clock
from intersessional.accounts.models import User
from programme.agenda.models import Segment
from programme.interventions import operations, queries
from programme.interventions.details import InterventionDetails
from programme.interventions.floor import stands, watching
from programme.interventions.floor import words as floor_words
from programme.interventions.floor.clock import Clock
from programme.interventions.models import FloorEvent, Intervention, Verb
from programme.interventions.queries import ListedSegment
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.operations import withdraw as withdraw_registration
from tests.access.actors import committee, president_office, signed_in
from tests.people import OLENA, PAOLA, administrator, isu_staff, receive
from tests.programme.agenda.drafts import publish
from tests.programme.interventions.floors import (
    CLOSED,
    IN_THE_ROOM,
    ask,
    delegation,
    order,
    speakers,
    states_speak,
)

SetClock = Callable[[datetime], None]
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def in_the_room(set_clock: SetClock) -> None:
    """It is three in the afternoon of 7 June 2018; nothing is kept from another test."""
    set_clock(IN_THE_ROOM)
    stands.kept.clear()


@pytest.fixture
def segment(felix: User) -> ListedSegment:
    """Three States wait: Paola speaks for Ecuador, Olena for Ukraine, nobody is named for Zimbabwe."""
    found = states_speak()
    paola, olena = receive(PAOLA), receive(OLENA)
    type(paola).objects.filter(pk=paola.pk).update(gender="woman")
    for code, speaker in (("ec", paola.pk), ("ua", olena.pk), ("zw", None)):
        ask(found, code, by=felix, speaker_id=speaker)
    return found


@pytest.fixture
def ines(db: None) -> Client:
    """Somebody of the ISU, at the chair's screen."""
    return signed_in(isu_staff())


def page(segment: ListedSegment, name: str = "chair") -> str:
    return reverse(f"floor:{name}", args=[segment.uid])


def send(client: Client, segment: ListedSegment, act: str, **more: Any) -> Any:
    """Press a button on a screen that shows the list as it is, unless `version` says otherwise."""
    fields = {"version": speakers(segment).version, "act": act} | more
    return client.post(page(segment), fields)


def state_url(segment: ListedSegment, screen: str = watching.CHAIR) -> str:
    signed = watching.sign_state(watching.Watched.of(segment, screen))
    return reverse("floor:floor_state", args=[signed])


def text(response: Any) -> str:
    return response.content.decode()


# The pages


def test_the_screen_shows_who_is_next_and_why(ines: Client, segment: ListedSegment) -> None:
    shown = text(ines.get(page(segment)))

    for words in (
        "Updates by States that assist survivors",
        "Call Ecuador",
        "Ms. Paola Fernanda CHÁVEZ",
        "Speaker to be named",
        "Received Monday 14\xa0May",
        "This part should have ended at 11:15.",
        "3 speakers need 13 min",
        "The list is closed",
    ):
        assert words in shown, words


def test_the_floor_is_run_without_javascript(
    ines: Client, segment: ListedSegment, set_clock: SetClock
) -> None:
    for act, seconds in [("call", 0), ("start", 0), ("pause", 200), ("resume", 210)]:
        set_clock(IN_THE_ROOM + timedelta(seconds=seconds))
        response = send(ines, segment, act)
        assert (response.status_code, response["Location"]) == (302, page(segment))
    set_clock(IN_THE_ROOM + timedelta(seconds=220))
    shown = text(ines.get(page(segment)))
    assert "Thank, and call Ukraine" in shown
    assert ">0:30</p>" in shown
    assert "last minute of 4:00" in shown
    send(ines, segment, "extend")
    assert ">1:30</p>" in text(ines.get(page(segment)))
    set_clock(IN_THE_ROOM + timedelta(seconds=317))
    shown = text(ines.get(page(segment)))
    assert ">+0:07</p>" in shown
    assert "over the time of 5:00" in shown

    send(ines, segment, "next")
    send(ines, segment, "skip")

    assert order(segment) == ["zw"]
    shown = text(ines.get(page(segment)))
    assert "Put on top of the list" in shown
    assert "1 statement, 5 min" in shown
    assert "Ecuador had not finished" in shown


def test_a_call_by_mistake_is_taken_back(ines: Client, segment: ListedSegment) -> None:
    send(ines, segment, "call")
    assert "Take back the call" in text(ines.get(page(segment)))

    send(ines, segment, "uncall")

    assert order(segment) == ["ec", "ua", "zw"]
    shown = text(ines.get(page(segment)))
    assert "took back the call of Ecuador" in shown
    assert "Call Ecuador" in shown


def test_a_point_of_order_goes_back_to_no_list(ines: Client, segment: ListedSegment) -> None:
    send(ines, segment, "add:point_of_order", delegation=delegation("ua").pk)

    shown = text(ines.get(page(segment)))
    assert "Not there" in shown
    assert "Take back the call" not in shown


def test_a_point_of_order_is_short_and_no_statement(
    ines: Client, segment: ListedSegment, set_clock: SetClock
) -> None:
    set_clock(segment.segment.begins_at)
    needed = "3 speakers need 13 min"
    assert needed in text(ines.get(page(segment)))

    send(ines, segment, "add:point_of_order", delegation=delegation("ua").pk)

    shown = text(ines.get(page(segment)))
    assert "left of 2:00" in shown
    assert needed in shown
    send(ines, segment, "start")
    send(ines, segment, "deliver")
    assert "0 statements, 0 min" in text(ines.get(page(segment)))


def test_a_right_of_reply_has_minutes_of_its_own(ines: Client, segment: ListedSegment) -> None:
    Meeting.objects.update(reply_minutes=1)
    for act in ("call", "start", "deliver") * 3:
        send(ines, segment, act)
    send(ines, segment, "add:reply", delegation=delegation("ua").pk)
    send(ines, segment, "call")

    assert "left of 1:00" in text(ines.get(page(segment)))


def test_a_speaker_from_the_floor_has_a_name_and_a_language(
    ines: Client, segment: ListedSegment
) -> None:
    thai = {"delegation": delegation("zw").pk, "speaker": " Mr. Anan  SRISAI ", "language": "fr"}
    send(ines, segment, "add:point_of_order", **thai)

    row = Intervention.objects.get(kind="point_of_order")
    assert (row.name_in_the_room, row.language) == ("Mr. Anan SRISAI", "fr")
    assert "Mr. Anan SRISAI" in text(ines.get(page(segment)))
    assert "Mr. Anan SRISAI" in text(ines.get(page(segment, "display")))
    assert send(ines, segment, "add:general", **thai | {"language": "xx"}).status_code == 400
    long = send(ines, segment, "add:general", **thai | {"speaker": "a" * 201})
    assert long.status_code == 409
    assert Intervention.objects.count() == 4


def test_a_speaker_is_named_while_the_clock_runs(ines: Client, segment: ListedSegment) -> None:
    for act in ("call", "start"):
        send(ines, segment, act)
    ecuador = Intervention.objects.get(delegation=delegation("ec"))
    olena = Registration.objects.get(delegation=delegation("ua"))
    url = reverse("floor:speaker", args=[segment.uid, ecuador.pk])
    assert url in text(ines.get(page(segment)))
    given = {"version": 1, "speaker": "", "name": "Mr. Ad HOC", "language": "es"}

    for wrong, status in [
        ({"speaker": olena.pk, "name": ""}, 422),
        ({"speaker": ecuador.speaker_id}, 422),
        ({"language": "xx"}, 422),
        ({"version": 9}, 409),
    ]:
        answer = ines.post(url, given | wrong)
        assert answer.status_code == status
    assert ecuador.speaker == Intervention.objects.get(pk=ecuador.pk).speaker
    assert ines.post(url, given)["Location"] == page(segment)

    ecuador.refresh_from_db()
    assert (ecuador.speaker, ecuador.name_in_the_room, ecuador.version) == (None, "Mr. Ad HOC", 2)
    assert "Mr. Ad HOC" in Client().get(state_url(segment, "display")).json()["parts"]["screen"]
    other = reverse("floor:speaker", args=[segment.uid, ecuador.pk + 999])
    assert ines.get(other).status_code == 404


def test_a_name_told_in_the_room_ends_when_the_delegation_names_somebody(
    segment: ListedSegment, felix: User
) -> None:
    ecuador = Intervention.objects.get(delegation=delegation("ec"))
    spoke = ecuador.speaker
    assert spoke
    Intervention.objects.update(speaker=None, name_in_the_room="Mr. Ad HOC")
    ecuador.refresh_from_db()
    details = replace(InterventionDetails.of(ecuador), speaker_id=spoke.pk)
    operations.amend(ecuador, details, segment=segment, version=1, by=felix, at=IN_THE_ROOM)

    Registration.objects.filter(pk=spoke.pk).update(state="withdrawn", withdrawn_at=IN_THE_ROOM)

    ecuador.refresh_from_db()
    assert ecuador.speaker_name_when("listed") == ""


def test_whoever_has_spoken_stays_when_the_language_is_mended(
    ines: Client, segment: ListedSegment
) -> None:
    for act in ("call", "start", "deliver"):
        send(ines, segment, act)
    ecuador = Intervention.objects.get(delegation=delegation("ec"))
    spoke = ecuador.speaker
    assert spoke
    now = segment.segment.begins_at
    Registration.objects.filter(pk=spoke.pk).update(state="withdrawn", withdrawn_at=now)
    url = reverse("floor:speaker", args=[segment.uid, ecuador.pk])

    form = ines.get(url).context["form"]
    given = {name: form[name].value() for name in form.fields} | {"language": "es"}
    assert ines.post(url, given).status_code == 302

    ecuador.refresh_from_db()
    assert (ecuador.speaker, ecuador.language) == (spoke, "es")


def test_before_it_begins_minutes_are_planned(
    ines: Client, segment: ListedSegment, set_clock: SetClock
) -> None:
    set_clock(segment.segment.begins_at - timedelta(hours=1))
    assert "minutes are planned." in text(ines.get(page(segment)))
    set_clock(segment.segment.begins_at)
    assert "minutes until 11:15." in text(ines.get(page(segment)))


def test_the_room_sees_that_nobody_speaks_and_who_goes_on(
    ines: Client, segment: ListedSegment
) -> None:
    shown = text(ines.get(page(segment, "display")))
    assert "Nobody has the floor." in shown
    assert "plate" not in shown

    for act in ("call", "start"):
        send(ines, segment, act)
    send(ines, segment, "add:point_of_order", delegation=delegation("zw").pk)

    _speaker, following = strip_tags(text(ines.get(page(segment, "display")))).split("Next")
    assert following.split()[:4] == ["Ecuador", "goes", "on", "1"]


def test_the_balance_tells_nothing_of_one_person(
    ines: Client, segment: ListedSegment, set_clock: SetClock
) -> None:
    Registration.objects.filter(family_name=OLENA.family_name).update(gender="another")
    shown = []
    for _turn in range(3):
        for act in ("call", "start"):
            send(ines, segment, act)
        set_clock(clock.now() + timedelta(minutes=2))
        send(ines, segment, "deliver")
        shown.append(words_of(ines.get(page(segment))))

    for early in shown[:2]:
        assert "Shown from 3 delivered statements on" in early
        assert "Women:" not in early
    assert "Women: 1 statement, 2 min" in shown[2]
    assert "Men: 0 statements, 0 min" in shown[2]
    # Olena gave another answer; for Zimbabwe nobody was named.
    assert "Others, or did not say: 2 statements, 4 min" in shown[2]
    assert "Of women and men, 100 per cent are women." in shown[2]
    assert "nother answer" not in shown[2]


def words_of(response: Any) -> str:
    return " ".join(unescape(strip_tags(text(response))).split())


def test_a_delegation_acts_by_its_own_name(
    ines: Client, segment: ListedSegment, felix: User
) -> None:
    ecuador, ukraine, zimbabwe = Intervention.objects.with_names().order_by("arrival")

    def last() -> str:
        [told] = floor_words.since(
            segment,
            queries.interventions_under(segment),
            version=speakers(segment).version - 1,
        )
        return told

    assert last() == "Zimbabwe asked to be on the list (09:00:00)."
    operations.open_list(segment, version=3, by=isu_staff_again(), at=CLOSED)
    assert last() == "ines@isu.example opened the list (00:00:00)."
    changes: list[tuple[Intervention, dict[str, Any], str]] = [
        (ecuador, {"protocol_level": 4}, "Ecuador has a new place"),
        (ukraine, {"is_written_only": True}, "Ukraine asked to be heard in writing only"),
    ]
    for row, change, said in changes:
        details = replace(InterventionDetails.of(row), **change)
        operations.amend(row, details, segment=segment, version=1, by=felix, at=CLOSED)
        assert last().startswith(said)
    operations.withdraw(zimbabwe, segment=segment, by=felix, at=CLOSED)
    assert last() == "Zimbabwe withdrew its request (00:00:00)."
    operations.close_list(
        segment, version=speakers(segment).version, by=isu_staff_again(), at=CLOSED
    )
    late = ask(segment, "th", by=felix, at=CLOSED, late_reason="A courier.")
    assert last() == "Thailand asked for the floor late (00:00:00)."
    operations.decline(late, segment=segment, reason="Full.", by=isu_staff_again(), at=CLOSED)
    assert last() == "ines@isu.example did not accept the late request of Thailand (00:00:00)."
    shown = text(ines.get(page(segment)))
    assert "felix" not in shown


def test_whatever_happens_has_its_words(segment: ListedSegment, felix: User) -> None:
    ines = User(email="ines@isu.example", is_staff=True)
    under = queries.interventions_under(segment)
    for by in (ines, felix, None):
        for verb in Verb:
            event = FloorEvent(verb=verb, by=by, at=IN_THE_ROOM, intervention_id=next(iter(under)))
            assert "(15:00:00)" in floor_words.told(event, under, segment)


def test_each_button_of_the_page_does_what_it_says(ines: Client, segment: ListedSegment) -> None:
    first = speakers(segment).order[0]
    thailand = ask(segment, "th", by=isu_staff_again(), at=IN_THE_ROOM).delegation
    receive(PAOLA_OF_THAILAND)
    steps = [
        (f"call:{first}", {}, "call"),
        ("start", {}, "start"),
        ("add:point_of_order", {"delegation": thailand.pk}, "interrupt"),
        ("start", {}, "start"),
        ("deliver", {}, "deliver"),
        ("deliver", {}, "deliver"),
        (f"take_back:{first}", {}, "take_back"),
        ("next", {}, "call"),
        ("skip", {}, "skip"),
        ("limit:120", {}, "limit"),
        ("limit:0", {}, "limit"),
        ("open", {}, "open"),
        ("close", {}, "close"),
        ("add:reply", {"delegation": thailand.pk}, "list"),
    ]
    for act, more, verb in steps:
        response = send(ines, segment, act, **more)
        assert response.status_code == 302, (act, text(response))
        assert FloorEvent.objects.order_by("number").last().verb == verb
    skipped = FloorEvent.objects.get(verb="skip").intervention_id
    assert send(ines, segment, f"recall:{skipped}").status_code == 302
    assert speakers(segment).order[0] == skipped


def isu_staff_again() -> User:
    return User.objects.get(email="ines@isu.example")


PAOLA_OF_THAILAND = type(PAOLA)(
    **{**vars(PAOLA), "entity_code": "th", "family_name": "Srisai", "email": "s@mission.example"}
)


def test_a_second_press_does_nothing_and_is_told_what_happened(
    ines: Client, segment: ListedSegment
) -> None:
    seen = speakers(segment).version
    send(ines, segment, "call")
    before = FloorEvent.objects.count()

    paul = signed_in(president_office())
    answers = [
        send(paul, segment, "call", version=seen),
        paul.post(page(segment), {"version": seen, "act": "next"}, **SCRIPT),
    ]

    assert [one.status_code for one in answers] == [409, 409]
    for words in (text(answers[0]), answers[1].json()["says"]):
        assert "ines@isu.example called Ecuador (15:00:00)." in words
        assert "Somebody was first" in words
    assert "Start the clock" in answers[1].json()["parts"]["acts"]
    assert FloorEvent.objects.count() == before


@pytest.mark.parametrize(
    ("act", "more", "status"),
    [
        ("start", {}, 409),
        ("take_back:999999999999999999999", {}, 400),
        ("recall:0", {}, 409),
        # Python refuses to read a number of so many digits.
        (f"call:{'9' * 5000}", {}, 400),
        (f"recall:{'9' * 5000}", {}, 400),
        (f"take_back:{'9' * 5000}", {}, 400),
        (f"limit:{'9' * 5000}", {}, 400),
        (f"call:{2**63 - 1}", {}, 409),
        (f"call:{2**63}", {}, 400),
        ("call:987654", {}, 409),
        ("add:general", {}, 409),
        ("add:general", {"delegation": "1 or 1"}, 409),
        ("add:update", {}, 400),
        ("limit:-5", {}, 400),
        ("limit:99999", {}, 400),
        ("limit:²", {}, 400),
        ("start:1", {}, 400),
        ("withdraw", {}, 400),
        ("", {}, 400),
        ("call", {"version": ""}, 400),
        ("call", {"version": "9" * 30}, 400),
        ("call", {"version": "1e3"}, 400),
    ],
)
def test_what_cannot_be_done_gets_a_plain_answer_and_writes_nothing(
    ines: Client, segment: ListedSegment, act: str, more: dict[str, str], status: int
) -> None:
    before = (FloorEvent.objects.count(), Intervention.objects.count())

    response = send(ines, segment, act, **more)

    assert response.status_code == status
    assert (FloorEvent.objects.count(), Intervention.objects.count()) == before


def test_a_delegation_that_has_not_come_is_not_offered(
    ines: Client, segment: ListedSegment
) -> None:
    stays_away = delegation("th")

    response = send(ines, segment, "add:reply", delegation=stays_away.pk)

    assert response.status_code == 409
    assert "Choose the delegation first" in text(response)
    assert "Thailand</option>" not in text(response)


def test_a_speaker_who_no_longer_comes_is_to_be_named(ines: Client, segment: ListedSegment) -> None:
    row = Intervention.objects.get(delegation__entity__code="ec")
    assert row.speaker
    withdraw_registration(
        row.speaker, by=isu_staff_again(), at=IN_THE_ROOM, version=row.speaker.version
    )
    send(ines, segment, "call")

    shown = text(ines.get(page(segment)))

    assert "CHÁVEZ" not in shown


def test_the_lists_by_days(ines: Client, segment: ListedSegment) -> None:
    shown = text(ines.get(reverse("floor:index")))

    assert page(segment) in shown
    assert shown.index("Thursday") < shown.index("Friday")
    assert "still to speak: 3; have spoken: 0" in shown


def test_queries_do_not_grow_with_the_list(
    ines: Client, segment: ListedSegment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    addresses = [reverse("floor:index"), page(segment), page(segment, "display")]
    for address in addresses:
        ines.get(address)
    counts = [count(ines, address) for address in addresses]
    for code in ("th", "iq", "kh", "sn", "hr", "tj", "co"):
        ask(segment, code, by=isu_staff_again(), at=IN_THE_ROOM)

    assert [count(ines, address) for address in addresses] == counts
    assert counts == COUNTS


# Session, user, permission and the frame of the page are some ten of them.
COUNTS = [9, 18, 12]


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


# Who may


def test_whoever_runs_the_floor_may(segment: ListedSegment) -> None:
    for user in (president_office(), committee(), administrator()):
        client = signed_in(user)
        for name in ("chair", "display"):
            assert client.get(page(segment, name)).status_code == 200


def test_others_may_not(segment: ListedSegment, felix: User) -> None:
    for client, status in ((Client(), 302), (signed_in(felix), 403)):
        for name in ("chair", "display"):
            assert client.get(page(segment, name)).status_code == status
        assert send(client, segment, "call").status_code == status
    assert not FloorEvent.objects.filter(verb="call").exists()


def test_a_segment_that_takes_no_requests_is_absent(ines: Client, segment: ListedSegment) -> None:
    silent = Segment.objects.filter(requests_close_at=None, requests_open_at=None).first()
    assert silent

    for uid in (silent.uid, "nowhere"):
        assert ines.get(reverse("floor:chair", args=[uid])).status_code == 404
        assert ines.get(reverse("floor:display", args=[uid])).status_code == 404


# What is asked each second


def test_304_by_one_query_without_session_or_user(
    ines: Client, segment: ListedSegment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mark = ines.get(state_url(segment))["ETag"]

    # With the cookie of a session, which nobody looks at.
    with CaptureQueriesContext(connection) as found:
        response = ines.get(state_url(segment), HTTP_IF_NONE_MATCH=mark)

    assert (response.status_code, response.content, len(found)) == (304, b"", 1)
    assert "interventions_floorevent" in found[0]["sql"]
    assert int(response["Portal-Time"]) == IN_THE_ROOM.timestamp() * 1000
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_mark_of_the_page_is_that_of_the_state(ines: Client, segment: ListedSegment) -> None:
    shown = text(ines.get(page(segment)))
    mark = stands.mark_of(watching.Watched.of(segment, "chair"), IN_THE_ROOM)

    assert mark.replace('"', "&quot;") in shown


def test_whatever_a_screen_shows_changes_the_mark(
    ines: Client, segment: ListedSegment, set_clock: SetClock, felix: User
) -> None:
    def mark() -> str:
        return Client().get(state_url(segment))["ETag"]

    found = [mark()]
    send(ines, segment, "call")
    found.append(mark())
    row = Intervention.objects.get(delegation__entity__code="zw")
    Intervention.objects.filter(pk=row.pk).update(version=row.version + 1)
    found.append(mark())
    set_clock(IN_THE_ROOM + timedelta(minutes=1))
    found.append(mark())
    publish(segment.meeting)
    found.append(mark())

    assert len(set(found)) == len(found)
    assert mark() == found[-1]


def test_what_was_made_is_made_once_for_all_who_watch(
    segment: ListedSegment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = Client().get(state_url(segment, "display"))
    with django_assert_num_queries(1):
        again = Client().get(state_url(segment, "display"), HTTP_ACCEPT_ENCODING="gzip")

    assert again["Content-Encoding"] == "gzip"
    assert "no-store" in first["Cache-Control"]
    assert first.json()["version"] == speakers(segment).version


def test_who_watches_one_thing_does_not_wait_for_another() -> None:
    turns, entered = stands.Turns(), Event()

    def enter(key: str) -> None:
        with turns.of(key):
            entered.set()

    with turns.of("slow"):
        other = Thread(target=enter, args=["other"])
        other.start()
        other.join(5)
        assert entered.is_set()
        entered.clear()
        same = Thread(target=enter, args=["slow"])
        same.start()
        assert not entered.wait(0.05)
    same.join(5)
    assert entered.is_set()
    assert len(turns) == 0


def test_it_is_made_in_the_turn_of_its_own_key() -> None:
    watched = watching.Watched(1, 2, watching.DISPLAY)

    def make() -> dict[str, Any]:
        with stands.turns.of("another"):
            return {"turns": len(stands.turns)}

    page = stands.page_of(watched, "mark", make)

    assert page
    assert json.loads(page.plain) == {"turns": 2, "mark": "mark"}


def test_what_is_gone_is_looked_for_once_a_minute(
    segment: ListedSegment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    silent = Segment.objects.filter(requests_close_at=None, requests_open_at=None).first()
    assert silent
    watched = watching.Watched(segment.meeting.pk, silent.pk, watching.CHAIR)
    address = reverse("floor:floor_state", args=[watching.sign_state(watched)])

    assert Client().get(address).status_code == 404
    with django_assert_num_queries(1):
        again = Client().get(address)

    assert (again.status_code, again.content) == (404, b"{}")


def test_the_display_says_less_than_the_chair(ines: Client, segment: ListedSegment) -> None:
    send(ines, segment, "call")
    chair, display = (Client().get(state_url(segment, one)).json() for one in ("chair", "display"))

    assert set(chair["parts"]) == {"now", "acts", "next", "time", "list"}
    assert set(display["parts"]) == {"screen"}
    assert "Ecuador" in display["parts"]["screen"]
    assert display["last"] == ""
    assert "button" not in json.dumps(display)
    assert "women" not in json.dumps(display).casefold()


def test_in_the_language_of_the_address(segment: ListedSegment) -> None:
    french = Client().get(f"/fr{state_url(segment, 'display')}").json()

    assert "Équateur" in french["parts"]["screen"]
    assert "Équateur" not in json.dumps(Client().get(state_url(segment, "display")).json())


def test_an_address_is_good_for_one_segment_one_screen_and_one_purpose(
    segment: ListedSegment, ines: Client
) -> None:
    other = next(one for one in queries.segments_of(segment.meeting) if one.pk != segment.pk)
    theirs = Client().get(state_url(other, "display")).json()
    assert "Ecuador" not in json.dumps(theirs)
    link = watching.sign_link(segment)
    state = watching.sign_state(watching.Watched.of(segment, "display"))

    body, _colon, signature = state.rpartition(":")
    forged = [
        ("floor_state", link),
        ("room", state),
        ("floor_state", f"{watching.sign_link(other).rpartition(':')[0]}:{signature}"),
        ("floor_state", f"{body}:{signature[:-2]}AA"),
        ("floor_state", signing.dumps({"meeting": 1, "segment": 1, "screen": "chair"})),
        ("floor_state", "nothing"),
        ("room", "nothing"),
    ]
    for name, signed in forged:
        assert Client().get(reverse(f"floor:{name}", args=[signed])).status_code == 404
    assert Client().get(reverse("floor:room", args=[link])).status_code == 200


def test_addresses_end(segment: ListedSegment, monkeypatch: pytest.MonkeyPatch) -> None:
    state, room = state_url(segment), reverse("floor:room", args=[watching.sign_link(segment)])
    later = signing.time.time() + timedelta(hours=25).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert [Client().get(one).status_code for one in (state, room)] == [404, 200]
    later += timedelta(days=7).total_seconds()
    assert Client().get(room).status_code == 404


def test_the_room_screen_has_no_controls_and_asks_no_session(
    segment: ListedSegment, ines: Client
) -> None:
    send(ines, segment, "call")
    room = reverse("floor:room", args=[watching.sign_link(segment)])

    response = Client().get(f"/es{room}")

    shown = text(response)
    assert "<button" not in shown
    assert "<form" not in shown
    assert "Ecuador" in shown
    assert '<html lang="es"' in shown
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize(
    ("spoken", "reads", "stage"),
    [
        (0, "4:00", "left"),
        (0.1, "4:00", "left"),
        (179, "1:01", "left"),
        (180, "1:00", "last"),
        (240, "0:00", "over"),
        (241, "+0:01", "over"),
        (3661, "+57:01", "over"),
    ],
)
def test_the_clock(spoken: float, reads: str, stage: str) -> None:
    clock = Clock(240, timedelta(seconds=spoken), None, IN_THE_ROOM)

    assert (clock.reads, clock.stage) == (reads, stage)
