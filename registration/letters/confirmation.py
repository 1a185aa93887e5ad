"""The confirmation of one person: from its facts to the letter."""

import re
from datetime import date
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext

from intersessional.text import capitals
from registration.delegations.models import Category
from registration.meetings.wording import dates_text
from registration.registrations.models import Role

from .facts import ConfirmationFacts
from .rendering import render_pdf

TEMPLATE = "letters/confirmation.html"

# Typed in any of our languages: H.E., S.E., S.E.M., Excmo. Sr.
_EXCELLENCY = re.compile(r"(H\. ?E\.|HE\b|S\. ?E\.|SE\b|Exce|Excm)", re.IGNORECASE)
# The window of an envelope has six lines of 67 mm; what is longer stands in the table alone.
_ADDRESS_LINE_LENGTH = 80
_SALUTATION_LENGTH = 90


class Named(Protocol):
    """What the papers about one person have in common."""

    @property
    def honorific(self) -> str: ...  # noqa: D102
    @property
    def given_names(self) -> str: ...  # noqa: D102
    @property
    def family_name(self) -> str: ...  # noqa: D102
    @property
    def entity_name(self) -> str: ...  # noqa: D102
    @property
    def category(self) -> str: ...  # noqa: D102


def render(facts: ConfirmationFacts) -> bytes:
    """Return the letter, one tagged A4 page, in the language of the facts.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused, rendering.DoesNotFit: see there
    """
    return render_pdf(TEMPLATE, {"facts": facts}, language=facts.language, one_page=True)


def words(facts: ConfirmationFacts) -> dict[str, Any]:
    """Return what the facts are called in the active language; the template asks for it."""
    return {
        **sender(),
        "meeting_days": dates_text(facts.meeting_begins_on, facts.meeting_ends_on),
        "name": full_name(facts),
        "salutation": salutation(facts),
        "function": ", ".join(filter(None, [facts.function, facts.department])),
        "address_lines": address_lines(facts),
        "delegation": delegation(facts),
        "role": Role(facts.role).label,
        "days": days_in_words(facts.days),
        "is_after_closing": facts.issued_on > facts.closes_on,
        "verify_address": without_scheme(facts.verify_url),
    }


def sender() -> dict[str, str]:
    """Return who writes, for letterhead and signature."""
    return {
        "office": gettext("Implementation Support Unit"),
        "convention": gettext("Anti-Personnel Mine Ban Convention"),
        "convention_in_full": gettext(
            "Convention on the Prohibition of the Use, Stockpiling, Production and Transfer"
            " of Anti-Personnel Mines and on Their Destruction"
        ),
    }


def without_scheme(url: str) -> str:
    """Return an address as people write it."""
    return url.partition("://")[2].rstrip("/")


def full_name(facts: Named) -> str:
    """Return honorific, given name(s) and FAMILY NAME."""
    parts = [facts.honorific, facts.given_names, capitals(facts.family_name)]
    return " ".join(filter(None, parts))


def salutation(facts: ConfirmationFacts) -> str:
    """Return how the letter opens. Nothing is guessed: without honorific, both names stand there."""
    if _EXCELLENCY.match(facts.honorific):
        return gettext("Excellency,")
    name = f"{facts.honorific or facts.given_names} {capitals(facts.family_name)}"
    if facts.language != "en" or len(name) > _SALUTATION_LENGTH:
        # French and Spanish name nobody here; their formulas are for all.
        return gettext("Dear Madam or Sir,")
    return f"Dear {name},"


def address_lines(facts: ConfirmationFacts) -> list[str]:
    """Return name, function, department and entity, so far as they fit the window of an envelope."""
    name = full_name(facts)
    lines = [facts.function, facts.department, facts.entity_name]
    fitting = [line for line in lines if line and len(line) <= _ADDRESS_LINE_LENGTH]
    return [name, *fitting] if len(name) <= 2 * _ADDRESS_LINE_LENGTH else fitting


def delegation(facts: Named) -> str:
    """Return the entity with its category: Jordan (State Party)."""
    if facts.category == Category.OTHER:
        return facts.entity_name
    return f"{facts.entity_name} ({Category(facts.category).label})"


def days_in_words(days: tuple[date, ...]) -> str:
    """Return days as one would say them: Thursday 7 and Friday 8 June 2018."""
    *others, last = sorted(days)
    end = date_format(last, "FULL_DATE_FORMAT")
    if not others:
        return end
    in_one_month = all((day.year, day.month) == (last.year, last.month) for day in others)
    form = "l j" if in_one_month else "FULL_DATE_FORMAT"
    beginning = ", ".join(date_format(day, form) for day in others)
    return gettext("%(first)s and %(last)s") % {"first": beginning, "last": end}
