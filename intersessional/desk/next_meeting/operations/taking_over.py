"""Taking over from an earlier meeting what is copied whole: texts, programme, hosts."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from programme.agenda.operations.copying import copy_skeleton
from programme.bilaterals.operations.copying import copy_frame
from registration.letters.operations.texts import copy_texts_within
from registration.meetings.models import Meeting

from .acts import hold, mark


def take_texts(meeting: Meeting, source: Meeting, *, by: User, at: datetime) -> int:
    """Copy the texts of the invitation that the meeting lacks; return how many."""
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        count = copy_texts_within(fresh, source, by=by, at=at)
        mark(fresh, "texts")
        return count


def take_programme(
    meeting: Meeting,
    source: Meeting | None,
    days: Mapping[date, date | None],
    *,
    by: User,
    at: datetime,
) -> int:
    """Write the skeleton of a programme; return how many sittings it has.

    :raises HasProgramme:
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        count = copy_skeleton(fresh, source, days, by=by, at=at)
        mark(fresh, "programme")
        return count


def take_frame(meeting: Meeting, source: Meeting, *, by: User, at: datetime) -> int:
    """Copy hosts, rooms and hours of the bilaterals; return how many hosts.

    :raises HasFrame:
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        count = copy_frame(fresh, source, by=by, at=at)
        mark(fresh, "bilaterals")
        return count


def leave_out(meeting: Meeting, step: str, *, by: User, at: datetime) -> None:
    """Keep that nothing is taken over in a step."""
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        mark(fresh, step)
        record("leave_out", fresh, by=by, at=at, after={"step": step})
