"""The confirmation of a delegation: from its facts to a note verbale or a letter.

A note verbale speaks in the third person, without salutation and signature, and goes to a Permanent
Mission only: whoever is no State gets a letter.
"""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from intersessional.text import capitals
from registration.delegations.models import Category
from registration.meetings.wording import dates_text
from registration.registrations.models import Role

from .confirmation import sender, without_scheme
from .delegation_facts import DelegationFacts, MemberFacts
from .missions import city, mission_in_full
from .rendering import render_pdf

TEMPLATE = "letters/delegation.html"
_STATES = frozenset({Category.STATE_PARTY, Category.STATE_NOT_PARTY})


def is_note_verbale(category: str) -> bool:
    """Say whether a delegation of this category is answered by a note verbale: States only."""
    return category in _STATES


def render(facts: DelegationFacts) -> bytes:
    """Return the tagged PDF, in the language of the facts, on as many pages as it takes.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    return render_pdf(TEMPLATE, {"facts": facts}, language=facts.language)


def words(facts: DelegationFacts) -> dict[str, Any]:
    """Return what the facts are called in the active language; the template asks for it."""
    return {
        "is_note": is_note_verbale(facts.category),
        "mission": mission_in_full(is_observer=facts.is_observer),
        "address": facts.postal_address or (city(),),
        **sender(),
        "meeting_days": dates_text(facts.meeting_begins_on, facts.meeting_ends_on),
        "rows": [_row(number, one, facts) for number, one in enumerate(facts.members, 1)],
        "days_heading": _days_heading(facts),
        "is_after_closing": facts.issued_on > facts.closes_on,
        "verify_address": without_scheme(facts.verify_url),
    }


def _row(number: int, member: MemberFacts, facts: DelegationFacts) -> dict[str, Any]:
    first, family = [member.honorific, member.given_names], member.family_name
    if family.upper() == family.lower():
        # Without capitals. Set apart from its given name, an Arabic one would stand on the wrong side.
        first, family = [*first, family], ""
    return {
        "number": number,
        "first_names": " ".join(filter(None, first)),
        "family_name": capitals(family),
        "function": ", ".join(filter(None, [member.function, member.department])),
        "role": _role(member.role),
        "days": _days(member.days, facts),
    }


def _role(role: str) -> str:
    """Return a role in the few letters that a column has."""
    short = {
        Role.HEAD: pgettext("role, in a table", "Head"),
        Role.DEPUTY: pgettext("role, in a table", "Deputy head"),
        Role.MEMBER: pgettext("delegation", "Member"),
        Role.ADVISER: gettext("Adviser"),
    }
    return short[Role(role)]


def _month(facts: DelegationFacts) -> tuple[int, int] | None:
    """Return year and month when all days lie in one: they are the heading then."""
    months = {(day.year, day.month) for one in facts.members for day in one.days}
    return months.pop() if len(months) == 1 else None


def _days_heading(facts: DelegationFacts) -> str:
    month = _month(facts)
    return date_format(date(*month, 1), "F").capitalize() if month else gettext("Days")


def _days(days: tuple[date, ...], facts: DelegationFacts) -> str:
    form = "j" if _month(facts) else "j M"
    return ", ".join(date_format(day, form) for day in sorted(days))
