"""The door: who comes is entered once a day, and everybody else is told what to do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.attendance import queries
from registration.attendance.badges import operations as badges
from registration.attendance.checkin import searching
from registration.attendance.models import Badge, Passage
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.models import Registration
from tests import people
from tests.people import ON_14_MAY, PAOLA, receive
from tests.registration.attendance.door import (
    MORNING,
    badge,
    confirmed,
    outcomes,
    scan,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_first_morning(set_clock: Any) -> None:
    set_clock(MORNING)


@pytest.fixture
def desk(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def test_a_badge_checks_in_once_a_day(desk: Client, staff: User, meeting: Meeting) -> None:
    paola = confirmed(staff)
    code = badge(paola, staff).code

    first, again = send(desk, scan(code, place="Door 1"), scan(code.lower().replace("-", "")))

    assert (first["outcome"], first["name"]) == ("entered", "Ms. Paola Fernanda CHÁVEZ")
    assert "Ecuador" in first["about"]
    assert again["outcome"] == "already"
    assert "09:05, ines@isu.example, Door 1" in again["text"]
    assert list(queries.checked_in(meeting)) == [paola]


def test_the_code_of_the_letter_opens_the_door_too(desk: Client, staff: User) -> None:
    paola = confirmed(staff)

    assert outcomes(desk, scan(paola.badge_code)) == ["entered"]
    assert Passage.objects.get().way == "letter"


def test_what_is_sent_again_counts_once(desk: Client, staff: User) -> None:
    one = scan(confirmed(staff).badge_code)

    assert outcomes(desk, one, one) == ["entered", "entered"]
    assert outcomes(desk, one) == ["entered"]
    assert Passage.objects.count() == 1


def test_what_was_kept_counts_for_the_time_when_it_was_scanned(
    desk: Client, staff: User, set_clock: Any
) -> None:
    paola = confirmed(staff)
    set_clock(MORNING + timedelta(days=1))

    [answer] = send(desk, scan(paola.badge_code, ago=24 * 3600))

    assert answer["outcome"] == "entered"
    assert Passage.objects.get().happened_at == MORNING
    assert Passage.objects.get().day.isoformat() == "2018-06-07"
    assert outcomes(desk, scan(paola.badge_code)) == ["entered"]


def test_out_and_in_again(desk: Client, staff: User, meeting: Meeting, set_clock: Any) -> None:
    paola = confirmed(staff)
    seen: list[str] = []
    for minutes, wanted in enumerate(["leave", "come", "leave", "leave", "come"]):
        set_clock(MORNING + timedelta(minutes=minutes))
        seen += outcomes(desk, scan(paola.badge_code, wanted=wanted))

    assert seen == ["not_inside", "entered", "left", "not_inside", "returned"]
    assert list(queries.inside(meeting, MORNING.date())) == [paola.pk]


def test_whoever_may_not_come_in_is_told_why(
    desk: Client, staff: User, meeting: Meeting, set_clock: Any
) -> None:
    lost, gone = confirmed(staff, 1), confirmed(staff, 2)
    old, ended = badge(lost, staff), badge(gone, staff)
    badges.reissue(
        lost, badges.one_card(lost, "en", "v" * 22), reason="lost", by=staff, at=ON_14_MAY
    )
    operations.withdraw(
        Registration.objects.for_change().get(pk=gone.pk),
        version=gone.version,
        by=staff,
        at=ON_14_MAY,
    )
    received = receive(replace(PAOLA, family_name="Later", email="l@mission.example"))
    declined = receive(replace(PAOLA, family_name="Noway", email="n@mission.example"))
    operations.decline(declined, reason="No", by=staff, at=ON_14_MAY)

    told = outcomes(
        desk,
        scan(old.code),
        scan(ended.code),
        scan(received.badge_code),
        scan(declined.badge_code),
        scan("0000-0000-0000-0000"),
        scan("Paola"),
        scan(Badge.objects.valid().get().code, ago=1e9),
    )

    assert told == [
        *("replaced", "withdrawn", "not_confirmed", "declined", "unknown", "unknown", "too_old"),
    ]
    assert Passage.objects.count() == 0
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code, other.is_set_current = None, "2019", "IM19", True
    other.save()
    assert outcomes(desk, scan(lost.badge_code)) == ["other_meeting"]
    Meeting.objects.filter(slug="2019").delete()
    set_clock(meeting.ends_at)
    assert outcomes(desk, scan(lost.badge_code)) == ["over"]


def test_practice_before_the_meeting_does_not_count(
    desk: Client, staff: User, meeting: Meeting, set_clock: Any
) -> None:
    paola = confirmed(staff)
    set_clock(ON_14_MAY)

    [answer] = send(desk, scan(paola.badge_code))

    assert "This is practice" in answer["text"]
    assert "does not count" in desk.get("/desk/check-in/").text
    assert not queries.checked_in(meeting).exists()


def test_a_mistake_is_taken_back_and_stays_in_the_log(
    desk: Client, staff: User, meeting: Meeting
) -> None:
    paola = confirmed(staff)
    send(desk, scan(paola.badge_code))

    desk.post(f"/desk/check-in/passages/{Passage.objects.get().pk}/take-back/")

    assert not queries.checked_in(meeting).exists()
    assert outcomes(desk, scan(paola.badge_code)) == ["entered"]
    assert Passage.objects.count() == 2


def test_the_database_has_one_check_in_a_day(desk: Client, staff: User) -> None:
    send(desk, scan(confirmed(staff).badge_code))
    one = Passage.objects.get()

    one.pk, one.key = None, str(uuid4())
    with pytest.raises(IntegrityError, match="checkin_once_a_day"), transaction.atomic():
        one.save(force_insert=True)


def test_without_script_a_form_does_the_same(desk: Client, staff: User) -> None:
    confirmed(staff)

    page = desk.get("/desk/check-in/?q=chavez")
    proof = page.context["found"][0]["proof"]
    sent = {
        "code": Registration.objects.get().badge_code,
        "key": str(uuid4()),
        "wanted": "come",
        "by_name": proof,
        "place": "Desk 2",
    }
    first, again = desk.post("/desk/check-in/", sent), desk.post("/desk/check-in/", sent)

    assert "Paola Fernanda CHÁVEZ" in page.text
    assert "Checked in" in first.text
    assert "Checked in" in again.text
    assert (Passage.objects.get().way, Passage.objects.get().place) == ("name", "Desk 2")
    # Nobody but a page of ours says that a person was found by name.
    for claimed in ("on", proof[::-1], "ü", True):
        send(desk, scan(sent["code"], by_name=claimed, wanted="leave"))
        assert Passage.objects.latest("pk").way == "letter"
    send(desk, scan(sent["code"], by_name=proof))
    assert Passage.objects.latest("pk").way == "name"


def test_a_letter_is_looked_at_where_there_is_a_badge(desk: Client, staff: User) -> None:
    ana, bo = confirmed(staff, 1), confirmed(staff, 2)
    code = badge(bo, staff).code

    answers = send(desk, scan(ana.badge_code), scan(bo.badge_code))

    assert ["ask for the name" in one["text"] for one in answers] == [False, True]
    send(desk, scan(code, wanted="leave"))
    [entry] = queries.checked_in(ana.meeting).filter(pk=bo.pk)
    assert entry == bo


def test_two_doors_that_report_out_of_order(
    desk: Client, staff: User, meeting: Meeting, set_clock: Any
) -> None:
    ana, bo = confirmed(staff, 1), confirmed(staff, 2)

    def at(minutes: int, *scans: Any) -> list[str]:
        set_clock(MORNING + timedelta(minutes=minutes))
        return outcomes(desk, *scans)

    # Ana leaves by a door without network, and comes back by the other one.
    came = at(0, scan(ana.badge_code))
    back = at(130, scan(ana.badge_code))
    # Bo came by the door without network, and left by the other one.
    left = at(130, scan(bo.badge_code, wanted="leave"))
    late = [
        scan(ana.badge_code, wanted="leave", ago=20 * 60),
        scan(bo.badge_code, ago=130 * 60),
    ]
    told = at(140, *late)

    assert (came, back, left) == (["entered"], ["already"], ["not_inside"])
    assert told == ["left", "entered"]
    assert at(141, *late) == told
    assert queries.inside(meeting, MORNING.date()).keys() == {ana.pk}
    assert set(queries.checked_in(meeting)) == {ana, bo}


def test_where_the_check_in_is_taken_back_the_next_coming_counts(
    desk: Client, staff: User, meeting: Meeting
) -> None:
    paola = confirmed(staff)
    send(desk, scan(paola.badge_code), scan(paola.badge_code, place="Door 2"))

    desk.post(f"/desk/check-in/passages/{Passage.objects.earliest('pk').pk}/take-back/")

    assert list(queries.checked_in(meeting)) == [paola]
    assert queries.inside(meeting, MORNING.date())[paola.pk].checked_in.place == "Door 2"


def test_a_scan_that_cannot_be_taken_keeps_nothing_back(desk: Client, staff: User) -> None:
    ana, bo = confirmed(staff, 1), confirmed(staff, 2)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'refused'; END $$;"
            "CREATE TRIGGER refuse BEFORE INSERT ON attendance_passage"
            " FOR EACH ROW WHEN (NEW.place = 'Poison') EXECUTE FUNCTION refuse()"
        )

    answers = send(desk, scan(ana.badge_code, place="Poison"), scan(bo.badge_code, place="Door 1"))

    assert [one["name"] for one in answers] == [bo.printed_name]
    assert Passage.objects.get().registration == bo


def test_a_key_that_was_used_is_refused_with_another_person_or_act(
    desk: Client, staff: User, meeting: Meeting
) -> None:
    ana, bo = confirmed(staff, 1), confirmed(staff, 2)
    first = {"code": ana.badge_code, "key": desk.get("/desk/check-in/").context["key"]}
    desk.post("/desk/check-in/", first)

    refused = desk.post("/desk/check-in/", first | {"code": bo.badge_code})
    told = outcomes(
        desk,
        scan(bo.badge_code, key=first["key"]),
        scan(ana.badge_code, key=first["key"], wanted="leave"),
        scan(ana.badge_code, key=first["key"]),
    )

    assert "Not entered" in refused.text
    assert "Checked in" not in refused.text
    assert told == ["key_used", "key_used", "entered"]
    assert queries.inside(meeting, MORNING.date()).keys() == {ana.pk}
    # The page that says so has a new key, under which the same code is entered.
    again = first | {"code": bo.badge_code, "key": refused.context["key"]}
    assert "Checked in" in desk.post("/desk/check-in/", again).text
    desk.post(f"/desk/check-in/passages/{Passage.objects.get(key=first['key']).pk}/take-back/")
    assert outcomes(desk, scan(ana.badge_code, key=first["key"])) == ["key_used"]


def test_a_device_keeps_of_which_meeting_a_scan_is(desk: Client) -> None:
    for path in ("/desk/check-in/", "/desk/check-in/offline/", "/m/2018/desk/check-in/"):
        assert 'data-entries="/m/2018/desk/check-in/entries/"' in desk.get(path).text


@pytest.mark.parametrize(
    "typed",
    ["chavez", "Paola", "CHÁVEZ Paola", "shavez", "tchaves", "ecuador", "IM18-0001", "paola f"],
)
def test_a_person_is_found_by_any_spelling(staff: User, meeting: Meeting, typed: str) -> None:
    paola = confirmed(staff)
    number = paola.receipt_number
    confirmed(staff, 7, entity_code="pe", given_names="Quispe", family_name="Mamani")

    found = searching.search(meeting, number if typed.startswith("IM") else typed)

    assert [one.pk for one in found][:1] == [paola.pk]


def test_only_the_scanner_may_ask_for_the_camera(desk: Client) -> None:
    policies = {
        path: desk.get(path)["Permissions-Policy"].partition(",")[0]
        for path in ("/desk/check-in/", "/desk/check-in/offline/", "/desk/check-in/house/", "/")
    }

    assert list(policies.values()) == ["camera=(self)", "camera=(self)", "camera=()", "camera=()"]


def test_who_helps_at_the_door_opens_the_check_in_and_nothing_else(client: Client) -> None:
    helper = User.objects.create_user("hal@door.example", "a long enough password", is_staff=True)
    helper.groups.add(roles.Group.objects.get(name=roles.CHECK_IN_DESK))
    client.force_login(helper)

    statuses = {
        path: client.get(path).status_code
        for path in (
            *("/desk/check-in/", "/desk/check-in/house/"),
            *("/desk/badges/", "/desk/check-in/walk-in/", "/desk/check-in/house.xlsx"),
            "/desk/missing/",
        )
    }

    assert list(statuses.values()) == [200, 200, 403, 403, 403, 403]


def test_who_helps_at_the_door_takes_back_what_is_of_today(
    desk: Client, client: Client, staff: User, set_clock: Any
) -> None:
    paola = confirmed(staff)
    send(desk, scan(paola.badge_code))
    helper = User.objects.create_user("hal@door.example", "a long enough password")
    helper.groups.add(roles.Group.objects.get(name=roles.CHECK_IN_DESK))
    client.force_login(helper)
    page = f"/desk/check-in/person/{paola.receipt_number}/"
    path = f"/desk/check-in/passages/{Passage.objects.get().pk}/take-back/"
    assert path in client.get(page).text
    set_clock(MORNING + timedelta(days=1))

    assert path not in client.get(page).text
    assert client.post(path).status_code == 403
    assert Passage.objects.standing().exists()
    client.force_login(staff)
    assert client.post(path).status_code == 302
    assert not Passage.objects.standing().exists()


def test_the_persons_page_scans_without_network_too(desk: Client, staff: User) -> None:
    page = desk.get(f"/desk/check-in/person/{confirmed(staff).receipt_number}/").text

    assert "checkin.js" in page
    assert "data-answers" in page
    assert 'id="code"' not in page


def test_the_page_without_network_is_of_nobody_also_in_a_rehearsal(
    client: Client, staff: User
) -> None:
    Meeting.objects.filter(slug="2018").update(stage="rehearsing")
    assert client.get("/m/2018/desk/check-in/offline/").status_code == 404
    client.force_login(staff)

    page = client.get("/m/2018/desk/check-in/offline/")

    assert page.status_code == 200
    assert staff.email not in page.text
    assert "Sign out" not in page.text


def test_the_house_is_listed_by_delegation(desk: Client, staff: User, set_clock: Any) -> None:
    ana, bo, cem = (
        confirmed(staff, n, entity_code=c) for n, c in ((1, "pe"), (2, "ec"), (3, "ec"))
    )
    send(desk, *(scan(one.badge_code) for one in (ana, bo, cem)))
    set_clock(MORNING + timedelta(minutes=30))
    send(desk, scan(cem.badge_code, wanted="leave"))

    page = desk.get("/desk/check-in/house/").text
    sheet = desk.get("/desk/check-in/house.xlsx")

    assert "2 people, 2 delegations" in page
    assert "3 have come today." in page
    assert page.index(bo.printed_name) < page.index(ana.printed_name)
    assert cem.printed_name not in page
    assert sheet["Content-Disposition"].startswith("attachment")


def test_the_pages_ask_the_same_of_the_database_for_one_and_for_three(
    desk: Client, staff: User
) -> None:
    asked: list[list[int]] = []
    for numbers in ([1], [2, 3]):
        people = [confirmed(staff, number) for number in numbers]
        for one in people[1:]:
            send(desk, scan(one.badge_code))
        acts: list[Callable[[], object]] = [
            lambda: send(desk, scan(people[0].badge_code)),  # noqa: B023
            lambda: desk.get("/desk/check-in/house/"),
            lambda: desk.get("/desk/check-in/?q=paola"),
        ]
        asked.append([counted(act) for act in acts])

    assert asked[0] == asked[1]
    assert asked[0] == [12, 9, 10]


def counted(act: Callable[[], object]) -> int:
    """Return how many queries an act asks."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=60),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_SCAN = st.fixed_dictionaries(
    {"key": st.just("0b0e6d4e-5f1c-4c39-9d7e-5f64c1a5b5a1") | _JSON},
    optional=dict.fromkeys(("code", "wanted", "ago", "place", "by_name"), _JSON)
    | {"code": st.sampled_from(["\0", "0000-0000-0000-0000", "\ud800"]) | _JSON},
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_SCAN | _JSON, max_size=4))
def test_nothing_that_a_device_sends_is_an_error(desk: Client, scans: list[Any]) -> None:
    answers = send(desk, *scans)

    assert len(answers) == len(scans)
    assert Passage.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"scans": 1}', b"\xff", b"[" * 50_000])
def test_what_is_no_list_of_scans_is_refused(desk: Client, body: bytes) -> None:
    response = desk.post("/desk/check-in/entries/", body, content_type="application/json")

    assert response.status_code == 400


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_no_json_is_refused(desk: Client, kind: str) -> None:
    response = desk.generic("POST", "/desk/check-in/entries/", b'{"scans": []}', content_type=kind)

    assert response.status_code == 400


def test_who_is_merged_into_another_has_come_under_that_one(
    desk: Client, staff: User, meeting: Meeting
) -> None:
    paola, twice = confirmed(staff), people.receive(replace(PAOLA, email="other@mission.example"))
    twice = operations.confirm(twice, by=staff, at=ON_14_MAY)
    send(desk, scan(twice.badge_code))

    operations.merge(paola, twice, by=staff, at=MORNING)

    assert list(queries.checked_in(meeting)) == [paola]


def test_who_came_under_both_of_two_registrations_is_in_the_house_once(
    desk: Client, staff: User, meeting: Meeting, set_clock: Any
) -> None:
    paola, twice = confirmed(staff), people.receive(replace(PAOLA, email="other@mission.example"))
    twice = operations.confirm(twice, by=staff, at=ON_14_MAY)
    second = scan(paola.badge_code)
    send(desk, scan(twice.badge_code))
    set_clock(MORNING + timedelta(minutes=9))
    send(desk, second)

    operations.merge(paola, twice, by=staff, at=MORNING + timedelta(hours=3))

    assert list(queries.checked_in(meeting)) == [paola]
    house = queries.inside(meeting, MORNING.date())
    assert [(pk, one.checked_in.happened_at) for pk, one in house.items() if one.checked_in] == [
        (paola.pk, MORNING)
    ]
    assert outcomes(desk, second) == ["already"]
