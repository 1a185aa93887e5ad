"""The tables of everybody, from what was published; in the reader's language."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from registration.delegations.models import Category
from registration.registrations.models import Role

from . import definitions
from .counting import composition_labels
from .tables import Cell, Line, Table, thin

Json = dict[str, Any]


def tables_of(figures: Json) -> list[Table]:
    """Return all tables of a publication."""
    return [
        _by_category(figures),
        _by_role(figures),
        _shares(figures),
        *([_inside_shares(figures)] if figures["has_check_in"] else []),
        _compositions(figures),
        *_speaking(figures),
    ]


def _by_category(figures: Json) -> Table:
    found, has_check_in = figures["categories"], figures["has_check_in"]
    names = ["people", "delegations", *(["inside"] if has_check_in else [])]
    titles = [_("Confirmed people"), _("Delegations"), _("Checked-in people, rounded")]
    notes = [] if has_check_in else [_("Check-in has not begun.")]
    explained = [definitions.population(), definitions.delegations()]
    if has_check_in:
        explained += [definitions.population(is_in=True), definitions.rounding()]
    return Table(
        key="category",
        title=_("People and delegations by category"),
        heading=_("Category"),
        columns=titles[: len(names)],
        rows=[Line(_label(row["key"]), [row[name] for name in names]) for row in found["rows"]],
        total=Line(_("All"), [found[name] for name in names]),
        notes=notes,
        definitions=[*explained, definitions.hiding()],
    )


def _by_role(figures: Json) -> Table:
    found = figures["roles"]
    return Table(
        key="role",
        title=_("People by role in the delegation"),
        heading=_("Role"),
        columns=[_("Confirmed people")],
        rows=[Line(_label(row["key"]), [row["people"]]) for row in found["rows"]],
        total=Line(_("All"), [found["people"]]),
        definitions=[definitions.population(), definitions.hiding()],
    )


def _shares(figures: Json) -> Table:
    about = figures["unsaid"]
    said = (
        _("About %(n)d people did not say.") % {"n": about}
        if about
        else _("Fewer than ten people did not say.")
    )
    return _table_of_shares(
        figures,
        key="share",
        title=_("Share of women, confirmed"),
        prefix="",
        notes=[said],
        explained=[definitions.population(), definitions.share(), definitions.heads()],
    )


def _inside_shares(figures: Json) -> Table:
    return _table_of_shares(
        figures,
        key="in-share",
        title=_("Share of women, checked in"),
        prefix="inside:",
        notes=[],
        explained=[definitions.population(is_in=True), definitions.share(), definitions.heads()],
    )


def _table_of_shares(
    figures: Json, *, key: str, title: str, prefix: str, notes: list[str], explained: list[str]
) -> Table:
    shares = figures["shares"]
    keys = [
        "all",
        *(row["key"] for row in figures["categories"]["rows"]),
        *(row["key"] for row in figures["roles"]["rows"]),
    ]
    return Table(
        key=key,
        title=title,
        heading=_("Of whom"),
        columns=[_("Share of women"), _("Coverage")],
        rows=[_share(_label(one), shares.get(f"{prefix}{one}")) for one in keys],
        notes=notes,
        definitions=[*explained, definitions.benchmark(), definitions.hiding()],
    )


def _share(label: str, share: Json | None) -> Line:
    if share is None:
        return Line(label, [None, None])
    cells: list[Cell] = [
        _("about %(percent)d %%") % {"percent": share["percent"]},
        _("at least %(percent)d %%") % {"percent": share["coverage"]},
    ]
    return Line(label, cells, thin() if share["is_thin"] else "")


def _compositions(figures: Json) -> Table:
    found = figures["compositions"]
    return Table(
        key="composition",
        title=_("Delegations of women only, and of men only"),
        heading=_("Made up of"),
        columns=[_("Delegations")],
        rows=[Line(_label(row["key"]), [row["delegations"]]) for row in found["rows"]],
        total=Line(_("All"), [found["delegations"]]),
        definitions=[
            *(definitions.population(), definitions.delegations()),
            *(definitions.compositions(), definitions.hiding()),
        ],
    )


def _speaking(figures: Json) -> list[Table]:
    """Return the tables of statements, where the meeting was held when they were published."""
    told = figures["speaking"]
    if not told:
        return []
    found = told.get((get_language() or "en")[:2]) or told["en"]
    return [_of_statements(one, found["shares"]) for one in found["tables"]]


def _of_statements(table: Json, shares: Json | None) -> Table:
    is_gender = table["key"] == "gender"
    notes = []
    if is_gender and shares:
        words = _("Share of women: %(women)s. Gender known for: %(coverage)s of the statements.")
        notes = [words % shares]
    total = table["total"]
    return Table(
        key=f"speaking-{table['key']}",
        title=_("Statements: %(by)s") % {"by": table["title"]},
        heading=table["heading"],
        columns=[_("Statements"), pgettext("speakers", "Minutes")],
        rows=[Line(row["label"], [row["count"], row["minutes"]]) for row in table["rows"]],
        total=Line(total["label"], [total["count"], total["minutes"]]),
        notes=notes,
        definitions=[
            definitions.speaking(),
            *([definitions.share()] if is_gender else []),
            definitions.hiding(),
        ],
    )


def _label(key: str) -> str:
    """Return what a key of the figures is called."""
    kind, _colon, value = key.partition(":")
    if kind == "category":
        return capfirst(str(Category(value).label))
    if kind == "role":
        return capfirst(str(Role(value).label))
    if kind == "composition":
        return {one.value: label for one, label in composition_labels().items()}[value]
    return _("All")
