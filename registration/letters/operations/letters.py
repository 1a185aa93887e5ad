"""One invitation that was sent: issued anew, or withdrawn."""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox import holding
from intersessional.outbox import operations as outbox

from .. import policies, queries
from ..issuing import issue_invitation
from ..models import Invitation, Letter, State
from .batches import KIND


def issue_anew(invitation: Invitation, *, instead_of: int, by: User, at: datetime) -> Letter:
    """Issue the invitation of an entity once more, in its language of today, and promise its mail.

    It takes the place of the letter `instead_of` (its pk), which verifies as replaced from now on, or
    stays withdrawn. Without an e-mail address the new one is for the post. A mail with the earlier one
    that has not left stays. The letter is rendered here, within a second.

    :raises policies.NotNow: there is no letter, or another than `instead_of` by now
    :raises issuing.INVITATION_REFUSALS: its text says what is wrong
    :raises rendering.PrintingUnavailable: this machine lacks what PDFs need
    """
    with transaction.atomic(durable=True):
        invitation = _locked(invitation)
        policies.check_can_issue_anew(invitation, instead_of)
        language = invitation.entity.correspondence_language
        letter = issue_invitation(
            invitation.entity,
            meeting=invitation.meeting,
            by=by,
            at=at,
            language=language,
            anew=True,
        )
        Invitation.objects.filter(pk=invitation.pk).update(letter=letter, language=language)
        holding.take_back(
            queries.messages_about(invitation), note="The invitation was issued anew."
        )
        outbox.enqueue(
            KIND, invitation, key=f"{KIND}/{invitation.pk}/{letter.version}", language=language
        )
        return letter


def withdraw(invitation: Invitation, *, letter: int, reason: str, by: User, at: datetime) -> None:
    """Withdraw the invitation of an entity: its letter (by pk) verifies as withdrawn from now on.

    Nobody is written to; a mail that has not left stays.

    :raises policies.NotNow: it is withdrawn already, or another letter by now
    """
    with transaction.atomic(durable=True):
        invitation = _locked(invitation)
        policies.check_can_withdraw(invitation, letter)
        withdrawn = Letter.objects.defer("pdf").get(pk=letter)
        withdrawn.state, withdrawn.withdrawn_because = State.WITHDRAWN, reason
        withdrawn.save(update_fields=["state", "withdrawn_because"])
        holding.take_back(queries.messages_about(invitation), note="The letter was withdrawn.")
        record("withdraw_letter", withdrawn, by=by, at=at, after={"reason": reason})


def _locked(invitation: Invitation) -> Invitation:
    """Return the row, held, in line with whoever issues a letter to the entity."""
    lock(f"invitation {invitation.meeting_id} {invitation.entity_id}")
    rows = Invitation.objects.select_for_update(of=("self",))
    locked: Invitation = rows.select_related("batch", "entity", "meeting").get(pk=invitation.pk)
    return locked
