"""What the staff set: quotas, rules, deadlines, extensions. Composed by the admin site's transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import Category
from registration.meetings.models import Meeting

from .. import policies
from ..models import CategoryDeadline, ConfirmationRule, Extension, Quota
from .acts import hold_places
from .places import move_up

Setting = ConfirmationRule | Quota | CategoryDeadline | Extension


def set_setting(setting: Setting, *, by: User, at: datetime) -> None:
    """Save a setting; where it gives more places, those who wait move up and are told.

    Nobody who has a place loses it, and what was confirmed stays so.
    """
    with transaction.atomic():
        hold_places(setting.meeting_id)
        before = type(setting).objects.filter(pk=setting.pk).first()
        setting.save()
        told = _values(before) if before else None
        record("set", setting, by=by, at=at, before=told, after=_values(setting))
        move_up(setting.meeting, by=by, at=at)


def remove_setting(setting: Setting, *, by: User, at: datetime) -> None:
    """Remove a setting, so that the default holds again; those who wait for it move up."""
    with transaction.atomic():
        hold_places(setting.meeting_id)
        meeting = setting.meeting
        record("remove", setting, by=by, at=at, before=_values(setting))
        setting.delete()
        move_up(meeting, by=by, at=at)


def write_rules(meeting: Meeting) -> None:
    """Write the table of what each category needs, by default, for a meeting; what is there stays."""
    ConfirmationRule.objects.bulk_create(
        [
            ConfirmationRule(
                meeting=meeting, category=category, needs=policies.default_needs(category)
            )
            for category in Category
        ],
        ignore_conflicts=True,
    )


def write_rules_of_new(*, instance: Meeting, created: bool, raw: bool, **_: Any) -> None:
    """Give a meeting that was just made, by whomever, its table (the signal `post_save`)."""
    if created and not raw:
        write_rules(instance)


def _values(setting: Setting) -> dict[str, Any]:
    """Return what was set, without the reason and the address, which tell of people."""
    names = ("category", "delegation_id", "needs", "places", "closes_at")
    found = {name: getattr(setting, name, None) for name in names}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in found.items()
        if value not in (None, "")
    }
