"""Composing the mails about a registration, in the language of the person."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.outbox.composing import Attachment, Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.wording import days_text

from . import policies, presentation
from .models import Registration
from .transitions import State


def received(message: Message) -> Mail:
    """Compose the acknowledgement of what was received."""
    return compose("registration_received", registration_of(message), message.language)


def declined(message: Message) -> Mail:
    """Compose the answer to a registration that was declined."""
    return compose("registration_declined", registration_of(message), message.language)


def check_declined(message: Message) -> None:
    """Refuse the answer to a registration that has been taken up again.

    :raises NoLongerNeeded:
    """
    check_state(message, State.DECLINED)


def check_state(message: Message, wanted: State) -> None:
    """Refuse a message whose registration is not in the state that the message tells of.

    :raises NoLongerNeeded:
    """
    state = _state_of(message)
    if state != wanted:
        raise _no_longer(state)


def _state_of(message: Message) -> State:
    return State(Registration.objects.values_list("state", flat=True).get(pk=message.about_id))


def _no_longer(state: State) -> NoLongerNeeded:
    return NoLongerNeeded(_("The registration is %(state)s.") % {"state": state.label})


def amended(message: Message) -> Mail:
    """Compose the answer to a change: what is registered now, and whether it is still confirmed."""
    return compose("registration_amended", registration_of(message), message.language)


def withdrawn(message: Message) -> Mail:
    """Compose the answer to a withdrawal."""
    return compose("registration_withdrawn", registration_of(message), message.language)


def check_not_withdrawn(message: Message) -> None:
    """Refuse a message about a registration that was withdrawn, of which another mail tells.

    :raises NoLongerNeeded:
    """
    state = _state_of(message)
    if state == State.WITHDRAWN:
        raise _no_longer(state)


def registration_of(message: Message) -> Registration:
    """Return the registration that a message is about, ready to be described."""
    registrations = Registration.objects.with_delegation().select_related("meeting")
    return registrations.get(pk=message.about_id)


def compose(
    kind: str,
    registration: Registration,
    language: str,
    attachments: tuple[Attachment, ...] = (),
) -> Mail:
    """Return the mail `templates/mail/<kind>.*` about a registration, in a language."""
    meeting = registration.meeting
    with translation.override(language), timezone.override(meeting.zone):
        # Without the meeting: the page itself leads to it once another one is the current one.
        path = reverse("registrations:receipt", args=[registration.receipt_token])
        own_path = reverse("registrations:own")
        context = {
            "registration": registration,
            "meeting": meeting,
            "receipt_url": settings.BASE_URL + path,
            "is_open": not policies.is_late(meeting, at=clock.now()),
            "own_url": settings.BASE_URL + own_path,
            "is_to_be_confirmed_again": policies.is_to_be_confirmed_again(registration),
            "salutation_name": presentation.salutation_name(registration),
            "listed_as": presentation.listed_as(registration),
            "days_text": capfirst(days_text(registration.days)),
        }
        return Mail(
            to=registration.email,
            subject=render_to_string(f"mail/{kind}.subject.txt", context).strip(),
            text=render_to_string(f"mail/{kind}.txt", context).strip() + "\n",
            html=render_to_string(f"mail/{kind}.html", context),
            reply_to=meeting.contact_email,
            attachments=attachments,
        )
