"""Withdrawing letters with the registration of which they speak."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from intersessional.outbox.models import Message
from registration.registrations.models import Registration
from registration.registrations.transitions import State as Standing

from .models import Kind, Letter, State

CONFIRMATION = "registration_confirmed"


def withdraw_letters(registration: Registration, **_: Any) -> None:
    """Withdraw the letters of a registration that is withdrawn, as below."""
    withdraw_letters_of_many([registration])


def withdraw_letters_of_many(registrations: Sequence[Registration], **_: Any) -> None:
    """Withdraw the letters of registrations that have to be confirmed again; two statements.

    Runs in the transaction of that act. A confirmation that was composed but could not leave yet is
    composed anew, which finds that it is no longer needed. A certificate of attendance stands: whoever
    withdraws afterwards has come all the same, unless they are somebody else now.
    """
    letters = Letter.objects.filter(registration__in=registrations, state=State.VALID)
    merged = [one.pk for one in registrations if one.state == Standing.MERGED]
    letters.filter(~Q(kind=Kind.ATTENDANCE) | Q(registration__in=merged)).update(
        state=State.WITHDRAWN
    )
    Message.objects.unsent().filter(
        kind=CONFIRMATION,
        about_type=Registration._meta.label_lower,
        about_id__in=[registration.pk for registration in registrations],
    ).update(raw=None)
