"""Whose badge is printed as it should be, and whose is not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.localised import sort_key
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import State

from ..models import Badge, Scope
from .facts import facts_of, without_font


class Standing(models.TextChoices):
    """Where somebody's badge stands."""

    NEVER = "never", pgettext_lazy("badge", "never printed")
    CHANGED = "changed", _("changed since")
    PRINTED = "printed", pgettext_lazy("badge", "printed")


@dataclass(frozen=True)
class Line:
    """Somebody who is confirmed, with their valid badge if there is one."""

    registration: Registration
    badge: Badge | None
    standing: Standing
    # The entity's name in the reader's language, for sorting and showing.
    delegation: str
    # Characters that no font has.
    missing: str

    @property
    def category(self) -> str:
        """The delegation's category."""
        return str(self.registration.delegation.category)


def lines_of(meeting: Meeting, language: str) -> list[Line]:
    """Return all who are confirmed, by delegation, then as the list has them. Four queries."""
    confirmed = Registration.objects.for_meeting(meeting).filter(state=State.CONFIRMED)
    return lines_about(confirmed, meeting, language)


def lines_about(
    registrations: QuerySet[Registration], meeting: Meeting, language: str
) -> list[Line]:
    """Return the lines of some registrations of a meeting in that order. Four queries."""
    people = list(registrations.in_order().with_shared_delegations())  # type: ignore[attr-defined]
    valid = Badge.objects.valid().filter(meeting=meeting)
    badges = {badge.registration_id: badge for badge in valid}
    lines = [_line(one, badges.get(one.pk), meeting, language) for one in people]
    return sorted(
        lines, key=lambda line: (sort_key(line.delegation), line.registration.delegation_id)
    )


def _line(one: Registration, badge: Badge | None, meeting: Meeting, language: str) -> Line:
    day = meeting.begins_on
    facts = facts_of(one, badge.language if badge else language, day)
    if badge is None or badge.printed_at is None:
        standing = Standing.NEVER
    else:
        standing = Standing.PRINTED if badge.facts == facts else Standing.CHANGED
    name = one.delegation.entity.name_on(day, language)
    return Line(one, badge, standing, name, without_font(facts))


def counts_of(lines: Sequence[Line]) -> Counter[str]:
    """Return how many stand where."""
    return Counter(str(line.standing) for line in lines)


def in_scope(lines: Sequence[Line], scope: str) -> list[Line]:
    """Return the lines whose badges a print of this scope holds."""
    wanted = {
        Scope.TO_PRINT: {Standing.NEVER, Standing.CHANGED},
        Scope.NEVER: {Standing.NEVER},
        Scope.CHANGED: {Standing.CHANGED},
    }.get(Scope(scope), set(Standing))
    return [line for line in lines if line.standing in wanted]


def badges_of(registration: Registration) -> list[Badge]:
    """Return all badges of somebody, the newest first; one query."""
    found: QuerySet[Badge] = Badge.objects.filter(registration=registration)
    return list(found.select_related("issued_by").order_by("-number"))
