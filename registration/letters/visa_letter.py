"""The letter for a visa: from its facts to the paper, in French and in English.

It is always in both languages, whoever asks, so its two texts stand in the templates themselves.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from intersessional.text import capitals
from registration.meetings.wording import dates_text
from registration.registrations.models import Payer
from registration.registrations.presentation import role_beside
from registration.registrations.travel import Terms, TravelParticulars

from .confirmation import without_scheme
from .facts import LINE_LENGTH, LINES, NAME_LENGTH, UnfitFacts
from .rendering import render_pdf

TEMPLATE = "letters/visa.html"
LANGUAGES = ("fr", "en")
# A border officer finds each language on a page of its own.
PAGES = len(LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What is said otherwise in each language."""

    city: str
    country: str
    meeting_title: str
    venue_name: str
    venue_address: tuple[str, ...]
    entity_name: str
    # What the one who signs is, where it is known.
    signer_function: str = ""


@dataclass(frozen=True, kw_only=True)
class VisaFacts:
    """What the letter states. Never stored as it is: it holds the passport.

    `terms` say who bears the costs, whatever the particulars wish. `bilaterals_on` is the day of the
    bilateral meetings, for whoever is invited to one. `texts` has a
    `Wording` for each of `LANGUAGES`.

    :raises UnfitFacts: something is too long to be printed
    """

    issued_on: date
    reference: str
    code: str
    verify_url: str
    given_names: str
    family_name: str
    function: str
    department: str
    role: str
    is_official: bool
    travel: TravelParticulars
    terms: Terms
    meeting_begins_on: date
    meeting_ends_on: date
    bilaterals_on: date | None
    contact_email: str
    signed_by: str
    texts: dict[str, Wording]

    def __post_init__(self) -> None:
        for part in (self, self.travel, self.terms, *self.texts.values()):
            for name, value in vars(part).items():
                _check_length(name, value)

    def __repr__(self) -> str:
        return "VisaFacts(…)"


def render(facts: VisaFacts) -> bytes:
    """Return the letter: a tagged A4 page in French, and one in English.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused, rendering.DoesNotFit: see there
    """
    return render_pdf(TEMPLATE, {"facts": facts}, language="fr", most_pages=PAGES)


def words(facts: VisaFacts, language: str) -> dict[str, Any]:
    """Return what the facts are called in one language; the template asks for it."""
    text = facts.texts[language]
    with override(language):
        return {
            "city": text.city,
            "meeting_title": text.meeting_title,
            "signer_function": text.signer_function,
            "entity": text.entity_name,
            "post": _post(facts, text, language),
            "place": ", ".join([text.venue_name, *text.venue_address]),
            "family_name": _as_in_passport(
                capitals(facts.travel.latin_family_name), capitals(facts.family_name)
            ),
            "given_names": _as_in_passport(facts.travel.latin_given_names, facts.given_names),
            "office": gettext("Implementation Support Unit"),
            "convention_in_full": gettext(
                "Convention on the Prohibition of the Use, Stockpiling, Production and Transfer"
                " of Anti-Personnel Mines and on Their Destruction"
            ),
            "meeting_days": dates_text(facts.meeting_begins_on, facts.meeting_ends_on),
            "stay": _stay(facts.travel.arrives_on, facts.travel.departs_on, language),
            "function": ", ".join(filter(None, [facts.function, facts.department])),
            "role": role_beside(facts.function, facts.role),
            "payer": _payer(facts, text),
            "is_person": facts.terms.payer_kind == Payer.PERSON,
            "is_sponsored": facts.terms.payer_kind == Payer.SPONSORSHIP,
            "verify_address": without_scheme(facts.verify_url),
        }


def _stay(first: date, last: date, language: str) -> str:
    """Return a stay as a sentence has it; in French with its prepositions: du 5 au 9 juin 2018."""
    if language != "fr" or first == last:
        return dates_text(first, last)
    in_one_month = (first.year, first.month) == (last.year, last.month)
    begin = date_format(first, "DAY_FORMAT" if in_one_month else "DATE_FORMAT")
    return f"du {begin} au {date_format(last, 'DATE_FORMAT')}"


def _post(facts: VisaFacts, text: Wording, language: str) -> list[str]:
    """Return the lines of the address: the post of the State where the meeting is, and where it is."""
    names = {
        ("embassy", "en"): "Embassy of {}",
        ("consulate", "en"): "Consulate of {}",
        ("embassy", "fr"): "Ambassade de {}",
        ("consulate", "fr"): "Consulat de {}",
    }
    name = names[facts.travel.post, language].format(text.country)
    if language == "fr" and not _takes_plain_de(text.country):
        name = f"{name.partition(' ')[0]} ({text.country})"
    section = {"fr": "Section des visas", "en": "Visa Section"}[language]
    return [name, section, f"{facts.travel.post_city}, {facts.travel.post_country}"]


def _takes_plain_de(country: str) -> bool:
    """Say whether French says “de” before a country for sure: Suisse, France; not Mexique, Cambodge."""
    exceptions = {"Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize", "Suriname"}
    return (
        country.endswith("e")
        and country[:1].lower() not in "aeéèêiîoôuyh"
        and country not in exceptions
    )


def _payer(facts: VisaFacts, text: Wording) -> str:
    """Return who bears the costs by name, or nothing where the templates have the words."""
    if facts.terms.payer_kind in {"", Payer.PERSON, Payer.SPONSORSHIP}:
        return ""
    return facts.terms.payer or text.entity_name


def _as_in_passport(latin: str, registered: str) -> str:
    """Return a name as the passport has it, and in brackets as it is registered where that differs."""
    if not latin or latin.casefold() == registered.casefold():
        return registered
    return f"{latin} ({registered})" if registered else latin


def _check_length(name: str, value: Any) -> None:
    limit = NAME_LENGTH if name.endswith(("given_names", "family_name")) else LINE_LENGTH
    texts = value if isinstance(value, tuple) else (value,)
    if len(texts) > LINES or any(isinstance(text, str) and len(text) > limit for text in texts):
        raise UnfitFacts(f"{name} is too long")
