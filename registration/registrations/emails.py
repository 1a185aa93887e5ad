"""Composing the mails about a registration, in the language of the person."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst

from intersessional import clock
from intersessional.outbox.composing import Attachment, Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.links import meeting_path
from registration.meetings.wording import days_text

from . import policies, presentation
from .models import Registration
from .transitions import State


def received(message: Message) -> Mail:
    """Compose the acknowledgement of what was received.

    :raises NoLongerNeeded: it has been withdrawn meanwhile, of which another mail tells
    """
    registration = registration_of(message)
    _check_not_withdrawn(registration)
    return compose("registration_received", registration, message.language)


def declined(message: Message) -> Mail:
    """Compose the answer to a registration that was declined.

    :raises NoLongerNeeded: it has been taken up again meanwhile
    """
    registration = registration_of(message)
    if registration.state != State.DECLINED:
        raise NoLongerNeeded(f"The registration is {registration.state}.")
    return compose("registration_declined", registration, message.language)


def amended(message: Message) -> Mail:
    """Compose the answer to a change: what is registered now, and whether it is still confirmed.

    :raises NoLongerNeeded: it has been withdrawn meanwhile, of which another mail tells
    """
    registration = registration_of(message)
    _check_not_withdrawn(registration)
    return compose("registration_amended", registration, message.language)


def withdrawn(message: Message) -> Mail:
    """Compose the answer to a withdrawal."""
    return compose("registration_withdrawn", registration_of(message), message.language)


def _check_not_withdrawn(registration: Registration) -> None:
    if registration.state == State.WITHDRAWN:
        raise NoLongerNeeded(f"The registration is {registration.state}.")


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
        path = meeting_path(meeting, "registrations:receipt", registration.receipt_token)
        own_path = meeting_path(meeting, "registrations:own")
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
