"""Work that goes on in the background, from wherever it comes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from programme.bilaterals.models import Plan
from registration.letters import queries as letters
from registration.letters.models import Batch, Invitation
from registration.letters.models import Standing as Letter
from registration.mailings import queries as mailings
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from ..invitations.groups import groups, label
from ..invitations.presentation import progress_of


@dataclass(frozen=True)
class Work:
    """One piece of work; `wanted` is 0 where nobody knows how much there is."""

    label: str
    url: str
    text: str
    done: int = 0
    wanted: int = 0


def under_way(meeting: Meeting) -> list[Work]:
    """Return what goes on for a meeting; each source asks as much for one piece as for many."""
    return [work for source in SOURCES for work in source(meeting)]


def _invitations(meeting: Meeting) -> list[Work]:
    batches = Batch.objects.for_meeting(meeting).filter(
        approved_at__isnull=False, cancelled_at__isnull=True, paused_at__isnull=True
    )
    waiting = letters.with_standing(Invitation.objects.filter(batch=OuterRef("pk")))
    busy = list(batches.filter(Exists(waiting.filter(standing=Letter.WAITING))))
    if not busy:
        return []
    known = groups(meeting.begins_on)
    labels = {batch.pk: label(known, batch.choice) for batch in busy}
    return [
        Work(
            _("Invitations: %(group)s") % {"group": one.label},
            meeting_path(meeting, "invitations:batch", one.batch.pk),
            one.text,
            one.done,
            one.wanted,
        )
        for one in progress_of(busy, labels)
    ]


def _plans(meeting: Meeting) -> list[Work]:
    return [
        Work(
            _("Plan of bilaterals"),
            meeting_path(meeting, "bilaterals:plan", plan.pk),
            plan.get_state_display(),
        )
        for plan in Plan.objects.for_meeting(meeting).waiting()
    ]


def _messages(meeting: Meeting) -> list[Work]:
    return [
        Work(
            one.title,
            meeting_path(meeting, "mailings:show", one.pk),
            _("%(done)d of %(wanted)d mails have left.") % vars(one),
            one.done,
            one.wanted,
        )
        for one in mailings.under_way(meeting)
    ]


# Whatever works in the background adds itself here: a function of a meeting.
SOURCES: tuple[Callable[[Meeting], list[Work]], ...] = (_invitations, _plans, _messages)
