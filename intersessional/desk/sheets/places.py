"""Whose sheets a page is about: one delegation's, or all for the staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from intersessional.accounts.models import User
from registration.delegations.models import Category, Delegation, Entity
from registration.delegations.queries import with_categories
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import policies
from registration.registrations.forms.sheet import Entities, RowChecker
from registration.registrations.models import Sheet
from registration.registrations.sheets.columns import LABELS
from registration.registrations.sheets.rows import CheckedRow

from ..delegation.managed import delegation_or_404, page_of


@dataclass(frozen=True)
class Place:
    """A delegation, or None for all, and the addresses of its steps."""

    meeting: Meeting
    delegation: Delegation | None
    back_url: str

    @property
    def allowed(self) -> Sequence[str]:
        """What a column may hold here."""
        return [name for name in LABELS if name != "delegation" or self.delegation is None]

    def path(self, name: str, *arguments: str) -> str:
        """Return the address of a step."""
        if self.delegation is None:
            return meeting_path(self.meeting, f"sheets:desk_{name}", *arguments)
        code = self.delegation.entity.code
        return meeting_path(self.meeting, f"sheets:{name}", code, *arguments)

    def sheet_or_404(self, request: HttpRequest, token: str) -> Sheet:
        """Return a sheet that the actor has sent here, and whose day has not passed."""
        mine = Sheet.objects.of(request.user).filter(
            meeting=self.meeting, delegation=self.delegation, expires_at__gt=timezone.now()
        )
        sheet: Sheet = get_object_or_404(mine, token=token)
        sheet.meeting, sheet.delegation = self.meeting, self.delegation
        return sheet

    def is_late_for(self, user: User, *, at: datetime) -> bool:
        """Say whether new people come after the closing; the staff's are never late. Two queries."""
        if self.delegation is None or user.is_staff:
            return False
        return policies.is_late_for(self.delegation, at=at)

    def checked(self, sheet: Sheet, *, at: datetime) -> list[CheckedRow]:
        """Return the rows of a sheet, checked; two queries at most."""
        whose: tuple[Entity, Category] | Entities
        if self.delegation is None:
            day = self.meeting.begins_on
            whose = Entities(with_categories(Entity.objects.listed().named_on(day), day))
        else:
            whose = (self.delegation.entity, Category(self.delegation.category))
        checker = RowChecker(sheet.columns, meeting=self.meeting, at=at, whose=whose)
        return [checker.check((row[0], row[1])) for row in sheet.rows[int(sheet.has_heading) :]]


def of_delegation(request: HttpRequest, code: str) -> Place:
    """Return the place of a delegation that the actor manages."""
    delegation = delegation_or_404(request, code)
    return Place(meeting_of(request), delegation, page_of(request, delegation))


def of_desk(request: HttpRequest) -> Place:
    """Return the place of the staff."""
    meeting = meeting_of(request)
    return Place(meeting, None, meeting_path(meeting, "missing:index"))
