"""What a preview says of each row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.delegations.models import Delegation
from registration.registrations.models import Role
from registration.registrations.operations import Outcome
from registration.registrations.sheets.columns import LABELS

TAGS = {"new": "ok", "changed": "info", "unchanged": "", "duplicate": "wait", "error": "stop"}


@dataclass(frozen=True)
class Line:
    """One row of the preview."""

    number: int
    name: str
    kind: str
    label: str
    texts: list[str]

    @property
    def tag(self) -> str:
        """The colour of the outcome's mark, a class of the style sheet."""
        return TAGS[self.kind]


def lines(outcomes: Sequence[Outcome], delegation: Delegation | None) -> list[Line]:
    """Return what the page says of each row; `delegation` is the only one whose people it may name."""
    labels = kinds()
    return [
        Line(one.row.number, one.row.name, one.kind, labels[one.kind], _texts(one, delegation))
        for one in outcomes
    ]


def kinds() -> dict[str, str]:
    """Return the outcomes in the words of the page."""
    return {
        "new": _("New"),
        "changed": _("Changed"),
        "unchanged": _("Unchanged"),
        "duplicate": _("Likely duplicate"),
        "error": _("Error"),
    }


def counts(outcomes: Sequence[Outcome]) -> list[str]:
    """Return how many rows have each outcome that there is, after its name."""
    found = Counter(one.kind for one in outcomes)
    return [
        _("%(label)s: %(text)s") % {"label": label, "text": found[kind]}
        for kind, label in kinds().items()
        if found[kind]
    ]


def button(good: int) -> str:
    """Return what the button says that writes so many new and changed rows."""
    if not good:
        return _("Do what is chosen with the likely duplicates")
    text = ngettext("Write the new or changed row", "Write the %(n)d new and changed rows", good)
    return text % {"n": good}


def _texts(outcome: Outcome, delegation: Delegation | None) -> list[str]:
    if outcome.kind == "duplicate":
        return [_like(outcome, delegation)]
    return [*_plain_texts(outcome), *_notes(outcome)]


def _notes(outcome: Outcome) -> list[str]:
    if outcome.drops_needs and outcome.drops_gender:
        return [_("The needs and the gender in this row are not taken over.")]
    if outcome.drops_gender:
        return [_("The gender in this row is not taken over.")]
    return [_("The needs in this row are not taken over.")] if outcome.drops_needs else []


def _plain_texts(outcome: Outcome) -> list[str]:
    if outcome.kind == "changed":
        return [
            _("%(field)s: %(before)s → %(after)s")
            % {"field": LABELS[name], "before": _shown(name, old), "after": _shown(name, new)}
            for name, (old, new) in outcome.changes.items()
        ]
    return list(outcome.problems)


def _like(outcome: Outcome, delegation: Delegation | None) -> str:
    one = outcome.registration
    if one is not None and (delegation is None or one.delegation_id == delegation.pk):
        return _("Much like %(name)s (%(delegation)s)") % {
            "name": one.printed_name,
            "delegation": one.delegation.name,
        }
    return _("Somebody very much alike is registered already.")


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(_shown(name, part) for part in value) or "–"
    if isinstance(value, date):
        return date_format(value, "DAY_MONTH_FORMAT")
    if name == "role":
        return str(Role(value).label)
    return str(value) or "–"
