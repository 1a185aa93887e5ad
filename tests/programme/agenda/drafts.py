"""Drafts that tests change, and publish."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from programme.agenda.models import Audience, Item, Publication, Segment, Session
from programme.agenda.operations.publishing import publish_within
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY

NOTE = {
    "en": "The panel comes first.",
    "fr": "La table ronde vient en premier.",
    "es": "La mesa va primero.",
}


def publish(meeting: Meeting, at: datetime = ON_14_MAY, **note: str) -> Publication:
    """Publish the draft as it stands, also unchanged, and tell nobody."""
    with transaction.atomic():
        return publish_within(meeting, note=NOTE | note, by=None, at=at)


def following(meeting: Meeting) -> Meeting:
    """The meeting of a year later, without a programme."""
    a_year = timedelta(days=365)
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code = None, "2019", "IM19"
    other._state.adding = True
    other.begins_on += a_year
    other.ends_on += a_year
    other.registration_closes_at += a_year
    other.bilaterals_on = other.visa_advised_on = other.interventions_close_at = None
    other.save()
    return other


def with_items(meeting: Meeting, count: int) -> None:
    """Write a draft of so many items, one a block, ten a session, in a meeting that has none."""
    for first in range(0, count, 10):
        begins_at = datetime(2019, 6, 1, 8, tzinfo=UTC) + timedelta(days=first // 10)
        session = Session.objects.create(
            meeting=meeting,
            title_en=f"Session {first // 10 + 1}",
            begins_at=begins_at,
            ends_at=begins_at + timedelta(hours=3),
        )
        for place in range(min(10, count - first)):
            number = first + place + 1
            item = Item.objects.create(meeting=meeting, number=number, title_en=f"Matter {number}")
            for half in (1, 2):
                Segment.objects.create(
                    session=session,
                    item=item,
                    position=2 * place + half,
                    minutes=9,
                    audience=Audience.EVERYBODY,
                )
