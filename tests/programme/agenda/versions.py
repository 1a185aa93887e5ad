"""New versions of the programme of 2018, and what the files of the portal say of them."""

from datetime import datetime
from typing import Any

import pytest

from programme.agenda import calendar, feed, open_data, versions
from programme.agenda.models import Publication, Segment
from programme.agenda.operations.publishing import publish_within
from registration.meetings.models import Meeting
from tests.people import GENEVA

NOTE = {"en": "The hours have changed.", "fr": "Les heures ont changé.", "es": ""}
ON_4_JUNE = datetime(2018, 6, 4, 18, 20, tzinfo=GENEVA)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin with nothing in memory: what tests publish is rolled back, and its keys come again."""
    calendar.calendar_bytes.cache_clear()
    open_data.data_bytes.cache_clear()
    feed.feed_bytes.cache_clear()
    versions.version_of.cache_clear()


def publish(meeting: Meeting, at: datetime = ON_4_JUNE) -> Publication:
    """Publish what the draft holds now."""
    return publish_within(meeting, note=NOTE, by=None, at=at)


def segments(meeting: Meeting, item: int) -> Any:
    """The segments of an item, in the order of time."""
    found = Segment.objects.filter(session__meeting=meeting, item__number=item)
    return found.order_by("session__begins_at", "position")


def move(segment: Segment, session: Any, position: int) -> None:
    """Move a segment to the end, or wherever there is room, of a session."""
    Segment.objects.filter(pk=segment.pk).update(session=session, position=position)
