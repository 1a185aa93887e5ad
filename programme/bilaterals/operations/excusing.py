"""Who need not come for a Committee, and that a member steps aside from its own delegation's meeting."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import Entity

from .. import quorum
from ..models import Bilateral, Candidate, Engagement, Excusal, Resource
from ..models.engagements import Part
from ..policies import Refused, needed
from ..quorum import NotAMember
from ..transitions import ACTIVE, State
from .candidate_rows import held_candidate, hold_candidate, save
from .holding import TwoPlaces, settle


class MemberBusy(Refused):
    """The member is in another bilateral at that time."""


def excuse(candidate: Candidate, entity: Entity, *, reason: str, by: User, at: datetime) -> bool:
    """Let a member of a hosting Committee be absent, by name; say whether that is new.

    Where a bilateral stands, the member is free at that time.

    :raises ReasonNeeded: somebody will read why
    :raises NotAMember: the State does not sit on a hosting Committee on the day, or is the guest
    :raises BelowQuorum: too few members would be left
    """
    reason = needed(reason)
    with transaction.atomic(durable=True):
        current = _held(candidate, entity)
        excused = [one.entity_id for one in current.excusals.all()]
        if entity.pk in excused:
            return False
        _check_member(current, entity)
        quorum.check_quorum(current, excused=[*excused, entity.pk])
        Excusal.objects.create(
            candidate=current, entity=entity, reason=reason, excused_at=at, excused_by=by
        )
        # Whoever was at one that was held, was there.
        not_held = current.bilaterals.exclude(state=State.HELD)
        Engagement.objects.filter(
            bilateral__in=not_held, resource__entity=entity, part=Part.MEMBER
        ).delete()
        # Whoever places it meanwhile has to look again.
        save(current)
        after = {"entity": entity.pk, "reason": reason}
        record("excuse_bilateral_member", current, by=by, at=at, after=after)
        return True


def readmit(candidate: Candidate, entity: Entity, *, by: User, at: datetime) -> bool:
    """Let an excused member come after all; say whether it was excused.

    Where a bilateral stands, the member is engaged at that time; one that may be taken up again needs
    the member, too.

    :raises MemberBusy: the member is in another bilateral then; the text says in which
    """
    with transaction.atomic(durable=True):
        current = _held(candidate, entity)
        excusal = Excusal.objects.filter(candidate=current, entity=entity).first()
        if excusal is None:
            return False
        excusal.delete()
        if _sits(current, entity):
            for bilateral in current.bilaterals.exclude(state=State.HELD):
                _engage(bilateral, entity)
        save(current)
        before = {"entity": entity.pk, "reason": excusal.reason}
        record("readmit_bilateral_member", current, by=by, at=at, before=before)
        return True


def confirm_recusal(candidate: Candidate, *, reason: str, by: User, at: datetime) -> bool:
    """Note who confirmed, and how, that a member steps aside while its own delegation is received.

    Says whether that is new.

    :raises ReasonNeeded: the confirming word is missing
    :raises NotAMember: the delegation sits on no hosting Committee
    """
    reason = needed(reason)
    with transaction.atomic(durable=True):
        current = held_candidate(candidate)
        if not quorum.is_recusal(current):
            raise NotAMember(
                _("%(delegation)s does not sit on a Committee that it is to meet.")
                % {"delegation": current.delegation.name}
            )
        if current.recusal_reason == reason:
            return False
        before = {"reason": current.recusal_reason}
        current.recusal_reason, current.recusal_confirmed_by = reason, by
        save(current, "recusal_reason", "recusal_confirmed_by")
        after = {"reason": reason}
        record("confirm_bilateral_recusal", current, by=by, at=at, before=before, after=after)
        return True


def withdraw_recusal(candidate: Candidate, *, by: User, at: datetime) -> bool:
    """Take the confirming word back; say whether there was one."""
    with transaction.atomic(durable=True):
        current = held_candidate(candidate)
        if not current.recusal_reason:
            return False
        before = {"reason": current.recusal_reason}
        current.recusal_reason, current.recusal_confirmed_by = "", None
        save(current, "recusal_reason", "recusal_confirmed_by")
        record("withdraw_bilateral_recusal", current, by=by, at=at, before=before)
        return True


def _held(candidate: Candidate, entity: Entity) -> Candidate:
    """Hold what the candidate takes, and the member; whoever places either of them waits."""
    hold_candidate(candidate, Resource.objects.of(entity=entity).pk)
    return held_candidate(candidate)


def _sits(candidate: Candidate, entity: Entity) -> bool:
    """Say whether the entity would come for a hosting Committee, if it is not excused."""
    present = quorum.members_present(candidate, excused=[])
    return any(entity.pk == one.pk for members in present.values() for one in members)


def _check_member(candidate: Candidate, entity: Entity) -> None:
    if not _sits(candidate, entity):
        raise NotAMember(
            _("%(entity)s does not come for %(hosts)s on that day, so it cannot be excused.")
            % {"entity": entity.name, "hosts": candidate.host_names}
        )


def _engage(bilateral: Bilateral, entity: Entity) -> None:
    resource = Resource.objects.of(entity=entity)
    busy = _meanwhile(bilateral, resource)
    if busy and bilateral.state in ACTIVE:
        raise MemberBusy(_busy_words(busy, entity))
    Engagement.objects.get_or_create(
        bilateral=bilateral,
        resource=resource,
        defaults={"part": Part.MEMBER, "period": (bilateral.begins_at, bilateral.ends_at)},
    )
    # Put into words before: after a refusal the database answers nothing more.
    words = _("%(entity)s is in another bilateral at that time.") % {"entity": entity.name}
    try:
        settle()
    except TwoPlaces:
        raise MemberBusy(words) from None


def _meanwhile(bilateral: Bilateral, resource: Resource) -> Bilateral | None:
    """Return the other bilateral in which a resource is at that time."""
    found: Bilateral | None = (
        Bilateral.objects.active()
        .filter(
            engagements__resource=resource,
            begins_at__lt=bilateral.ends_at,
            ends_at__gt=bilateral.begins_at,
        )
        .exclude(pk=bilateral.pk)
        .with_names()
        .first()
    )
    return found


def _busy_words(busy: Bilateral, entity: Entity) -> str:
    begins = busy.begins_at.astimezone(busy.meeting.zone)
    names = {
        "entity": entity.name,
        "hosts": busy.candidate.host_names,
        "delegation": busy.delegation.name,
        "time": f"{begins:%H:%M}",
    }
    if busy.delegation.entity_id == entity.pk:
        return _("%(entity)s is itself received by %(hosts)s at %(time)s.") % names
    return _("%(entity)s is at the bilateral of %(hosts)s with %(delegation)s at %(time)s.") % names
