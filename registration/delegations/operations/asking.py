"""Asking to be a focal point, and the staff's answer."""

from datetime import datetime

from django.db import IntegrityError, transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue

from ..models import Category, Delegation, FocalPoint
from .focal_points import approve
from .opening import open_delegation


def ask_to_be_focal_point(
    delegation: Delegation,
    *,
    name: str,
    email: str,
    function: str,
    language: str,
    at: datetime,
) -> FocalPoint | None:
    """Note that somebody asks to manage a delegation, which is opened where nobody has yet.

    They may do nothing until the staff approve. Returns None, and does nothing, where the address
    has asked before or manages the delegation already: whoever asks must not learn which.
    """
    try:
        with transaction.atomic(durable=True):
            if not delegation.pk:
                category = Category(delegation.category)
                delegation = open_delegation(delegation.meeting, delegation.entity, category)
            focal_point = FocalPoint.objects.create(
                delegation=delegation,
                name=name,
                email=email,
                function=function,
                language=language,
                added_at=at,
            )
            after = {"delegation": delegation.pk}
            record("ask_to_be_focal_point", focal_point, by=None, at=at, after=after)
            return focal_point
    except IntegrityError as error:
        if "focal_point_once_per_delegation" in str(error):
            return None
        raise


def approve_focal_point(focal_point: FocalPoint, *, by: User, at: datetime) -> bool:
    """Let somebody who asked manage the delegation, and tell them; False if that was decided before."""
    with transaction.atomic(durable=True):
        asking = _locked(focal_point)
        if asking:
            approve(asking, by=by, at=at)
        return asking is not None


def refuse_focal_point(focal_point: FocalPoint, *, by: User, at: datetime) -> bool:
    """End a request, and tell whoever asked; return False if it was decided before."""
    with transaction.atomic(durable=True):
        asking = _locked(focal_point)
        if asking is None:
            return False
        asking.ended_at, asking.ended_by = at, by
        asking.save(update_fields=["ended_at", "ended_by"])
        record(
            "refuse_focal_point", asking, by=by, at=at, after={"delegation": asking.delegation_id}
        )
        kind = "focal_point_refused"
        enqueue(kind, asking, key=f"{kind}/{asking.pk}", language=asking.language)
        return True


def _locked(focal_point: FocalPoint) -> FocalPoint | None:
    asking = FocalPoint.objects.asking().filter(pk=focal_point.pk)
    found: FocalPoint | None = asking.select_for_update().first()
    return found
