"""Composing the mails to focal points."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.meetings.queries import know_if_current

from .models import Delegation, FocalPoint


def added(message: Message, closing: Callable[[Delegation], dict[str, object]]) -> Mail:
    """Compose the mail by which a focal point learns what to do, and where.

    `closing` says until when, which a part above this one knows.
    """
    focal_point = FocalPoint.objects.select_related(
        "delegation__meeting", "delegation__entity"
    ).get(pk=message.about_id)
    delegation = focal_point.delegation
    context = {
        "focal_point": focal_point,
        "salutation_name": focal_point.name,
        "delegation": delegation,
        **closing(delegation),
    }
    return compose("focal_point_added", focal_point.email, delegation.meeting, context, message)


def refused(message: Message) -> Mail:
    """Compose the answer to somebody who asked to be a focal point, and is not."""
    focal_point = FocalPoint.objects.select_related(
        "delegation__meeting", "delegation__entity"
    ).get(pk=message.about_id)
    delegation = focal_point.delegation
    context = {"salutation_name": focal_point.name, "delegation": delegation}
    return compose("focal_point_refused", focal_point.email, delegation.meeting, context, message)


def check_acting(message: Message) -> None:
    """Refuse the mail to somebody who was removed again.

    :raises NoLongerNeeded:
    """
    if not FocalPoint.objects.acting().filter(pk=message.about_id).exists():
        raise NoLongerNeeded(_("This focal point was removed."))


def compose(
    kind: str, to: str, meeting: Meeting, context: dict[str, object], message: Message
) -> Mail:
    """Return the mail `templates/mail/<kind>.*` to an address about a delegation."""
    with translation.override(message.language), timezone.override(meeting.zone):
        context = {
            "meeting": meeting,
            "delegation_url": f"{settings.BASE_URL}{delegation_path(message.language, meeting)}",
            **context,
        }
        return Mail(
            to=to,
            subject=render_to_string(f"mail/{kind}.subject.txt", context).strip(),
            text=render_to_string(f"mail/{kind}.txt", context).strip() + "\n",
            html=render_to_string(f"mail/{kind}.html", context),
            reply_to=meeting.contact_email,
        )


def delegation_path(language: str, meeting: Meeting) -> str:
    """Return the path of the delegation's page, which lies in a part above this one."""
    prefix = "" if language == "en" else f"/{language}"
    know_if_current(meeting, at=clock.now())
    if not meeting.is_current:
        prefix += f"/m/{meeting.slug}"
    return f"{prefix}/delegation/"
