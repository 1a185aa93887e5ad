"""The programme that is loaded, and how it is read."""

from datetime import date, datetime

from django.core.management import call_command
from django.utils import translation

from programme.agenda.models import Item, Publication, Segment
from programme.agenda.queries import latest
from programme.agenda.reading import Programme, Text, published
from programme.agenda.snapshots import take
from registration.meetings.models import Meeting
from tests.people import GENEVA


def valid(meeting: Meeting) -> Programme:
    publication = latest(meeting)
    assert publication
    return published(publication)


def test_the_facts_of_june_2018(meeting: Meeting) -> None:
    programme = valid(meeting)

    assert programme.number == 1
    assert programme.is_indicative
    assert [item.number for item in programme.items] == list(range(1, 12))
    assert [f"{item.number} {item.title}" for item in programme.items][
        2
    ] == "3 Clearing mined areas"
    assert list(programme.days) == [date(2018, 6, 7), date(2018, 6, 8)]
    assert [len(sessions) for sessions in programme.days.values()] == [2, 2]


def test_requests_are_commented_on_one_by_one(meeting: Meeting) -> None:
    item = valid(meeting).item(3)
    assert item

    segments = [one for block in valid(meeting).blocks_of(item) for one in block.segments]

    assert [str(one.about.name) for one in segments if one.about] == [
        "Bosnia and Herzegovina",
        "Croatia",
        "Cyprus",
        "Serbia",
        "Sudan",
        "United Kingdom",
    ]


def test_blocks_are_the_lines_of_the_programme(meeting: Meeting) -> None:
    lines = [
        (f"{block.begins_at:%a %H:%M}", block.item.number, block.is_continued)
        for block in valid(meeting).blocks
        if block.item
    ]

    assert lines == [
        ("Thu 10:00", 1, False),
        ("Thu 10:20", 2, False),
        ("Thu 11:30", 3, False),
        ("Thu 15:00", 3, True),
        ("Thu 17:00", 4, False),
        ("Fri 10:00", 5, False),
        ("Fri 10:40", 6, False),
        ("Fri 11:30", 7, False),
        ("Fri 12:20", 8, False),
        ("Fri 15:00", 9, False),
        ("Fri 17:00", 10, False),
        ("Fri 17:45", 11, False),
    ]


def test_now_and_next(meeting: Meeting) -> None:
    programme = valid(meeting)
    at = datetime(2018, 6, 7, 11, 42, tzinfo=GENEVA)

    [now] = programme.now(at)
    following = programme.next(at)

    assert now.item
    assert now.item.number == 3
    assert following
    assert following.begins_at == datetime(2018, 6, 7, 15, tzinfo=GENEVA)
    assert programme.now(datetime(2018, 6, 7, 13, tzinfo=GENEVA)) == []


def test_the_thematic_discussion_has_its_panel(meeting: Meeting) -> None:
    item = valid(meeting).item(9)
    assert item

    panel = valid(meeting).blocks_of(item)[0].segments[0].panel

    assert panel
    assert panel.moderator
    assert panel.moderator.entity
    assert str(panel.moderator.entity.name) == "Switzerland"
    assert len(panel.seats) == 3


def test_a_text_that_is_missing_comes_in_english_and_says_so() -> None:
    text = Text(en="Opening", es="Apertura")

    with translation.override("fr"):
        assert (str(text), text.language, text.is_fallback) == ("Opening", "en", True)
    with translation.override("es"):
        assert (str(text), text.language, text.is_fallback) == ("Apertura", "es", False)


def test_loading_again_changes_nothing(meeting: Meeting) -> None:
    Item.objects.filter(meeting=meeting, number=1).update(title_en="Welcome")

    call_command("load_meeting", "2018", verbosity=0)

    assert Item.objects.get(meeting=meeting, number=1).title_en == "Welcome"
    assert Publication.objects.filter(meeting=meeting).count() == 1
    assert Segment.objects.filter(session__meeting=meeting).count() == 26


def test_a_snapshot_takes_the_same_queries_for_any_size(
    meeting: Meeting, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(9):  # type: ignore[operator]
        whole = take(meeting)
    Segment.objects.filter(session__meeting=meeting).exclude(position__in=[1, 7]).delete()
    with django_assert_num_queries(9):  # type: ignore[operator]
        small = take(meeting)

    assert len(whole["sessions"][0]["segments"]) > len(small["sessions"][0]["segments"])


def test_a_snapshot_holds_nothing_private(meeting: Meeting) -> None:
    people = take(meeting)["contributors"]

    assert {key for person in people for key in person} == {
        "pk",
        "uid",
        "name",
        "function",
        "entity",
    }
