"""Holding promises back for a while, letting them go, or taking them back.

It is a fact in the row, so it survives every crash, and no worker has to look at what is held. A try
that a worker has begun is not stopped: what it sends counts. Inside the caller's transaction, except
what somebody decides on after a restore.
"""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from intersessional.audit.operations import record_many

from .models import Message, MessageQuerySet, State

# The note of those that were queued in a backup: between backup and fault they may have left.
BY_RESTORE = "Held by a restore: it may have left before."
AFTER_RESTORE = "Cancelled after a restore."
# What becomes of mails when a database comes back: codes are void, all else is held. As SQL, since a
# restore does it before it commits.
VOID = """
UPDATE public.outbox_message SET state = 'cancelled', raw = NULL, lease_until = NULL,
  note = 'The code was made void by a restore.'
WHERE state IN ('queued', 'sending') AND is_secret;
"""
HOLD = f"""
UPDATE public.outbox_message
SET is_held = true, note = '{BY_RESTORE}', state = 'queued', lease_until = NULL
WHERE state IN ('queued', 'sending') AND NOT is_secret AND NOT is_held;
"""  # noqa: S608 - a text of ours


def held_by_restore(messages: MessageQuerySet) -> MessageQuerySet:
    """Return those that a restore holds; not those of a batch that somebody has paused."""
    return messages.unsent().filter(is_held=True, note=BY_RESTORE)


def hold(messages: MessageQuerySet) -> int:
    """Keep those that have not left from leaving; return how many."""
    return messages.unsent().update(is_held=True)


def release(messages: MessageQuerySet) -> int:
    """Let those that are held leave; return how many."""
    return messages.filter(is_held=True).update(is_held=False)


def hold_as_a_restore() -> int:
    """Do what a restore does, after the database came back by other means; return how many are held.

    No worker may run: what it has in hands would be held, and leave all the same.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(VOID)
        cursor.execute(HOLD)
        return int(cursor.rowcount)


def decide(messages: MessageQuerySet, *, leave: bool, by: AbstractBaseUser, at: datetime) -> int:
    """Let mails that a restore holds leave, or cancel them, for good; return how many it were."""
    with transaction.atomic(durable=True):
        found = list(held_by_restore(messages).select_for_update().only("pk"))
        verb = "release_mail" if leave else "cancel_mail"
        record_many(verb, [(message, None, None) for message in found], by=by, at=at)
        chosen = Message.objects.filter(pk__in=[message.pk for message in found])
        if leave:
            return release(chosen)
        return len(take_back(chosen, note=AFTER_RESTORE))


def take_back(messages: MessageQuerySet, *, note: str) -> list[int]:
    """Cancel those that no worker has begun; return the numbers of their subjects."""
    waiting = messages.filter(state=State.QUEUED).select_for_update()
    found = list(waiting.values_list("pk", "about_id"))
    # Not by their numbers alone: `raw` may hold a whole letter.
    messages.filter(pk__in=[pk for pk, _about in found]).update(
        state=State.CANCELLED, note=note, raw=None, is_held=False
    )
    return [about for _pk, about in found]
