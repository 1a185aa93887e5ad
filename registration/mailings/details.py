"""What the staff write, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A title for the staff, and the texts; French and Spanish may be empty, each as a whole."""

    title: str
    subject_en: str
    text_en: str
    subject_fr: str = ""
    text_fr: str = ""
    subject_es: str = ""
    text_es: str = ""
