"""Composing the messages of the staff: from stored rows alone."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations.transitions import ENDED, State

from . import wording
from .models import Mailing, Recipient, Trial
from .values import of_meeting

THROWN_AWAY = gettext_noop("The draft was thrown away.")
NO_ADDRESS = gettext_noop("No address is known any more.")


def to_recipient(message: Message) -> Mail:
    """Compose a message for one of those to whom it was sent."""
    recipients = Recipient.objects.select_related("mailing__meeting")
    return compose(recipients.get(pk=message.about_id))


def to_corrected(message: Message) -> Mail:
    """Compose a message for somebody whose mail did not arrive, to the address that they have now."""
    recipients = Recipient.objects.select_related("mailing__meeting", "registration", "focal_point")
    recipient = recipients.get(pk=message.about_id)
    if not recipient.address_now:
        raise NoLongerNeeded(NO_ADDRESS)
    return replace(compose(recipient), to=recipient.address_now)


def to_oneself(message: Message) -> Mail:
    """Compose the test that somebody sent to themselves, marked as one."""
    trials = Trial.objects.select_related("mailing__meeting", "asked_by")
    trial = trials.filter(pk=message.about_id).first()
    if trial is None:
        raise NoLongerNeeded(THROWN_AWAY)
    return _mail(
        trial.mailing.meeting,
        trial.language,
        to=trial.asked_by.email,
        subject="[Test] " + trial.subject,
        text=trial.text,
        values={**facts(trial.mailing, trial.language), **trial.values},
    )


def compose(recipient: Recipient) -> Mail:
    """Return the mail to a recipient, saved or not: what is previewed is what is sent."""
    mailing, language = recipient.mailing, recipient.language
    return _mail(
        mailing.meeting,
        language,
        to=recipient.email,
        subject=mailing.subject(language),
        text=mailing.text(language),
        values={**facts(mailing, language), **recipient.values},
    )


def facts(mailing: Mailing, language: str) -> dict[str, str]:
    """Return what a message says of the meeting: as it was when sent; of a draft, as it is."""
    if language in mailing.facts:
        return dict(mailing.facts[language])
    with translation.override(language):
        return of_meeting(mailing.meeting)


def check_still_meant(message: Message) -> None:
    """Refuse a message to somebody who has withdrawn since, or no longer is a focal point.

    Who was written to as declined or withdrawn, by the filter, gets it.

    :raises NoLongerNeeded:
    """
    found = Recipient.objects.select_related("mailing", "registration", "focal_point")
    recipient = found.get(pk=message.about_id)
    registration, point = recipient.registration, recipient.focal_point
    meant = recipient.mailing.filters.get("states", ())
    if registration and registration.state in ENDED and registration.state not in meant:
        state = State(registration.state).label
        raise NoLongerNeeded(_("The registration is %(state)s.") % {"state": state})
    if point and (point.ended_at or not point.approved_at):
        raise NoLongerNeeded(_("This focal point was removed."))


def _mail(
    meeting: Meeting, language: str, *, to: str, subject: str, text: str, values: wording.Values
) -> Mail:
    with translation.override(language), timezone.override(meeting.zone):
        filled = wording.subject(subject, values)
        context = {
            "meeting": meeting,
            "subject": filled,
            "text": wording.plain(text, values),
            "paragraphs": wording.paragraphs(text, values),
        }
        return Mail(
            to=to,
            subject=filled,
            text=render_to_string("mail/mailing.txt", context).strip() + "\n",
            html=render_to_string("mail/mailing.html", context),
            reply_to=meeting.contact_email,
        )
