"""Settling the steps that are forms: the meeting itself, who serves, what each category needs."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import CommitteeMembership, holds_on
from registration.delegations.operations.serving import hold_committees, set_membership
from registration.meetings.models import Meeting, Preparation
from registration.meetings.moving import deadlines_after, moved
from registration.registrations.models import CategoryDeadline, ConfirmationRule, Quota
from registration.registrations.operations import remove_setting, set_setting

from .acts import hold, mark, plain, refused


class ChangedMeanwhile(Exception):
    """Somebody else changed what the form shows; nothing was saved."""

    def __str__(self) -> str:
        return _(
            "Somebody else changed this meanwhile, so nothing was saved. What you typed is in the form;"
            " what stands now is beside it. Save again if yours is right."
        )


def digest_of(meeting: Meeting, names: Iterable[str]) -> str:
    """Return what tells one state of some columns from another."""
    return _digest(plain({name: getattr(meeting, name) for name in sorted(names)}))


def digest_of_committees(meeting: Meeting, names: Iterable[str]) -> str:
    """Return the same for the columns of the President, and for who serves on the first day."""
    held = CommitteeMembership.objects.filter(holds_on(meeting.begins_on)).order_by("pk")
    columns = ("pk", "role", "valid_until", "is_to_be_confirmed")
    return digest_of(meeting, names) + _digest([plain(row) for row in held.values(*columns)])


def digest_of_requirements(meeting: Meeting) -> str:
    """Return the same for what each category needs."""
    held = [
        sorted(model.objects.filter(meeting=meeting).values_list("category", name))
        for model, name in _SETTINGS
    ]
    return _digest([[(one, str(value)) for one, value in rows] for rows in held])


def _digest(values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def settle(
    meeting: Meeting, step: str, values: Mapping[str, Any], *, seen: str, by: User, at: datetime
) -> None:
    """Write columns of a meeting, and keep that the step was settled. Twice changes nothing.

    :raises ChangedMeanwhile, DoesNotFit:
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        if digest_of(fresh, values) != seen:
            raise ChangedMeanwhile
        _write(fresh, values, by=by, at=at)
        mark(fresh, step)


def _write(meeting: Meeting, values: Mapping[str, Any], *, by: User, at: datetime) -> None:
    changed = {
        name: value for name, value in values.items() if getattr(meeting, name) != value
    } or None
    if changed is None:
        return
    before = {name: getattr(meeting, name) for name in changed}
    for name, value in changed.items():
        setattr(meeting, name, value)
    changed |= go_along(meeting, before)
    try:
        with transaction.atomic():
            meeting.save(update_fields=list(changed))
    except IntegrityError as error:
        raise refused(error) or ChangedMeanwhile from error
    told = {name: before[name] for name in changed if name in before}
    record("set_meeting", meeting, by=by, at=at, before=plain(told), after=plain(changed))
    if "time_zone" in before and not meeting.is_open:
        _move_categories(meeting, _earlier(meeting, before), by=by, at=at)


def go_along(meeting: Meeting, before: Mapping[str, Any]) -> dict[str, Any]:
    """Let the deadlines of a meeting that is not open go with its days and zone; return what changed.

    `before` has what begins_on, ends_on and time_zone were, as far as they changed. With the days
    they go until the step of deadlines is settled; with the zone always: they are meant by the clocks.
    """
    if meeting.is_open or not {"begins_on", "ends_on", "time_zone"} & set(before):
        return {}
    if "time_zone" not in before:
        preparation = Preparation.objects.filter(meeting=meeting).first()
        if preparation is None or "dates" in preparation.settled:
            return {}
    moved_along = deadlines_after(_earlier(meeting, before), meeting)
    for name, value in moved_along.items():
        setattr(meeting, name, value)
    return moved_along


def _earlier(meeting: Meeting, before: Mapping[str, Any]) -> Meeting:
    """Return the meeting as its deadlines were meant."""
    earlier = Meeting(
        begins_on=before.get("begins_on", meeting.begins_on),
        time_zone=before.get("time_zone", meeting.time_zone),
    )
    for name in _DEADLINES:
        setattr(earlier, name, getattr(meeting, name))
    return earlier


def _move_categories(meeting: Meeting, earlier: Meeting, *, by: User, at: datetime) -> None:
    for setting in CategoryDeadline.objects.filter(meeting=meeting):
        setting.closes_at = moved(setting.closes_at, earlier, meeting)
        set_setting(setting, by=by, at=at)


_DEADLINES = (
    *("registration_opens_at", "registration_closes_at", "interventions_close_at"),
    *("visa_advised_on", "bilaterals_on"),
)

# A membership, new or as it is, and what it should say.
Service = tuple[CommitteeMembership, dict[str, Any]]


def settle_committees(
    meeting: Meeting,
    president: Mapping[str, Any],
    services: Iterable[Service],
    *,
    seen: str,
    by: User,
    at: datetime,
) -> None:
    """Write the President, and who serves on which Committee.

    :raises ChangedMeanwhile, ServesAlready:
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        hold_committees()
        if digest_of_committees(fresh, president) != seen:
            raise ChangedMeanwhile
        _write(fresh, president, by=by, at=at)
        for membership, values in services:
            set_membership(membership, values, by=by, at=at)
        mark(fresh, "committees")


def settle_requirements(
    meeting: Meeting,
    wanted: Mapping[str, Mapping[str, Any]],
    *,
    seen: str,
    by: User,
    at: datetime,
) -> None:
    """Write for each category what it `needs`, how many `places` it has, and when it `closes_at`.

    An empty number or instant removes the setting, so that the default holds.

    :raises ChangedMeanwhile:
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        if digest_of_requirements(fresh) != seen:
            raise ChangedMeanwhile
        for model, name in _SETTINGS:
            held = {
                one.category: one
                for one in model.objects.filter(meeting=fresh).exclude(category="")
            }
            for category, values in wanted.items():
                new = model(meeting=fresh, category=category)
                _set(held.get(category), new, name, values[name], by=by, at=at)
        mark(fresh, "requirements")


_SETTINGS: tuple[tuple[Any, str], ...] = (
    (ConfirmationRule, "needs"),
    (Quota, "places"),
    (CategoryDeadline, "closes_at"),
)


def _set(held: Any, new: Any, name: str, value: Any, *, by: User, at: datetime) -> None:
    if value in (None, ""):
        if held:
            remove_setting(held, by=by, at=at)
        return
    setting = held or new
    if held and getattr(held, name) == value:
        return
    setattr(setting, name, value)
    set_setting(setting, by=by, at=at)
