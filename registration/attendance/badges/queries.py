"""Whose badge is printed as it should be, and whose is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.localised import sort_key
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting
from registration.registrations.models import Registration, RegistrationQuerySet
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
    return lines_about(confirmed_of(meeting), meeting, language)


def confirmed_of(meeting: Meeting) -> RegistrationQuerySet:
    """Return all who have a badge, or are to get one."""
    return Registration.objects.for_meeting(meeting).filter(state=State.CONFIRMED)


def lines_about(
    registrations: QuerySet[Registration], meeting: Meeting, language: str
) -> list[Line]:
    """Return the lines of some registrations of a meeting in that order. Four queries."""
    people = registrations.in_order().with_shared_delegations()  # type: ignore[attr-defined]
    return _lines(list(people), meeting, language)


def lines_with(
    registrations: QuerySet[Registration],
    delegations: Mapping[int, Delegation],
    meeting: Meeting,
    language: str,
) -> list[Line]:
    """Return the same, with delegations that are known already. Two queries."""
    people = list(registrations.in_order())  # type: ignore[attr-defined]
    for one in people:
        one.delegation = delegations[one.delegation_id]
    return _lines(people, meeting, language)


def _lines(people: list[Registration], meeting: Meeting, language: str) -> list[Line]:
    valid = Badge.objects.valid().filter(registration__in=people) if people else ()
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


def wanted_in(scope: str) -> set[Standing]:
    """Return where those stand whose badges a print of this scope holds."""
    return {
        Scope.TO_PRINT: {Standing.NEVER, Standing.CHANGED},
        Scope.NEVER: {Standing.NEVER},
        Scope.CHANGED: {Standing.CHANGED},
    }.get(Scope(scope), set(Standing))


def in_scope(lines: Sequence[Line], scope: str) -> list[Line]:
    """Return the lines whose badges a print of this scope holds."""
    return [line for line in lines if line.standing in wanted_in(scope)]


def badges_of(registration: Registration) -> list[Badge]:
    """Return all badges of somebody, the newest first; one query."""
    found: QuerySet[Badge] = Badge.objects.filter(registration=registration)
    return list(found.select_related("issued_by").order_by("-number"))
