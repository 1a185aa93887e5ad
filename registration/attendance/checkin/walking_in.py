"""Somebody stands at the desk who is not registered: received, confirmed, checked in, and a badge."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.meetings.models import Meeting
from registration.registrations.details import Details
from registration.registrations.models import Participation, Registration
from registration.registrations.operations.deciding import confirm_inside
from registration.registrations.operations.receiving import receive_inside, received_before

from ..badges.operations import one_card, order_inside
from ..models import Act, BadgePrint, Way
from . import policies
from .details import Scan, new_key
from .operations import write


@dataclass(frozen=True)
class WalkIn:
    """Whom the staff register at the desk, and why they let them in; `language` is that of mails."""

    details: Details
    participation: str
    reason: str
    token: str
    language: str
    badge_language: str
    place: str = ""


class MeetingOver(Exception):
    """Nobody can come any more."""


def walk_in(
    guest: WalkIn, *, meeting: Meeting, by: User, at: datetime
) -> tuple[Registration, BadgePrint]:
    """Register somebody at the desk in one act: received, confirmed, checked in, the badge ordered.

    One mail goes out, the confirmation. The same token again with the same answers returns the first
    registration.

    :raises MeetingOver: it has ended
    :raises UnknownDelegation: see `receive`
    :raises SubmittedDifferently: the token came before with other answers
    :raises TransitionRefused, NoPlace: all places are taken
    :raises NothingToPrint: no font has the name
    :raises TokenUsed: badges of another meeting were ordered under the token
    """
    if policies.is_over(meeting, at):
        raise MeetingOver
    try:
        with transaction.atomic(durable=True):
            return _walk_in(guest, meeting=meeting, by=by, at=at)
    except IntegrityError:
        first = received_before(guest.token, guest.details)
        order = BadgePrint.objects.filter(token=guest.token, meeting=meeting).first()
        if first is None or order is None:
            raise
        return first, order


def _walk_in(
    guest: WalkIn, *, meeting: Meeting, by: User, at: datetime
) -> tuple[Registration, BadgePrint]:
    received = receive_inside(
        guest.details,
        meeting=meeting,
        token=guest.token,
        language=guest.language,
        at=at,
        by=by,
        participation=Participation(guest.participation),
        tells=False,
    )
    registration = confirm_inside(received.pk, by=by, at=at)
    record("walk_in", registration, by=by, at=at, after={"reason": guest.reason})
    scan = Scan(key=new_key(), code="", place=guest.place)
    write(registration, Act.CHECK_IN, scan, way=Way.WALK_IN, happened_at=at, by=by, at=at)
    card = one_card(registration, guest.badge_language, guest.token)
    return registration, order_inside(meeting, [registration.pk], card, by=by, at=at)
