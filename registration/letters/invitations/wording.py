"""The text of an invitation: its parts as staff write them, and what may stand in them.

Plain text. An empty line begins a paragraph, `- ` at the beginning of a line an item of a list,
*asterisks* make it bold, and words in braces are placeholders (`placeholders.py`).
"""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from intersessional.text import validate_text

from ..glyphs import uncovered
from . import placeholders

# Part: how many characters fit. The page caps nothing else, and its layout takes time for each.
LIMITS = {
    "sender": 200,
    "letterhead": 300,
    "contact": 300,
    "place_and_date": 100,
    "reference": 60,
    "addressee": 400,
    "salutation": 150,
    "subject": 200,
    "opening": 1500,
    "invitation": 500,
    "body": 9000,
    "closing": 1200,
    "signature": 300,
    "enclosures": 800,
    "later_pages": 100,
}
PARTS = tuple(LIMITS)
MOST_LINES = 120
# The layout gets slow with longer ones, and no window is so wide.
LONGEST_WORD = 100
# May be empty.
OPTIONAL = {"contact", "enclosures", "later_pages"}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """All parts of one text, and the date that it fixes for its letters, if any."""

    sender: str
    letterhead: str
    contact: str
    place_and_date: str
    reference: str
    addressee: str
    salutation: str
    subject: str
    opening: str
    invitation: str
    body: str
    closing: str
    signature: str
    enclosures: str
    later_pages: str
    dated_on: date | None = None

    @classmethod
    def of(cls, holder: object) -> Self:
        """Return the wording that a row, or a form's instance, holds."""
        return cls(**{field.name: getattr(holder, field.name) for field in fields(cls)})

    @property
    def digest(self) -> str:
        """What tells this text from any other."""
        told = json.dumps(asdict(self), sort_keys=True, default=str)
        return sha256(told.encode()).hexdigest()[:16]


def problems_of(text: str, limit: int) -> list[str]:
    """Return each thing that keeps a text from being printed, in the reader's language."""
    found = list(placeholders.problems(text))
    if len(text) > limit:
        found.append(
            gettext("At most %(limit)d characters; these are %(length)d.")
            % {"limit": limit, "length": len(text)}
        )
    if text.count("\n") >= MOST_LINES:
        found.append(gettext("At most %d lines.") % MOST_LINES)
    if max(map(len, text.split()), default=0) > LONGEST_WORD:
        found.append(gettext("A word has more than %d characters.") % LONGEST_WORD)
    try:
        validate_text(text)
    except ValidationError as error:
        found += error.messages
    if missing := uncovered(text):
        signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
        found.append(gettext("No font of ours prints %s.") % signs)
    return found
