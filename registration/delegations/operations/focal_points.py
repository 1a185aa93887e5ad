"""Adding and removing focal points."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue

from ..models import Delegation, FocalPoint


class AlreadyFocalPoint(Exception):
    """The address manages the delegation already; the text can be shown."""

    def __str__(self) -> str:
        return _("This address is a focal point of the delegation already.")


class LastFocalPoint(Exception):
    """Nobody would be left to manage the delegation; the text can be shown."""

    def __str__(self) -> str:
        return _("A delegation needs a focal point. Add another one first, then remove this one.")


def add_focal_point(
    delegation: Delegation, *, name: str, email: str, language: str, by: User, at: datetime
) -> FocalPoint:
    """Let an address manage a delegation, and tell it by mail how to come in.

    Where it has asked to, that is the answer to its request.

    `by` is the staff, or a focal point of this very delegation, whom the caller has let do so: a
    State's first focal point is always one that the staff have approved by adding it.

    :raises AlreadyFocalPoint: it manages the delegation already
    """
    try:
        with transaction.atomic(durable=True):
            return _add(delegation, name=name, email=email, language=language, by=by, at=at)
    except IntegrityError as error:
        if "focal_point_once_per_delegation" in str(error):
            raise AlreadyFocalPoint from error
        raise


def invite_contact(delegation: Delegation, *, by: User, at: datetime) -> FocalPoint | None:
    """Make the entity's own address a focal point, unless somebody manages the delegation already.

    Returns None, and does nothing, where somebody does, or the entity has no address.
    """
    entity = delegation.entity
    if not entity.email or FocalPoint.objects.acting().filter(delegation=delegation).exists():
        return None
    try:
        return add_focal_point(
            delegation,
            name="",
            email=entity.email,
            language=entity.correspondence_language,
            by=by,
            at=at,
        )
    except AlreadyFocalPoint:
        return None


def remove_focal_point(focal_point: FocalPoint, *, by: User, at: datetime) -> bool:
    """End what somebody may do for a delegation, at once; return False if it had ended.

    Handing over is adding another one, and removing oneself.

    :raises LastFocalPoint: it is the only one, and not the staff remove it
    """
    with transaction.atomic(durable=True):
        acting = FocalPoint.objects.acting().filter(delegation=focal_point.delegation_id)
        # In one order, so that two who remove each other leave one.
        others = [one.pk for one in acting.select_for_update().order_by("pk")]
        if focal_point.pk not in others:
            return False
        if others == [focal_point.pk] and not by.is_staff:
            raise LastFocalPoint
        FocalPoint.objects.filter(pk=focal_point.pk).update(ended_at=at, ended_by=by)
        record("remove_focal_point", focal_point, by=by, at=at)
        return True


def approve(request: FocalPoint, *, by: User, at: datetime) -> None:
    """Let somebody who asked manage the delegation; in the caller's transaction, its row locked."""
    request.approved_at, request.approved_by = at, by
    request.save(update_fields=["approved_at", "approved_by"])
    record(
        "approve_focal_point", request, by=by, at=at, after={"delegation": request.delegation_id}
    )
    _tell(request)


def _add(
    delegation: Delegation, *, name: str, email: str, language: str, by: User, at: datetime
) -> FocalPoint:
    asking = FocalPoint.objects.asking().filter(delegation=delegation).at_address(email)
    if request := asking.select_for_update().first():
        approve(request, by=by, at=at)
        return request
    focal_point = FocalPoint.objects.create(
        delegation=delegation,
        name=name,
        email=email,
        language=language,
        added_at=at,
        added_by=by,
        approved_at=at,
        approved_by=by,
    )
    record("add_focal_point", focal_point, by=by, at=at, after={"delegation": delegation.pk})
    _tell(focal_point)
    return focal_point


def _tell(focal_point: FocalPoint) -> None:
    enqueue(
        "focal_point_added",
        focal_point,
        key=f"focal_point_added/{focal_point.pk}",
        language=focal_point.language,
    )
