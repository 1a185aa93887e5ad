"""What a badge says about somebody, and what its colour means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from registration.delegations.models import Category
from registration.letters.glyphs import uncovered
from registration.registrations.models import Participation, Registration

# As a badge keeps them (`Badge.facts`); nothing else of a person is on it.
Facts = Mapping[str, str]


@dataclass(frozen=True)
class Kind:
    """A kind of badge: its word and letters say it, its colour repeats it."""

    word: Promise
    letters: Promise


# The colours stand in templates/badges/badges.css under these names.
KINDS: dict[str, Kind] = {
    "state-party": Kind(_("State Party"), pgettext_lazy("badge", "SP")),
    "state-not-party": Kind(_("State not party"), pgettext_lazy("badge", "NP")),
    "united-nations": Kind(_("United Nations"), pgettext_lazy("badge", "UN")),
    "international": Kind(_("International organisation"), pgettext_lazy("badge", "IO")),
    "red-cross": Kind(_("Red Cross / Red Crescent"), pgettext_lazy("badge", "RC")),
    "ngo": Kind(_("Non-governmental org."), pgettext_lazy("badge", "NGO")),
    "other": Kind(_("Other participant"), pgettext_lazy("badge", "OP")),
    "guest": Kind(_("Special guest"), pgettext_lazy("badge", "SG")),
    "secretariat": Kind(_("Staff"), pgettext_lazy("badge", "ST")),
    "interpreter": Kind(_("Interpreter"), pgettext_lazy("badge", "INT")),
    "media": Kind(_("Media"), pgettext_lazy("badge", "MED")),
}
_BY_CATEGORY = {
    Category.STATE_PARTY: "state-party",
    Category.STATE_NOT_PARTY: "state-not-party",
    Category.UN: "united-nations",
    Category.INTERNATIONAL: "international",
    Category.RED_CROSS: "red-cross",
    Category.NGO: "ngo",
    Category.OTHER: "other",
}
# Who takes part otherwise than for a delegation has a colour of their own.
_BY_PARTICIPATION = {
    Participation.STAFF: "secretariat",
    Participation.INTERPRETER: "interpreter",
    Participation.MEDIA: "media",
    Participation.GUEST: "guest",
}


def kind_of(participation: str, category: str) -> str:
    """Return the key of the kind of badge in `KINDS`."""
    return _BY_PARTICIPATION.get(Participation(participation)) or _BY_CATEGORY[Category(category)]


def facts_of(registration: Registration, language: str, day: date) -> dict[str, str]:
    """Return what a badge says now; asks for the names of the entity, which the caller has fetched."""
    delegation = registration.delegation
    return {
        "given_names": registration.given_names,
        "family_name": registration.family_name,
        "function": registration.function,
        "entity": delegation.entity.name_on(day, language),
        "kind": kind_of(registration.participation, delegation.category),
    }


def without_font(facts: Facts) -> str:
    """Return the characters that no font of ours has: the badge would show empty boxes."""
    return " ".join(
        uncovered(
            " ".join(
                [
                    facts["given_names"],
                    facts["family_name"].upper(),
                    facts["function"],
                    facts["entity"],
                ]
            )
        )
    )


def words_of(kind: str, language: str) -> dict[str, Any]:
    """Return the word and the letters of a kind of badge in a language."""
    with override(language):
        return {"word": str(KINDS[kind].word), "letters": str(KINDS[kind].letters)}
