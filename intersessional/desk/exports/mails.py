"""Mails about what belongs to a meeting: to whom, when, and what became of them; not their texts."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.outbox.models import Message, State
from programme.bilaterals.models import Bilateral
from programme.interventions.models import Intervention
from registration.delegations.models import FocalPoint
from registration.meetings.models import Meeting
from registration.registrations.models import Registration, Reminder

from .base import Column, Dataset

# What mails are about, and how it belongs to a meeting.
_ABOUT: list[tuple[Any, str]] = [
    (Registration, "meeting"),
    (Reminder, "meeting"),
    (FocalPoint, "delegation__meeting"),
    (Intervention, "delegation__meeting"),
    (Bilateral, "meeting"),
]


def _mails(meeting: Meeting, _user: User) -> QuerySet[Any]:
    """Return those about its registrations, focal points, reminders, requests and bilaterals.

    Codes to sign in are about nothing of a meeting, and never among them.
    """
    wanted = Q(pk__in=[])
    for model, path in _ABOUT:
        ids = model._default_manager.filter(**{path: meeting}).values("pk")
        wanted |= Q(about_type=model._meta.label_lower, about_id__in=ids)
    return Message.objects.filter(wanted, is_secret=False).defer("text", "raw").order_by("pk")


MAILS = Dataset(
    key="mails",
    title=_("Mails"),
    about=_("One row a mail about registrations, requests and bilaterals; without its text."),
    roles=frozenset({roles.ISU_STAFF}),
    read=_mails,
    filters={"state": "state"},
    states=State.choices,
    columns=[
        Column("number", _("Message number"), lambda row, _known: row.uuid),
        Column("kind", _("Kind"), lambda row, _known: row.kind),
        Column("recipient", _("Recipient"), lambda row, _known: row.recipient),
        Column("subject", _("Subject line"), lambda row, _known: row.subject),
        Column("language", _("Language"), lambda row, _known: row.language),
        Column("state", _("State of the mail"), lambda row, _known: row.get_state_display()),
        Column("created_at", _("Created at"), lambda row, known: known.local(row.created_at)),
        Column("sent_at", _("Sent at"), lambda row, known: known.local(row.sent_at)),
        Column("attempts", _("Attempts"), lambda row, _known: row.attempts),
        Column("note", _("Note"), lambda row, _known: row.note),
    ],
)
