"""When a message can be changed, sent, stopped."""

from django.utils.translation import gettext as _

from .models import Mailing


class NotNow(Exception):
    """The message stands where this act is not possible; the text can be shown."""


class SentAlready(NotNow):
    """It was sent, and what was sent does not change."""


def check_is_draft(mailing: Mailing) -> None:
    """Refuse to change what was sent.

    :raises SentAlready:
    """
    if not mailing.is_draft:
        raise SentAlready(_("This message was sent. You can copy it as a new draft."))


def check_has_audience(mailing: Mailing) -> None:
    """Refuse to send a message of which nobody has said to whom.

    :raises NotNow:
    """
    if not mailing.audience:
        raise NotNow(_("Say first to whom the message goes."))


def check_goes_out(mailing: Mailing) -> None:
    """Refuse an act upon what was not sent, or was stopped.

    :raises NotNow:
    """
    if mailing.is_draft:
        raise NotNow(_("This message was not sent yet."))
    if mailing.stopped_at:
        raise NotNow(_("This message was stopped."))
