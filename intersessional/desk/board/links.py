"""Addresses of the lists that hold what the desk counts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from registration.meetings.models import Meeting
from registration.registrations.queries import COUNTED
from registration.registrations.transitions import State

# Whoever was registered twice and merged is counted once.
EVERY_STATE = [one for one in State if one != State.MERGED]


def changelist(model: str, **wanted: Any) -> str:
    """Return the list of a model in the admin site (`app_model`), with filters."""
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(wanted)}"


def registrations(meeting: Meeting, **wanted: Any) -> str:
    """Return a list of registrations of a meeting."""
    wanted["meeting__id__exact"] = meeting.pk
    return changelist("registrations_registration", **wanted)


def counted(meeting: Meeting, states: Iterable[State], **wanted: Any) -> str:
    """Return a list of those in some states who are counted: no staff, interpreters or media."""
    return registrations(
        meeting,
        state__in=",".join(sorted(states)),
        participation__in=",".join(COUNTED),
        **wanted,
    )


def received(meeting: Meeting, since: datetime | None, before: datetime) -> str:
    """Return a list of those who were received in a span of time, `[)`."""
    begins = {"received_at__gte": since.isoformat()} if since else {}
    return counted(meeting, EVERY_STATE, received_at__lt=before.isoformat(), **begins)


def delegations(meeting: Meeting, **wanted: Any) -> str:
    """Return a list of delegations of a meeting."""
    return changelist("delegations_delegation", **wanted, meeting__id__exact=meeting.pk)
