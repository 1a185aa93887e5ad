"""The same for everybody: without a State's name, and with small numbers hidden (`hiding`).

Women and men are one table of their own here, in which another answer and none are one number, always
(see docs/decisions/0016). Their share is told as far as the numbers that are shown allow.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from .hiding import LEAST, hidden
from .statistics import LEAST_COVERAGE, Row, Statistics, Table

# A rough share fits several numbers of women, whoever did not say: of so many statements, to so many per
# cent, and between these shares. Only what is published decides whether it is told.
ENOUGH_FOR_ROUGH, STEP = 50, 5
ROUGH = range(20, 81)


@dataclass(frozen=True)
class PublicRow:
    """A row as everybody sees it: `count` and `minutes` are None where they are hidden."""

    label: str
    count: int | None
    minutes: int | None


@dataclass(frozen=True)
class PublicTable:
    """A table as everybody sees it, with its sum."""

    key: str
    title: str
    heading: str
    rows: list[PublicRow]
    total: PublicRow

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is shown."""
        return all(one.count is None for one in self.rows)

    @property
    def hides_any(self) -> bool:
        """Whether something of it is hidden."""
        return any(one.count is None for one in self.rows)


@dataclass(frozen=True)
class Shares:
    """What is told of the share of women, and for how many statements the gender is known."""

    women: str
    coverage: str
    is_thin: bool


@dataclass(frozen=True)
class PublicStatistics:
    """What everybody may see; `shares` is None where they would tell too much."""

    tables: list[PublicTable]
    genders: PublicTable
    total: PublicRow
    shares: Shares | None

    @property
    def all_tables(self) -> list[PublicTable]:
        """The tables, the one by gender among them."""
        return [*self.tables, self.genders]


def public_statistics(statistics: Statistics) -> PublicStatistics | None:
    """Return what may be published; None where there are too few statements for anything."""
    if _is_small(statistics.total):
        return None
    genders, shares = _genders(_merged(statistics.genders))
    telling = _telling(statistics) if genders.rows[-1].count is not None else None
    return PublicStatistics(
        tables=[_public(table, telling=telling) for table in statistics.tables],
        genders=genders,
        total=_shown(statistics.total),
        shares=shares,
    )


def _genders(table: Table) -> tuple[PublicTable, Shares | None]:
    """Return women, men and all others, and what is told of the shares.

    With all three shown, anybody can reckon between what the share of women lies. Where nearly everybody
    has said, their number alone would be small: then no number is shown, and the share only roughly, so
    that nobody can reckon how many did not say.
    """
    women, men, rest = table.rows
    if not any(map(_is_small, table.rows)):
        return _public(table), _exact(women.count, men.count, table.total.count)
    percent = _rough(women.count, women.count + men.count + rest.another)
    if table.total.count >= ENOUGH_FOR_ROUGH and _is_small(rest) and percent in ROUGH:
        shares = Shares(
            _("about %(percent)d %%") % {"percent": percent},
            _("more than %(percent)d %%") % {"percent": LEAST_COVERAGE},
            is_thin=False,
        )
        rows = [_shown(row, is_hidden=True) for row in table.rows]
        return replace(_public(table), rows=rows), shares
    return _public(table), None


def _exact(women: int, men: int, total: int) -> Shares:
    """Tell what the numbers that are shown say: who gave another answer is among all others."""
    known = 100 * (women + men) // total
    return Shares(
        _span(round(100 * women / total), round(100 * women / (women + men))),
        _span(known, 100),
        is_thin=known < LEAST_COVERAGE,
    )


def _rough(women: int, said: int) -> int:
    return STEP * round(100 * women / said / STEP) if said else 0


def _span(least: int, most: int) -> str:
    if least == most:
        return _("%(percent)d %%") % {"percent": least}
    return _("between %(least)d and %(most)d %%") % {"least": least, "most": most}


def _is_small(row: Row) -> bool:
    return min(row.count, row.people) < LEAST


def _merged(table: Table) -> Table:
    women, men, *others = table.rows
    rest = Row(_("Another answer, or none"), [one for row in others for one in row.statements])
    return Table(table.key, table.title, table.heading, [women, men, rest], table.total)


def _telling(statistics: Statistics) -> Row | None:
    """Return the row of speakers who were not named, where it would tell of few who were.

    None of them has said: taken from all others by gender, those are left who were named, and did not.
    """
    others = [one for row in statistics.genders.rows[2:] for one in row.statements]
    if not _is_small(Row("", [one for one in others if one.role])):
        return None
    roles = next((table for table in statistics.tables if table.key == "role"), None)
    return roles.rows[-1] if roles else None


def _public(table: Table, *, telling: Row | None = None) -> PublicTable:
    """Return a table without its small rows; `telling` is hidden as if it were one."""
    people = [0 if row is telling else row.people for row in table.rows]
    places = hidden([row.count for row in table.rows], people)
    rows = [_shown(row, is_hidden=n in places) for n, row in enumerate(table.rows)]
    return PublicTable(table.key, table.title, table.heading, rows, _shown(table.total))


def _shown(row: Row, *, is_hidden: bool = False) -> PublicRow:
    if is_hidden:
        return PublicRow(row.label, None, None)
    return PublicRow(row.label, row.count, round(row.seconds / 60))
