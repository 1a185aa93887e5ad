"""A brief as a PDF."""

import json
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from registration.letters.glyphs import uncovered
from registration.letters.rendering import render_pdf

from .facts import Facts

TEMPLATE = "bilaterals/printed/brief.html"
# It differs in each minute, and says nothing of the delegation.
_OF_THE_MOMENT = ("as_of",)


class NoGlyph(Exception):
    """A text holds characters that none of our fonts can print; the text says which."""


def digest_of(facts: Facts) -> str:
    """Return what tells one state of a brief from the next, whenever somebody asks."""
    lasting = {name: value for name, value in facts.items() if name not in _OF_THE_MOMENT}
    return sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def check_printable(facts: Facts) -> None:
    """Refuse what no font of ours can print, before it is empty boxes on paper.

    :raises NoGlyph:
    """
    missing = uncovered(" ".join(_texts(facts)))
    if missing:
        signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
        raise NoGlyph(
            _("No font of ours prints %(signs)s. The page itself shows all.") % {"signs": signs}
        )


def render(facts: Facts, language: str) -> bytes:
    """Return the PDF; it takes about a second, and belongs into the worker.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    return render_pdf(TEMPLATE, {"facts": facts}, language=language)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []
