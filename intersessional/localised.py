"""Texts in three languages, kept in plain columns `…_en`, `…_fr`, `…_es`."""

import unicodedata

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("en", "fr", "es")


def localised(instance: models.Model, name: str) -> str:
    """Return the text in the active language, or in English where it is missing."""
    language = (get_language() or "en")[:2]
    return getattr(instance, f"{name}_{language}", "") or getattr(instance, f"{name}_en")


def sort_key(text: str) -> str:
    """Return what names are sorted by: without accents and case, in any of our languages."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
