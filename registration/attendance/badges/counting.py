"""How many badges stand where, counted by the database; only people who are shown are read.

What a badge says of a person is compared there. What it says of the delegation (the entity’s name in
the badge’s language, the kind) is the same for many, and is compared here, once for all of them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, Q, When
from django.db.models.fields.json import KeyTextTransform

from intersessional.localised import LANGUAGES, sort_key
from registration.delegations.models import Delegation
from registration.letters.glyphs import PLAIN
from registration.meetings.models import Meeting
from registration.registrations.models import RegistrationQuerySet

from ..models import BadgeState
from .facts import kind_of
from .queries import Line, Standing, confirmed_of, in_scope, lines_with, wanted_in

# What a badge says of a person alone.
_OF_THE_PERSON = ("given_names", "family_name", "function")
_UNUSUAL = f"[^{PLAIN}]"


@dataclass(frozen=True)
class Choice:
    """Whose badges a page shows: where they stand, of which category and delegation, if any."""

    scope: str
    category: str = ""
    delegation: str = ""

    def takes(self, standing: Standing, delegation: Delegation) -> bool:
        """Say whether it is about people of a delegation who stand there."""
        return (
            standing in wanted_in(self.scope)
            and self.category in {"", delegation.category}
            and self.delegation in {"", delegation.entity.code}
        )


@dataclass(frozen=True)
class Group:
    """Some of a delegation whose badges stand at the same, and for the same reason."""

    delegation: Delegation
    name: str
    standing: Standing
    number: int
    # What the database was asked of them.
    is_printed: bool
    is_same: bool


class Counted:
    """All who are confirmed at a meeting, in groups; three queries."""

    def __init__(self, meeting: Meeting, language: str) -> None:
        self.meeting, self.language = meeting, language
        self.registrations = _compared(confirmed_of(meeting))
        rows = list(_counted(self.registrations))
        found = Delegation.objects.filter(pk__in={row["delegation"] for row in rows})
        self.delegations: dict[int, Delegation] = {one.pk: one for one in found.with_names()}
        self.groups = sorted(
            map(self._group, rows), key=lambda one: (sort_key(one.name), one.delegation.pk)
        )

    @property
    def counts(self) -> Counter[str]:
        """How many stand where."""
        found: Counter[str] = Counter()
        for group in self.groups:
            found[str(group.standing)] += group.number
        return found

    def chosen(self, choice: Choice) -> list[Group]:
        """Return the groups that are chosen, in the order of the list."""
        return [one for one in self.groups if choice.takes(one.standing, one.delegation)]

    def lines(self, choice: Choice, groups: Sequence[Group]) -> list[Line]:
        """Return the lines of those chosen in some groups, and of whom no font may have; two queries."""
        wanted = self.registrations.filter(_like(groups) | self._unusual())
        lines = lines_with(wanted, self.delegations, self.meeting, self.language)
        return [
            line
            for line in in_scope(lines, choice.scope)
            if choice.takes(line.standing, line.registration.delegation)
        ]

    def _group(self, row: dict[str, Any]) -> Group:
        delegation = self.delegations[row["delegation"]]
        return Group(
            delegation,
            self._name(delegation, self.language),
            self._standing(row, delegation),
            row["number"],
            row["is_printed"],
            row["is_same"],
        )

    def _standing(self, row: dict[str, Any], delegation: Delegation) -> Standing:
        if not row["is_printed"]:
            return Standing.NEVER
        is_same = (
            row["is_same"]
            and row["said_entity"] == self._name(delegation, row["said_language"])
            and row["said_kind"] == kind_of(row["participation"], delegation.category)
        )
        return Standing.PRINTED if is_same else Standing.CHANGED

    def _name(self, delegation: Delegation, language: str) -> str:
        name: str = delegation.entity.name_on(self.meeting.begins_on, language)
        return name

    def _unusual(self) -> Q:
        """Return the condition of all whose badge may have a sign that no font has."""
        names = {
            pk: "".join(self._name(one, language) for language in LANGUAGES)
            for pk, one in self.delegations.items()
        }
        found = Q(delegation__in=[pk for pk, text in names.items() if re.search(_UNUSUAL, text)])
        for name in _OF_THE_PERSON:
            found |= Q(**{f"{name}__regex": _UNUSUAL})
        return found


def _compared(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Add what the valid badge says, and whether it says of the person what is true."""
    valid = FilteredRelation("badges", condition=Q(badges__state=BadgeState.VALID))
    same = {name: _said(name) for name in _OF_THE_PERSON}
    return registrations.annotate(valid=valid).annotate(
        is_printed=Case(When(valid__printed_at__isnull=False, then=True), default=False),
        is_same=Case(When(**same, then=True), default=False),
        said_language=F("valid__language"),
        said_entity=_said("entity"),
        said_kind=_said("kind"),
    )


def _said(name: str) -> KeyTextTransform:
    return KeyTextTransform(name, F("valid__facts"))


def _counted(registrations: RegistrationQuerySet) -> Iterable[dict[str, Any]]:
    same = ("is_printed", "is_same", "said_language", "said_entity", "said_kind")
    return (
        registrations.order_by()
        .values("delegation", "participation", *same)
        .annotate(number=Count("pk"))
    )


def _like(groups: Sequence[Group]) -> Q:
    """Return the condition of all in these groups; of their delegations a few more may come along."""
    return Q(
        delegation__in={one.delegation.pk for one in groups},
        is_printed__in={one.is_printed for one in groups},
        is_same__in={one.is_same for one in groups},
    )
