"""What is not right in a draft, in words, and whether it stops publishing."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from programme.agenda import conflicts, reading
from programme.agenda.models import Contributor, Item, Panel, Panellist, Segment, Session
from programme.agenda.snapshots import take
from tests.people import GENEVA
from tests.programme.agenda import draft_parts

pytestmark = pytest.mark.django_db


def found() -> dict[str, bool]:
    draft = reading.read(take(draft_parts.meeting()))
    return {one.words: one.stops for one in conflicts.conflicts_of(draft, draft_parts.meeting())}


def first_segment(**changes: Any) -> None:
    segment = draft_parts.segments(draft_parts.sessions()[0])[0]
    Segment.objects.filter(pk=segment.pk).update(**changes)


def test_nothing_stops_the_programme_of_2018() -> None:
    names_to_come = set(found())

    assert not any(found().values())
    assert all("to be confirmed" in words or "(moderator)" in words for words in names_to_come)


def test_segments_that_take_more_than_there_is_stop_publishing() -> None:
    first_segment(minutes=20)

    words = "Thursday, Morning: segments take 190 minutes, the session has 180."
    assert found()[words] is True


def test_time_that_is_left_is_worth_a_look() -> None:
    first_segment(minutes=9)

    assert found()["Thursday, Morning: 1 minute is not used."] is False


def test_an_empty_session_and_an_item_that_is_dealt_with_nowhere() -> None:
    draft_parts.side_event().save()
    Item.objects.create(meeting=draft_parts.meeting(), number=12, title_en="Other business")

    now = found()

    assert now["Thursday, Side event is empty."] is True
    assert now["12 Other business has no segment: it is dealt with nowhere."] is True
    assert now["12 Other business: a text is missing in French and Spanish."] is False
    assert now["Thursday, Side event has no room."] is False
    assert now["Thursday, Side event has no chair."] is False


def test_requests_that_close_when_it_is_too_late() -> None:
    first_segment(
        requests_open_at=datetime(2018, 5, 1, tzinfo=GENEVA),
        requests_close_at=datetime(2018, 6, 7, 10, 0, 1, tzinfo=GENEVA),
    )

    [words] = [words for words, stops in found().items() if stops]
    assert words == (
        "10:00 Opening, The President opens the meetings:"
        " requests for the floor close after it has begun."
    )


def test_requests_that_close_when_the_segment_begins_are_in_time() -> None:
    first_segment(
        requests_open_at=datetime(2018, 5, 1, tzinfo=GENEVA),
        requests_close_at=datetime(2018, 6, 7, 10, tzinfo=GENEVA),
    )

    assert not any(found().values())


def test_a_panel_without_people() -> None:
    Panellist.objects.all().delete()
    Panel.objects.update(moderator=None)
    name = "15:00 Thematic discussion on Article 5, A panel"
    panels = [words for words in found() if "panel" in words]

    [panel] = [words for words, stops in found().items() if stops]
    assert panel.endswith("nobody sits on the panel.")
    assert any(words.endswith("nobody moderates the panel.") for words in panels), name


def test_a_session_outside_the_hours_and_one_on_another_day() -> None:
    early, late = draft_parts.sessions()[:2]
    Session.objects.filter(pk=early.pk).update(begins_at=early.begins_at - timedelta(minutes=30))
    Session.objects.filter(pk=late.pk).update(
        begins_at=late.begins_at - timedelta(days=2), ends_at=late.ends_at - timedelta(days=2)
    )

    now = found()

    assert "Thursday, Morning is outside the hours of the meeting, 10:00 to 18:00." in now
    assert now["Tuesday, Afternoon is not on a day of the meeting."] is True


def test_each_has_a_place_where_it_is_settled() -> None:
    Contributor.objects.filter(name__startswith="H.E.").update(entity=None)
    draft = reading.read(take(draft_parts.meeting()))

    [one] = [
        one
        for one in conflicts.conflicts_of(draft, draft_parts.meeting())
        if one.words.startswith("H.E. Suraya Dalil")
    ]

    person = Contributor.objects.get(name="H.E. Suraya Dalil")
    assert one.where == ("person", person.uid)
