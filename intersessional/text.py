"""What a typed text may contain, in every form of the portal (RELIABILITY rule 11)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Marks that change the direction of the text around them: a name could show as another one.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_BREAKS = "\r\n\u0085\u2028\u2029\v\f"
# What is left when bytes arrive that are not UTF-8.
_DAMAGED = "\ufffd"


def validate_text(value: str) -> None:
    """Refuse characters that no text in any language needs: controls, and damaged bytes."""
    if _DAMAGED in value:
        raise ValidationError(
            _("Some characters arrived damaged. Please type this text again."), code="damaged"
        )
    if any(c in _BIDI_CONTROLS for c in value) or any(
        unicodedata.category(c) in ("Cc", "Cs") and c not in "\r\n\t" for c in value
    ):
        raise ValidationError(
            _(
                "This text holds invisible control characters. Please type it instead of pasting it."
            ),
            code="control",
        )


def validate_one_line(value: str) -> None:
    """Refuse, besides, anything that breaks a line: these texts reach headers and lists."""
    if any(c in _LINE_BREAKS for c in value):
        raise ValidationError(_("Please write this on one line."), code="one_line")
    validate_text(value)


def is_latin(value: str) -> bool:
    """Say whether every letter and digit is one that a reader of Latin script knows."""
    return all(_is_latin_sign(c) for c in unicodedata.normalize("NFC", value) if not c.isascii())


def validate_latin(value: str) -> None:
    """Refuse what an officer who reads Latin script could not compare with a passport."""
    if not is_latin(value):
        raise ValidationError(
            _("Please write this in Latin letters, as in the passport."), code="latin"
        )


def _is_latin_sign(character: str) -> bool:
    if unicodedata.category(character)[0] not in "LN":
        return True
    name = unicodedata.name(character, "")
    # The apostrophe of ʻOkina and Oʻzbek is a letter, too; ª and º stand in Spanish abbreviations.
    return name.startswith(("LATIN ", "MODIFIER LETTER ")) or character in "ªº"


def tidy(value: str) -> str:
    """Return the text composed (NFC) and without spaces at its ends or doubled inside a line."""
    return re.sub(r"[ \t\u00a0]+", " ", unicodedata.normalize("NFC", value)).strip()


def capitals(name: str) -> str:
    """Return a family name in capitals, accents kept; scripts without case stay as they are.

    Georgian stays too: its capitals exist in Unicode, but nobody writes a name in them.
    """
    return "".join(c if "\u10d0" <= c <= "\u10ff" else c.upper() for c in name)
