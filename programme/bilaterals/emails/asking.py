"""What the office decided about a request for a bilateral, to whoever asked."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message
from registration.meetings.links import lasting_path

from ..models import Ask, AskState


def decided(message: Message) -> Mail:
    """Compose the answer, in the language in which it was asked."""
    found = (
        Ask.objects.select_related(
            *("asked_by", "host__committee", "delegation__entity", "delegation__meeting")
        )
        .prefetch_related("delegation__entity__names")
        .get(pk=message.about_id)
    )
    meeting = found.delegation.meeting
    with translation.override(found.language), timezone.override(meeting.zone):
        context = {
            "meeting": meeting,
            "salutation_name": found.asked_by.name,
            "heading": _heading(found),
            "about": found.host.name,
            "sentences": _sentences(found),
            "facts": _facts(found),
            "button": _("Requests of your delegation"),
            "url": f"{settings.BASE_URL}{lasting_path(meeting, 'bilaterals:ask')}",
            "why": _("You receive this message because you asked for a bilateral meeting."),
        }
        return Mail(
            to=found.asked_by.email,
            subject=render_to_string("mail/bilateral.subject.txt", context).strip(),
            text=render_to_string("mail/bilateral.txt", context).strip() + "\n",
            html=render_to_string("mail/bilateral.html", context),
            reply_to=meeting.contact_email,
        )


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
