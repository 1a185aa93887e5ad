"""Invitations to look at: facts and loaded texts that tests vary; no database."""

from datetime import date
from typing import Any

from registration.letters import loading
from registration.letters.invitations import PARTS, InvitationFacts, Wording, render

AUDIENCES = ("state_party", "state_not_party", "organisation")
LANGUAGES = ("en", "fr", "es")
ALL = [(audience, language) for audience in AUDIENCES for language in LANGUAGES]

FACTS: dict[str, Any] = {
    "issued_on": date(2018, 4, 16),
    "reference": "IM18/INV/0163",
    "code": "T2MC-6WFH-9KPZ-4XRA",
    "verify_url": "https://portal.example/letters/verify/T2MC-6WFH-9KPZ-4XRA",
    "entity_name": "Zambia",
    "is_observer": False,
    "meeting_begins_on": date(2018, 6, 7),
    "meeting_ends_on": date(2018, 6, 8),
    "closes_on": date(2018, 5, 31),
    "visa_advised_on": date(2018, 5, 10),
    "bilaterals_on": date(2018, 6, 6),
    "requests_close_on": date(2018, 6, 6),
    "president_name": "Suraya Dalil",
    "contact_email": "isu@meeting.example",
    "portal_url": "https://portal.example",
}
BY_LANGUAGE: dict[str, dict[str, Any]] = {
    "en": {
        "city": "Geneva",
        "meeting_title": "Intersessional Meetings",
        "venue_name": "World Meteorological Organization",
        "venue_address": ("Avenue de la Paix 7bis", "1211 Geneva, Switzerland"),
        "presidency": "Seventeenth Meeting of the States Parties",
    },
    "fr": {
        "city": "Genève",
        "meeting_title": "Réunions intersessions",
        "venue_name": "Organisation météorologique mondiale",
        "venue_address": ("Avenue de la Paix 7bis", "1211 Genève, Suisse"),
        "presidency": "dix-septième Assemblée des États parties",
    },
    "es": {
        "city": "Ginebra",
        "meeting_title": "Reuniones entre períodos de sesiones",
        "venue_name": "Organización Meteorológica Mundial",
        "venue_address": ("Avenue de la Paix 7bis", "1211 Ginebra, Suiza"),
        "presidency": "Decimoséptima Reunión de los Estados Partes",
    },
}


def facts_of(
    audience: str = "state_party", language: str = "en", **changes: Any
) -> InvitationFacts:
    """Return Zambia's facts, changed as asked."""
    given = FACTS | BY_LANGUAGE[language] | {"audience": audience, "language": language}
    return InvitationFacts(**(given | changes))


def wording_of(audience: str = "state_party", language: str = "en", **changes: Any) -> Wording:
    """Return the text that is loaded for 2018, changed as asked."""
    path = loading.DATA / "2018" / f"{audience}.{language}.txt"
    return Wording(**(dict.fromkeys(PARTS, "") | loading.read(path) | changes))


def printed(
    audience: str = "state_party", language: str = "en", *, text: Any = None, **changes: Any
) -> bytes:
    """Return the letter, its facts changed as asked, and its text by `text`."""
    return render(
        facts_of(audience, language, **changes), wording_of(audience, language, **(text or {}))
    )
