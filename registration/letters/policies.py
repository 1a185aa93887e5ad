"""What may be done with invitations and batches of them, and when."""

from django.utils.translation import gettext as _

from intersessional.accounts.models import User

from .models import Batch, Invitation, Letter, State


class NotNow(Exception):
    """What was asked cannot be done with the batch as it stands; the text says why."""


class SecondPersonNeeded(NotNow):
    """A large batch is approved by somebody else than the one who prepared it."""


def check_can_approve(batch: Batch, by: User) -> None:
    """Return when `by` may approve a batch now.

    :raises SecondPersonNeeded: a large batch, and `by` has prepared it
    :raises NotNow: it is approved or cancelled already
    """
    if batch.cancelled_at or batch.approved_at:
        raise NotNow(_("The batch was approved or cancelled meanwhile."))
    if batch.is_large and batch.prepared_by_id == by.pk:
        raise SecondPersonNeeded(
            _("You have prepared this batch: somebody else must approve it, since it is large.")
        )


def can_approve(batch: Batch, by: User) -> bool:
    """Say whether `by` may approve a batch now."""
    try:
        check_can_approve(batch, by)
    except NotNow:
        return False
    return True


def check_is_under_way(batch: Batch) -> None:
    """Return when a batch is approved and neither paused nor cancelled.

    :raises NotNow:
    """
    if not batch.approved_at or batch.paused_at or batch.cancelled_at:
        raise NotNow(_("The batch is not under way."))


def check_is_paused(batch: Batch) -> None:
    """Return when a batch is paused.

    :raises NotNow:
    """
    if not batch.paused_at or batch.cancelled_at:
        raise NotNow(_("The batch is not paused."))


def check_is_not_cancelled(batch: Batch) -> None:
    """Return when a batch is not cancelled.

    :raises NotNow:
    """
    if batch.cancelled_at:
        raise NotNow(_("The batch is cancelled already."))


def check_can_issue_anew(invitation: Invitation, instead_of: int) -> None:
    """Return when an invitation has a letter that may be replaced, or that was withdrawn.

    `instead_of` is the letter that whoever asks has seen: the second of two who ask is told.

    :raises NotNow:
    """
    _check_is_last(invitation, instead_of)
    if invitation.batch.paused_at:
        raise NotNow(_("The batch is paused: please resume it first."))


def check_can_withdraw(invitation: Invitation, letter: int) -> None:
    """Return when the letter of an invitation, the last one, is valid.

    :raises NotNow:
    """
    _check_is_last(invitation, letter)
    if not Letter.objects.filter(pk=letter, state=State.VALID).exists():
        raise NotNow(_("The letter is withdrawn already."))


def _check_is_last(invitation: Invitation, letter: int) -> None:
    if invitation.cancelled_at or invitation.letter_id is None:
        raise NotNow(_("There is no letter yet."))
    if invitation.letter_id != letter:
        raise NotNow(_("The letter was issued anew meanwhile. Please look at it again."))
