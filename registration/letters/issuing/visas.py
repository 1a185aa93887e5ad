"""The letter for a visa."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.text import is_latin
from registration.registrations.models import Registration, TravelDocument
from registration.registrations.transitions import State as Standing
from registration.registrations.travel import Terms, TravelParticulars

from .. import visa_letter
from ..models import Kind, Letter, State
from ..visa_letter import VisaFacts, Wording
from .keeping import Superseded, check_glyphs, keep, next_version


class NameNotLatin(Exception):
    """No border officer could compare the name with the passport; the text can be shown."""

    def __str__(self) -> str:
        return _(
            "The name is not in Latin letters. Please ask the person to give it as it stands in the"
            " passport, on the page of the particulars."
        )


def issue_visa_letter(registration: Registration, *, by: User, at: datetime) -> Letter:
    """Return the letter for a visa for what is registered and given now, rendered at most once.

    Whoever asks at the same time waits for the one that renders (single flight). It is kept sealed; its
    facts say nothing of the passport. A valid letter of other particulars, or on other terms, is marked
    as replaced.

    :raises NoGlyph: something cannot be printed
    :raises NameNotLatin: see there
    :raises Superseded: nothing is given or settled (any more), or something has changed in this moment
    :raises rendering.PrintingUnavailable, rendering.DoesNotFit, facts.UnfitFacts: see there
    """
    with transaction.atomic():
        lock(f"visa letter {registration.pk}")
        document = TravelDocument.objects.filter(registration=registration).first()
        if document is None or document.sealed_terms is None:
            raise Superseded
        letter = valid_letter(registration)
        if letter is not None and not is_outdated(letter, document):
            return letter
        return _issue(registration, document, by=by, at=at)


def valid_letter(registration: Registration) -> Letter | None:
    """Return the letter for a visa that stands, without its bytes."""
    found: Letter | None = (
        Letter.objects.filter(kind=Kind.VISA, registration=registration, state=State.VALID)
        .defer("pdf")
        .first()
    )
    return found


def is_outdated(letter: Letter, document: TravelDocument) -> bool:
    """Say whether something was corrected or settled after the letter: it has to be issued anew."""
    stated = letter.facts.get("document"), letter.facts.get("terms", 0)
    return bool(stated != (document.version, document.terms_version))


def check_name(registration: Registration, travel: TravelParticulars) -> None:
    """Refuse a name that is in Latin letters neither as registered nor as given.

    :raises NameNotLatin:
    """
    names = [
        travel.latin_family_name or registration.family_name,
        travel.latin_given_names or registration.given_names,
    ]
    if not all(map(is_latin, names)):
        raise NameNotLatin


def _issue(
    registration: Registration, document: TravelDocument, *, by: User, at: datetime
) -> Letter:
    meeting = registration.meeting
    version = next_version(Kind.VISA, registration, meeting)
    check_name(registration, document.particulars)
    facts = visa_facts(
        registration, document, version=version, code=codes.paper_code(), by=by, at=at
    )
    check_glyphs(_texts(facts))
    pdf = visa_letter.render(facts)
    _check_is_newest(registration, document)
    letter = keep(
        Kind.VISA,
        registration,
        meeting=meeting,
        version=version,
        language="fr",
        code=facts.code,
        issued_on=facts.issued_on,
        template=visa_letter.TEMPLATE,
        facts={
            "document": document.version,
            "terms": document.terms_version,
            "languages": list(visa_letter.LANGUAGES),
        },
        pdf=pdf,
        by=by,
        is_sealed=True,
    )
    record("issue_visa_letter", registration, by=by, at=at, after={"letter": letter.pk})
    return letter


def visa_facts(
    registration: Registration,
    document: TravelDocument,
    *,
    version: int,
    code: str,
    by: User,
    at: datetime,
) -> VisaFacts:
    """Return all that the letter says, on the terms that were settled."""
    terms = document.terms or Terms()
    meeting, delegation = registration.meeting, registration.delegation
    number = registration.receipt_number.rpartition("-")[2]
    # Upon invitation only: that somebody intends to come on that day is no invitation.
    comes = terms.is_invited_to_bilaterals and meeting.bilaterals_on in registration.days
    return VisaFacts(
        issued_on=at.astimezone(meeting.zone).date(),
        reference=f"{meeting.code}/VISA/{number}" + (f"/{version}" if version > 1 else ""),
        code=code,
        verify_url=settings.BASE_URL + reverse("letters:verify", args=[code]),
        given_names=registration.given_names,
        family_name=registration.family_name,
        function=registration.function,
        department=registration.department,
        role=registration.role,
        is_official=delegation.is_of_a_state,
        travel=document.particulars,
        terms=terms,
        meeting_begins_on=meeting.begins_on,
        meeting_ends_on=meeting.ends_on,
        bilaterals_on=meeting.bilaterals_on if comes else None,
        contact_email=meeting.contact_email,
        signed_by=by.name,
        texts={
            language: _wording(registration, language, by) for language in visa_letter.LANGUAGES
        },
    )


def _wording(registration: Registration, language: str, signer: User) -> Wording:
    meeting, entity = registration.meeting, registration.delegation.entity

    def said(name: str) -> str:
        return getattr(meeting, f"{name}_{language}") or getattr(meeting, f"{name}_en")

    with override(language):
        return Wording(
            city=said("city"),
            country=said("country"),
            meeting_title=said("title"),
            venue_name=said("venue"),
            venue_address=tuple(meeting.venue_address),
            entity_name=entity.name_on(meeting.begins_on, language),
            signer_function=getattr(signer, f"function_{language}") or signer.function_en,
        )


def _texts(facts: VisaFacts) -> list[str]:
    """Return what somebody typed."""
    typed: list[Any] = [
        facts.given_names,
        facts.family_name,
        facts.function,
        facts.department,
        facts.signed_by,
        *vars(facts.travel).values(),
        facts.terms.payer,
        *(text.entity_name for text in facts.texts.values()),
        *(text.signer_function for text in facts.texts.values()),
    ]
    return [text for text in typed if isinstance(text, str)]


def _check_is_newest(registration: Registration, document: TravelDocument) -> None:
    """Hold both rows until the letter is written, so that no change passes it unseen.

    Not before the rendering: whoever corrects something would have to wait for it. First the
    registration, then its document, as the operations lock them.
    """
    same = Registration.objects.filter(
        pk=registration.pk,
        version=registration.version,
        state=Standing.CONFIRMED,
        wants_visa_letter=True,
    )
    if same.select_for_update(of=("self",)).values_list("pk").first() is None:
        raise Superseded
    given = TravelDocument.objects.filter(
        pk=document.pk, version=document.version, terms_version=document.terms_version
    )
    if given.select_for_update(of=("self",)).values_list("pk").first() is None:
        raise Superseded
