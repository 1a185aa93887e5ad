"""Holding promises back for a while, letting them go, or taking them back.

It is a fact in the row, so it survives every crash, and no worker has to look at what is held. A try
that a worker has begun is not stopped: what it sends counts. Inside the caller's transaction.
"""

from .models import MessageQuerySet, State

# The note of those that were queued in a backup: between backup and fault they may have left.
BY_RESTORE = "Held by a restore: it may have left before."


def held_by_restore(messages: MessageQuerySet) -> MessageQuerySet:
    """Return those that a restore holds; not those of a batch that somebody has paused."""
    return messages.unsent().filter(is_held=True, note=BY_RESTORE)


def hold(messages: MessageQuerySet) -> int:
    """Keep those that have not left from leaving; return how many."""
    return messages.unsent().update(is_held=True)


def release(messages: MessageQuerySet) -> int:
    """Let those that are held leave; return how many."""
    return messages.filter(is_held=True).update(is_held=False)


def take_back(messages: MessageQuerySet, *, note: str) -> list[int]:
    """Cancel those that no worker has begun; return the numbers of their subjects."""
    waiting = messages.filter(state=State.QUEUED).select_for_update()
    found = list(waiting.values_list("pk", "about_id"))
    # Not by their numbers alone: `raw` may hold a whole letter.
    messages.filter(pk__in=[pk for pk, _about in found]).update(
        state=State.CANCELLED, note=note, raw=None, is_held=False
    )
    return [about for _pk, about in found]
