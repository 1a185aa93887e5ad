"""What delivered statements add up to: how many and how long, by item, category, rank, role and gender.

A statement counts once, whoever gives it; who speaks twice counts twice. A point of order is none, nor
is what was written, withdrawn or never heard. Staff, interpreters and media are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registration.delegations.models import Category
from registration.registrations.answers import LEAST_COVERAGE, NOT_COUNTED, UNSAID, Answers
from registration.registrations.models import Gender, Role

from ..models import ProtocolLevel
from .record import MeetingRecord, Turn

__all__ = ["LEAST_COVERAGE", "Row", "Statement", "Statistics", "Table", "statistics_of"]


@dataclass(frozen=True)
class Statement:
    """A delivered statement, as far as it is counted. `who` tells one speaker from another."""

    item: int
    category: str
    level: int
    role: str
    gender: str
    seconds: int
    who: tuple[str, int]

    @classmethod
    def of(cls, turn: Turn, item: int) -> "Statement":
        """Take what counts from a record."""
        row, speaker = turn.intervention, turn.registration
        return cls(
            item=item,
            category=row.delegation.category,
            level=row.protocol_level,
            role=speaker.role if speaker else "",
            gender=(speaker.gender if speaker else "") or UNSAID,
            seconds=turn.seconds,
            who=("person", speaker.pk) if speaker else ("delegation", row.delegation_id),
        )


@dataclass(frozen=True)
class Row(Answers):
    """A row of a table: those statements that have something in common."""

    label: str
    statements: Sequence[Statement]

    @property
    def answers(self) -> Sequence[str]:
        """What the speaker of each answered, or that nobody was named."""
        return [one.gender for one in self.statements]

    @property
    def seconds(self) -> int:
        """How long they took together."""
        return sum(one.seconds for one in self.statements)

    @property
    def minutes(self) -> float:
        """The same in minutes, to a tenth."""
        return round(self.seconds / 60, 1)

    @property
    def people(self) -> int:
        """How many speakers they are of; one who was not named counts as one of the delegation."""
        return len({one.who for one in self.statements})


@dataclass(frozen=True)
class Table:
    """A table: its key, its title, what its rows are, and their sum."""

    key: str
    title: str
    heading: str
    rows: list[Row]
    total: Row


@dataclass(frozen=True)
class Statistics:
    """All of it: the tables, the table by gender apart, and how many statements were left out."""

    tables: list[Table]
    genders: Table
    total: Row
    left_out: int


def statistics_of(record: MeetingRecord) -> Statistics:
    """Count what a record says, in the reader's language; no query."""
    turns = [
        (turn, item.item.number if item.item else 0)
        for item in record.items
        for part in item.parts
        for turn in part.statements
    ]
    counted = [Statement.of(turn, number) for turn, number in turns if _counts(turn)]
    total = Row(_("All"), counted)

    def table(key: str, title: str, heading: str, rows: Iterable[Row]) -> Table:
        return Table(key, title, heading, list(rows), total)

    items = [(item.item.number if item.item else 0, item.title) for item in record.items]
    tables = [
        table("item", _("By item"), pgettext("of the agenda", "Item"), _by("item", items, counted)),
        table(
            "category",
            _("By category of the delegation"),
            _("Category"),
            _by("category", _labels(Category), counted),
        ),
        table(
            "level",
            _("By protocol level of the speaker"),
            _("Protocol level"),
            _by("level", _labels(ProtocolLevel), counted),
        ),
        table(
            "role",
            _("By role of the speaker in the delegation"),
            _("Role"),
            _by("role", [*_labels(Role), ("", _("Speaker not named"))], counted),
        ),
    ]
    genders = table(
        "gender",
        _("By gender of the speaker"),
        _("Gender"),
        _by("gender", _gender_labels(), counted),
    )
    return Statistics(tables, genders, total, left_out=len(turns) - len(counted))


def _counts(turn: Turn) -> bool:
    speaker = turn.registration
    return speaker is None or speaker.participation not in NOT_COUNTED


def _by(
    field: str, values: Iterable[tuple[Any, str]], statements: Sequence[Statement]
) -> list[Row]:
    return [
        Row(label, [one for one in statements if getattr(one, field) == value])
        for value, label in values
    ]


def _labels(choices: Any) -> list[tuple[Any, str]]:
    return [(one.value, capfirst(str(one.label))) for one in choices]


def _gender_labels() -> list[tuple[str, str]]:
    return [
        (Gender.WOMAN, _("Women")),
        (Gender.MAN, _("Men")),
        (Gender.ANOTHER, _("Another answer")),
        (UNSAID, _("Did not say, or not named")),
    ]
