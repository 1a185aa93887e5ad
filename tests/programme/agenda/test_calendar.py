"""The programme in the calendars of those who come, over its versions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from icalendar import Calendar

from programme.agenda.models import Item, Publication, Session
from programme.agenda.queries import latest
from registration.meetings.models import Meeting
from tests.papers import sittings
from tests.people import GENEVA
from tests.programme.agenda.versions import (
    ON_4_JUNE,
    move,
    nothing_kept,  # noqa: F401 - a fixture
    publish,
    segments,
)


def file(path: str = "/programme.ics", **query: str) -> bytes:
    response = Client().get(path, query)
    assert response.status_code == 200
    return bytes(response.content)


def events(path: str = "/programme.ics", **query: str) -> list[Any]:
    return list(Calendar.from_ical(file(path, **query)).walk("VEVENT"))


def by_name() -> dict[str, Any]:
    return {str(event["UID"]): event for event in events()}


def sequences() -> dict[str, int]:
    return {uid: event["SEQUENCE"] for uid, event in by_name().items()}


def uids_of(item: int, among: dict[str, Any] | None = None) -> list[str]:
    found = by_name() if among is None else among
    return [uid for uid, event in found.items() if str(event["SUMMARY"]).startswith(f"{item}. ")]


def sittings_of(meeting: Meeting) -> list[Session]:
    return list(Session.objects.filter(meeting=meeting).order_by("begins_at"))


def test_two_parsers_read_a_line_of_the_programme_for_each_event(meeting: Meeting) -> None:
    found = sittings(file())

    assert len(found) == 12
    assert found[0] == (
        datetime(2018, 6, 7, 10, tzinfo=GENEVA),
        datetime(2018, 6, 7, 10, 20, tzinfo=GENEVA),
    )
    second = vobject.readOne(file().decode())
    assert {event.uid.value for event in second.vevent_list} == set(by_name())
    assert second.vtimezone.tzid.value == "Europe/Zurich"


def test_an_event_says_what_where_and_that_hours_may_change(meeting: Meeting) -> None:
    panel = events()[9]

    assert panel["SUMMARY"] == "9. Thematic discussion on Article 5"
    assert panel["LOCATION"] == "Main conference room, World Meteorological Organization, Geneva"
    assert panel["URL"].endswith("/m/2018/programme/items/9/")
    assert panel["STATUS"] == "CONFIRMED"
    assert panel["DTSTART"].params["TZID"] == "Europe/Zurich"
    lines = str(panel["DESCRIPTION"]).split("\n")
    assert lines[0] == "Committee on Article 5 Implementation"
    assert lines[1].startswith("15:00–16:00 Article 5 in practice: from the survey")
    assert lines[4].startswith("– A mine clearance organisation, to be confirmed: Survey and")
    assert lines[-2:] == ["16:00–17:00 Questions from the floor", "Times are indicative."]


def test_what_goes_on_after_lunch_says_so(meeting: Meeting) -> None:
    assert [str(event["SUMMARY"]) for event in events("/programme/items/3.ics")] == [
        "3. Clearing mined areas",
        "3. Clearing mined areas (continued)",
    ]


def test_a_second_version_that_changes_nothing_raises_nothing(meeting: Meeting) -> None:
    before = by_name()

    publish(meeting)

    after = by_name()
    assert sequences() == dict.fromkeys(before, 0)
    assert {uid: event["LAST-MODIFIED"].dt for uid, event in after.items()} == {
        uid: event["LAST-MODIFIED"].dt for uid, event in before.items()
    }
    assert {event["DTSTAMP"].dt for event in after.values()} == {ON_4_JUNE.astimezone(UTC)}


def longer(meeting: Meeting) -> list[str]:
    """The organisations' part of item 2 takes five minutes more: item 2 ends, item 3 begins later."""
    segments(meeting, 2).filter(minutes=15, audience="organisations").update(minutes=20)
    return [*uids_of(2), uids_of(3)[0]]


def to_another_session(meeting: Meeting) -> list[str]:
    """Item 4 follows what there is on Friday morning."""
    for position, segment in enumerate(segments(meeting, 4), start=20):
        move(segment, sittings_of(meeting)[2], position)
    return uids_of(4)


def to_another_day(meeting: Meeting) -> list[str]:
    """Thursday afternoon and Friday afternoon change places."""
    _, thursday, _, friday = sittings_of(meeting)
    begins, ends = thursday.begins_at, thursday.ends_at
    changed = [uid for item in (3, 4, 9, 10, 11) for uid in uids_of(item)][1:]
    Session.objects.filter(pk=thursday.pk).update(
        begins_at=friday.begins_at, ends_at=friday.ends_at
    )
    Session.objects.filter(pk=friday.pk).update(begins_at=begins, ends_at=ends)
    return changed


def renamed(meeting: Meeting) -> list[str]:
    Item.objects.filter(meeting=meeting, number=7).update(title_en="Universalisation")
    return uids_of(7)


def renamed_in_one_language(meeting: Meeting) -> list[str]:
    """Whoever subscribed in French has the same UID, and the same number."""
    Item.objects.filter(meeting=meeting, number=7).update(title_fr="Vers l’universalisation")
    return uids_of(7)


def other_room(meeting: Meeting) -> list[str]:
    Session.objects.filter(pk=sittings_of(meeting)[3].pk).update(room=None)
    return [uid for item in (9, 10, 11) for uid in uids_of(item)]


@pytest.mark.parametrize(
    "change",
    [longer, to_another_session, to_another_day, renamed, renamed_in_one_language, other_room],
)
def test_exactly_what_changed_is_raised_and_all_keep_their_names(
    meeting: Meeting, change: Callable[[Meeting], list[str]]
) -> None:
    before = sequences()
    changed = change(meeting)

    publish(meeting)
    publish(meeting)

    assert sequences() == {uid: int(uid in changed) for uid in before}
    assert len(changed) in range(1, 7)


def test_each_change_counts_once_over_three_versions(meeting: Meeting) -> None:
    longer(meeting)
    publish(meeting)
    renamed(meeting)
    publish(meeting)
    Item.objects.filter(meeting=meeting, number=2).update(title_en="Assistance to victims")
    publish(meeting)

    after = sequences()

    assert [after[uid] for item in (1, 2, 3, 7) for uid in uids_of(item)] == [0, 2, 1, 0, 1]


def test_what_is_dropped_comes_as_cancelled_and_may_come_back(meeting: Meeting) -> None:
    [uid] = uids_of(11)
    session = sittings_of(meeting)[3]
    closing = segments(meeting, 11).get()
    segments(meeting, 11).delete()
    publish(meeting)
    publish(meeting)

    gone = by_name()[uid]
    assert (gone["STATUS"], gone["SEQUENCE"], gone["SUMMARY"]) == ("CANCELLED", 1, "11. Closing")
    assert gone["DTSTART"].dt == datetime(2018, 6, 8, 17, 45, tzinfo=GENEVA)
    assert [str(event["UID"]) for event in events("/programme/items/11.ics")] == [uid]

    closing.save(force_insert=True)
    move(closing, session, 30)
    publish(meeting)

    back = by_name()[uid]
    assert (back["STATUS"], back["SEQUENCE"]) == ("CONFIRMED", 2)


def test_what_is_cancelled_is_told_until_the_meeting_is_over(meeting: Meeting) -> None:
    [uid] = uids_of(11)
    segments(meeting, 11).delete()
    publish(meeting)

    end = sittings_of(meeting)[3].ends_at
    publish(meeting, at=end - timedelta(seconds=1))
    assert uid in by_name()
    publish(meeting, at=end)

    assert uid not in by_name()


def test_a_new_event_has_a_name_of_its_own(meeting: Meeting) -> None:
    before = by_name()
    item = Item.objects.create(meeting=meeting, number=12, title_en="Other business")
    last = segments(meeting, 11).get()
    last.pk, last.uid, last.item, last.position = None, "ab" * 10, item, 30
    last.save(force_insert=True)

    publish(meeting)

    after = by_name()
    [uid] = set(after) - set(before)
    assert (after[uid]["SUMMARY"], after[uid]["SEQUENCE"]) == ("12. Other business", 0)


def test_a_new_beginning_leaves_an_event_its_name(meeting: Meeting) -> None:
    [uid] = uids_of(10)
    first, second = segments(meeting, 10)
    type(first).objects.filter(pk=first.pk).update(position=40)
    type(first).objects.filter(pk=second.pk).update(position=39)
    segments(meeting, 11).update(position=50)

    publish(meeting)

    assert uids_of(10) == [uid]
    # Its hours are what they were.
    assert by_name()[uid]["SEQUENCE"] == 0
    assert by_name()[uid]["LAST-MODIFIED"].dt == ON_4_JUNE.astimezone(UTC)


def test_a_version_from_before_there_were_numbers(meeting: Meeting) -> None:
    old = latest(meeting)
    assert old
    content = {name: part for name, part in old.content.items() if name != "calendar"}
    Publication.objects.create(
        meeting=meeting, number=2, content=content, note_en="Old", published_at=ON_4_JUNE
    )
    before = sequences()
    changed = renamed(meeting)

    publish(meeting)

    assert before == dict.fromkeys(by_name(), 0)
    assert sequences() == {uid: int(uid in changed) for uid in before}


def test_french_is_folded_between_letters(meeting: Meeting) -> None:
    content = file(lang="fr")

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    found = [str(event["SUMMARY"]) for event in events(lang="fr")]
    assert "3. Déminage des zones minées (suite)" in found
    assert (
        "10. Appui à l’application et préparation de la dix-septième Assemblée des États parties"
        in found
    )
    assert vobject.readOne(content.decode()).vevent_list[2].summary.value == found[2]
    assert all(
        str(event["URL"]).partition("://")[2].partition("/")[2].startswith("fr/m/2018/programme/")
        for event in events(lang="fr")
    )
    assert b"SUMMARY;LANGUAGE=fr:" in content


def test_the_names_are_the_same_in_each_language(meeting: Meeting) -> None:
    names = [[str(event["UID"]) for event in events(lang=lang)] for lang in ("en", "fr", "es")]

    assert names[0] == names[1] == names[2]


def test_whoever_has_the_version_gets_no_second_copy(
    client: Client, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    first = client.get("/programme.ics")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Content-Disposition"] == 'attachment; filename="IM18-programme.ics"'
    assert first["Cache-Control"] == "no-cache"

    with django_assert_num_queries(2):
        again = client.get("/programme.ics", headers={"If-None-Match": first["ETag"]})
    with django_assert_num_queries(2):
        assert client.get("/m/2018/programme.ics").content == first.content
    assert (again.status_code, again.content) == (304, b"")

    publish(meeting)

    assert client.get("/programme.ics", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_numbers_that_there_are_not_cost_no_reading_of_the_version(
    client: Client, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    client.get("/programme/items/12.ics")

    for number in (12, 13):
        with django_assert_num_queries(2):
            assert client.get(f"/programme/items/{number}.ics").status_code == 404


@pytest.mark.parametrize(
    "path", ["/programme/items/12.ics", "/programme/items/0.ics", "/m/2017/programme.ics"]
)
def test_what_there_is_not(client: Client, meeting: Meeting, path: str) -> None:
    assert client.get(path).status_code == 404


def test_before_anything_is_published(client: Client, meeting: Meeting) -> None:
    meeting.pk, meeting.slug, meeting.code, meeting._state.adding = None, "2019", "IM19", True
    meeting.save()

    for name in ("programme.ics", "programme/items/1.ics", "programme.json"):
        assert client.get(f"/m/2019/{name}").status_code == 404
