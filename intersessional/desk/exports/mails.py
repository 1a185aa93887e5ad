"""Mails about what belongs to a meeting: to whom, when, and what became of them; not their texts."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.outbox.models import Message, State
from programme.agenda.models import Notice as ProgrammeNotice
from programme.bilaterals.models import Ask
from programme.bilaterals.models import Notice as BilateralNotice
from programme.interventions.models import Intervention, Statement, Swap
from registration.attendance.models import Correction
from registration.delegations.models import FocalPoint
from registration.letters.models import Invitation, Letter
from registration.mailings.models import Recipient, Trial
from registration.meetings.models import Meeting
from registration.registrations.models import Registration, Reminder

from .base import Column, Dataset, choice, instant

# What mails are about, and how it belongs to a meeting. Whatever is promised about something else is
# left out, and only accounts are: of no meeting (tests/desk/test_exports.py holds the two together).
ABOUT: list[tuple[Any, str]] = [
    (Registration, "meeting"),
    (Reminder, "meeting"),
    (FocalPoint, "delegation__meeting"),
    (Letter, "meeting"),
    (Invitation, "meeting"),
    (Recipient, "mailing__meeting"),
    (Trial, "mailing__meeting"),
    (Correction, "registration__meeting"),
    (ProgrammeNotice, "publication__meeting"),
    (Intervention, "delegation__meeting"),
    (Statement, "intervention__delegation__meeting"),
    (Swap, "proposer__delegation__meeting"),
    (BilateralNotice, "bilateral__meeting"),
    (Ask, "delegation__meeting"),
]


def _mails(meeting: Meeting, _user: User) -> QuerySet[Any]:
    """Return those about what belongs to it, from the first invitation to the corrected list.

    Codes to sign in are about nothing of a meeting, and never among them.
    """
    wanted = Q(pk__in=[])
    for model, path in ABOUT:
        ids = model._default_manager.filter(**{path: meeting}).values("pk")
        wanted |= Q(about_type=model._meta.label_lower, about_id__in=ids)
    return Message.objects.filter(wanted, is_secret=False).order_by("pk")


MAILS = Dataset(
    key="mails",
    title=_("Mails"),
    about=_(
        "One row a mail about invitations, registrations, letters, your own messages, the programme,"
        " requests and bilaterals; without its text. Mails about accounts are not among them."
    ),
    roles=frozenset({roles.ISU_STAFF}),
    read=_mails,
    filters={"state": "state"},
    states=State.choices,
    columns=[
        Column("number", _("Message number"), "uuid"),
        Column("kind", _("Kind"), "kind"),
        Column("recipient", _("Recipient"), "recipient"),
        Column("subject", _("Subject line"), "subject"),
        Column("language", _("Language"), "language"),
        Column("state", _("State of the mail"), "state", choice(Message, "state")),
        Column("created_at", _("Created at"), "created_at", instant),
        Column("sent_at", _("Sent at"), "sent_at", instant),
        Column("attempts", _("Attempts"), "attempts"),
        Column("note", _("Note"), "note"),
    ],
)
