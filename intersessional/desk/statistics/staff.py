"""The tables of the staff: all numbers, of both populations, and beside the meeting before."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from programme.interventions.afterwards.statistics import Statistics

from . import definitions
from .counting import Count, Group, composition_labels
from .population import Known
from .tables import Cell, Line, Table, thin


def tables_of(counts: Count, *, is_in: bool = False) -> list[Table]:
    """Return the tables of one population."""
    population = definitions.population(is_in=is_in)
    prefix = "in-" if is_in else ""
    found = [
        _by_category(counts, prefix, population),
        _by_role(counts, prefix, population),
        _heads(counts, prefix, population),
    ]
    # Who of a delegation has come is not kept of those who were erased.
    is_guessed = bool(prefix and counts.all.erased)
    return found if is_guessed else [*found, _compositions(counts, prefix, population)]


def speaking_tables(statistics: Statistics) -> list[Table]:
    """Return what delivered statements add up to, by item, category and role."""
    titles = [_("Statements"), pgettext("speakers", "Minutes"), *_gender_titles()]
    return [
        Table(
            key=f"speaking-{table.key}",
            title=table.title,
            heading=table.heading,
            columns=titles,
            rows=[
                Line(row.label, [row.count, row.minutes, *_genders(row)], _warning(row))
                for row in table.rows
            ],
            total=Line(
                table.total.label,
                [table.total.count, table.total.minutes, *_genders(table.total)],
                _warning(table.total),
            ),
            definitions=[definitions.speaking(), definitions.share()],
        )
        for table in statistics.tables
    ]


def comparison(now: Count, before: Count, *, this: str, last: str) -> Table:
    """Return people, delegations and shares of women beside those of the meeting before."""
    titles = [_("People"), _("Delegations"), _("Share of women")]
    pairs = zip([*now.categories, now.all], [*before.categories, before.all], strict=True)
    lines = [
        Line(
            new.label,
            [cell for pair in zip(_three(new), _three(old), strict=True) for cell in pair],
        )
        for new, old in pairs
    ]
    return Table(
        key="comparison",
        title=_("Beside the meeting before"),
        heading=_("Category"),
        columns=[f"{one}, {name}" for one in titles for name in (this, last)],
        rows=lines[:-1],
        total=lines[-1],
        definitions=[definitions.population(), definitions.delegations(), definitions.share()],
    )


def _by_category(counts: Count, prefix: str, population: str) -> Table:
    titles = [_("People"), _("Delegations"), *_gender_titles()]

    def line(one: Group) -> Line:
        # Of which delegations those came who were erased is not kept.
        delegations = None if prefix and one.erased else one.delegations
        return Line(one.label, [one.count, delegations, *_genders(one)], _warning(one))

    return Table(
        key=f"{prefix}category",
        title=_("People and delegations by category"),
        heading=_("Category"),
        columns=titles,
        rows=[line(one) for one in counts.categories],
        total=line(counts.all),
        definitions=[
            *(population, definitions.delegations()),
            *(definitions.share(), definitions.benchmark()),
        ],
    )


def _by_role(counts: Count, prefix: str, population: str) -> Table:
    return Table(
        key=f"{prefix}role",
        title=_("People by role in the delegation"),
        heading=_("Role"),
        columns=[_("People"), *_gender_titles()],
        rows=[_of_people(one) for one in counts.roles],
        total=_of_people(counts.all),
        notes=_of_erased(counts),
        definitions=[population, definitions.share(), definitions.benchmark()],
    )


def _heads(counts: Count, prefix: str, population: str) -> Table:
    """Return the heads by category; delegations without one are said below."""
    heads = counts.heads
    without = counts.compositions.all - heads.delegations
    is_guessed = bool(prefix and counts.all.erased)
    said = _("Delegations of which nobody is flagged as head: %(n)d.")
    by_category = [
        Group(one.key, one.label, [p for p in heads.people if f"category:{p.category}" == one.key])
        for one in counts.categories
    ]
    return Table(
        key=f"{prefix}heads",
        title=_("Heads of delegation"),
        heading=_("Category"),
        columns=[_("Heads"), *_gender_titles()],
        rows=[_of_people(one) for one in by_category],
        total=Line(_("All"), [heads.count, *_genders(heads)], _warning(heads)),
        notes=[
            *([] if is_guessed else [said % {"n": without}]),
            *_of_erased(counts),
        ],
        definitions=[population, definitions.heads(), definitions.share()],
    )


def _compositions(counts: Count, prefix: str, population: str) -> Table:
    labels, found = composition_labels(), counts.compositions
    women, men = found.only_women, found.only_men
    notes = [
        _(
            "Of women only: %(all)d of %(known)d delegations of which every answer is known;"
            " %(several)d without those of one person."
        )
        % {"all": women[0], "several": women[1], "known": found.known},
        _(
            "Of men only: %(all)d of %(known)d delegations of which every answer is known;"
            " %(several)d without those of one person."
        )
        % {"all": men[0], "several": men[1], "known": found.known},
    ]
    return Table(
        key=f"{prefix}composition",
        title=_("Delegations of women only, and of men only"),
        heading=_("Made up of"),
        columns=[_("Delegations")],
        rows=[Line(labels[key], [number]) for key, number in found.numbers.items()],
        total=Line(_("All"), [found.all]),
        notes=[*notes, *_of_erased_delegations(counts)],
        definitions=[population, definitions.delegations(), definitions.compositions()],
    )


def _of_erased(counts: Count) -> list[str]:
    """Say of whom only the category is known, if there are any."""
    number = sum(one.known is Known.BY_CATEGORY for one in counts.all.people)
    if not number:
        return []
    told = ngettext(
        "%(n)d person was erased when asked: their answer is counted by category and among all, but"
        " not by role.",
        "%(n)d people were erased when asked: their answers are counted by category and among all,"
        " but not by role.",
        number,
    )
    return [told % {"n": number}]


def _of_erased_delegations(counts: Count) -> list[str]:
    number = counts.all.erased
    if not number:
        return []
    told = ngettext(
        "%(n)d person was erased: of their delegation not every answer is known.",
        "%(n)d people were erased: of their delegations not every answer is known.",
        number,
    )
    return [told % {"n": number}]


def _of_people(one: Group) -> Line:
    return Line(one.label, [one.count, *_genders(one)], _warning(one))


def _gender_titles() -> list[str]:
    return [
        *(_("Women"), _("Men"), _("Another answer"), _("Did not say")),
        *(_("Share of women"), _("Coverage")),
    ]


def _genders(one: object) -> list[Cell]:
    numbers = [getattr(one, name) for name in ("women", "men", "another", "unsaid")]
    return [*numbers, *(percent(getattr(one, name)) for name in ("share", "coverage"))]


def _warning(one: object) -> str:
    return thin() if getattr(one, "is_thin", False) else ""


def _three(one: Group) -> list[Cell]:
    return [one.count, one.delegations, percent(one.share)]


def percent(number: int | None) -> str:
    """Return a number of per cent in words, or a dash."""
    return "–" if number is None else _("%(percent)d %%") % {"percent": number}
