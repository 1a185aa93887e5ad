"""Requests for a bilateral: the news of one to the host, and the answer to those who asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.delegations.models import FocalPoint
from registration.meetings.links import lasting_path

from ..addressees import Reader, acting_for, of_entity, of_focal_point
from ..models import Ask, AskState


def asked(message: Message) -> Mail:
    """Compose the news of a request, for an officer of the host."""
    found = _ask(message)
    reader = _officer(message, found)
    if reader is None:
        raise NoLongerNeeded(_("The officer no longer acts for a host of it."))
    with _as_read_by(reader, found):
        text = _("%(delegation)s asks for a bilateral. Please take the request up, or refuse it.")
        return _mail(
            found,
            reader,
            heading=_("A request for a bilateral"),
            about=found.delegation.name,
            sentences=[text % {"delegation": found.delegation.name}],
            facts=[*_facts(found), (_("Wishes"), found.wishes)],
            button=_("Open the request"),
            page=("bilaterals:request", found.pk),
            why=_("You receive this message because you act for a host of bilaterals."),
        )


def decided(message: Message) -> Mail:
    """Compose the answer, in the language of its reader."""
    found = _ask(message)
    reader = _reader(message, found)
    with _as_read_by(reader, found):
        return _mail(
            found,
            reader,
            heading=_heading(found),
            about=found.host.name,
            sentences=_sentences(found),
            facts=_facts(found),
            button=_("Requests of your delegation"),
            page=("bilaterals:ask",),
            why=_("You receive this message because you act for your delegation."),
        )


def check_asked(message: Message) -> None:
    """Refuse to tell of what was decided meanwhile, or who is no officer of the host any more.

    :raises NoLongerNeeded:
    """
    found = _ask(message)
    if found.state != AskState.OPEN:
        raise NoLongerNeeded(_("The request was decided meanwhile."))
    if _officer(message, found) is None:
        raise NoLongerNeeded(_("The officer no longer acts for a host of it."))


def check_reader(message: Message) -> None:
    """Refuse to write to who no longer acts for the delegation.

    :raises NoLongerNeeded:
    """
    point = _focal_point(message)
    if point and not FocalPoint.objects.acting().filter(pk=point).exists():
        raise NoLongerNeeded(_("The focal point no longer acts for the delegation."))


def _ask(message: Message) -> Ask:
    found: Ask = (
        Ask.objects.select_related(
            *("host__committee", "delegation__entity", "delegation__meeting")
        )
        .prefetch_related("delegation__entity__names")
        .get(pk=message.about_id)
    )
    return found


@contextmanager
def _as_read_by(reader: Reader, found: Ask) -> Iterator[None]:
    with (
        translation.override(reader.language),
        timezone.override(found.delegation.meeting.zone),
    ):
        yield


def _mail(found: Ask, reader: Reader, *, page: tuple[Any, ...], **said: Any) -> Mail:
    meeting = found.delegation.meeting
    context = said | {
        "meeting": meeting,
        "salutation_name": reader.name,
        "facts": [(label, value) for label, value in said["facts"] if value],
        "url": f"{settings.BASE_URL}{lasting_path(meeting, *page)}",
    }
    return Mail(
        to=reader.email,
        subject=render_to_string("mail/bilateral.subject.txt", context).strip(),
        text=render_to_string("mail/bilateral.txt", context).strip() + "\n",
        html=render_to_string("mail/bilateral.html", context),
        reply_to=meeting.contact_email,
    )


def _officer(message: Message, found: Ask) -> Reader | None:
    return acting_for(int(message.key.rpartition("/")[2]), [found.host_id])


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
