"""What the secretariat decides on a late request."""

from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message

from .. import queries
from ..models import Intervention, Verb
from ..presentation import Own
from ..transitions import State
from .composing import Said, compose, no_longer, place, why


def accepted(message: Message) -> Mail:
    """Compose the news that a late request is on the list."""
    return compose(message, _accepted)


def declined(message: Message) -> Mail:
    """Compose the news that a late request was not accepted, with the reason."""
    return compose(message, _declined)


def check_declined(message: Message) -> None:
    """Refuse the answer to a request that is no longer declined.

    :raises NoLongerNeeded:
    """
    state = queries.state_of(Intervention.objects.get(pk=message.about_id))
    if state != State.DECLINED:
        raise no_longer(state)


def _accepted(own: Own) -> Said:
    text = (
        _("Your late request was accepted. Your statement is kept as one in writing only.")
        if own.state == State.WRITTEN
        else _(
            "Your late request was accepted. Within its rank it comes after those that were in time."
        )
    )
    return Said(_("Your request for the floor is accepted"), [text, *place(own)])


def _declined(own: Own) -> Said:
    return Said(
        _("Your late request for the floor was not accepted"),
        [
            _("The secretariat could not put your delegation on this list."),
            *why(own, Verb.DECLINE),
        ],
    )
