"""The confirmation of one person."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from intersessional import codes
from intersessional.locks import lock
from registration.registrations.models import Registration

from .. import confirmation
from ..facts import ConfirmationFacts
from ..models import Kind, Letter
from .keeping import Superseded, check_glyphs, keep, meeting_facts


def issue_confirmation(registration: Registration, *, language: str) -> Letter:
    """Return the letter of confirmation for this version of a registration, rendered at most once.

    Whoever asks at the same time waits for the one that renders (single flight). The letter bears
    the day of the confirmation. An earlier letter of the same registration is marked as replaced.

    :raises NoGlyph: a name cannot be printed
    :raises Superseded: the registration is another version now
    :raises rendering.PrintingUnavailable: this machine lacks what PDFs need
    """
    with transaction.atomic():
        lock(f"confirmation {registration.pk}")
        letter = Letter.objects.filter(
            kind=Kind.CONFIRMATION, registration=registration, version=registration.version
        ).first()
        return letter or _issue(registration, language)


def _issue(registration: Registration, language: str) -> Letter:
    facts = confirmation_facts(registration, language=language, code=codes.paper_code())
    _check_glyphs(facts)
    pdf = confirmation.render(facts)
    check_is_newest(registration)
    return keep(
        Kind.CONFIRMATION,
        registration,
        meeting=registration.meeting,
        version=registration.version,
        language=language,
        code=facts.code,
        issued_on=facts.issued_on,
        template=confirmation.TEMPLATE,
        facts=facts.to_json(),
        pdf=pdf,
    )


def confirmation_facts(
    registration: Registration, *, language: str, code: str
) -> ConfirmationFacts:
    """Return all that the letter of confirmation says about a confirmed registration."""
    meeting, delegation = registration.meeting, registration.delegation
    confirmed_at: datetime = registration.confirmed_at or registration.received_at
    return ConfirmationFacts(
        language=language,
        issued_on=confirmed_at.astimezone(meeting.zone).date(),
        reference=f"{meeting.code}/REG/{registration.receipt_number.rpartition('-')[2]}",
        code=code,
        verify_url=settings.BASE_URL + reverse("letters:verify", args=[code]),
        receipt_number=registration.receipt_number,
        badge_code=registration.badge_code,
        honorific=registration.honorific,
        given_names=registration.given_names,
        family_name=registration.family_name,
        function=registration.function,
        department=registration.department,
        entity_name=delegation.entity.name_on(meeting.begins_on, language),
        category=delegation.category,
        role=registration.role,
        days=tuple(registration.days),
        **meeting_facts(meeting, language),
    )


def check_is_newest(registration: Registration) -> None:
    """Hold the registration's row until the letter is written, so that no change passes it unseen.

    :raises Superseded: the registration is another version now

    Not before the rendering: a delegate who changes something would have to wait for it.
    """
    same = Registration.objects.filter(pk=registration.pk, version=registration.version)
    if same.select_for_update(of=("self",)).values_list("pk").first() is None:
        raise Superseded


def _check_glyphs(facts: ConfirmationFacts) -> None:
    check_glyphs(
        [
            facts.honorific,
            facts.given_names,
            facts.family_name,
            facts.function,
            facts.department,
            facts.entity_name,
        ]
    )
