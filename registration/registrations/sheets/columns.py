"""What a column may hold, how it is headed in three languages, and how its values are read."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..forms import RegistrationForm
from ..models import Gender, Role, SpokenLanguage
from ..naming import words

LABELS = {
    "delegation": _("Delegation"),
    "receipt_number": _("Receipt number"),
    **{
        name: RegistrationForm.base_fields[name].label
        for name in (
            *("honorific", "given_names", "family_name", "function", "department", "role", "email"),
            *("phone", "languages", "days", "accessibility", "diet", "gender", "wants_visa_letter"),
        )
    },
}
REQUIRED = ("given_names", "family_name", "function", "email")
NEEDS = ("accessibility", "diet")

_SYNONYMS = {
    "delegation": "delegation; entity; state; country; organisation; organization; état; pays; "
    "délégation; delegación; país; estado; organización",
    "receipt_number": "receipt; receipt no; receipt number; numéro de récépissé; número de recibo",
    "honorific": "title; honorific; civilité; titre; tratamiento; título; salutation",
    "given_names": "given name; given names; first name; first names; forename; name; prénom; "
    "prénoms; nombre; nombres; nombre de pila",
    "family_name": "family name; surname; last name; nom; nom de famille; apellido; apellidos",
    "function": "function; job title; position; post; fonction; poste; función; cargo; puesto",
    "department": "department; ministry; ministry or department; ministère; département; "
    "ministerio; departamento; service",
    "role": "role; role in the delegation; rôle; rol; función en la delegación",
    "email": "e-mail; email; mail; e-mail address; email address; courriel; adresse électronique; "
    "adresse e-mail; correo; correo electrónico; dirección de correo",
    "phone": "phone; telephone; tel; mobile; téléphone; teléfono; móvil; portable; celular",
    "languages": "languages; language; langues; langue; idiomas; idioma",
    "days": "days; days present; jours; jours de présence; días; dates",
    "accessibility": "accessibility; accessibility needs; accessibilité; accesibilidad",
    "diet": "diet; dietary needs; dietary; régime; régime alimentaire; dieta; alimentación",
    "gender": "gender; sex; genre; sexe; género; sexo",
    "wants_visa_letter": "visa; visa letter; visado; lettre de visa; carta de visado",
}
# What is written in cells beside the labels of the forms.
_VALUES: dict[str, dict[str, str]] = {
    "role": {
        "head": "head; head of delegation; hod; leader; chief; chef; cheffe; chef de délégation; "
        "cheffe de délégation; chef de la délégation; jefe; jefa; jefe de delegación; "
        "jefa de delegación; jefe de la delegación; jefa de la delegación",
        "deputy": "deputy; deputy head; dhod; alternate head; chef adjoint; cheffe adjointe; "
        "adjoint; adjointe; chef de délégation adjoint; cheffe de délégation adjointe; "
        "jefe adjunto; jefa adjunta; adjunto; adjunta; subjefe; subjefa; "
        "jefe adjunto de delegación; jefa adjunta de delegación",
        "member": "member; delegate; membre; délégué; déléguée; miembro; delegado; delegada",
        "adviser": "adviser; advisor; expert; conseiller; conseillère; experte; asesor; asesora; "
        "consejero; consejera; experto; experta",
    },
    "gender": {
        "woman": "woman; female; f; w; femme; féminin; mujer; femenino",
        "man": "man; male; m; homme; masculin; h; hombre; masculino; varón",
        "another": "another; other; x; non-binary; autre; non binaire; otro; otra; no binario",
    },
    "languages": {
        "ar": "ar; ara; arab; arabe; árabe",
        "en": "en; eng; anglais; inglés",
        "es": "es; esp; spa; espagnol; español; castellano",
        "fr": "fr; fra; fre; français; francés",
        "ru": "ru; rus; russe; ruso",
        "zh": "zh; chi; cn; mandarin; chinois; chino",
    },
}
_YES = "yes; y; true; x; 1; oui; o; vrai; sí; si; s; verdadero"
_NO = "no; n; false; 0; -; none; non; faux; falso; ninguno"


class UnknownValue(Exception):
    """A cell holds none of the words that its column allows."""


def folded(text: str) -> str:
    """Return a text without accents, case and marks, by which two spellings are compared."""
    return "".join(words(text)) or text.strip().casefold()


def guess(headings: Sequence[str], allowed: Iterable[str]) -> list[str]:
    """Return what each heading probably means, "" where that cannot be told; each only once."""
    known, free, found = _headings(), set(allowed), []
    for heading in headings:
        name = known.get(folded(heading), "")
        found.append(name if name in free else "")
        free.discard(name)
    return found


def is_heading(cells: Sequence[str]) -> bool:
    """Say whether a first row is one of headings: two of its cells are known as such."""
    return sum(1 for name in guess(cells, LABELS) if name) > 1


@cache
def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, label in LABELS.items():
        for language, _name in settings.LANGUAGES:
            with override(language):
                found.setdefault(folded(str(label)), name)
    for name, text in _SYNONYMS.items():
        for synonym in text.split(";"):
            found.setdefault(folded(synonym), name)
    return found


_KINDS = {"role": Role, "gender": Gender, "languages": SpokenLanguage}


@cache
def _choices(name: str) -> dict[str, str]:
    """Return what a cell of a column may say, folded, with the value that it means."""
    kind = _KINDS[name]
    found = {folded(value): value for value in kind.values}
    for value, label in kind.choices:
        for language, _name in settings.LANGUAGES:
            with override(language):
                found[folded(str(label))] = value
    for value, texts in _VALUES[name].items():
        for text in _folded(texts):
            found.setdefault(text, value)
    return found


@cache
def _folded(texts: str) -> frozenset[str]:
    return frozenset(folded(text) for text in texts.split(";"))


def allowed_values(name: str) -> list[str]:
    """Return the words that a column allows, in the language of the page; none: any text."""
    if name == "wants_visa_letter":
        return [str(_("yes")), str(_("no"))]
    kind = _KINDS.get(name)
    return [str(label) for label in kind.labels] if kind else []


def value_of(name: str, text: str, days: Sequence[date]) -> str | list[str] | bool:
    """Return what a field of the form takes for a cell.

    :raises UnknownValue: the column allows some words only, and this is none of them
    """
    if name in {"role", "gender"}:
        return _one(name, text) if text else ""
    if name == "languages":
        return [_one(name, part) for part in _parts(text)]
    if name == "days":
        return [_day(part, days) for part in _parts(text)] if text else []
    if name == "wants_visa_letter":
        word = folded(text) if text else "no"
        if word not in _folded(_YES) | _folded(_NO):
            raise UnknownValue
        return word in _folded(_YES)
    return text


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,;|\n]+", text) if part.strip()]


def _one(name: str, text: str) -> str:
    try:
        return _choices(name)[folded(text)]
    except KeyError:
        raise UnknownValue from None


def _day(text: str, days: Sequence[date]) -> str:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    for day in days:
        ymd = [day.year, day.month, day.day]
        if numbers in (ymd, ymd[::-1], ymd[:0:-1], [day.day]):
            return day.isoformat()
    raise UnknownValue
