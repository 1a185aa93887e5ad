"""Batches of invitations: prepared, approved, paused, resumed, cancelled; failures tried again.

The approval promises one message for each invitation, in its own transaction; the outbox keeps the
promises, one letter at a time, whoever dies meanwhile (docs/decisions/0019-batches-of-invitations.md).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox import holding
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import State as MessageState
from registration.delegations.models import Entity
from registration.meetings.models import Meeting

from .. import policies, queries
from ..models import Batch, Invitation, Standing

KIND = "invitation_sent"


class NobodyToInvite(Exception):
    """None of the chosen entities can be put into a batch: they are invited, or something is missing."""


def prepare(
    meeting: Meeting, entities: Iterable[int], *, choice: str, by: User, at: datetime
) -> Batch:
    """Put entities (by their pk) into a new batch, to be approved.

    Who is in another batch of the meeting already, or cannot be written to, is left out; the language
    of each is fixed. Nothing leaves before the approval.

    :raises NobodyToInvite: all are left out
    """
    with transaction.atomic(durable=True):
        # Two who prepare at once stand in line, and the second sees what the first has taken.
        lock(f"invitations/{meeting.pk}")
        wanted = Entity.objects.filter(pk__in=list(entities))
        free = [one for one in queries.candidates(meeting, wanted) if one.is_free]
        if not free:
            raise NobodyToInvite
        batch: Batch = Batch.objects.create(
            meeting=meeting, choice=choice, size=len(free), prepared_at=at, prepared_by=by
        )
        Invitation.objects.bulk_create(
            Invitation(batch=batch, meeting=meeting, entity=one.entity, language=one.language)
            for one in free
        )
        after = {"choice": choice, "size": batch.size}
        record("prepare_batch", batch, by=by, at=at, after=after)
        return batch


def approve(batch: Batch, *, by: User, at: datetime) -> None:
    """Let the invitations of a batch go out, with letters of the day of this approval.

    :raises policies.SecondPersonNeeded: a large batch, and `by` has prepared it
    :raises policies.NotNow: it is approved or cancelled already
    """
    with transaction.atomic(durable=True):
        batch = _locked(batch)
        policies.check_can_approve(batch, by)
        batch.approved_at, batch.approved_by = at, by
        batch.save(update_fields=["approved_at", "approved_by"])
        record("approve_batch", batch, by=by, at=at, after={"size": batch.size})
        invitations = batch.invitations.order_by("pk")
        outbox.enqueue_many(KIND, [(one, f"{KIND}/{one.pk}", one.language) for one in invitations])


def pause(batch: Batch, *, by: User, at: datetime) -> None:
    """Let nothing more of a batch begin until it is resumed; a letter under way may still leave.

    :raises policies.NotNow: it is not under way
    """
    with transaction.atomic(durable=True):
        batch = _locked(batch)
        policies.check_is_under_way(batch)
        batch.paused_at, batch.paused_by = at, by
        batch.save(update_fields=["paused_at", "paused_by"])
        record("pause_batch", batch, by=by, at=at)
        holding.hold(queries.messages_of(batch))


def resume(batch: Batch, *, by: User, at: datetime) -> None:
    """Let a paused batch go on.

    :raises policies.NotNow: it is not paused
    """
    with transaction.atomic(durable=True):
        batch = _locked(batch)
        policies.check_is_paused(batch)
        batch.paused_at = batch.paused_by = None
        batch.save(update_fields=["paused_at", "paused_by"])
        record("resume_batch", batch, by=by, at=at)
        holding.release(queries.messages_of(batch))


def cancel(batch: Batch, *, by: User, at: datetime) -> int:
    """Take back what has not left; return how many. Those entities can be put into another batch.

    What a worker has in hands may still leave, and counts then; where it fails, it is not tried again.

    :raises policies.NotNow: it is cancelled already
    """
    with transaction.atomic(durable=True):
        batch = _locked(batch)
        policies.check_is_not_cancelled(batch)
        batch.cancelled_at, batch.cancelled_by = at, by
        batch.paused_at = batch.paused_by = None
        batch.save(update_fields=["cancelled_at", "cancelled_by", "paused_at", "paused_by"])
        messages = queries.messages_of(batch)
        holding.take_back(messages, note="The batch was cancelled.")
        holding.release(messages)
        unsent = queries.with_standing(batch.invitations.all()).filter(
            standing__in=[Standing.PREPARED, Standing.CANCELLED, Standing.FAILED]
        )
        pks = list(unsent.filter(cancelled_at__isnull=True).values_list("pk", flat=True))
        Invitation.objects.filter(pk__in=pks).update(cancelled_at=at)
        record("cancel_batch", batch, by=by, at=at, after={"cancelled": len(pks)})
        return len(pks)


def retry(batch: Batch, *, by: User, at: datetime) -> int:
    """Try again what has failed, and what was for the post where there is an address now.

    Return how many are tried; each by itself, so that no one keeps the others from it.

    :raises policies.NotNow: the batch is not under way
    """
    policies.check_is_under_way(Batch.objects.get(pk=batch.pk))
    failed = queries.with_standing(batch.invitations.all()).filter(standing=Standing.FAILED)
    reachable = (
        queries.with_standing(batch.invitations.all())
        .filter(standing=Standing.POST)
        .exclude(entity__email="")
    )
    wanted = [*failed.values_list("pk", flat=True), *reachable.values_list("pk", flat=True)]
    messages = queries.messages_of(batch).filter(about_id__in=wanted)
    ended = messages.filter(state__in=[MessageState.FAILED, MessageState.CANCELLED])
    return sum(outbox.send_again(one, by=by, at=at) for one in ended.defer("raw"))


def _locked(batch: Batch) -> Batch:
    locked: Batch = Batch.objects.select_for_update().get(pk=batch.pk)
    return locked
