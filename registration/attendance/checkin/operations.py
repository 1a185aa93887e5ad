"""Writing down who came, left and came back; each act once, whoever sends it and however often."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock_at_once
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from ..certificates import operations as certificates
from ..models import Act, Badge, BadgeState, Passage, Way
from . import policies
from .details import LONGEST_KEPT, Answer, Outcome, Scan, Wanted, code_in

_WRITTEN = {
    Act.CHECK_IN: Outcome.ENTERED,
    Act.LEAVE: Outcome.LEFT,
    Act.RETURN: Outcome.RETURNED,
}


def take(scan: Scan, *, meeting: Meeting, by: User, at: datetime) -> Answer:
    """Write down what a desk saw, once for its key; say what became of it.

    A key that was used for somebody else or for another act enters nothing, and says so.
    The first coming of a day is the check-in, of which a registration has one a day, whichever desks
    see the person at once: the second is told of the first. When a scan was kept on a device, it
    counts for the time when it was made.
    """
    try:
        with transaction.atomic(durable=True):
            return take_inside(scan, meeting=meeting, by=by, at=at)
    except IntegrityError:
        # The constraint has the last word; what it kept out is there now.
        with transaction.atomic(durable=True):
            return take_inside(scan, meeting=meeting, by=by, at=at)


def take_inside(scan: Scan, *, meeting: Meeting, by: User, at: datetime) -> Answer:
    """Take a scan inside the caller's transaction."""
    found = known_by(scan, meeting)
    if found.registration is None:
        return found
    registration = found.registration
    lock_at_once(f"check-in/{registration.pk}", f"check-in-key/{scan.key}")
    sent_before = Passage.objects.select_related("by", "meeting").filter(key=scan.key).first()
    if sent_before is not None:
        return _answered_before(found, scan, sent_before)
    if found.outcome != Outcome.ENTERED:
        return found
    if scan.ago > LONGEST_KEPT:
        return replace(found, outcome=Outcome.TOO_OLD)
    if policies.is_over(meeting, at - scan.ago):
        return replace(found, outcome=Outcome.OVER)
    return _pass(found, scan, by=by, at=at)


def take_back(passage: Passage, *, by: User, at: datetime) -> bool:
    """Take back what was entered by mistake; it stays in the log. False: it was so already."""
    with transaction.atomic(durable=True):
        lock_at_once(f"check-in/{passage.registration_id}")
        standing = Passage.objects.standing().filter(pk=passage.pk)
        if not standing.update(taken_back_at=at, taken_back_by=by):
            return False
        record("take_back_passage", passage.registration, by=by, at=at, before={"act": passage.act})
        certificates.after_taking_back(passage.registration, by=by, at=at)
        return True


def known_by(scan: Scan, meeting: Meeting) -> Answer:
    """Return whom a code means, with `ENTERED` where nothing speaks against it. Three queries."""
    code = code_in(scan.code)
    if code is None:
        return Answer(Outcome.UNKNOWN)
    people = "registration__delegation__entity", "registration__delegation__meeting"
    badge: Badge | None = Badge.objects.select_related(*people).filter(code=code).first()
    if badge is not None:
        return replace(_standing(badge.registration, meeting, badge), way=Way.BADGE)
    own = Registration.objects.select_related("delegation__entity", "delegation__meeting")
    registration = own.filter(badge_code=code).first()
    if registration is None:
        return Answer(Outcome.UNKNOWN)
    return replace(_standing(registration, meeting), way=Way.NAME if scan.by_name else Way.LETTER)


def _standing(registration: Registration, meeting: Meeting, badge: Badge | None = None) -> Answer:
    if registration.meeting_id != meeting.pk:
        return Answer(Outcome.OTHER_MEETING, registration, badge=badge)
    outcome = policies.refusal(registration)
    if outcome is None and badge is not None and badge.state != BadgeState.VALID:
        outcome = Outcome.REPLACED
    return Answer(outcome or Outcome.ENTERED, registration, badge=badge)


def _answered_before(found: Answer, scan: Scan, passage: Passage) -> Answer:
    """Return what the same scan was answered; a key is refused with anything else."""
    assert found.registration is not None  # noqa: S101 - the caller has one
    # What the door saw of somebody goes along when two registrations are merged.
    whose = {found.registration.pk, found.registration.merged_into_id}
    is_same = (
        passage.registration_id in whose
        and passage.taken_back_at is None
        and (passage.act == Act.LEAVE) == (scan.wanted == Wanted.LEAVE)
    )
    if not is_same:
        return replace(found, outcome=Outcome.KEY_USED)
    return replace(found, outcome=_WRITTEN[Act(passage.act)], passage=passage)


def _pass(found: Answer, scan: Scan, *, by: User, at: datetime) -> Answer:
    """Write the next act of the day, or say which one makes it needless."""
    assert found.registration is not None  # noqa: S101 - the caller has one
    registration, happened_at = found.registration, at - scan.ago
    day = policies.day_of(registration.delegation.meeting, happened_at)
    earlier = Passage.objects.standing().on(day).filter(registration=registration)
    seen = list(earlier.select_related("by", "meeting").order_by("happened_at", "pk"))
    first = next((one for one in seen if one.act == Act.CHECK_IN), None)
    is_inside = first is not None and seen[-1].act != Act.LEAVE
    if scan.wanted == Wanted.LEAVE:
        if not is_inside:
            return replace(found, outcome=Outcome.NOT_INSIDE)
        act = Act.LEAVE
    elif first is None:
        act = Act.CHECK_IN
    elif is_inside or happened_at < seen[-1].happened_at:
        return replace(found, outcome=Outcome.ALREADY, passage=first)
    else:
        act = Act.RETURN
    passage = write(registration, act, scan, way=found.way, happened_at=happened_at, by=by, at=at)
    return replace(found, outcome=_WRITTEN[act], passage=passage)


def write(
    registration: Registration,
    act: Act,
    scan: Scan,
    *,
    way: Way,
    happened_at: datetime,
    by: User,
    at: datetime,
) -> Passage:
    """Write one passage inside the caller's transaction."""
    meeting = registration.delegation.meeting
    passage: Passage = Passage.objects.create(
        meeting=meeting,
        registration=registration,
        day=policies.day_of(meeting, happened_at),
        act=act,
        happened_at=happened_at,
        written_at=at,
        by=by,
        place=scan.place,
        way=way,
        key=scan.key,
    )
    record(act, registration, by=by, at=at, after={"day": str(passage.day), "desk": scan.place})
    return passage
