"""Inviting many entities at once, by their own addresses."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import Act, record_many
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue_many
from registration.meetings.models import Meeting

from ..models import Delegation, Entity, FocalPoint
from ..queries import with_categories
from .opening import open_delegations


def invite_contacts(
    meeting: Meeting, entities: Iterable[int], *, by: User, at: datetime
) -> list[FocalPoint]:
    """Make the own addresses of entities (by their pk) focal points of their delegations.

    Delegations are opened where nobody has yet. Entities with an acting focal point or without an
    address are left out. Returns who was invited; the queries are as many for one as for all.
    """
    with transaction.atomic(durable=True):
        # Two who invite the same entities stand in line, so that each is invited, and noted, once.
        lock(f"invite contacts/{meeting.pk}")
        acting = FocalPoint.objects.acting().filter(delegation__meeting=meeting)
        wanted = Entity.objects.filter(pk__in=list(entities)).exclude(email="")
        wanted = wanted.exclude(pk__in=acting.values("delegation__entity"))
        delegations = open_delegations(meeting, with_categories(wanted, meeting.begins_on))
        asking = _approved(delegations, by=by, at=at)
        waiting = {focal_point.delegation_id for focal_point in asking}
        rest = [one for one in delegations if one.pk not in waiting]
        invited = [*asking, *_added(rest, by=by, at=at)]
        _tell(invited, by=by, at=at)
        return invited


def _approved(delegations: Sequence[Delegation], *, by: User, at: datetime) -> list[FocalPoint]:
    """Approve the entity's own address where it has asked itself."""
    # By case alone: what only looks like the entity's address is somebody else's.
    addresses = {one.pk: one.entity.email.lower() for one in delegations}
    asking = FocalPoint.objects.asking().filter(delegation__in=delegations)
    own = [
        one
        for one in asking.select_for_update()
        if one.email.lower() == addresses[one.delegation_id]
    ]
    for one in own:
        one.approved_at, one.approved_by = at, by
    FocalPoint.objects.bulk_update(own, ["approved_at", "approved_by"])
    return own


def _added(delegations: Sequence[Delegation], *, by: User, at: datetime) -> list[FocalPoint]:
    # Whom somebody adds one by one in this very moment stays as added there.
    FocalPoint.objects.bulk_create(
        (
            FocalPoint(
                delegation=one,
                email=one.entity.email,
                language=one.entity.correspondence_language,
                added_at=at,
                added_by=by,
                approved_at=at,
                approved_by=by,
            )
            for one in delegations
        ),
        ignore_conflicts=True,
    )
    return list(FocalPoint.objects.filter(delegation__in=delegations, added_at=at, added_by=by))


def _tell(invited: Sequence[FocalPoint], *, by: User, at: datetime) -> None:
    acts: list[Act] = [(one, None, {"delegation": one.delegation_id}) for one in invited]
    record_many("add_focal_point", acts, by=by, at=at)
    kind = "focal_point_added"
    enqueue_many(kind, [(one, f"{kind}/{one.pk}", one.language) for one in invited])
