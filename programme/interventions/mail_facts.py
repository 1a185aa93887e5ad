"""What all mails about a request say of it: its facts, and until when it can be changed."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registration.registrations.models import SpokenLanguage

from . import explaining
from .presentation import Own
from .transitions import State


def facts_of(own: Own) -> list[tuple[str, str]]:
    """Return item, part, kind, speaker and place, as rows of label and value."""
    intervention = own.intervention
    rows = [
        (_("Delegation"), intervention.delegation.name),
        (_("Item"), own.item),
        (_("Part"), own.label),
        (_("Kind of statement"), capfirst(own.kind)),
        (_("On behalf of"), intervention.on_behalf_of),
    ]
    if own.is_counting:
        speaker = "" if intervention.is_written_only else own.speaker
        rows += [
            (_("Speaker"), speaker),
            (_("Language of the statement"), str(SpokenLanguage(intervention.language).label)),
            (_("Why this place"), own.why),
            (_("About when"), _about_when(own)),
        ]
    return [(label, value) for label, value in rows if value]


def _about_when(own: Own) -> str:
    if own.expected_at is None:
        return ""
    when = explaining.instant(own.expected_at, own.intervention.delegation.meeting)
    return (
        _("%(when)s: beyond the time planned") % {"when": when} if own.is_beyond_the_time else when
    )


def until_of(own: Own) -> str:
    """Return until when the request can be changed."""
    if not own.can_change or own.listed is None:
        return ""
    if own.state == State.WRITTEN:
        return _("You can still change or withdraw it on its page.")
    moment = date_format(own.closes_at, "DATETIME_FORMAT") if own.closes_at else ""
    if own.is_closed_by_hand:
        return _(
            "The secretariat closed the list on %(moment)s. You can still change the speaker, the"
            " language, the minutes and the note, or withdraw the request, until you are called. A"
            " change keeps the place."
        ) % {"moment": moment}
    if own.is_open and not moment:
        return _("You can change or withdraw it until you are called. A change keeps the place.")
    if not own.is_open:
        return _(
            "You can still change the speaker, the language, the minutes and the note, or withdraw the"
            " request, until you are called. A change keeps the place."
        )
    return _(
        "You can change it until %(moment)s, and after that the speaker, the language, the minutes and"
        " the note, until you are called. A change keeps the place."
    ) % {"moment": moment}
