"""What is never false about requests and lists, whoever writes."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from intersessional.accounts.models import User
from programme.agenda.models import Item, Segment, Session
from programme.interventions.models import FloorEvent, Intervention
from registration.delegations.models import Entity
from registration.delegations.operations import open_delegation
from tests.people import ON_14_MAY
from tests.programme.agenda.drafts import following
from tests.programme.interventions.floors import ask, delegation, states_speak


def refused(act: Callable[[], object], constraint: str) -> None:
    """Assert that the database refuses something in the name of a rule."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _settled(act)


def _settled(act: Callable[[], object]) -> None:
    act()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_happened_cannot_be_changed_or_removed(felix: User) -> None:
    ask(states_speak(), by=felix)

    refused(lambda: FloorEvent.objects.update(verb="move"), "floor_event_stays_as_it_is")
    refused(lambda: FloorEvent.objects.all().delete(), "floor_event_stays_as_it_is")

    assert FloorEvent.objects.get().verb == "list"


def test_numbers_and_arrivals_are_there_once(felix: User) -> None:
    request = ask(states_speak(), by=felix)
    event = FloorEvent.objects.get()

    event.pk, event._state.adding = None, True
    refused(event.save, "floor_event_number_once_per_segment")
    request.pk, request.token, request._state.adding = None, "another", True
    refused(request.save, "intervention_arrival_once_per_segment")


def test_an_event_is_under_the_segment_of_its_request(felix: User) -> None:
    segment = states_speak()
    request = ask(segment, by=felix)
    other = Segment.objects.exclude(pk=segment.pk).first()
    event = FloorEvent(segment=other, number=1, verb="call", intervention=request, at=ON_14_MAY)

    refused(event.save, "floor_event_under_the_segment_of_its_request")


@pytest.mark.parametrize(("verb", "has_request"), [("call", False), ("draw", True)])
def test_an_event_is_of_a_request_or_of_the_list(felix: User, verb: str, has_request: bool) -> None:
    segment = states_speak()
    request = ask(segment, by=felix)
    event = FloorEvent(
        segment_id=segment.pk,
        number=9,
        verb=verb,
        intervention=request if has_request else None,
        at=ON_14_MAY,
    )

    refused(event.save, "floor_event_is_of_a_request_or_of_the_list")


def test_a_request_is_within_one_meeting(felix: User) -> None:
    segment = states_speak()
    request = ask(segment, by=felix)
    ecuador = Entity.objects.get(code="ec")
    elsewhere = open_delegation(following(segment.meeting), ecuador, request.delegation.category)

    refused(
        lambda: Intervention.objects.filter(pk=request.pk).update(delegation=elsewhere),
        "intervention_within_one_meeting",
    )


def test_what_has_requests_stays_in_the_programme(felix: User) -> None:
    segment = states_speak()
    ask(segment, by=felix)
    row = Segment.objects.get(pk=segment.pk)

    for part in (row, Session.objects.get(pk=row.session_id), Item.objects.get(pk=row.item_id)):
        with pytest.raises(Exception, match="protected"), transaction.atomic():
            part.delete()


def test_only_a_comment_is_on_a_request(felix: User) -> None:
    request = ask(states_speak(), by=felix)
    mine = Intervention.objects.filter(pk=request.pk)

    refused(lambda: mine.update(kind="comment"), "intervention_comment_says_on_what")
    refused(lambda: mine.update(about=delegation("ua").entity), "intervention_comment_says_on_what")
    refused(lambda: mine.update(minutes_wished=0), "intervention_wishes_some_minutes")
