"""The closed table of what may stand in braces in the text of an invitation.

No template language: a placeholder is a word in braces, nothing can be computed, and a value is
printed as it is, braces and asterisks in it included.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from registration.meetings.wording import dates_text

from ..confirmation import days_in_words, without_scheme
from ..missions import mission
from ..typography import typed
from .facts import InvitationFacts

# More days than this are named by their first and last.
_DAYS_NAMED = 3
PATTERN = re.compile(r"\{([^{}\s]{1,60})\}")
# While a text is set, a hieroglyph stands for each placeholder: the rules of typography then meet a
# letter, and no text of the staff has one, because none of our fonts does.
_STAND_INS = 0x13000


class ValueMissing(Exception):
    """The meeting lacks what the text speaks of; said in the language of whoever reads it."""

    def __init__(self, placeholder: "Placeholder") -> None:
        super().__init__(placeholder)
        self.placeholder = placeholder

    def __str__(self) -> str:
        return gettext(
            "The meeting does not say %(meaning)s, for which the text has %(placeholder)s."
        ) % {"meaning": self.placeholder.meaning, "placeholder": self.placeholder.braced}


@dataclass(frozen=True)
class Placeholder:
    """One row of the table. `link` makes of the value where it leads to."""

    name: str
    meaning: Any
    value: Callable[[Any], str]
    link: Callable[[Any], str] | None = None
    # Of these the first letter is a capital where a line or paragraph begins with one.
    is_word: bool = False
    # Where there is no value, nothing stands there; of the others each letter needs one.
    is_optional: bool = False

    @property
    def braced(self) -> str:
        """As staff write it."""
        return f"{{{self.name}}}"


def _day(day: date | None, form: str = "DATE_FORMAT") -> str:
    if day is None:
        return ""
    text = date_format(day, form)
    is_french = (get_language() or "").startswith("fr")
    return re.sub(r"\b1(?=\xa0)", "1er", text) if is_french else text


def _dates(facts: InvitationFacts) -> str:
    first, last = facts.meeting_begins_on, facts.meeting_ends_on
    count = (last - first).days + 1
    if count > _DAYS_NAMED:
        return dates_text(first, last)
    return days_in_words(tuple(date.fromordinal(first.toordinal() + n) for n in range(count)))


def _meeting(facts: InvitationFacts) -> str:
    return pgettext("title and year of a meeting", "%(title)s %(year)d") % {
        "title": facts.meeting_title,
        "year": facts.meeting_begins_on.year,
    }


_TABLE = (
    Placeholder(
        "entity", _("the State or organisation"), lambda facts: facts.entity_name, is_word=True
    ),
    Placeholder(
        "mission",
        _("“Permanent Mission”, of an observer too"),
        lambda facts: mission(is_observer=facts.is_observer),
    ),
    Placeholder(
        "postal_address",
        _("the postal address; a line of its own for each line, none where it is not known"),
        lambda facts: ", ".join(facts.postal_address),
        is_optional=True,
    ),
    Placeholder("date", _("the date of the letter"), lambda facts: _day(facts.issued_on)),
    Placeholder("reference", _("the reference of the letter"), lambda facts: facts.reference),
    Placeholder("meeting", _("title and year of the meeting"), _meeting),
    Placeholder("year", _("its year"), lambda facts: str(facts.meeting_begins_on.year)),
    Placeholder("dates", _("its days"), _dates, is_word=True),
    Placeholder("venue", _("its building"), lambda facts: facts.venue_name),
    Placeholder(
        "address",
        _("street and city of the building"),
        lambda facts: ", ".join(facts.venue_address),
    ),
    Placeholder("city", _("its city"), lambda facts: facts.city),
    Placeholder(
        "registration_last_day",
        _("the last day to register"),
        lambda facts: _day(facts.closes_on),
        is_word=True,
    ),
    Placeholder(
        "visa_advised_on",
        _("the advised last day to ask for a visa letter"),
        lambda facts: _day(facts.visa_advised_on),
        is_word=True,
    ),
    Placeholder(
        "bilaterals_on",
        _("the day of the bilaterals"),
        lambda facts: _day(facts.bilaterals_on, "DAY_MONTH_FORMAT"),
        is_word=True,
    ),
    Placeholder(
        "requests_last_day",
        _("the last day to ask for the floor"),
        lambda facts: _day(facts.requests_close_on),
        is_word=True,
    ),
    Placeholder("president", _("the President’s name"), lambda facts: facts.president_name),
    Placeholder(
        "presidency", _("what the President presides over"), lambda facts: facts.presidency
    ),
    Placeholder(
        "contact",
        _("the contact address"),
        lambda facts: facts.contact_email,
        lambda facts: f"mailto:{facts.contact_email}",
    ),
    Placeholder(
        "portal",
        _("the address of this portal"),
        lambda facts: without_scheme(facts.portal_url),
        lambda facts: facts.portal_url,
    ),
)
POSTAL_ADDRESS = "{postal_address}"
PLACEHOLDERS = {placeholder.name: placeholder for placeholder in _TABLE}


def problems(text: str, table: Mapping[str, Placeholder] = PLACEHOLDERS) -> Iterator[str]:
    """Say each thing wrong with the braces of a text, in the reader's language.

    `table` has the placeholders that there are; other texts than the invitation have their own.
    """
    unknown = [name for name in dict.fromkeys(PATTERN.findall(text)) if name not in table]
    for name in unknown:
        yield gettext("There is no placeholder {%(name)s}. There are: %(known)s.") % {
            "name": name,
            "known": ", ".join(placeholder.braced for placeholder in table.values()),
        }
    rest = PATTERN.sub("", text)
    for brace in re.finditer(r"[{}]", rest):
        around = rest[max(brace.start() - 15, 0) : brace.end() + 15].strip()
        yield (
            gettext("A brace without its other half, or with more than a name inside: “…%s…”")
            % around
        )
        return


def stand_in(text: str) -> str:
    """Return the text with one letter in place of each placeholder, for the rules of typography."""
    numbers = {name: number for number, name in enumerate(PLACEHOLDERS)}

    def letter(found: re.Match[str]) -> str:
        number = numbers.get(found[1])
        return found[0] if number is None else chr(_STAND_INS + number)

    return PATTERN.sub(letter, text)


def fill(html: str, facts: InvitationFacts) -> SafeString:
    """Return HTML with the values of `facts`, escaped, where `stand_in` left letters.

    :raises ValueMissing: the meeting has none of them
    """
    parts = re.split(f"([{chr(_STAND_INS)}-{chr(_STAND_INS + len(_TABLE) - 1)}])", html)
    filled = [
        _value(_TABLE[ord(part) - _STAND_INS], facts, begins=not "".join(parts[:number]).strip())
        if number % 2
        else part
        for number, part in enumerate(parts)
    ]
    return SafeString("".join(filled))


def _value(placeholder: Placeholder, facts: InvitationFacts, *, begins: bool) -> str:
    text = placeholder.value(facts)
    if not text and not placeholder.is_optional:
        raise ValueMissing(placeholder)
    # Not of a name like iMMAP.
    is_small = placeholder.is_word and not text[1:2].isupper()
    shown = typed(capfirst(text) if begins and is_small else text)
    if placeholder.link is None:
        return shown
    return format_html('<a href="{}">{}</a>', placeholder.link(facts), shown)
