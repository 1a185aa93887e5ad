"""When the floor may be asked for, and what of a request may still be changed."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from programme.agenda.models import Audience
from programme.agenda.reading import Segment
from registration.delegations.models import Category, Delegation

from .details import FIXED_AFTER_CLOSING, InterventionDetails
from .lists import SpeakersList, Standing
from .lists.ordering import FIRST, LAST, STATES, TIERS
from .models import Kind, ProtocolLevel
from .transitions import CHANGEABLE, State, refusal

# Organisations of States speak for their members; a statement for others comes before one's own.
GROUPS = STATES | {Category.INTERNATIONAL}


class Refused(Exception):
    """The request stays as it is; the text says why, and can be shown."""


class NotOpenYet(Refused):
    """The list has not opened."""


class ReasonNeeded(Refused):
    """The list has closed, and a late request needs its reason."""


class NotForThem(Refused):
    """The segment calls on others."""


class Over(Refused):
    """The segment has ended."""


class ChangesClosed(Refused):
    """The list has closed, and this change would have another place; the secretariat decides."""


class AlreadyAsked(Refused):
    """The delegation has asked for this already."""


class NotOfTheDelegation(Refused):
    """The speaker is nobody of the delegation, or no longer comes."""


def takes_requests(segment: Segment) -> bool:
    """Say whether one asks for the floor under a segment: the programme says since or until when."""
    return segment.takes_requests


def calls_on(segment: Segment, category: str) -> bool:
    """Say whether a segment calls on delegations of a category."""
    if segment.audience == Audience.ORGANISATIONS:
        return category not in STATES
    if segment.audience in {Audience.STATES, Audience.INVITED, Audience.COMMITTEE}:
        return category in STATES
    return takes_requests(segment)


def is_open(segment: Segment, speakers: SpeakersList, at: datetime) -> bool:
    """Say whether the list takes requests at an instant.

    Whatever was last before it decides: the opening or the closing of the programme (half-open), or
    the staff, who open and close a list by hand.
    """
    opens, closes = segment.requests_open_at, segment.requests_close_at
    turns = [(opens, True)] if opens else []
    turns += [(closes, False)] if closes else []
    turns += [(speakers.opened[1], speakers.opened[0])] if speakers.opened else []
    past = [(when, is_opening) for when, is_opening in turns if when <= at]
    # Where only a closing is set, the list is open until then.
    return max(past)[1] if past else opens is None


@dataclass(frozen=True)
class Closing:
    """When a list closes, or has closed; `by_hand` by the secretariat, otherwise by the programme."""

    at: datetime
    by_hand: bool = False


def closing_of(segment: Segment, speakers: SpeakersList, at: datetime) -> Closing | None:
    """Return when an open list closes, or since when one is closed; None where neither is known."""
    closes, by_hand = segment.requests_close_at, speakers.opened
    if is_open(segment, speakers, at):
        return Closing(closes) if closes and closes > at else None
    past = [Closing(closes)] if closes and closes <= at else []
    if by_hand and not by_hand[0]:
        past.append(Closing(by_hand[1], by_hand=True))
    return max(past, key=lambda one: one.at, default=None)


def is_closed_for_good(segment: Segment, speakers: SpeakersList, at: datetime) -> bool:
    """Say whether the list has been open and is no longer: it is time to draw lots.

    Not before the opening of the programme: a list that the staff opened earlier, and closed, opens
    again then.
    """
    opens = segment.requests_open_at
    if is_open(segment, speakers, at) or (opens and at < opens):
        return False
    closes, by_hand = segment.requests_close_at, speakers.opened
    return bool(closes and closes <= at) or bool(by_hand and not by_hand[0])


def check_can_ask(
    segment: Segment,
    speakers: SpeakersList,
    delegation: Delegation,
    *,
    late_reason: str,
    at: datetime,
) -> bool:
    """Refuse who may not ask; return whether the request comes late, and waits for the staff.

    :raises NotForThem, NotOpenYet, ReasonNeeded, Over:
    """
    if not takes_requests(segment) or not calls_on(segment, delegation.category):
        raise NotForThem(_("This part of the programme calls on others."))
    if is_open(segment, speakers, at) and at < segment.ends_at:
        return False
    opens = segment.requests_open_at
    if at >= segment.ends_at:
        raise Over(_("This part of the programme is over."))
    if opens and at < opens:
        raise NotOpenYet(_("The list of speakers has not opened yet."))
    if not late_reason:
        raise ReasonNeeded(
            _("The list of speakers has closed. Tell us why you are late, and we will consider it.")
        )
    return True


def check_can_change(
    segment: Segment,
    speakers: SpeakersList,
    pk: int,
    before: InterventionDetails,
    after: InterventionDetails,
    *,
    is_staff: bool,
    at: datetime,
) -> None:
    """Refuse what can no longer be changed.

    Until one is called, one says who speaks, in which language and for how long. What would have
    another place on the list is for the staff once it has closed.

    :raises ActRefused: the request has ended, or has the floor
    :raises ChangesClosed:
    """
    state = speakers.entries[pk].state
    if state not in CHANGEABLE:
        raise refusal(state)
    if is_staff or is_open(segment, speakers, at) or state == State.REQUESTED:
        return
    changed = before.differences(after)
    speaks_after_all = "is_written_only" in changed and not after.is_written_only
    if speaks_after_all or not FIXED_AFTER_CLOSING.isdisjoint(changed):
        raise ChangesClosed(
            _("The list has closed. What would change your place, please ask the secretariat for.")
        )


def fitting(
    details: InterventionDetails, delegation: Delegation, *, is_late: bool
) -> InterventionDetails:
    """Return a request without what does not fit the delegation: protocol is among States.

    A reason for being late is kept only of those who are.
    """
    return replace(
        details,
        protocol_level=details.protocol_level
        if delegation.category in STATES
        else ProtocolLevel.OTHER,
        on_behalf_of=details.on_behalf_of if delegation.category in GROUPS else "",
        late_reason=details.late_reason if is_late else "",
    )


def standing(details: InterventionDetails, delegation: Delegation, *, arrival: int) -> Standing:
    """Return what decides on the place of a request.

    Protocol is among States. A right of reply comes last, a point of order first.
    """
    level = details.protocol_level if delegation.category in STATES else ProtocolLevel.OTHER
    if details.kind == Kind.POINT_OF_ORDER:
        level = FIRST
    return Standing(
        level=int(level) + (10 * LAST if details.kind == Kind.REPLY else 0),
        group=bool(details.on_behalf_of) and delegation.category in GROUPS,
        tier=TIERS[Category(delegation.category)],
        arrival=arrival,
        name=delegation.entity.name_on(delegation.meeting.begins_on, "en"),
        late=bool(details.late_reason),
    )
