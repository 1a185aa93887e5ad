"""Where everything else of the desk is: one table, of which the page shows each entry."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

_PEOPLE, _LETTERS = _("People and delegations"), _("Letters and messages")
_PROGRAMME, _BILATERALS = _("Programme and floor"), _("Bilaterals")
_SITE = _("Meetings and records")

# What only administrators open.
_FOR_ADMINISTRATORS: tuple[tuple[Any, Any, str], ...] = (
    (_SITE, _("Accounts of staff"), "staff:index"),
)

# Group, label, name of the address; those of one group stand together.
TOOLS: tuple[tuple[Any, Any, str], ...] = (
    (_PEOPLE, _("Who is missing"), "missing:index"),
    (_PEOPLE, _("Send a sheet"), "sheets:desk_start"),
    (_PEOPLE, _("List of participants"), "participants:index"),
    (_PEOPLE, _("Badges"), "badges:index"),
    (_PEOPLE, _("Check-in"), "checkin:index"),
    (_PEOPLE, _("Who is in the house"), "checkin:house"),
    (_PEOPLE, _("Delegations"), "admin:delegations_delegation_changelist"),
    (_PEOPLE, _("States and organisations"), "admin:delegations_entity_changelist"),
    (_PEOPLE, _("Quotas"), "admin:registrations_quota_changelist"),
    (_PEOPLE, _("Extensions of the closing"), "admin:registrations_extension_changelist"),
    (_LETTERS, _("Invitations"), "invitations:index"),
    (_LETTERS, _("Letters"), "admin:letters_letter_changelist"),
    (_LETTERS, _("Certificates of attendance"), "certificates:index"),
    (_LETTERS, _("Messages to people"), "mailings:index"),
    (_LETTERS, _("Mails"), "admin:outbox_message_changelist"),
    (_PROGRAMME, _("Edit the programme"), "agenda:editor"),
    (_PROGRAMME, _("Publish the programme"), "agenda:publish"),
    (_PROGRAMME, _("Documents"), "agenda:documents"),
    (_PROGRAMME, _("Statements"), "statements:index"),
    (_PROGRAMME, _("Who spoke"), "speakers:record"),
    (_PROGRAMME, _("Speaking in figures"), "speakers:statistics"),
    (_BILATERALS, _("Candidates"), "bilaterals:candidates"),
    (_BILATERALS, _("Plans"), "bilaterals:plans"),
    (_BILATERALS, _("Invitations to bilaterals"), "bilaterals:invitations"),
    (_BILATERALS, _("The day"), "bilaterals:day"),
    (_BILATERALS, _("Papers of the day"), "bilaterals:papers"),
    (_SITE, _("Meetings, and the next one"), "next_meeting:index"),
    (_SITE, _("Statistics"), "statistics:index"),
    (_SITE, _("Exports"), "exports:index"),
    (_SITE, _("Personal data"), "privacy:index"),
    (_SITE, _("What was done, and by whom"), "admin:audit_auditentry_changelist"),
    (_SITE, _("Everything in the admin site"), "admin:index"),
)


_OF_NO_MEETING = ("admin:", "staff:")


@dataclass(frozen=True)
class ToolGroup:
    """Pages that belong together."""

    label: Any
    tools: list[dict[str, Any]]


def tools_of(meeting: Meeting, viewer: User) -> list[ToolGroup]:
    """Return the tools of a viewer in their groups, with addresses for a meeting; no query."""
    tools = TOOLS + (_FOR_ADMINISTRATORS if viewer.is_superuser else ())
    return [
        ToolGroup(
            group, [{"label": label, "url": _path(meeting, name)} for _g, label, name in found]
        )
        for group, found in groupby(tools, key=lambda tool: tool[0])
    ]


def _path(meeting: Meeting, name: str) -> str:
    return reverse(name) if name.startswith(_OF_NO_MEETING) else meeting_path(meeting, name)
