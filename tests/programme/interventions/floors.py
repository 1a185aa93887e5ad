"""Requests for the floor that tests make, under the published programme of 2018."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from intersessional import codes
from intersessional.accounts.models import User
from programme.agenda.models import Audience, OrderRule, Segment
from programme.interventions import operations, queries
from programme.interventions.details import InterventionDetails
from programme.interventions.lists import SpeakersList
from programme.interventions.models import Intervention
from programme.interventions.queries import ListedSegment
from registration.delegations.models import Category, Delegation
from registration.delegations.operations import open_delegation
from registration.delegations.queries import delegation_of
from registration.meetings.models import Meeting
from tests.people import GENEVA, ON_14_MAY
from tests.programme.agenda.drafts import publish

UPDATE = InterventionDetails(kind="update", language="en")
# Requests of 2018 close when 7 June begins.
CLOSED = datetime(2018, 6, 7, tzinfo=GENEVA)
IN_THE_ROOM = datetime(2018, 6, 7, 15, tzinfo=GENEVA)


def states_speak(rule: str = OrderRule.ARRIVAL, **fields: Any) -> ListedSegment:
    """The first segment of 2018 in which States give updates, with a rule of order; published."""
    meeting = Meeting.objects.get(slug="2018")
    row = Segment.objects.filter(
        audience=Audience.STATES, requests_close_at__isnull=False, session__meeting=meeting
    ).first()
    assert row
    changes = {"order_rule": rule} | fields
    if any(getattr(row, name) != value for name, value in changes.items()):
        Segment.objects.filter(pk=row.pk).update(**changes)
        publish(meeting)
    found = queries.segment_of(meeting, row.uid)
    assert found
    return found


def delegation(code: str) -> Delegation:
    """The delegation of an entity, opened if it is not."""
    meeting = Meeting.objects.get(slug="2018")
    found = delegation_of(code, meeting)
    assert found
    if found.pk:
        return found
    return open_delegation(meeting, found.entity, Category(found.category))


def ask(
    segment: ListedSegment,
    code: str = "ec",
    *,
    by: User,
    at: datetime = ON_14_MAY,
    token: str = "",
    **changes: Any,
) -> Intervention:
    """Let a delegation ask for the floor."""
    return operations.ask(
        replace(UPDATE, **changes),
        segment=segment,
        delegation=delegation(code),
        token=token or codes.address_token(),
        language="en",
        by=by,
        at=at,
    )


def speakers(segment: ListedSegment) -> SpeakersList:
    """The list as it stands."""
    return queries.speakers_of(segment)


def order(segment: ListedSegment) -> list[str]:
    """The codes of those still to speak, in order."""
    rows = Intervention.objects.select_related("delegation__entity").in_bulk()
    return [rows[pk].delegation.entity.code for pk in speakers(segment).order]


def minutes_later(count: float, at: datetime = ON_14_MAY) -> datetime:
    """An instant some minutes later."""
    return at + timedelta(minutes=count)
