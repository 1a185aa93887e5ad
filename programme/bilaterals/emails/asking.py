"""What the office decided about a request for a bilateral, to those who act for the delegation."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.delegations.models import FocalPoint
from registration.meetings.links import lasting_path

from ..addressees import Reader, of_entity, of_focal_point
from ..models import Ask, AskState


def decided(message: Message) -> Mail:
    """Compose the answer, in the language of its reader."""
    found = (
        Ask.objects.select_related(
            *("host__committee", "delegation__entity", "delegation__meeting")
        )
        .prefetch_related("delegation__entity__names")
        .get(pk=message.about_id)
    )
    meeting, reader = found.delegation.meeting, _reader(message, found)
    with translation.override(reader.language), timezone.override(meeting.zone):
        context = {
            "meeting": meeting,
            "salutation_name": reader.name,
            "heading": _heading(found),
            "about": found.host.name,
            "sentences": _sentences(found),
            "facts": _facts(found),
            "button": _("Requests of your delegation"),
            "url": f"{settings.BASE_URL}{lasting_path(meeting, 'bilaterals:ask')}",
            "why": _("You receive this message because you act for your delegation."),
        }
        return Mail(
            to=reader.email,
            subject=render_to_string("mail/bilateral.subject.txt", context).strip(),
            text=render_to_string("mail/bilateral.txt", context).strip() + "\n",
            html=render_to_string("mail/bilateral.html", context),
            reply_to=meeting.contact_email,
        )


def check_reader(message: Message) -> None:
    """Refuse to write to who no longer acts for the delegation.

    :raises NoLongerNeeded:
    """
    point = _focal_point(message)
    if point and not FocalPoint.objects.acting().filter(pk=point).exists():
        raise NoLongerNeeded(_("The focal point no longer acts for the delegation."))


def _focal_point(message: Message) -> int:
    """Return the key of the focal point to whom a message goes; 0 is the entity at its address."""
    return int(message.key.rpartition("/")[2])


def _reader(message: Message, found: Ask) -> Reader:
    point = _focal_point(message)
    if point:
        return of_focal_point(FocalPoint.objects.get(pk=point))
    return of_entity(found.delegation)


def _heading(found: Ask) -> str:
    if found.state == AskState.TAKEN_UP:
        return _("Your request for a bilateral is taken up")
    return _("Your request for a bilateral")


def _sentences(found: Ask) -> list[str]:
    if found.state == AskState.TAKEN_UP:
        return [
            _(
                "Your request is considered when the day is planned. Should a time be found, your"
                " delegation is invited by e-mail."
            )
        ]
    return [
        _("We are sorry: your request cannot be met."),
        _("The reason: %(reason)s") % {"reason": found.answer},
    ]


def _facts(found: Ask) -> list[tuple[str, str]]:
    return [
        (_("Host"), found.host.name),
        (_("Delegation"), found.delegation.name),
        (_("Subject"), found.reason),
        (_("State"), capfirst(found.get_state_display())),
    ]
