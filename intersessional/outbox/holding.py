"""Holding promises back for a while, letting them go, or taking them back.

It is a fact in the row, so it survives every crash, and no worker has to look at what is held. A try
that a worker has begun is not stopped: what it sends counts. Inside the caller's transaction, except
what somebody decides on after a restore.

A pause and a restore may hold the same message: each lets go for itself, and it leaves when both have.
"""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from intersessional.audit.operations import record_many

from .models import Message, MessageQuerySet, State

# The notes of those that were queued in a backup: between backup and fault they may have left.
BY_RESTORE = "Held by a restore: it may have left before."
BY_BOTH = "Held by a restore, and paused: it may have left before."
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
SET is_held = true, state = 'queued', lease_until = NULL,
  note = CASE WHEN NOT is_held OR note = '{BY_RESTORE}' THEN '{BY_RESTORE}' ELSE '{BY_BOTH}' END
WHERE state IN ('queued', 'sending') AND NOT is_secret;
"""  # noqa: S608 - a text of ours


def held_by_restore(messages: MessageQuerySet) -> MessageQuerySet:
    """Return those that a restore holds; not those that somebody has paused, and nothing else holds."""
    return messages.unsent().filter(is_held=True, note__in=[BY_RESTORE, BY_BOTH])


def hold(messages: MessageQuerySet) -> int:
    """Keep those that have not left from leaving; return how many."""
    messages.unsent().filter(is_held=True, note=BY_RESTORE).update(note=BY_BOTH)
    return messages.unsent().update(is_held=True)


def release(messages: MessageQuerySet) -> int:
    """Let those that are held leave, but for what a restore holds; return how many leave."""
    held = messages.filter(is_held=True)
    count = held.exclude(note__in=[BY_RESTORE, BY_BOTH]).update(is_held=False)
    held.filter(note=BY_BOTH).update(note=BY_RESTORE)
    return count


def hold_as_a_restore() -> int:
    """Do what a restore does, after the database came back by other means; return how many are held.

    No worker may run: what it has in hands would be held, and leave all the same.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(VOID)
        cursor.execute(HOLD)
        return int(cursor.rowcount)


def decide(
    messages: MessageQuerySet, *, leave: bool, by: AbstractBaseUser | None, at: datetime
) -> int:
    """Let mails that a restore holds leave, or cancel them, for good; return how many it were.

    What is paused besides leaves when that is resumed. Without `by` it was a command.
    """
    with transaction.atomic(durable=True):
        found = list(held_by_restore(messages).select_for_update().only("pk"))
        verb = "release_mail" if leave else "cancel_mail"
        record_many(verb, [(message, None, None) for message in found], by=by, at=at)
        chosen = Message.objects.filter(pk__in=[message.pk for message in found])
        if not leave:
            return len(take_back(chosen, note=AFTER_RESTORE))
        # Without the note: who pauses it later holds it for that alone.
        paused = chosen.filter(note=BY_BOTH).update(note="")
        return paused + chosen.filter(note=BY_RESTORE).update(is_held=False, note="")


def take_back(messages: MessageQuerySet, *, note: str) -> list[int]:
    """Cancel those that no worker has begun; return the numbers of their subjects."""
    waiting = messages.filter(state=State.QUEUED).select_for_update()
    found = list(waiting.values_list("pk", "about_id"))
    # Not by their numbers alone: `raw` may hold a whole letter.
    messages.filter(pk__in=[pk for pk, _about in found]).update(
        state=State.CANCELLED, note=note, raw=None, is_held=False
    )
    return [about for _pk, about in found]
