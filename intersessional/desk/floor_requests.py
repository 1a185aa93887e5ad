"""Requests for the floor of the demonstration: so that a list that does not fit can be seen.

Twenty-two States wish for three minutes each of the forty-five of “Needs and offers”; the list of the
general debate was closed by hand, and one State was late. Some have handed in what they will say, and
one State writes only. All of it is invented. Nobody gets a mail.
"""

from datetime import datetime, timedelta

from django.db import transaction

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.desk import floor_statements
from programme.interventions import operations, queries
from programme.interventions.details import InterventionDetails
from programme.interventions.models import Intervention, Kind
from programme.interventions.operations.asking import begin
from programme.interventions.operations.holding import Holding
from programme.interventions.policies import is_open
from programme.interventions.queries import ListedSegment
from registration.delegations.models import Category, Delegation
from registration.delegations.operations.opening import open_delegations
from registration.delegations.queries import listed_entity
from registration.meetings.models import Meeting

STATES = (
    *("af", "ao", "ba", "kh", "td", "co", "cd", "ec", "et", "iq", "jo"),
    *("mr", "mz", "pe", "sn", "rs", "so", "ss", "lk", "sd", "tj", "th"),
)
CROWDED, CLOSED = 4, 8
MINUTES = 3
LATE = "My delegation learnt only today that it is to speak."
_ASKED = InterventionDetails(kind=Kind.UPDATE, minutes_wished=MINUTES)
_LATE = InterventionDetails(kind=Kind.GENERAL, late_reason=LATE)
WRITES = "no"
_WRITTEN = InterventionDetails(kind=Kind.GENERAL, is_written_only=True)


def load(meeting: Meeting | None, *, by: User, at: datetime) -> None:
    """Write the requests, once, as long as the lists are open."""
    if meeting is None or Intervention.objects.for_meeting(meeting).exists():
        return
    listed = [one for one in queries.segments_of(meeting) if one.segment.requests_close_at]
    by_item = {one.segment.item.number: one for one in listed if one.segment.item}
    if not {CROWDED, CLOSED} <= by_item.keys():
        return
    crowded, closed = by_item[CROWDED], by_item[CLOSED]
    if not is_open(crowded.segment, queries.speakers_of(crowded), at):
        return
    with transaction.atomic(durable=True):
        asked = _crowd(crowded, by=by, at=at)
    with transaction.atomic(durable=True):
        written = _write(crowded, by=by, at=at)
    floor_statements.load(asked, written, by=by, at=at)
    _close(closed, by=by, at=at)


def _crowd(segment: ListedSegment, *, by: User, at: datetime) -> dict[str, Intervention]:
    """Let them ask, one a minute, without a mail to anybody; return their requests by their codes."""
    asked = {}
    for number, delegation in enumerate(_delegations(segment.meeting)):
        holding = Holding(segment, by=by, at=at + timedelta(minutes=number - len(STATES)))
        token = codes.address_token()
        found = begin(holding, _ASKED, delegation, token=token, language="en")
        asked[delegation.entity.code] = found
    return asked


def _write(segment: ListedSegment, *, by: User, at: datetime) -> Intervention:
    """Let one State write only."""
    [delegation] = _delegations(segment.meeting, WRITES)
    holding, token = Holding(segment, by=by, at=at), codes.address_token()
    return begin(holding, _WRITTEN, delegation, token=token, language="en")


def _close(segment: ListedSegment, *, by: User, at: datetime) -> None:
    """Close a list by hand, and let one come late."""
    version = queries.speakers_of(segment).version
    operations.close_list(segment, version=version, by=by, at=at)
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        first = _delegations(segment.meeting)[0]
        token = codes.address_token()
        begin(holding, _LATE, first, token=token, language="en", is_late=True)


def _delegations(meeting: Meeting, *wanted: str) -> list[Delegation]:
    found = [listed_entity(code, meeting.begins_on) for code in wanted or STATES]
    entities = [(entity, Category(category)) for entity, category in filter(None, found)]
    return open_delegations(meeting, entities)
