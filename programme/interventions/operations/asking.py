"""What delegations do: asking for the floor, changing a request, taking it back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import Delegation, Entity

from .. import policies, queries
from ..details import STANDING, InterventionDetails
from ..models import Intervention, Statement
from ..policies import AlreadyAsked, NotOfTheDelegation
from ..queries import ListedSegment
from ..statements.details import NewStatement
from ..transitions import COUNTING, State, refusal
from . import statements
from .holding import ChangedMeanwhile, Holding, locked, tell


class SubmittedDifferently(Exception):
    """The form came before with other answers; `first` is what was received then."""

    def __init__(self, first: Intervention) -> None:
        super().__init__()
        self.first = first


def ask(
    details: InterventionDetails,
    *,
    segment: ListedSegment,
    delegation: Delegation,
    token: str,
    language: str,
    by: User,
    at: datetime,
    statement: NewStatement | None = None,
) -> Intervention:
    """Ask for the floor under a segment, perhaps with a statement, and promise the acknowledgement.

    The request gets the next arrival, and a place by the segment's rule. One that comes after the
    closing waits for the staff, unless the staff themselves ask for the delegation. The same `token`
    with the same answers returns the first request and does nothing more.

    :raises SubmittedDifferently: the token came before with other answers
    :raises policies.Refused: see `policies.check_can_ask`; or the delegation has asked already, or the
        speaker is nobody of it
    """
    with statements.storing(statement) as draft, transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        digest = details.digest(segment.uid, delegation.pk, *([draft.sha256] if draft else []))
        if first := Intervention.objects.filter(token=token).first():
            return _same(first, digest)
        is_late = _is_late(holding, details, delegation)
        details = policies.fitting(details, delegation, is_late=is_late)
        check_speaker(details.speaker_id, delegation)
        _check_asked_once(holding, details, delegation)
        intervention = begin(
            holding,
            details,
            delegation,
            token=token,
            digest=digest,
            language=language,
            is_late=is_late,
        )
        if draft:
            statements.keep(draft, intervention, token=token, by=by, at=holding.at)
        event = holding.speakers.version
        tell("intervention_received", intervention, number=event)
        return intervention


def amend(
    intervention: Intervention,
    details: InterventionDetails,
    *,
    segment: ListedSegment,
    version: int,
    by: User,
    at: datetime,
    statement: NewStatement | None = None,
) -> bool:
    """Change a request in the `version` that was seen; its arrival stays, and so its place.

    Only a new protocol level, or a group, may lead to another place: by the same rule as before.
    A `statement` is kept besides. Returns False, and writes nothing, where nothing differs.

    :raises ChangedMeanwhile: it is another version now
    :raises ActRefused, policies.Refused: see `policies.check_can_change`
    """
    with statements.storing(statement) as draft, transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        found = locked(intervention, None)
        before = InterventionDetails.of(found)
        is_late = bool(before.late_reason)
        details = policies.fitting(details, found.delegation, is_late=is_late)
        if is_late and not details.late_reason:
            details = replace(details, late_reason=before.late_reason)
        changes = before.differences(details)
        if not changes:
            return _hand_in(draft, found, by=by, at=holding.at) if draft else False
        if found.version != version:
            raise ChangedMeanwhile(found)
        policies.check_can_change(
            segment.segment,
            holding.speakers,
            found.pk,
            before,
            details,
            is_staff=by.is_staff,
            at=holding.at,
        )
        if "speaker_id" in changes:
            check_speaker(details.speaker_id, found.delegation)
        if not {"kind", "about_code", "on_behalf_of"}.isdisjoint(changes):
            _check_asked_once(holding, details, found.delegation, apart_from=found.pk)
        _write(found, details)
        _settle(holding, found, details, changes)
        record("amend", found, by=by, at=holding.at, after={"fields": sorted(changes)})
        if draft:
            statements.keep(draft, found, token=codes.address_token(), by=by, at=holding.at)
        # Several changes may follow one event: the version tells them apart.
        tell("intervention_amended", found, number=found.version)
        return True


def _hand_in(draft: Statement, found: Intervention, *, by: User, at: datetime) -> bool:
    """Keep a statement of a request that stays as it is; say whether it is a new one."""
    kept, is_new = statements.keep(draft, found, token=codes.address_token(), by=by, at=at)
    if is_new:
        statements.tell_received(kept)
    return is_new


def withdraw(
    intervention: Intervention,
    *,
    segment: ListedSegment,
    version: int | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> bool:
    """Take a request back, in the `version` that was seen, and promise a mail; it stays on record.

    Once it is called, only the staff can.

    Returns False, and writes nothing, where it is withdrawn already.

    :raises ChangedMeanwhile, ActRefused:
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        state = holding.speakers.entries[intervention.pk].state
        if state == State.WITHDRAWN:
            return False
        if state == State.CALLED and not by.is_staff:
            raise refusal(state)
        found = locked(intervention, version)
        event = holding.write("withdraw", found, reason=reason)
        tell("intervention_withdrawn", found, number=event.number)
        return True


def _same(first: Intervention, digest: str) -> Intervention:
    if first.digest != digest:
        raise SubmittedDifferently(first)
    return first


def _is_late(holding: Holding, details: InterventionDetails, delegation: Delegation) -> bool:
    if holding.by and holding.by.is_staff:
        return False
    return policies.check_can_ask(
        holding.segment.segment,
        holding.speakers,
        delegation,
        late_reason=details.late_reason,
        at=holding.at,
    )


def check_speaker(speaker_id: int | None, delegation: Delegation) -> None:
    """Refuse a speaker of another delegation, or one who does not come."""
    members = {one.pk for one in queries.speakers_for(delegation)} if speaker_id else {None}
    if speaker_id not in members:
        raise NotOfTheDelegation(_("Choose a speaker of this delegation, or “to be named”."))


def _check_asked_once(
    holding: Holding,
    details: InterventionDetails,
    delegation: Delegation,
    *,
    apart_from: int = 0,
) -> None:
    """Refuse a second request for the same statement: one for a group, or on another State’s, is not."""
    states = holding.speakers.entries
    others = Intervention.objects.filter(
        segment=holding.segment.pk,
        delegation=delegation,
        kind=details.kind,
        on_behalf_of__iexact=details.on_behalf_of,
    ).exclude(pk=apart_from)
    if details.about_code:
        others = others.filter(about__code=details.about_code)
    if any(states[pk].state in COUNTING for pk in others.values_list("pk", flat=True)):
        raise AlreadyAsked(
            _("Your delegation has asked for the floor here already. You can change that request.")
        )


def begin(
    holding: Holding,
    details: InterventionDetails,
    delegation: Delegation,
    *,
    token: str,
    digest: str = "",
    language: str,
    is_late: bool = False,
    name_in_the_room: str = "",
) -> Intervention:
    """Write a new request with the next arrival, and let it wait, speak, or be in writing."""
    under = Intervention.objects.filter(segment=holding.segment.pk)
    last: int = under.aggregate(last=Max("arrival"))["last"] or 0
    intervention = Intervention(
        segment_id=holding.segment.pk,
        delegation=delegation,
        arrival=last + 1,
        received_at=holding.at,
        asked_by=holding.by,
        token=token,
        digest=digest,
        correspondence_language=language,
        name_in_the_room=name_in_the_room,
        **_columns(details),
    )
    intervention.save(force_insert=True)
    if is_late:
        holding.write("request", intervention)
    else:
        enter(holding, intervention, details)
    record("ask", intervention, by=holding.by, at=holding.at)
    return intervention


def _columns(details: InterventionDetails) -> dict[str, Any]:
    values = dict(vars(details))
    code = values.pop("about_code")
    return values | {"about": Entity.objects.get(code=code) if code else None}


def enter(holding: Holding, intervention: Intervention, details: InterventionDetails) -> Any:
    """Put a request on the list, or keep it in writing."""
    if details.is_written_only:
        return holding.write("write", intervention)
    place = policies.standing(details, intervention.delegation, arrival=intervention.arrival)
    return holding.write("list", intervention, data=place.as_data())


def _write(found: Intervention, details: InterventionDetails) -> None:
    columns = _columns(details)
    if details.speaker_id != found.speaker_id:
        # Whoever was told in the room is not who speaks any more.
        columns["name_in_the_room"] = ""
    for name, value in columns.items():
        setattr(found, name, value)
    updated = Intervention.objects.filter(pk=found.pk, version=found.version).update(
        **columns, version=F("version") + 1
    )
    if not updated:
        raise ChangedMeanwhile(found)
    found.version += 1


def _settle(
    holding: Holding,
    found: Intervention,
    details: InterventionDetails,
    changes: dict[str, tuple[Any, Any]],
) -> None:
    """Let the list follow what has changed."""
    state = holding.speakers.entries[found.pk].state
    if "is_written_only" in changes and state != State.REQUESTED:
        enter(holding, found, details)
    elif state == State.LISTED and not STANDING.isdisjoint(changes):
        place = policies.standing(details, found.delegation, arrival=found.arrival)
        if place != holding.speakers.entries[found.pk].standing:
            holding.write("regrade", found, data=place.as_data())
