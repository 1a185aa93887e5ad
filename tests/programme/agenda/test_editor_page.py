"""The editor's pages: the grid, the moves, the fields, both versions."""

import re
from datetime import datetime, time
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from intersessional.accounts.models import User
from programme.agenda.models import Contributor, Item, Panel, Publication, Room, Segment, Session
from programme.agenda.operations import editing, roll_back
from programme.agenda.queries import draft_version, last_edit
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.people import GENEVA
from tests.programme.agenda import draft_parts, readers
from tests.programme.agenda.draft_parts import AT

pytestmark = pytest.mark.django_db

PAGE = "/desk/programme/"


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def text_of(response: Any) -> str:
    """Return what a page says, without its marks."""
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def segment(place: int = 0, session: int = 0) -> Segment:
    return draft_parts.segments(draft_parts.sessions()[session])[place]


def move(client: Client, part: Segment | Session, **fields: Any) -> Any:
    kind = "segments" if isinstance(part, Segment) else "sessions"
    given = {"version": part.version} | fields
    return client.post(f"{PAGE}{kind}/{part.uid}/move/", given, follow=True)


def as_sent(value: Any) -> Any:
    """Return a value as a browser sends it."""
    if isinstance(value, datetime):
        return f"{value.astimezone(GENEVA):%Y-%m-%dT%H:%M}"
    return f"{value:%H:%M}" if isinstance(value, time) else value


def fields_of(client: Client, path: str) -> dict[str, Any]:
    """Return what the form of a page would send if nobody changed it."""
    form = client.get(path).context["form"]
    fields = {form.add_prefix(name): form[name].value() for name in form.fields}
    for line in getattr(form, "lines", []):
        fields |= {line.add_prefix(name): line[name].value() for name in line.fields}
    if hasattr(form, "lines"):
        management = form.lines.management_form
        fields |= {
            management.add_prefix(name): management[name].value() for name in management.fields
        }
    return {
        name: as_sent(value)
        for name, value in fields.items()
        if value is not None and value is not False
    }


def test_the_grid_takes_the_same_queries_for_any_size(
    ines: Client, django_assert_num_queries: Any
) -> None:
    # What was published is read once by each process.
    ines.get(PAGE)
    with django_assert_num_queries(23):
        ines.get(PAGE)
    Segment.objects.exclude(position__in=[1, 7]).delete()
    Contributor.objects.filter(seats=None, sessions_chaired=None, panels_moderated=None).delete()
    with django_assert_num_queries(23):
        ines.get(PAGE)


@pytest.mark.parametrize(
    ("query", "do"),
    [
        pytest.param('ORDER BY "agenda_segment"."position" ASC', "later", id="before"),
        pytest.param('INSERT INTO "agenda_draftedit"', "longer", id="after"),
    ],
)
def test_what_is_gone_in_the_meantime_is_said(ines: Client, query: str, do: str) -> None:
    moved, done = segment(1), []

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if query in sql and not done:
            done.append(sql)
            Segment.objects.filter(pk=moved.pk).delete()
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        response = move(ines, moved, do=do)

    assert done
    assert response.status_code == 409
    assert "This was moved or removed meanwhile." in text_of(response)


@pytest.mark.parametrize(
    ("do", "place", "expected"), [("earlier", 1, 0), ("later", 0, 1), ("later", 3, 4)]
)
def test_buttons_move_a_segment(ines: Client, do: str, place: int, expected: int) -> None:
    moved = segment(place)

    page = move(ines, moved, do=do)

    assert segment(expected) == moved
    assert "now begins at" in text_of(page)
    assert f'id="open-segment-{moved.uid}" autofocus' in page.content.decode()


def test_later_than_the_last_is_the_next_session(ines: Client) -> None:
    last = draft_parts.segments(draft_parts.sessions()[0])[-1]

    move(ines, last, do="later")

    assert segment(0, session=1) == last
    move(ines, segment(0, session=1), do="earlier")
    assert draft_parts.segments(draft_parts.sessions()[0])[-1] == last


def test_the_first_of_all_cannot_be_earlier(ines: Client) -> None:
    before = draft_parts.written()

    response = move(ines, segment(), do="earlier")

    assert response.status_code == 200
    assert draft_parts.written() == before


def test_a_segment_is_stretched_and_the_conflict_is_beside(ines: Client) -> None:
    page = move(ines, segment(), do="longer")

    assert segment().minutes == 15
    assert (
        "“1 Opening: The President opens the meetings” now begins at 10:00 and ends at 10:15."
        in text_of(page)
    )
    assert "Thursday, Morning: segments take 185 minutes, the session has 180." in text_of(page)


def test_undo_says_what_it_takes_back(ines: Client) -> None:
    page = move(ines, segment(), do="longer")
    assert "you changed how long “1 Opening: The President opens the meetings” takes" in text_of(
        page
    )

    page = ines.post(f"{PAGE}undo/", {"edit": page.context["last"].pk}, follow=True)

    assert segment().minutes == 10
    assert "Undone: you changed how long" in text_of(page)


def test_a_refused_move_says_why_and_changes_nothing(ines: Client) -> None:
    afternoon, before = draft_parts.sessions()[1], draft_parts.written()

    response = move(ines, afternoon, do="move", begins_at="2018-06-07T12:00")

    assert response.status_code == 409
    assert "has the session “Morning” from 10:00 to 13:00" in text_of(response)
    assert draft_parts.written() == before


def test_a_session_moves_in_the_meeting_s_own_time(ines: Client) -> None:
    page = move(ines, draft_parts.sessions()[1], do="move", begins_at="2018-06-07T14:30")

    assert "“Afternoon” is now on Thursday from 14:30 to 17:30" in text_of(page)


def test_two_sessions_exchange_their_times(ines: Client) -> None:
    first, second = draft_parts.sessions()[:2]

    move(ines, first, do="swap", other=f"{second.uid}.{second.version}")

    assert draft_parts.sessions()[:2] == [second, first]


def test_the_grid_asks_before_something_is_dropped(ines: Client) -> None:
    afternoon, before = draft_parts.sessions()[1], draft_parts.written()
    check = f"{PAGE}check/"
    asked = {"session_uid": afternoon.uid, "version": 1, "do": "move"}

    taken = ines.get(check, asked | {"begins_at": "2018-06-07T12:00"}).json()
    free = ines.get(check, asked | {"begins_at": "2018-06-07T14:00"}).json()
    short = ines.get(check, asked | {"do": "stretch", "ends_at": "2018-06-07T17:00"}).json()
    over = ines.get(
        check, {"segment": segment().uid, "version": 1, "do": "stretch", "minutes": 20}
    ).json()

    assert taken["refused"]
    assert "has the session “Morning”" in taken["words"]
    assert free == {"words": "", "refused": False}
    assert short["words"] == "Afternoon: segments take 180 minutes, the session has 120."
    assert over == {
        "words": "Morning: segments take 190 minutes, the session has 180.",
        "refused": False,
    }
    assert draft_parts.written() == before


@pytest.mark.parametrize(
    "fields", [{}, {"do": "fly"}, {"do": "move", "version": "x"}, {"do": "stretch"}]
)
def test_a_move_that_makes_no_sense(ines: Client, fields: dict[str, str]) -> None:
    before = draft_parts.written()

    response = move(ines, segment(), **fields)

    assert response.status_code in {409, 422}
    assert draft_parts.written() == before


def test_the_second_editor_sees_both_versions_and_keeps_the_typed_one(ines: Client) -> None:
    session = draft_parts.sessions()[0]
    path = f"{PAGE}sessions/{session.uid}/"
    typed = fields_of(ines, path) | {"title_en": "Dusk"}
    editing.change(session, {"title_en": "Dawn"}, version=1, by=draft_parts.otto(), at=AT)

    response = ines.post(path, typed)

    assert response.status_code == 409
    assert "Otto Ordnung changed “Dawn”" in text_of(response)
    assert response.context["versions"] == [("Title (English)", "Dawn", "Dusk")]
    assert 'value="Dusk"' in response.content.decode()
    assert draft_parts.sessions()[0].title_en == "Dawn"
    # Having read both, they decide.
    again = typed | {"version": 2}
    assert ines.post(path, again).status_code == 302
    assert draft_parts.sessions()[0].title_en == "Dusk"


def test_others_changes_are_news_and_ones_own_are_not(ines: Client, staff: User) -> None:
    def news() -> str:
        return str(ines.get(f"{PAGE}news/", {"since": 0}).json()["words"])

    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT)
    assert news() == ""

    editing.change(
        draft_parts.item(2), {"title_en": "Survivors"}, version=1, by=draft_parts.otto(), at=AT
    )
    assert news() == "Otto Ordnung changed “Survivors”."
    # One's own do not hide it, however many there are; nor are they read.
    editing.change(draft_parts.item(1), {"title_en": "Opening"}, version=2, by=staff, at=AT)
    with CaptureQueriesContext(connection) as asked:
        assert news() == "Otto Ordnung changed “Survivors”."
    [journal] = [one["sql"] for one in asked if "agenda_draftedit" in one["sql"]]
    assert "LIMIT 1" in journal


def test_that_another_one_went_back_to_a_version_is_news(ines: Client, staff: User) -> None:
    meeting, otto = draft_parts.meeting(), draft_parts.otto()
    before = draft_version(meeting)
    readers.move(meeting, 1, 30)

    roll_back(meeting, Publication.objects.get(meeting=meeting), by=otto, at=AT)

    words = ines.get(f"{PAGE}news/", {"since": before}).json()["words"]
    assert words == "Otto Ordnung took the draft back to a version."
    assert draft_version(meeting) > before
    # One changes the draft again, rather than to take that back.
    assert last_edit(meeting, otto) is None


@pytest.mark.parametrize("kind", ["items", "sessions", "segments", "rooms", "people", "panel"])
def test_saving_what_stands_changes_nothing(ines: Client, kind: str) -> None:
    meeting = draft_parts.meeting()
    panel = Panel.objects.get(segment__session__meeting=meeting)
    path = {
        "items": f"items/{draft_parts.item(3).uid}/",
        "sessions": f"sessions/{draft_parts.sessions()[0].uid}/",
        # One that takes requests, with their opening and closing.
        "segments": f"segments/{segment(3).uid}/",
        "rooms": f"rooms/{draft_parts.room().uid}/",
        "people": f"people/{Contributor.objects.filter(meeting=meeting).exclude(entity=None)[0].uid}/",
        "panel": f"segments/{panel.segment.uid}/panel/",
    }[kind]
    before = draft_parts.written()
    assert segment(3).requests_close_at

    response = ines.post(PAGE + path, fields_of(ines, PAGE + path), follow=True)

    assert "Nothing was changed." in text_of(response)
    assert draft_parts.written() == before


def test_parts_are_added(ines: Client) -> None:
    for kind, fields in (
        ("rooms", {"name_en": "Side room", "position": 2, "version": 0}),
        ("people", {"name": "Ms. Nadia NOVA", "language": "fr", "version": 0, "entity": "ec"}),
        ("items", {"number": 12, "title_en": "Other business", "version": 0}),
    ):
        response = ines.post(f"{PAGE}{kind}/add/", fields)
        assert response.status_code == 302, response.context["form"].errors
    room = Room.objects.get(name_en="Side room")
    session = {
        "title_en": "Side event",
        "room": room.pk,
        "day": "2018-06-07",
        "begins": "13:15",
        "ends": "14:45",
        "version": 0,
    }
    ines.post(f"{PAGE}sessions/add/", session)
    written = Session.objects.get(title_en="Side event")
    added = fields_of(ines, f"{PAGE}segments/add/?session={written.uid}") | {
        "item": Item.objects.get(number=12).pk,
        "audience": "everybody",
        "minutes": 90,
    }

    response = ines.post(f"{PAGE}segments/add/", added)

    assert response.status_code == 302, response.context["form"].errors
    assert f"{written.begins_at.astimezone(written.meeting.zone):%H:%M}" == "13:15"
    assert draft_parts.segments(written)[0].minutes == 90
    assert Contributor.objects.get(name="Ms. Nadia NOVA").entity.code == "ec"
    assert draft_parts.is_whole()


def test_what_is_wrong_is_listed_and_nothing_typed_is_lost(ines: Client) -> None:
    typed = {"title_en": "Side event", "day": "2018-06-09", "begins": "15:00", "ends": "14:00"}

    response = ines.post(f"{PAGE}sessions/add/", typed | {"version": 0})

    assert response.status_code == 422
    assert 'href="#id_day"' in response.content.decode()
    assert 'href="#id_ends"' in response.content.decode()
    assert 'value="Side event"' in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "anchor"),
    [
        *(("items", "item"), ("rooms", "room"), ("people", "person")),
        *(("sessions", "session"), ("segments", "segment")),
    ],
)
def test_the_focus_is_on_what_was_saved(ines: Client, kind: str, anchor: str) -> None:
    parts = {
        "items": draft_parts.item(1),
        "rooms": draft_parts.room(),
        "people": Contributor.objects.filter(meeting=draft_parts.meeting()).first(),
        "sessions": draft_parts.sessions()[1],
        "segments": segment(),
    }
    path = f"{PAGE}{kind}/{parts[kind].uid}/"

    response = ines.post(path, fields_of(ines, path), follow=True)

    [(target, _status)] = response.redirect_chain
    # A browser that finds an anchor looks for no other focus.
    assert target == f"{PAGE}?at={anchor}-{parts[kind].uid}"
    [focused] = re.findall(r"<[^>]* autofocus>", response.text)
    assert parts[kind].uid in focused


def test_the_focus_is_on_the_message_where_nothing_is_left_to_see(ines: Client) -> None:
    ines.post(f"{PAGE}segments/{segment().uid}/remove/", {"version": 1}, follow=True)
    last = last_edit(draft_parts.meeting(), User.objects.get(email="ines@isu.example"))
    assert last

    response = ines.post(f"{PAGE}undo/", {"edit": last.pk}, follow=True)

    [focused] = re.findall(r"<[^>]* autofocus>(.*)", response.text)
    assert "Undone: you removed" in focused


@pytest.mark.parametrize(
    ("kind", "fields", "name", "sentence"),
    [
        ("items", {"number": 3}, "number", "There is an item with this number already."),
        ("items", {"number": 0}, "number", "Numbers begin at 1."),
        ("rooms", {"name_en": ""}, "name_en", "There is a room with this name already."),
    ],
)
def test_a_broken_rule_is_told_at_the_field_too(
    ines: Client, kind: str, fields: dict[str, Any], name: str, sentence: str
) -> None:
    typed = {"title_en": "Other business", "position": 3, "version": 0} | fields
    if kind == "rooms":
        typed["name_en"] = draft_parts.room().name_en
    before = draft_parts.written()

    response = ines.post(f"{PAGE}{kind}/add/", typed)

    assert response.status_code == 409
    assert response.context["form"].errors[name] == [sentence]
    assert response.text.count(sentence) == 2
    assert f'href="#id_{name}"' in response.text
    assert draft_parts.written() == before


def test_nobody_moderates_a_panel_and_sits_on_it(ines: Client) -> None:
    panel = Panel.objects.get(segment__session__meeting=draft_parts.meeting())
    sits = panel.panellists.order_by("position")[0].contributor
    path, before = f"{PAGE}segments/{panel.segment.uid}/panel/", draft_parts.written()

    response = ines.post(path, fields_of(ines, path) | {"moderator": sits.pk})

    assert response.status_code == 409
    assert f"{sits} moderates this panel already, and cannot sit on it" in text_of(response)
    assert Panel.objects.get(pk=panel.pk).moderator != sits
    assert draft_parts.written() == before


def test_nothing_is_chosen_in_one_way(ines: Client) -> None:
    for path in ("items/add/", "segments/add/", "sessions/add/", "people/add/"):
        page = ines.get(f"{PAGE}{path}").text
        assert "Select an option" not in page
        assert set(re.findall(r'<option value=""[^>]*>([^<]*)<', page)) <= {"–"}


def test_french_has_its_space_before_the_colon(ines: Client) -> None:
    page = unescape(ines.get(f"/fr{PAGE}").text)

    # Ouverture: La Présidente
    assert re.findall(r"\w+: \w+", strip_tags(page.partition("<main")[2])) == []


def test_what_is_removed_comes_back_by_undo(ines: Client) -> None:
    gone = segment()

    ines.post(f"{PAGE}segments/{gone.uid}/remove/", {"version": 1})
    assert segment() != gone
    last = ines.get(PAGE).context["last"]
    ines.post(f"{PAGE}undo/", {"edit": last.pk})

    assert segment() == gone


def test_what_is_needed_is_not_removed(ines: Client) -> None:
    response = ines.post(f"{PAGE}rooms/{draft_parts.room().uid}/remove/", {"version": 1})

    assert response.status_code == 409
    assert "is the room of “Morning”" in text_of(response)
    assert Room.objects.exists()


def test_a_part_of_another_meeting_is_absent(ines: Client) -> None:
    other = Meeting.objects.get(slug="2018")
    other.pk, other.slug, other.code, other._state.adding = None, "2016", "IM16", True
    other.begins_on, other.ends_on = other.begins_on.replace(2016), other.ends_on.replace(2016)
    other.bilaterals_on = other.visa_advised_on = other.interventions_close_at = None
    other.registration_opens_at = other.registration_opens_at.replace(year=2016)
    other.registration_closes_at = other.registration_closes_at.replace(year=2016)
    other.save()

    for path in (f"items/{draft_parts.item(1).uid}/", f"segments/{segment().uid}/panel/"):
        assert ines.get(f"/m/2016/desk/programme/{path}").status_code == 404
        assert ines.get(PAGE + path).status_code == 200
    assert ines.get("/m/2016/desk/programme/").status_code == 200
