"""The staff's pages of lists of speakers: all of them, one of them, and what is done to it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.utils.html import strip_tags
from openpyxl import load_workbook

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from programme.agenda.models import Segment
from programme.interventions.models import FloorEvent, Intervention
from programme.interventions.queries import ListedSegment
from programme.interventions.tasks import draw_due
from programme.interventions.transitions import State
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.interventions.floors import (
    CLOSED,
    ask,
    minutes_later,
    order,
    speakers,
    states_speak,
)
from tests.programme.interventions.meetings_held import Heard, hold

pytestmark = pytest.mark.django_db

DESK = "/desk/speakers/"
# Whoever needs help in clearing mines.
TWENTY_TWO = (
    *("ao", "af", "ba", "kh", "td", "co", "hr", "cy", "cd", "ec", "et", "iq", "mr", "ne", "pe"),
    *("sn", "rs", "so", "ss", "sd", "tj", "th"),
)


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture(autouse=True)
def on_14_may(set_clock: Any) -> None:
    set_clock(ON_14_MAY)


def text_of(response: Any) -> str:
    """Return what a page says, without its marks."""
    html = response.content.decode().replace("<br>", " ")
    return " ".join(unescape(strip_tags(html)).split())


def crowded(by: User, rule: str = "arrival") -> ListedSegment:
    """A segment of 45 minutes for which 22 States ask, at 3 minutes each."""
    segment = states_speak(rule, minutes=45, national_minutes=3)
    for number, code in enumerate(TWENTY_TWO):
        ask(segment, code, by=by, at=minutes_later(number))
    return segment


def address(segment: ListedSegment, rest: str = "") -> str:
    return f"{DESK}{segment.uid}/{rest}"


def one(segment: ListedSegment, found: Intervention) -> str:
    return address(segment, f"requests/{found.pk}/")


def places(response: Any) -> list[str]:
    """Return the delegations of the list in their order, as the page shows it."""
    [body] = re.findall(r'id="list">.*?</table>', response.content.decode(), re.DOTALL)
    return re.findall(r'scope="row">\d+&ensp;<bdi>(.*?)</bdi>', body)


def test_22_requests_at_3_minutes_do_not_fit_45(ines: Client, felix: User) -> None:
    segment = crowded(felix)

    pages = [text_of(ines.get(path)) for path in (DESK, address(segment), "/desk/programme/")]

    words = (
        "22 speakers at 3 minutes do not fit 45: with the changes between them they need 77."
        " At 1:30 minutes each, they would."
    )
    assert words in pages[0]
    assert words in pages[1]
    assert "22 requests, 77 of 45 minutes. They do not fit." in pages[2]
    assert "⚠ 77/45" in pages[2]


def test_the_limit_that_would_fit_is_one_press_away(ines: Client, felix: User) -> None:
    segment = crowded(felix)
    button = Page(ines.get(address(segment)))
    assert "Limit each to 1:30 minutes" in button.html

    given = {"version": speakers(segment).version, "seconds": "90"}
    page = ines.post(address(segment, "limit/"), given, follow=True)

    assert "Each may speak for at most 1:30 minutes." in text_of(page)
    assert "The time is enough" in text_of(page)
    assert "22 speakers need 44 of 45 minutes." in text_of(page)
    given = {"version": speakers(segment).version, "seconds": ""}
    ines.post(address(segment, "limit/"), given)
    assert speakers(segment).most_seconds is None


def test_all_lists_take_the_same_queries_however_many_ask(
    ines: Client, felix: User, django_assert_num_queries: Any
) -> None:
    segment = states_speak(minutes=45, national_minutes=3)
    ask(segment, "ec", by=felix)
    ines.get(DESK)
    with django_assert_num_queries(10):
        ines.get(DESK)
    with django_assert_num_queries(12):
        ines.get(address(segment))
    for code in ("ua", "hr", "th"):
        ask(segment, code, by=felix, kind="comment", about_code="sd")
    with django_assert_num_queries(11):
        ines.get(DESK)
    with django_assert_num_queries(13):
        ines.get(address(segment))


def test_the_overview_says_who_is_late_and_who_is_not_named(ines: Client, felix: User) -> None:
    segment = states_speak("draw")
    named = receive(PAOLA)
    ask(segment, "ec", by=felix, speaker_id=named.pk)
    ask(segment, "ua", by=felix)
    ask(segment, "hr", by=felix, at=CLOSED, late_reason="The floods.")

    page = text_of(ines.get(DESK))

    assert "1 late 1 without a speaker’s name Open until Wednesday 6 June, 23:59" in page
    assert "By lot; drawn when the list closes" in page


def test_each_place_says_why(ines: Client, felix: User) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix)
    ask(segment, "ua", by=felix, protocol_level=4)

    page = ines.get(address(segment))

    assert places(page) == ["Ukraine", "Ecuador"]
    assert "Minister; received Monday 14 May, 09:00" in text_of(page)


def test_a_move_by_hand_says_why_and_stands_on_record(ines: Client, felix: User) -> None:
    segment = states_speak()
    found = [ask(segment, code, by=felix) for code in ("ec", "ua", "hr")]
    form = {"do": "move", "move-version": "3", "move-place": "1"}

    refused = ines.post(one(segment, found[2]), form | {"move-reason": " "})
    assert refused.status_code == 422
    assert "Say why: the reason stands beside the new place." in text_of(refused)
    assert order(segment) == ["ec", "ua", "hr"]
    page = ines.post(
        one(segment, found[2]), form | {"move-reason": "It leaves at noon."}, follow=True
    )

    assert places(page) == ["Croatia", "Ecuador", "Ukraine"]
    assert "Moved from 3 to 1 on Monday 14 May, 09:00: It leaves at noon." in text_of(page)
    assert "Croatia: moved to place 1 Why: It leaves at noon." in text_of(page)
    assert Message.objects.filter(kind="intervention_moved").count() == 1


def test_a_move_says_where_it_led(ines: Client, felix: User) -> None:
    segment = states_speak()
    found = [ask(segment, code, by=felix) for code in ("ec", "ua", "hr")]
    form = {"do": "move", "move-version": "3", "move-reason": "It leaves at noon."}

    last = ines.post(one(segment, found[0]), form | {"move-place": "99"}, follow=True)
    again = {"move-version": "4", "move-place": "3"}
    same = ines.post(one(segment, found[0]), form | again, follow=True)

    assert "Ecuador was moved to place 3, the last: there is no place 99." in text_of(last)
    assert "Nothing moved: Ecuador stands at that place already." in text_of(same)
    assert FloorEvent.objects.filter(verb="move").count() == 1


def test_arrows_move_one_place_and_keep_the_reason(ines: Client, felix: User) -> None:
    segment = states_speak()
    found = [ask(segment, code, by=felix) for code in ("ec", "ua", "hr")]
    form = {"step": f"up:{found[2].pk}", "version": "3"}

    refused = ines.post(address(segment, "step/"), form | {"reason": " "})
    assert refused.status_code == 422
    page = ines.post(address(segment, "step/"), form | {"reason": "Leaves."}, follow=True)
    stale = ines.post(address(segment, "step/"), form | {"reason": "Leaves."})
    down = {"step": f"down:{found[0].pk}", "version": "4", "reason": "Late."}
    ines.post(address(segment, "step/"), down)

    assert places(page) == ["Ecuador", "Croatia", "Ukraine"]
    assert "Croatia was moved to place 2." in text_of(page)
    html = page.content.decode()
    assert 'value="Leaves."' in html
    assert f'value="up:{found[2].pk}" autofocus' in html
    assert stale.status_code == 409
    assert order(segment) == ["hr", "ec", "ua"]
    for wrong in ("sideways:1", f"up:{'9' * 30}", ""):
        unclear = ines.post(address(segment, "step/"), form | {"step": wrong, "version": "5"})
        assert unclear.status_code == 409
    assert FloorEvent.objects.filter(verb="move").count() == 2


def test_closing_by_hand_draws_lots_only_when_said_so(ines: Client, felix: User) -> None:
    segment = states_speak("draw")
    ask(segment, "ec", by=felix)
    form = {"do": "close", "version": "1"}

    refused = ines.post(address(segment, "turn/"), form)
    assert refused.status_code == 422
    assert "Closing this list draws its lots" in text_of(refused)
    assert not speakers(segment).draw
    closed = ines.post(address(segment, "turn/"), form | {"sure": "1"}, follow=True)

    assert "The list is closed, and its lots are drawn." in text_of(closed)
    assert speakers(segment).draw


def test_what_needs_somebody_stands_first(ines: Client, felix: User, set_clock: Any) -> None:
    segment = crowded(felix)
    assert "What needs somebody" in text_of(ines.get(DESK))
    said = text_of(ines.get(DESK)).split("What needs somebody")[1]
    assert "32 minutes too many · 22 speakers to be named" in said[:200]
    set_clock(CLOSED)
    ask(segment, "jo", by=felix, at=CLOSED, late_reason="We did not know.")

    said = text_of(ines.get(DESK)).split("What needs somebody")[1]

    assert "1 late request · 32 minutes too many" in said[:200]


def test_two_who_move_at_once_one_wins_and_the_other_sees_why(ines: Client, felix: User) -> None:
    segment = states_speak()
    found = [ask(segment, code, by=felix) for code in ("ec", "ua", "hr")]
    form = {"do": "move", "move-version": "3", "move-place": "1"}
    ines.post(one(segment, found[1]), form | {"move-reason": "First."})

    second = ines.post(one(segment, found[2]), form | {"move-reason": "Second."})

    assert second.status_code == 409
    said = text_of(second)
    assert "Somebody changed the list meanwhile, so nothing was done." in said
    assert "Ukraine: moved to place 1" in said
    assert order(segment) == ["ua", "ec", "hr"]
    answers = Page(second).html
    assert ">Second.</textarea>" in answers.replace("\n", "")
    assert 'name="move-version" value="4"' in answers
    ines.post(one(segment, found[2]), form | {"move-version": "4", "move-reason": "Second."})
    assert order(segment) == ["hr", "ua", "ec"]


def test_late_requests_are_accepted_or_declined(ines: Client, felix: User) -> None:
    segment = states_speak()
    late = [
        ask(segment, code, by=felix, at=CLOSED, late_reason="The floods.") for code in ("ec", "ua")
    ]
    assert "The floods." in text_of(ines.get(address(segment)))

    ines.post(one(segment, late[0]), {"do": "accept", "seen": "1"})
    nothing = ines.post(one(segment, late[1]), {"do": "decline", "decline-reason": "", "seen": "1"})
    assert nothing.status_code == 422
    ines.post(one(segment, late[1]), {"do": "decline", "decline-reason": "Too late.", "seen": "1"})
    again = ines.post(one(segment, late[1]), {"do": "accept", "seen": "1"})

    assert order(segment) == ["ec"]
    assert speakers(segment).entries[late[1].pk].state == State.DECLINED
    assert again.status_code == 409
    assert "This is not possible: the request is “not accepted”." in text_of(again)


def test_a_request_is_withdrawn_for_its_delegation(ines: Client, felix: User) -> None:
    segment = states_speak()
    found = ask(segment, "ec", by=felix)
    form = {"do": "withdraw", "withdraw-version": "1", "withdraw-reason": "By telephone."}
    asked = text_of(ines.get(one(segment, found)))

    page = ines.post(one(segment, found), form, follow=True)

    assert "The request of Ecuador is withdrawn." in text_of(page)
    assert "The delegation reads it." in asked
    assert FloorEvent.objects.get(verb="withdraw").reason == "By telephone."


def test_opening_and_closing_by_hand(ines: Client, felix: User) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix)

    closed = ines.post(address(segment, "turn/"), {"do": "close", "version": "1"}, follow=True)
    stale = ines.post(address(segment, "turn/"), {"do": "open", "version": "1"})
    opened = ines.post(address(segment, "turn/"), {"do": "open", "version": "2"}, follow=True)
    unclear = ines.post(address(segment, "turn/"), {"do": "burn", "version": "3"})

    assert "Closed by the secretariat since Monday 14 May, 09:00" in text_of(closed)
    assert stale.status_code == 409
    assert "list closed" in text_of(stale)
    assert "The list is open." in text_of(opened)
    assert unclear.status_code == 409
    assert list(FloorEvent.objects.values_list("verb", flat=True)) == ["list", "close", "open"]


def test_anybody_can_draw_again_from_what_the_page_says(
    ines: Client, felix: User, set_clock: Any
) -> None:
    segment = crowded(felix, "draw")
    set_clock(CLOSED)
    assert "Draw the lots now" in text_of(ines.get(address(segment)))
    assert ines.get(address(segment, "draw/")).status_code == 200
    page = ines.post(address(segment, "draw/"), follow=True)
    again = ines.post(address(segment, "draw/"))

    html = page.content.decode()
    [seed] = re.findall(r'id="seed">(\w+)<', html)
    lots = re.findall(
        r'<th role="rowheader" scope="row"><bdi>([^<]+)</bdi></th>'
        r'<td role="cell" class="arrival"[^>]*>(\d+)</td>',
        html,
    )
    assert len(lots) == 22
    drawn = sorted(lots, key=lambda lot: sha256(f"{seed}:{lot[1]}".encode()).hexdigest())
    assert drawn == lots
    assert places(page) == [name for name, _arrival in lots]
    assert "Lot 1 of 22" in text_of(page)
    assert again.status_code == 409
    assert FloorEvent.objects.filter(verb="draw").count() == 1


def test_the_letter_can_be_drawn_again(ines: Client, felix: User, set_clock: Any) -> None:
    segment = states_speak("alphabetical")
    ask(segment, "ec", by=felix)
    set_clock(CLOSED)

    html = ines.post(address(segment, "draw/"), follow=True).content.decode()

    [seed], [letter] = re.findall(r'id="seed">(\w+)<', html), re.findall(r'id="letter">(.)<', html)
    assert letter == chr(ord("A") + int(sha256(seed.encode()).hexdigest()[:16], 16) % 26)


@pytest.mark.parametrize(("at", "draws"), [(ON_14_MAY, 0), (CLOSED, 1)])
def test_lots_are_drawn_when_the_list_has_closed(
    felix: User, set_clock: Any, at: datetime, draws: int
) -> None:
    segment = states_speak("draw")
    for code in ("ec", "ua"):
        ask(segment, code, by=felix)
    set_clock(at)

    for _turn in range(2):
        draw_due()

    drawn = FloorEvent.objects.filter(verb="draw", segment=segment.pk)
    assert [event.by for event in drawn] == [None] * draws
    assert bool(speakers(segment).draw) == bool(draws)


def test_a_meeting_without_programme_costs_nothing(
    set_clock: Any, django_assert_num_queries: Any
) -> None:
    set_clock(datetime(2031, 1, 1, tzinfo=ON_14_MAY.tzinfo))

    with django_assert_num_queries(1):
        draw_due()


def test_the_staff_ask_for_a_delegation_at_any_time(
    ines: Client, set_clock: Any, staff: User
) -> None:
    segment = states_speak()
    set_clock(CLOSED)
    page = Page(ines.get(address(segment, "ask/")))
    form = page.answers() | {"delegation": "ua", "minutes_wished": "2", "note": "By telephone."}

    for _twice in range(2):
        done = ines.post(address(segment, "ask/"), form, follow=True)
    other = ines.post(address(segment, "ask/"), form | {"minutes_wished": "3"})
    anew = ines.post(address(segment, "ask/"), form | {"token": ""})

    assert "The request of Ukraine is on the list." in text_of(done)
    found = Intervention.objects.get()
    assert (found.asked_by, found.minutes_wished, found.speaker) == (staff, 2, None)
    assert other.status_code == anew.status_code == 422
    assert "This form came before with other answers." in text_of(other)
    assert "asked for the floor here already" in text_of(anew)


def test_the_staff_keep_a_statement_in_writing(ines: Client, set_clock: Any) -> None:
    segment = states_speak()
    form = Page(ines.get(address(segment, "ask/"))).answers()

    given = form | {"delegation": "ua", "is_written_only": "on"}
    done = text_of(ines.post(address(segment, "ask/"), given, follow=True))

    assert "The statement of Ukraine is kept as one in writing only." in done
    assert "The request of Ukraine" not in done


def test_a_comment_is_on_somebodys_request(ines: Client) -> None:
    segment = states_speak()
    form = Page(ines.get(address(segment, "ask/"))).answers() | {"delegation": "ua"}

    missing = ines.post(address(segment, "ask/"), form | {"kind": "comment"})
    done = ines.post(
        address(segment, "ask/"), form | {"kind": "comment", "about": "hr"}, follow=True
    )

    assert missing.status_code == 422
    assert "Choose the State on whose request the comment is." in text_of(missing)
    assert "Comment on the request of Croatia" in text_of(done)


def test_a_list_as_text_and_as_a_sheet(ines: Client, felix: User) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix, on_behalf_of="=HYPERLINK(“x”)")

    text = b"".join(ines.get(address(segment, "text/")).streaming_content).decode()
    content = b"".join(ines.get(address(segment, "sheet/")).streaming_content)

    assert (
        "1 Ecuador: to be named (update, on behalf of =HYPERLINK(“x”); 5:00; on the list)" in text
    )
    sheet = load_workbook(BytesIO(content)).active
    rows = list(sheet.iter_rows())
    assert sheet.title == "2 Updates by States that assist"
    assert [cell.value for cell in rows[1]][:3] == [1, "Ecuador", "to be named"]
    # A number and a time can be reckoned with; all else is text, whatever it begins with.
    assert [cell.data_type for cell in rows[1]] == [*"nssss", "d", "s"]
    assert rows[1][5].value == timedelta(minutes=5)
    assert {cell.quotePrefix for cell in rows[1] if cell.data_type == "s"} == {True}


def test_the_files_hold_who_has_spoken_and_are_named_in_words(
    ines: Client, staff: User, felix: User
) -> None:
    segment = states_speak()
    ask(segment, "hr", by=felix)
    hold(segment, [Heard("ec", None, 75), Heard("ua", kind="point_of_order")], by=felix)

    response = ines.get(address(segment, "text/"))
    sheet = ines.get(address(segment, "sheet/"))

    text = b"".join(response.streaming_content).decode()
    assert "1 Croatia: to be named (update; 4:00; on the list)" in text
    assert "– Ecuador: to be named (update; 1:15; delivered)" in text
    rows = list(load_workbook(BytesIO(b"".join(sheet.streaming_content))).active.iter_rows())
    found = [(row[0].value, row[1].value, row[5].value, row[6].value) for row in rows[1:]]
    assert found == [
        (1, "Croatia", timedelta(minutes=4), "on the list"),
        (None, "Ecuador", timedelta(seconds=75), "delivered"),
        (None, "Ukraine", timedelta(minutes=1), "delivered"),
    ]
    name = "list-of-speakers-item-2-updates-by-states-that-assist-survivors-2018"
    assert f'filename="{name}.txt"' in response["Content-Disposition"]
    assert f'filename="{name}.xlsx"' in sheet["Content-Disposition"]
    taken = AuditEntry.objects.filter(verb="export_speakers").order_by("pk")
    assert [(one.by_id, one.subject_type, one.subject_id) for one in taken] == [
        (staff.pk, "agenda.segment", segment.pk)
    ] * 2


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("fr", ["Rang", "Temps", "État de la demande"]),
        ("es", ["Puesto", "Tiempo", "Estado de la solicitud"]),
    ],
)
def test_the_heads_of_a_sheet_are_about_requests(
    ines: Client, felix: User, language: str, heads: list[str]
) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix)

    response = ines.get(f"/{language}{address(segment, 'sheet/')}")

    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    found = [cell.value for cell in next(sheet.iter_rows())]
    assert [found[place] for place in (0, 5, 6)] == heads


def test_what_is_not_there_is_absent(ines: Client, felix: User) -> None:
    segment = states_speak()
    taken = ask(segment, "ec", by=felix)
    silent = Segment.objects.exclude(pk=segment.pk).filter(audience="committee").first()
    assert silent
    other = Segment.objects.exclude(pk=segment.pk).exclude(requests_close_at=None).first()
    assert other

    paths = [
        f"{DESK}nowhere/",
        f"{DESK}{silent.uid}/",
        f"{DESK}{other.uid}/requests/{taken.pk}/",
        f"{DESK}{segment.uid}/requests/0/",
    ]

    assert [ines.get(path).status_code for path in paths] == [404] * 4


@pytest.fixture
def needs_nowhere(settings: Any) -> Iterator[None]:
    settings.PROGRAMME_NEEDS = "programme.interventions.nowhere.needs"
    return None


def test_who_knows_what_is_needed_must_be_found(needs_nowhere: None) -> None:
    assert "agenda.E002" in [problem.id for problem in run_checks()]


def test_publishing_warns_of_segments_that_are_too_short(ines: Client, felix: User) -> None:
    segment = crowded(felix)
    Segment.objects.filter(pk=segment.pk).update(minutes=40, title_en="Renamed")

    page = text_of(ines.get("/desk/programme/publish/"))

    assert "22 requests, 77 of 40 minutes. They do not fit." in page


def test_a_segment_with_requests_is_not_removed_from_the_draft(ines: Client, felix: User) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix)
    version = Segment.objects.get(pk=segment.pk).version

    path = f"/desk/programme/segments/{segment.uid}/remove/"
    page = ines.post(path, {"version": version}, follow=True)

    assert page.status_code == 409
    assert "because of what belongs to it: requests for the floor." in text_of(page)
    assert Segment.objects.filter(pk=segment.pk).exists()
