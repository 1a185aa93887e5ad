"""What differs between two versions, in words, and whom it concerns."""

import copy
import dataclasses
from typing import Any

import pytest
from django.utils import translation

from programme.agenda import reading
from programme.agenda.differences import Differences, Kind, compare
from programme.agenda.queries import latest
from registration.meetings.models import Meeting
from tests.programme.agenda.contents import Content, Edit, edited, later, longer, stretched

THURSDAY_MORNING, THURSDAY_AFTERNOON, FRIDAY_MORNING, FRIDAY_AFTERNOON = range(4)


@pytest.fixture
def content(meeting: Meeting) -> Content:
    """The content of the version that is loaded."""
    publication = latest(meeting)
    assert publication
    return copy.deepcopy(publication.content)


def after(content: Content, *edits: Edit) -> Differences:
    return compare(reading.read(content), reading.read(edited(content, *edits)))


def words(content: Content, *edits: Edit) -> list[str]:
    return [change.words for change in after(content, *edits).changes]


def of(*path: str | int) -> Any:
    """Return an edit that writes: the last of the path is the value, the one before it the name."""

    def edit(content: Content) -> None:
        *way, name, value = path
        part: Any = content
        for step in way:
            part = part[step]
        part[name] = value

    return edit


def session(place: int, edit: Any, *args: int) -> Edit:
    return lambda content: edit(content["sessions"][place], *args)


def swap(place: int, first: int, second: int) -> Edit:
    def edit(content: Content) -> None:
        parts = content["sessions"][place]["segments"]
        parts[first], parts[second] = parts[second], parts[first]

    return edit


def insert(place: int, position: int, **fields: object) -> Edit:
    def edit(content: Content) -> None:
        parts = content["sessions"][place]["segments"]
        new = copy.deepcopy(parts[0]) | {"uid": "new", "panel": None} | fields
        parts.insert(position, new)

    return edit


def take_out(place: int, *positions: int) -> Edit:
    def edit(content: Content) -> None:
        for position in sorted(positions, reverse=True):
            del content["sessions"][place]["segments"][position]

    return edit


def move(place: int, position: int, to_place: int, to: int) -> Edit:
    def edit(content: Content) -> None:
        part = content["sessions"][place]["segments"].pop(position)
        content["sessions"][to_place]["segments"].insert(to, part)

    return edit


def another_person(content: Content) -> None:
    content["contributors"].append(
        {
            "pk": 0,
            "uid": "chile",
            "name": "Ms. Carmen ROJAS",
            "function": {"en": "Director", "fr": "Directrice", "es": ""},
            "entity": {"code": "cl", "name": {"en": "Chile", "fr": "Chili", "es": "Chile"}},
        }
    )


def another_room(content: Content) -> None:
    name = {"en": "Room C", "fr": "Salle C", "es": "Sala C"}
    room = {"pk": 0, "uid": "c", "name": name, "position": 2, "is_accessible": True}
    content["rooms"].append(room)


def without_the_last(content: Content) -> None:
    last = content["items"].pop()
    parts = content["sessions"][FRIDAY_AFTERNOON]["segments"]
    content["sessions"][FRIDAY_AFTERNOON]["segments"] = [
        one for one in parts if one["item"] != last["uid"]
    ]


def test_a_version_does_not_differ_from_itself(content: Content) -> None:
    assert compare(reading.read(content), reading.read(edited(content))).changes == []


def test_a_session_that_begins_later(content: Content) -> None:
    moved = after(content, session(THURSDAY_AFTERNOON, later, 30))

    assert [change.words for change in moved.changes] == [
        "Thursday afternoon now begins at 15:30 instead of 15:00, and ends at 18:30 instead of 18:00."
    ]
    assert {item.number for item in moved.new.items if item.uid in moved.item_uids} == {3, 4}


def test_a_session_that_ends_later_or_begins_earlier(content: Content) -> None:
    assert words(content, session(THURSDAY_AFTERNOON, longer, 15)) == [
        "Thursday afternoon now ends at 18:15 instead of 18:00."
    ]
    earlier = [session(THURSDAY_AFTERNOON, later, -30), session(THURSDAY_AFTERNOON, longer, 30)]
    assert words(content, *earlier) == ["Thursday afternoon now begins at 14:30 instead of 15:00."]


def test_two_sessions_that_change_places(content: Content) -> None:
    day = 24 * 60
    edits = [
        session(THURSDAY_AFTERNOON, later, day),
        session(FRIDAY_AFTERNOON, later, -day),
    ]

    assert words(content, *edits) == [
        "Friday afternoon is now on Thursday 7\xa0June, 15:00–18:00 instead of Friday 8\xa0June, "
        "15:00–18:00.",
        "Thursday afternoon is now on Friday 8\xa0June, 15:00–18:00 instead of Thursday 7\xa0June, "
        "15:00–18:00.",
    ]


def test_one_longer_segment_shifts_what_follows(content: Content) -> None:
    assert words(content, session(FRIDAY_MORNING, stretched, 0, 15)) == [
        "5 Cooperative compliance, “The Committee presents”: takes 25 minutes instead of 10.",
        "6 Stockpile destruction: Friday 10:55 instead of 10:40.",
        "7 Universalization: Friday 11:45 instead of 11:30.",
        "8 Transparency: Friday 12:35 instead of 12:20.",
    ]


def test_items_that_change_places_are_told_once_each(content: Content) -> None:
    def second_before_third(content: Content) -> None:
        parts = content["sessions"][THURSDAY_MORNING]["segments"]
        items = {raw["uid"]: raw["number"] for raw in content["items"]}
        parts.sort(key=lambda one: {1: 0, 3: 1, 2: 2}[items[one["item"]]])

    assert words(content, second_before_third) == [
        "2 Victim assistance: Thursday 11:50 instead of 10:20.",
        "3 Clearing mined areas: Thursday 10:20 instead of 11:30.",
    ]


def test_a_block_goes_to_another_day(content: Content) -> None:
    def to_friday(content: Content) -> None:
        morning = content["sessions"][THURSDAY_MORNING]["segments"]
        numbers = {raw["uid"]: raw["number"] for raw in content["items"]}
        moved = [one for one in morning if numbers[one["item"]] == 3]
        content["sessions"][THURSDAY_MORNING]["segments"] = morning[: -len(moved)]
        content["sessions"][FRIDAY_AFTERNOON]["segments"].extend(moved)

    assert words(content, to_friday) == [
        "3 Clearing mined areas: Friday 8\xa0June, 18:00 instead of Thursday 7\xa0June, 11:30."
    ]


def test_one_request_goes_to_the_afternoon(content: Content) -> None:
    numbers = {raw["uid"]: raw["number"] for raw in content["items"]}
    parts = content["sessions"][THURSDAY_MORNING]["segments"]
    [place] = [i for i, one in enumerate(parts) if (one["about"] or {}).get("code") == "gb"]

    told = words(content, move(THURSDAY_MORNING, place, THURSDAY_AFTERNOON, 1))

    assert numbers[parts[place]["item"]] == 3
    assert told == [
        "3 Clearing mined areas, “United Kingdom”: Thursday 16:40 instead of 12:48.",
        "4 Cooperation and assistance: Thursday 17:12 instead of 17:00.",
    ]


def test_a_break_divides_an_item(content: Content) -> None:
    pause = {
        "item": None,
        "audience": "break",
        "minutes": 15,
        "title": {"en": "", "fr": "", "es": ""},
    }

    told = words(content, insert(FRIDAY_MORNING, 1, **pause))

    assert told == [
        "5 Cooperative compliance, “Invited States answer”: Friday 10:25 instead of 10:10.",
        "6 Stockpile destruction: Friday 10:55 instead of 10:40.",
        "7 Universalization: Friday 11:45 instead of 11:30.",
        "8 Transparency: Friday 12:35 instead of 12:20.",
        "“Break”: new, on Friday 8\xa0June, 10:10, for 15 minutes.",
    ]


def test_parts_come_and_go(content: Content) -> None:
    item = content["sessions"][FRIDAY_MORNING]["segments"][0]["item"]
    new = {"item": item, "minutes": 5, "title": {"en": "Summing up", "fr": "", "es": ""}}

    assert words(content, insert(FRIDAY_MORNING, 2, **new))[0] == (
        "5 Cooperative compliance, “Summing up”: new, on Friday 8\xa0June, 10:40, for 5 minutes."
    )
    assert words(content, take_out(FRIDAY_MORNING, 1))[0] == (
        "5 Cooperative compliance, “Invited States answer”: taken out (it was on Friday 8\xa0June, "
        "10:10)."
    )
    assert words(content, take_out(FRIDAY_MORNING, 0, 1))[0] == (
        "5 Cooperative compliance: no longer on Friday 8\xa0June, 10:00–10:40."
    )
    assert words(content, insert(FRIDAY_AFTERNOON, 99, **new))[0] == (
        "5 Cooperative compliance: now also on Friday 8\xa0June, 18:00–18:05."
    )
    assert words(content, swap(FRIDAY_MORNING, 0, 1)) == [
        "5 Cooperative compliance: in another order: “Invited States answer”, “The Committee presents”."
    ]


def test_a_part_goes_to_another_item(content: Content) -> None:
    sixth = content["items"][5]["uid"]

    told = words(content, of("sessions", FRIDAY_MORNING, "segments", 1, "item", sixth))

    assert told == [
        "5 Cooperative compliance, “Invited States answer”: belongs to 6 Stockpile destruction now.",
        "6 Stockpile destruction: Friday 10:10 instead of 10:40.",
        "6 Stockpile destruction, “Invited States answer”: belongs here now, and no longer to "
        "5 Cooperative compliance.",
    ]


def test_items_come_and_go(content: Content) -> None:
    def new_item(content: Content) -> None:
        new = {"uid": "twelve", "number": 12, "title": {"en": "Other matters", "fr": "", "es": ""}}
        content["items"].append(content["items"][0] | new)

    assert words(content, new_item) == ["12 Other matters: new on the agenda, without a time yet."]
    new = insert(FRIDAY_AFTERNOON, 99, item="twelve", minutes=10)
    assert words(content, new_item, new) == [
        "12 Other matters: new on the agenda, Friday 8\xa0June, 18:00–18:10."
    ]
    assert words(content, without_the_last) == ["11 Closing: no longer on the agenda."]


def test_a_panel_changes(content: Content) -> None:
    panel = ("sessions", FRIDAY_AFTERNOON, "segments", 0, "panel")
    seats = content["sessions"][FRIDAY_AFTERNOON]["segments"][0]["panel"]["panellists"]
    out, *kept = seats
    new = {"pk": 0, "contributor": "chile", "topic": {"en": "Finishing", "fr": "", "es": ""}}

    changed = after(content, another_person, of(*panel, "panellists", [*kept, new]))

    assert [change.words for change in changed.changes] == [
        "9 Thematic discussion on Article 5, “A panel”: Ms. Carmen ROJAS (Chile) sits on the panel "
        "now, and speaks on “Finishing”.",
        "9 Thematic discussion on Article 5, “A panel”: “A State Party that clears mined areas, to "
        "be confirmed” no longer sits on the panel.",
    ]
    # Who has gone is told, too; so are the chair, the moderator and the others.
    names = {one["uid"]: one["name"] or one["function"]["en"] for one in content["contributors"]}
    for change in changed.changes:
        assert change.people == {*names, "chile"}
        assert out["contributor"] in change.people


def test_somebody_is_found(content: Content) -> None:
    people = [one["function"]["en"] for one in content["contributors"]]
    place = people.index("A mine clearance organisation, to be confirmed")
    entity = {"code": "x", "name": {"en": "Clearers", "fr": "Démineurs", "es": ""}}

    told = words(
        content,
        of("contributors", place, "name", "Ms. Grace OKELLO"),
        of("contributors", place, "entity", entity),
    )

    assert told == [
        "9 Thematic discussion on Article 5: “Ms. Grace OKELLO, A mine clearance organisation, to be "
        "confirmed, Clearers” instead of “A mine clearance organisation, to be confirmed”."
    ]


def test_room_and_chair_change(content: Content) -> None:
    told = words(
        content,
        another_room,
        another_person,
        of("sessions", FRIDAY_MORNING, "room", "c"),
        of("sessions", FRIDAY_MORNING, "chair", "chile"),
    )

    assert told == [
        "Friday morning: room “Room C” instead of “Main conference room”.",
        "Friday morning: as chair, Ms. Carmen ROJAS (Chile) instead of H.E. Suraya Dalil (Afghanistan).",
    ]


def test_a_new_french_title_is_nothing_to_others(content: Content) -> None:
    [change] = after(content, of("items", 2, "title", "fr", "Dépollution")).changes

    assert change.languages == {"fr"}
    assert change.words == (
        "3 Clearing mined areas: title (French) “Dépollution” instead of “Déminage des zones minées”."
    )
    with translation.override("fr"):
        assert "(" not in change.words


def test_without_version_before_all_is_new(content: Content) -> None:
    first = compare(None, reading.read(content))

    assert len(first.changes) == 4 + 11
    assert first.changes[0].words == (
        "Thursday morning: new session on Thursday 7\xa0June, 10:00–13:00, Main conference room."
    )
    assert first.changes[6].words == (
        "3 Clearing mined areas: new on the agenda, Thursday 7\xa0June, 11:30–13:00; Thursday "
        "7\xa0June, 15:00–17:00."
    )
    assert len(first.item_uids) == 11


def text(*path: str | int) -> dict[str, Edit]:
    return {language: of(*path, language, "Changed") for language in ("en", "fr", "es")}


SEGMENT = ("sessions", FRIDAY_AFTERNOON, "segments", 0)
SEAT = (*SEGMENT, "panel", "panellists", 0)
THIRD = ("sessions", FRIDAY_MORNING, "segments", 1)
IDENTITY = "who or what it is: another one was taken out and put in"
RECKONED = "follows from other fields"
ANOTHER = {"code": "cl", "name": {"en": "Chile", "fr": "Chili", "es": "Chile"}}
# Each field of what can be read: the edits that must be told, or why none is.
FIELDS: dict[type, dict[str, dict[str, Edit] | str]] = {
    reading.Programme: {
        "number": "not of the content",
        "published_at": "not of the content",
        "note": "not of the content",
        "meeting": {
            "slug": of("meeting", "slug", "x"),
            "code": of("meeting", "code", "x"),
            "time_zone": of("meeting", "time_zone", "Europe/London"),
            "is_indicative": of("meeting", "is_indicative", False),
        }
        | {f"title {key}": edit for key, edit in text("meeting", "title").items()}
        | {f"venue {key}": edit for key, edit in text("meeting", "venue").items()}
        | {f"city {key}": edit for key, edit in text("meeting", "city").items()},
        "zone": RECKONED,
        "items": {"fewer": without_the_last},
        "sessions": {"fewer": lambda content: content["sessions"].pop()},
    },
    reading.Item: {
        "uid": IDENTITY,
        "number": {"other": of("items", 0, "number", 99)},
        "title": text("items", 0, "title"),
        "summary": text("items", 0, "summary"),
        "committee": {
            "none": of("items", 1, "committee", None),
            "named": of("items", 1, "committee", "name", "es", "Otro"),
        },
    },
    reading.Session: {
        "uid": IDENTITY,
        "title": text("sessions", 0, "title"),
        "room": {"none": of("sessions", 0, "room", None)},
        "begins_at": {"later": session(0, later, 5)},
        "ends_at": {"longer": session(0, longer, 5)},
        "chair": {"none": of("sessions", 0, "chair", None)},
        "segments": {"fewer": take_out(0, 0), "swapped": swap(FRIDAY_MORNING, 0, 1)},
        "blocks": RECKONED,
    },
    reading.Segment: {
        "uid": IDENTITY,
        "item": {"other": lambda content: of(*THIRD, "item", content["items"][0]["uid"])(content)},
        "title": text(*SEGMENT, "title"),
        "minutes": {"more": of(*SEGMENT, "minutes", 61)},
        "begins_at": RECKONED,
        "ends_at": RECKONED,
        "audience": {"other": of(*SEGMENT, "audience", "chair")},
        "about": {"other": of("sessions", 0, "segments", 6, "about", ANOTHER)},
        "order_rule": {"other": of(*SEGMENT, "order_rule", "draw")},
        "national_minutes": {"more": of(*SEGMENT, "national_minutes", 9)},
        "group_minutes": {"more": of(*SEGMENT, "group_minutes", 9)},
        "organisation_minutes": {"more": of(*SEGMENT, "organisation_minutes", 9)},
        "requests_open_at": {"set": of(*SEGMENT, "requests_open_at", "2018-05-02T00:00:00Z")},
        "requests_close_at": {"set": of(*SEGMENT, "requests_close_at", "2018-06-02T00:00:00Z")},
        "panel": {"none": of(*SEGMENT, "panel", None)},
    },
    reading.Panel: {
        "uid": IDENTITY,
        "title": text(*SEGMENT, "panel", "title"),
        "moderator": {"none": of(*SEGMENT, "panel", "moderator", None)},
        "seats": {
            "fewer": lambda content: content["sessions"][3]["segments"][0]["panel"][
                "panellists"
            ].pop(),
            "turned": lambda content: content["sessions"][3]["segments"][0]["panel"][
                "panellists"
            ].reverse(),
        },
    },
    reading.Seat: {"person": IDENTITY, "topic": text(*SEAT, "topic")},
    reading.Person: {
        "uid": IDENTITY,
        "name": {"other": of("contributors", 0, "name", "Somebody")},
        "function": text("contributors", 0, "function"),
        "entity": {
            "other": of("contributors", 0, "entity", ANOTHER),
            "named": of("contributors", 0, "entity", "name", "fr", "Autre"),
        },
    },
    reading.Room: {
        "uid": IDENTITY,
        "name": text("rooms", 0, "name"),
        "is_accessible": {"not": of("rooms", 0, "is_accessible", False)},
    },
    reading.Named: {"key": RECKONED, "name": RECKONED},
    reading.Block: {"session": RECKONED, "item": RECKONED, "segments": RECKONED}
    | {"is_continued": RECKONED},
}
EDITS = {
    f"{kind.__name__}.{name} {which}": edit
    for kind, fields in FIELDS.items()
    for name, edits in fields.items()
    if isinstance(edits, dict)
    for which, edit in edits.items()
}


def test_no_field_of_what_can_be_read_is_forgotten() -> None:
    kinds = {
        value
        for value in vars(reading).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and value is not reading.Text
    }

    assert kinds == set(FIELDS)
    for kind in kinds:
        assert {field.name for field in dataclasses.fields(kind)} == set(FIELDS[kind]), kind


@pytest.mark.parametrize("name", EDITS)
def test_each_field_that_differs_is_told(content: Content, name: str) -> None:
    differences = after(content, EDITS[name])

    assert not differences.is_empty
    for language in ("en", "fr", "es"):
        with translation.override(language):
            for change in differences.changes:
                assert change.words.endswith(".")
                assert change.words != "."
                assert change.languages
                assert change.kind in Kind
