"""What a delegation answered: to itself, to its participants, and to the officers of the hosts."""

from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message
from registration.registrations.models import Registration
from registration.registrations.transitions import ACTIVE

from .. import inviting
from ..addressees import Reader
from ..models import Audience, Notice
from .composing import Said, compose


def accepted(message: Message) -> Mail:
    """Compose the confirmation."""
    return compose(message, _accepted)


def participants(message: Message) -> Mail:
    """Compose the news that others come, or that somebody no longer does."""
    return compose(message, _participants)


def released(message: Message) -> Mail:
    """Compose the news for somebody who is no longer expected."""
    return compose(message, _released)


def declined(message: Message) -> Mail:
    """Compose the answer to a no."""
    return compose(message, _declined)


def another_time(message: Message) -> Mail:
    """Compose the answer to the wish for another time."""
    return compose(message, _another_time)


def _is_office(reader: Reader) -> bool:
    return reader.audience == Audience.OFFICER


def _accepted(notice: Notice, reader: Reader) -> Said:
    if _is_office(reader):
        text = _("%(delegation)s has accepted the invitation.")
        return Said(_("The bilateral is accepted"), [text % {"delegation": _delegation(notice)}])
    return Said(
        _("Your bilateral meeting is confirmed"),
        [_("Thank you for accepting. The calendar file holds the time and the room.")],
    )


def _participants(notice: Notice, reader: Reader) -> Said:
    sentences = [_("Below you find who comes now.")]
    if notice.note and not _is_office(reader):
        sentences = [_of_who_left(notice) % {"name": notice.note}]
    return Said(_("Other participants in the bilateral meeting"), sentences)


def _released(notice: Notice, reader: Reader) -> Said:
    return Said(
        _("You are no longer expected at this bilateral"),
        [_to_who_left(notice)],
        is_cancelled=True,
    )


def _of_who_left(notice: Notice) -> str:
    stands = _as_it_stands(notice.left)
    if stands and stands.delegation_id != notice.bilateral.delegation_id:
        return _(
            "%(name)s now comes for another delegation, and was taken out of this bilateral. You can"
            " name somebody else."
        )
    if stands and stands != notice.left:
        return _(
            "%(name)s is in another bilateral at this time, and was taken out of this one. You can"
            " name somebody else."
        )
    return _(
        "%(name)s no longer comes to the meeting, and was taken out of this bilateral. You can"
        " name somebody else."
    )


def _to_who_left(notice: Notice) -> str:
    stands = _as_it_stands(notice.registration)
    if stands is None:
        return _("You no longer come to the meeting. The calendar file takes it out.")
    if stands.delegation_id != notice.bilateral.delegation_id:
        return _("You now come for another delegation. The calendar file takes it out.")
    if stands != notice.registration:
        return _("You are in another bilateral at this time. The calendar file takes this one out.")
    return _("Your delegation has named other participants. The calendar file takes it out.")


def _as_it_stands(registration: Registration | None) -> Registration | None:
    """Return the registration that counts, of one that may have been merged; None where none does."""
    stands = registration and (registration.merged_into or registration)
    return stands if stands and stands.state in ACTIVE else None


def _declined(notice: Notice, reader: Reader) -> Said:
    reason = _("The reason: %(reason)s") % {"reason": notice.note}
    if _is_office(reader):
        text = _("%(delegation)s has declined the invitation. The place is free again.")
        return Said(
            _("The bilateral is declined"), [text % {"delegation": _delegation(notice)}, reason]
        )
    sentences = [_("The bilateral below does not take place.")]
    return Said(_("The bilateral is declined"), sentences + ([reason] if notice.note else []))


def _another_time(notice: Notice, reader: Reader) -> Said:
    reason = _("The reason: %(reason)s") % {"reason": notice.note}
    bilateral = notice.bilateral
    wanted = inviting.moment(bilateral.wanted_at or bilateral.begins_at, bilateral)
    if _is_office(reader):
        text = _("%(delegation)s asks to meet on %(wanted)s instead.")
        said = text % {"delegation": _delegation(notice), "wanted": wanted}
        return Said(_("Another time is asked for"), [said, reason])
    text = _(
        "You asked to meet on %(wanted)s instead. Until the office has decided, the time below is"
        " kept for you."
    )
    return Said(_("We have your wish for another time"), [text % {"wanted": wanted}, reason])


def _delegation(notice: Notice) -> str:
    return notice.bilateral.delegation.name
