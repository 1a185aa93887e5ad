"""What a delegation asks for, changes and takes back, and whom it is to name."""

from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message

from .. import queries
from ..models import Intervention, Verb
from ..presentation import Own
from ..transitions import COUNTING, State
from .composing import Said, compose, no_longer, place, why
from .statements import newest_statement


def received(message: Message) -> Mail:
    """Compose the acknowledgement; a late request waits for the secretariat."""
    return compose(message, _received)


def amended(message: Message) -> Mail:
    """Compose the answer to a change: what is asked for now."""
    return compose(message, _amended)


def withdrawn(message: Message) -> Mail:
    """Compose the answer to a withdrawal."""
    return compose(message, _withdrawn)


def speaker_wanted(message: Message) -> Mail:
    """Compose the news that the speaker no longer comes, and that somebody else is to be named."""
    return compose(message, _speaker_wanted)


def check_speaker_wanted(message: Message) -> None:
    """Refuse to ask for a speaker where one is named, or nobody is needed any more.

    :raises NoLongerNeeded:
    """
    intervention = Intervention.objects.with_names().get(pk=message.about_id)
    state = queries.state_of(intervention)
    if state not in COUNTING - {State.WRITTEN}:
        raise no_longer(state)
    if intervention.present_speaker:
        raise NoLongerNeeded(_("A speaker is named."))


def _received(own: Own) -> Said:
    if own.state == State.REQUESTED:
        return Said(
            _("We have your late request for the floor"),
            [
                _(
                    "Thank you. The list of speakers has closed, so your request waits for the"
                    " secretariat, which decides and answers by e-mail. Until then it has no place."
                )
            ],
            newest_statement(own),
        )
    if own.state == State.WRITTEN:
        return Said(_("We have noted your statement in writing"), [_noted()])
    return Said(
        _("We have your request for the floor"),
        [_("Thank you. Your request for the floor has reached us."), *place(own)],
        newest_statement(own),
    )


def _noted() -> str:
    return _(
        "Thank you. Your delegation makes a statement in writing only: nobody speaks, and it has no"
        " place on the list."
    )


def _amended(own: Own) -> Said:
    return Said(
        _("Your request for the floor is changed"),
        [
            _("This is what we have now. What was changed has kept its time of arrival."),
            *place(own),
        ],
        newest_statement(own),
    )


def _withdrawn(own: Own) -> Said:
    if own.intervention.is_written_only:
        return Said(
            _("Your statement in writing is withdrawn"),
            [
                _(
                    "Your delegation no longer makes a statement in writing here. If this surprises"
                    " you, please write to us."
                ),
                *why(own, Verb.WITHDRAW),
            ],
        )
    return Said(
        _("Your request for the floor is withdrawn"),
        [
            _(
                "Your delegation no longer asks for the floor here; the place is given up. If this"
                " surprises you, please write to us."
            ),
            *why(own, Verb.WITHDRAW),
        ],
    )


def _speaker_wanted(own: Own) -> Said:
    return Said(
        _("A speaker is to be named"),
        [
            _(
                "The speaker whom your request for the floor names no longer comes for your"
                " delegation. The request keeps its place; please name somebody else."
            )
        ],
    )
