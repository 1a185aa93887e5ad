"""What becomes of requests when the programme changes: who is told, and what cannot go."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from intersessional.accounts.models import User
from intersessional.outbox.models import Message, State
from programme.agenda.models import Notice, Publication, Segment
from programme.agenda.operations import CannotGoBack, roll_back
from programme.agenda.proposals import propose
from programme.interventions import operations, presentation, queries
from programme.interventions.queries import ListedSegment
from programme.interventions.transitions import State as Standing
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY, focal_point, isu_staff
from tests.programme.agenda import readers
from tests.programme.interventions.floors import CLOSED, ask, delegation, states_speak


@pytest.fixture
def meeting(db: None) -> Meeting:
    """The meeting, with nobody else who would be told."""
    readers.sent()
    return Meeting.objects.get(slug="2018")


def told() -> list[str]:
    waiting = Message.objects.filter(kind="programme_changed", state=State.QUEUED)
    notices = Notice.objects.filter(pk__in=waiting.values("about_id"))
    return sorted(notices.values_list("email", flat=True))


def on_friday(meeting: Meeting) -> ListedSegment:
    """A segment of another session than the one that will be moved."""
    [*_others, last] = [
        one for one in queries.segments_of(meeting) if one.segment.audience == "states"
    ]
    return last


def test_those_with_requests_under_what_moves_are_told(meeting: Meeting, felix: User) -> None:
    """Version 2 moves the afternoon of Thursday: who asked there is told, and nobody else."""
    segment, friday = states_speak(), on_friday(meeting)
    fiona = focal_point("ua", "fiona@mission.example")
    frank = focal_point("fr", "frank@mission.example")
    late = focal_point("jp", "late@mission.example")
    ask(segment, "ec", by=felix)
    ask(friday, "ua", by=fiona)
    operations.withdraw(ask(segment, "fr", by=frank), segment=segment, by=frank, at=ON_14_MAY)
    declined = ask(segment, "jp", by=late, at=CLOSED, late_reason="A courier.")
    operations.decline(declined, segment=segment, reason="No.", by=isu_staff(), at=CLOSED)
    moved = segment.segment.begins_at
    place = next(
        n for n, one in enumerate(readers.sessions(meeting)) if one.begins_at <= moved < one.ends_at
    )
    readers.move(meeting, place, 30)

    readers.publish(meeting)

    assert told() == ["felix@mission.example"]
    notice = Notice.objects.get(email="felix@mission.example")
    assert notice.reasons == ["Your delegation has asked for the floor under an item."]


def test_whoever_asked_twice_gets_one_mail(meeting: Meeting, felix: User) -> None:
    segment = states_speak()
    ask(segment, by=felix)
    ask(segment, by=felix, on_behalf_of="A group")
    for place in (0, 1):
        readers.move(meeting, place, 15)

    readers.publish(meeting)

    assert told() == ["felix@mission.example"]


def test_the_proposal_asks_no_more_with_more_requests(meeting: Meeting, felix: User) -> None:
    segment = states_speak()
    readers.move(meeting, 1, 30)
    ask(segment, by=felix)
    propose(meeting)
    with CaptureQueriesContext(connection) as few:
        propose(meeting)
    for code in ("ua", "fr", "jp", "th"):
        ask(segment, code, by=felix)

    with CaptureQueriesContext(connection) as many:
        propose(meeting)

    assert len(many) == len(few)


def test_what_left_the_programme_costs_the_same_for_many(
    felix: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    segment, ecuador = states_speak(), delegation("ec")
    ask(segment, by=felix)
    for group in ("", "A group", "Another group"):
        if group:
            ask(segment, by=felix, on_behalf_of=group)
        with django_assert_num_queries(4):
            own = presentation.own_requests(ecuador, [], at=ON_14_MAY)
        assert {(one.listed, one.state) for one in own} == {(None, Standing.LISTED)}


def new_segment(meeting: Meeting) -> ListedSegment:
    """A segment that only the newest version has."""
    old = Segment.objects.get(pk=states_speak().pk)
    Segment.objects.filter(pk=old.pk).update(minutes=old.minutes - 1)
    position = old.session.segments.count() + 1
    added = Segment.objects.create(
        session=old.session,
        item=old.item,
        position=position,
        minutes=1,
        audience="states",
        title_en="More updates",
        requests_close_at=old.requests_close_at,
    )
    readers.publish(meeting)
    found = queries.segment_of(meeting, added.uid)
    assert found
    return found


def test_what_has_requests_is_not_taken_back(meeting: Meeting, felix: User) -> None:
    first = Publication.objects.get(meeting=meeting, number=1)
    segment = new_segment(meeting)
    ask(segment, by=felix)

    with pytest.raises(
        CannotGoBack, match="More updates” cannot be removed, because of what belongs to it: "
    ):
        roll_back(meeting, first, by=isu_staff(), at=ON_14_MAY)

    assert Segment.objects.filter(pk=segment.pk).exists()


def test_the_page_says_why_it_cannot_be_taken_back(meeting: Meeting, felix: User) -> None:
    segment = new_segment(meeting)
    ask(segment, by=felix)
    client = signed_in(isu_staff())
    path = "/desk/programme/versions/1/back/"
    page = Page(client.get(path))
    response = client.post(path, page.answers())

    assert response.status_code == 409
    assert "More updates” cannot be removed" in response.content.decode()
    assert Segment.objects.filter(pk=segment.pk).exists()
