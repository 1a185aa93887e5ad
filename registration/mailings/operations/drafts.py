"""Writing a message, and saying to whom it goes."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox import holding
from registration.meetings.models import Meeting

from .. import emails, policies, queries
from ..audiences import Filters
from ..details import Draft
from ..models import Mailing


class ChangedMeanwhile(Exception):
    """Somebody else changed the draft since it was shown; `current` is how it stands now."""

    def __init__(self, current: Mailing) -> None:
        super().__init__()
        self.current = current


def begin(meeting: Meeting, draft: Draft, *, by: User, at: datetime) -> Mailing:
    """Begin a message; nobody gets it yet."""
    with transaction.atomic(durable=True):
        return _begin(Mailing(meeting=meeting, **asdict(draft)), by=by, at=at)


def copy(mailing: Mailing, *, by: User, at: datetime) -> Mailing:
    """Begin a message with the texts and readers of another one, sent or not."""
    with transaction.atomic(durable=True):
        source = Mailing.objects.get(pk=mailing.pk)
        fields = (*asdict(draft_of(source)), "audience", "filters", "left_out")
        copied = Mailing(
            meeting=mailing.meeting, **{name: getattr(source, name) for name in fields}
        )
        return _begin(copied, by=by, at=at)


def change(mailing: Mailing, draft: Draft, *, version: int, by: User, at: datetime) -> bool:
    """Write other texts into a draft; return whether they differ from what was there.

    :raises ChangedMeanwhile: it is not the `version` that was seen
    :raises policies.SentAlready:
    """
    with transaction.atomic(durable=True):
        mailing = _locked(mailing, version)
        before, after = asdict(draft_of(mailing)), asdict(draft)
        changed = [name for name in after if before[name] != after[name]]
        if not changed:
            return False
        for name in changed:
            setattr(mailing, name, after[name])
        # Texts of letters are not for the trail, nor are these: the row has them.
        values = {"fields": changed} | ({"title": draft.title} if "title" in changed else {})
        _write(mailing, [*changed], "edit", values, by=by, at=at)
        return True


def choose(
    mailing: Mailing, audience: str, filters: Filters, *, version: int, by: User, at: datetime
) -> None:
    """Say to whom a draft goes; everybody taken out before is in again where the choice differs.

    :raises ChangedMeanwhile, policies.SentAlready: as for `change`
    """
    with transaction.atomic(durable=True):
        mailing = _locked(mailing, version)
        if (mailing.audience, mailing.filters) == (audience, filters):
            return
        mailing.audience, mailing.filters, mailing.left_out = audience, filters, []
        values = {"audience": audience, "filters": filters}
        fields = ["audience", "filters", "left_out"]
        _write(mailing, fields, "choose_readers", values, by=by, at=at)


def take_out(
    mailing: Mailing,
    shown: Collection[str],
    kept: Collection[str],
    *,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Take out of a draft those who were shown and are not kept; who is kept is in (again).

    :raises ChangedMeanwhile, policies.SentAlready: as for `change`
    """
    with transaction.atomic(durable=True):
        mailing = _locked(mailing, version)
        left_out = sorted((set(mailing.left_out) - set(shown)) | (set(shown) - set(kept)))
        if left_out == mailing.left_out:
            return
        mailing.left_out = left_out
        _write(mailing, ["left_out"], "take_out", {"taken_out": len(left_out)}, by=by, at=at)


def remove(mailing: Mailing, *, by: User, at: datetime) -> None:
    """Throw a draft away, with the tests of it that have not left.

    :raises policies.SentAlready:
    """
    with transaction.atomic(durable=True):
        locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
        policies.check_is_draft(locked)
        holding.take_back(queries.tests_of(locked), note=emails.THROWN_AWAY)
        record("remove", locked, by=by, at=at, before={"title": locked.title})
        locked.delete()


def draft_of(mailing: Mailing) -> Draft:
    """Return what was written, as plain values."""
    names = Draft.__dataclass_fields__
    return Draft(**{name: getattr(mailing, name) for name in names})


def _begin(mailing: Mailing, *, by: User, at: datetime) -> Mailing:
    mailing.created_at = mailing.changed_at = at
    mailing.created_by = mailing.changed_by = by
    mailing.save()
    record("add", mailing, by=by, at=at, after={"title": mailing.title})
    return mailing


def _locked(mailing: Mailing, version: int) -> Mailing:
    locked: Mailing = (
        Mailing.objects.select_for_update(of=("self",)).with_people().get(pk=mailing.pk)
    )
    policies.check_is_draft(locked)
    if locked.version != version:
        raise ChangedMeanwhile(locked)
    return locked


def _write(
    mailing: Mailing,
    fields: list[str],
    verb: str,
    after: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
) -> None:
    mailing.version += 1
    mailing.changed_at, mailing.changed_by = at, by
    mailing.save(update_fields=[*fields, "version", "changed_at", "changed_by"])
    record(verb, mailing, by=by, at=at, after=dict(after))
