"""Writing down who came, left and came back; each act once, whoever sends it and however often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from ..certificates import operations as certificates
from ..models import GOING, Act, Badge, BadgeState, Passage, Way
from . import policies
from .details import LONGEST_KEPT, Answer, Outcome, Scan, Wanted, code_in, was_found

_WRITTEN = {
    Act.CHECK_IN: Outcome.ENTERED,
    Act.LEAVE: Outcome.LEFT,
    Act.RETURN: Outcome.RETURNED,
    Act.SEEN_IN: Outcome.ALREADY,
    Act.SEEN_OUT: Outcome.NOT_INSIDE,
}


def take(scan: Scan, *, meeting: Meeting, by: User, at: datetime) -> Answer:
    """Write down what a desk saw, once for its key; say what became of it.

    A key that was used for somebody else or for another act enters nothing, and says so.
    The first coming of a day is the check-in, of which a registration has one a day, whichever desks
    see the person at once: the second is told of the first. When a scan was kept on a device, it
    counts for the time when it was made, among all that other doors saw before and after it.
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
    known = _passages(found.registration, scan, at)
    sent_before = next((one for one in known if one.key == scan.key), None)
    if sent_before is not None:
        return _answered_before(found, scan, sent_before, known)
    if found.outcome != Outcome.ENTERED:
        return found
    if scan.ago > LONGEST_KEPT:
        return replace(found, outcome=Outcome.TOO_OLD)
    if policies.is_over(meeting, at - scan.ago):
        return replace(found, outcome=Outcome.OVER)
    return _pass(found, scan, known, by=by, at=at)


def take_back(passage: Passage, *, by: User, at: datetime) -> bool:
    """Take back what was entered by mistake; it stays in the log. False: it was so already.

    Where it was the check-in, the next coming of the day that another desk saw takes its place.
    """
    with transaction.atomic(durable=True):
        _locked().get(pk=passage.registration_id)
        standing = Passage.objects.standing().filter(pk=passage.pk)
        if not standing.update(taken_back_at=at, taken_back_by=by):
            return False
        if passage.act == Act.CHECK_IN:
            _let_the_next_count(passage)
        record("take_back_passage", passage.registration, by=by, at=at, before={"act": passage.act})
        certificates.after_taking_back(passage.registration, by=by, at=at)
        return True


def known_by(scan: Scan, meeting: Meeting) -> Answer:
    """Return whom a code means, with `ENTERED` where nothing speaks against it. One query.

    The row stays locked until the transaction ends: two desks that see the same person wait in line,
    and so does whoever merges or withdraws the registration meanwhile.
    """
    code = code_in(scan.code)
    if code is None:
        return Answer(Outcome.UNKNOWN)
    badges = Badge.objects.order_by()
    whose = badges.filter(code=code).values("registration_id")
    own = Registration.objects.order_by().filter(badge_code=code).values("pk")
    mine = badges.valid().filter(registration=OuterRef("pk"))
    found = _locked().filter(pk__in=whose.union(own))
    registration: Any = found.annotate(
        badge_state=Subquery(badges.filter(code=code).values("state")[:1]), has_badge=Exists(mine)
    ).first()
    if registration is None:
        return Answer(Outcome.UNKNOWN)
    way = Way.NAME if was_found(scan) else Way.LETTER
    return Answer(
        _standing(registration, meeting),
        registration,
        way=Way.BADGE if registration.badge_state else way,
        has_badge=registration.has_badge,
    )


def _locked() -> "QuerySet[Registration]":
    people = Registration.objects.select_related("delegation__entity", "delegation__meeting")
    locked: QuerySet[Registration] = people.select_for_update(of=("self",), no_key=True)
    return locked


def _standing(registration: Any, meeting: Meeting) -> Outcome:
    """Return why the code opens nothing, or `ENTERED`."""
    if registration.meeting_id != meeting.pk:
        return Outcome.OTHER_MEETING
    refusal = policies.refusal(registration)
    if refusal is None and registration.badge_state not in {None, BadgeState.VALID}:
        return Outcome.REPLACED
    return refusal or Outcome.ENTERED


def _passages(registration: Registration, scan: Scan, at: datetime) -> list[Passage]:
    """Return what the door saw of somebody on the day of a scan, and what came under its key."""
    day = policies.day_of(registration.delegation.meeting, at - min(scan.ago, LONGEST_KEPT))
    that_day = Q(registration=registration, day=day, taken_back_at__isnull=True)
    found = Passage.objects.filter(that_day | Q(key=scan.key)).select_related("by", "meeting")
    return list(found.order_by("happened_at", "pk"))


def _answered_before(
    found: Answer, scan: Scan, passage: Passage, known: Sequence[Passage]
) -> Answer:
    """Return what the same scan was answered; a key is refused with anything else."""
    assert found.registration is not None  # noqa: S101 - the caller has one
    # What the door saw of somebody goes along when two registrations are merged.
    whose = {found.registration.pk, found.registration.merged_into_id}
    is_same = (
        passage.registration_id in whose
        and passage.taken_back_at is None
        and (passage.act in GOING) == (scan.wanted == Wanted.LEAVE)
    )
    if not is_same:
        return replace(found, outcome=Outcome.KEY_USED)
    return _answered(found, passage, known)


def _pass(found: Answer, scan: Scan, known: Sequence[Passage], *, by: User, at: datetime) -> Answer:
    """Write what the door saw, and say what it was to those who were seen before."""
    assert found.registration is not None  # noqa: S101 - the caller has one
    happened_at = at - scan.ago
    act = _act(scan.wanted, known, happened_at)
    passage = write(
        found.registration, act, scan, way=found.way, happened_at=happened_at, by=by, at=at
    )
    return _answered(found, passage, known)


def _act(wanted: str, known: Sequence[Passage], happened_at: datetime) -> Act:
    """Return what a coming or going was, among what is known of the day."""
    before = [one for one in known if one.happened_at <= happened_at]
    was_inside = bool(before) and before[-1].act not in GOING
    if wanted == Wanted.LEAVE:
        return Act.LEAVE if was_inside else Act.SEEN_OUT
    if _check_in_of(known) is None:
        return Act.CHECK_IN
    had_come = any(one.act not in GOING for one in before)
    return Act.RETURN if had_come and not was_inside else Act.SEEN_IN


def _answered(found: Answer, passage: Passage, known: Sequence[Passage]) -> Answer:
    """Return the answer to what was written; who is inside already is told of the check-in."""
    outcome = _WRITTEN[Act(passage.act)]
    first = _check_in_of(known) if outcome == Outcome.ALREADY else None
    return replace(found, outcome=outcome, passage=first or passage)


def _check_in_of(known: Sequence[Passage]) -> Passage | None:
    standing = (one for one in known if one.taken_back_at is None)
    return next((one for one in standing if one.act == Act.CHECK_IN), None)


def _let_the_next_count(passage: Passage) -> None:
    """Let the next coming of the day be its check-in, where the one there was is taken back."""
    that_day = Passage.objects.standing().on(passage.day)
    comings = that_day.filter(registration=passage.registration_id).exclude(act__in=GOING)
    first = comings.order_by("happened_at", "pk").values("pk")[:1]
    Passage.objects.filter(pk__in=first).update(act=Act.CHECK_IN)


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
