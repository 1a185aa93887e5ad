"""What becomes of a place: lots, and moves by hand."""

from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message

from ..models import Verb
from ..presentation import Own
from .composing import Said, compose, place, why


def drawn(message: Message) -> Mail:
    """Compose the news of the place that came of the draw."""
    return compose(message, _drawn)


def moved(message: Message) -> Mail:
    """Compose the news that a request was moved by hand, with the reason."""
    return compose(message, _moved)


def _drawn(own: Own) -> Said:
    drawing = own.drawing
    return Said(
        _("Lots were drawn: your place on the list of speakers"),
        [
            _("The list of speakers has closed, and lots were drawn for it."),
            *place(own),
            *([drawing.how] if drawing else []),
        ],
        drawing.facts if drawing else [],
    )


def _moved(own: Own) -> Said:
    return Said(
        _("Your place on the list of speakers has changed"),
        [
            _("The secretariat has moved your request for the floor."),
            *why(own, Verb.MOVE),
            *place(own),
        ],
    )
