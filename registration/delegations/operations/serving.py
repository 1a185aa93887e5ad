"""Which States serve on which Committees, from when until when; in the caller's transaction."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock

from ..models import CommitteeMembership


class ServesAlready(Exception):
    """The State is on the Committee in that time, or the days are not in order; its text says so."""

    def __str__(self) -> str:
        return _(
            "This State is on the Committee in that time already, or the days are not in order."
        )


def hold_committees() -> None:
    """Put whoever writes who serves in line, until the transaction ends."""
    lock("committees")


def set_membership(
    membership: CommitteeMembership, values: dict[str, Any], *, by: User, at: datetime
) -> bool:
    """Write a membership, new or changed; return whether anything was.

    :raises ServesAlready:
    """
    is_new = membership.pk is None
    before = {} if is_new else {name: getattr(membership, name) for name in values}
    changed = {name: value for name, value in values.items() if before.get(name) != value}
    if not changed and not is_new:
        return False
    for name, value in values.items():
        setattr(membership, name, value)
    if (first := membership.valid_from) and (end := membership.valid_until) and end <= first:
        raise ServesAlready
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        raise ServesAlready from error
    told = {name: _plain(value) for name, value in changed.items()}
    told |= {"committee": membership.committee_id, "entity": membership.entity_id}
    earlier = {name: _plain(before[name]) for name in changed} if not is_new else None
    record("set_membership", membership, by=by, at=at, before=earlier, after=told)
    return True


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
