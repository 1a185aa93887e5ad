"""When the particulars of a passport may be given, and a letter for a visa be issued."""

from datetime import datetime

from django.utils.translation import gettext as _

from .. import transitions
from ..models import Registration
from .changing import ChangesClosed


class LetterNotWanted(Exception):
    """No letter for a visa was asked for; the text can be shown."""


class LetterNotReady(Exception):
    """Something is still missing before a letter for a visa can be issued; the text can be shown."""


def check_can_enter_document(registration: Registration, *, at: datetime) -> None:
    """Refuse passport data of whoever wants no letter, has ended, or after the meeting.

    :raises LetterNotWanted, ChangesClosed, transitions.TransitionRefused:
    """
    if registration.state in transitions.ENDED:
        raise transitions.refusal(registration.state)
    if not registration.wants_visa_letter:
        raise LetterNotWanted(
            _("No letter for a visa was asked for. Tick “I need a letter for a visa” first.")
        )
    if at >= registration.meeting.ends_at:
        raise ChangesClosed(_("The meetings are over; no letter for a visa is issued any more."))


def check_can_order_letter(registration: Registration, *, has_document: bool, at: datetime) -> None:
    """Refuse a letter for a visa of whoever is not confirmed, or has not given the particulars.

    :raises LetterNotWanted, ChangesClosed, LetterNotReady, transitions.TransitionRefused:
    """
    check_can_enter_document(registration, at=at)
    if registration.state != transitions.State.CONFIRMED:
        raise LetterNotReady(_("The registration has to be confirmed first."))
    if not has_document:
        raise LetterNotReady(_("The particulars of the passport are still missing."))


def can_order_letter(registration: Registration, *, has_document: bool, at: datetime) -> bool:
    """Say whether the staff can issue a letter for a visa now."""
    try:
        check_can_order_letter(registration, has_document=has_document, at=at)
    except (LetterNotWanted, LetterNotReady, ChangesClosed, transitions.TransitionRefused):
        return False
    return True
