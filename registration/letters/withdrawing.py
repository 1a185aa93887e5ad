"""Withdrawing letters with the registration of which they speak."""

from typing import Any

from intersessional.outbox.models import Message
from registration.registrations.models import Registration

from .models import Letter, State

CONFIRMATION = "registration_confirmed"


def withdraw_letters(registration: Registration, **_: Any) -> None:
    """Withdraw the letters of a registration that is withdrawn, or has to be confirmed again.

    Runs in the transaction of that act. A confirmation that was composed but could not leave yet is
    composed anew, which finds that it is no longer needed.
    """
    Letter.objects.filter(registration=registration, state=State.VALID).update(
        state=State.WITHDRAWN
    )
    Message.objects.unsent().filter(
        kind=CONFIRMATION, about_type=registration._meta.label_lower, about_id=registration.pk
    ).update(raw=None)
