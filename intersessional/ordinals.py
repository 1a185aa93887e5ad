"""The ending of a day of the month in dates: Django knows the English one only (“1st”).

French writes “1er juin”, and from the second on plain numbers. A format cannot say so; the letter `S`
in it (`formats/fr/formats.py`) does.
"""

from django.utils.dateformat import DateFormat
from django.utils.translation import get_language

_english = DateFormat.S


def _ending(self: DateFormat) -> str:
    if not (get_language() or "").startswith("fr"):
        return _english(self)
    return "er" if getattr(self.data, "day", 0) == 1 else ""


def install() -> None:
    """Let `S` in formats of dates follow the active language."""
    DateFormat.S = _ending  # type: ignore[method-assign]
