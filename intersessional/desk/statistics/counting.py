"""What people add up to: by category, by role, heads, and how delegations are made up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registration.delegations.models import Category
from registration.registrations.answers import UNSAID, Answers
from registration.registrations.models import Gender, Role

from .population import Counted, Known, inside_of


@dataclass(frozen=True)
class Group(Answers):
    """Those people who have something in common; `key` is the same in all languages."""

    key: str
    label: str
    people: Sequence[Counted]

    @property
    def answers(self) -> Sequence[str]:
        """What each of them answered."""
        return [one.gender for one in self.people]

    @property
    def delegations(self) -> int:
        """In how many delegations they are."""
        return len({one.delegation for one in self.people})

    @property
    def inside(self) -> "Group":
        """Those of them who have checked in."""
        return Group(self.key, self.label, inside_of(self.people))

    @property
    def erased(self) -> int:
        """Of how many of them the answer is known as one of a sum alone."""
        return sum(one.known is not Known.BY_PERSON for one in self.people)


class Composition(StrEnum):
    """How a delegation is made up, as far as each of it has answered."""

    ONE_WOMAN = "one_woman"
    ONE_MAN = "one_man"
    WOMEN = "women"
    MEN = "men"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Compositions:
    """How many delegations are made up in which way; each delegation is in one row."""

    numbers: dict[Composition, int]

    @property
    def all(self) -> int:
        """All delegations."""
        return sum(self.numbers.values())

    @property
    def known(self) -> int:
        """Those of which every answer is known."""
        return self.all - self.numbers[Composition.UNKNOWN]

    @property
    def only_women(self) -> tuple[int, int]:
        """Delegations of women only: with those of one person, and without."""
        several = self.numbers[Composition.WOMEN]
        return several + self.numbers[Composition.ONE_WOMAN], several

    @property
    def only_men(self) -> tuple[int, int]:
        """Delegations of men only: with those of one person, and without."""
        several = self.numbers[Composition.MEN]
        return several + self.numbers[Composition.ONE_MAN], several


@dataclass(frozen=True)
class Count:
    """All of it, for one population."""

    all: Group
    categories: list[Group]
    roles: list[Group]
    compositions: Compositions

    @property
    def heads(self) -> Group:
        """Those who are flagged as head of their delegation."""
        return self.roles[0]


def count(people: Sequence[Counted]) -> Count:
    """Count people, with the words of the active language; no query."""
    return Count(
        all=Group("all", _("All"), people),
        categories=[
            Group(f"category:{one.value}", label, [p for p in people if p.category == one])
            for one, label in _labels(Category)
        ],
        roles=[
            Group(f"role:{one.value}", label, _as_of_roles(p for p in people if p.role == one))
            for one, label in _labels(Role)
        ],
        compositions=_compositions(people),
    )


def composition_labels() -> dict[Composition, str]:
    """Return what each way is called."""
    return {
        Composition.ONE_WOMAN: _("One person, a woman"),
        Composition.ONE_MAN: _("One person, a man"),
        Composition.WOMEN: _("Several people, women only"),
        Composition.MEN: _("Several people, men only"),
        Composition.MIXED: _("Any other, every answer known"),
        Composition.UNKNOWN: _("Not every answer is known"),
    }


def _labels(choices: type[Category] | type[Role]) -> Iterable[tuple[Category | Role, str]]:
    return ((one, capfirst(str(one.label))) for one in choices)


def _as_of_roles(people: Iterable[Counted]) -> list[Counted]:
    """Return people without the answers that are known by category alone."""
    return [
        replace(one, gender=UNSAID) if one.known is Known.BY_CATEGORY else one for one in people
    ]


def _compositions(people: Iterable[Counted]) -> Compositions:
    answers: dict[int, list[str]] = defaultdict(list)
    for one in people:
        # Of a delegation no sum is kept.
        is_known = one.known is Known.BY_PERSON
        answers[one.delegation].append(one.gender if is_known else UNSAID)
    found = Counter(_composition(one) for one in answers.values())
    return Compositions({one: found[one] for one in Composition})


def _composition(answers: Sequence[str]) -> Composition:
    said = set(answers)
    if UNSAID in said:
        return Composition.UNKNOWN
    is_one = len(answers) == 1
    if said == {Gender.WOMAN}:
        return Composition.ONE_WOMAN if is_one else Composition.WOMEN
    if said == {Gender.MAN}:
        return Composition.ONE_MAN if is_one else Composition.MEN
    return Composition.MIXED
