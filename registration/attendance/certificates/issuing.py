"""Issuing the certificate of somebody: rendered once, and anew where it would say something else."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.locks import lock
from registration.letters.issuing import check_is_newest
from registration.letters.issuing.keeping import (
    check_glyphs,
    keep,
    meeting_facts,
    next_version,
)
from registration.letters.models import Kind, Letter, State
from registration.registrations.models import Registration

from . import paper, queries
from .facts import CertificateFacts


def issue(registration: Registration, *, language: str, by: User, at: datetime) -> Letter | None:
    """Return the certificate of somebody as it has to be now, rendered where there is none like it.

    None where the door has seen them on no day (any more): one that stood is then withdrawn. The
    registration comes with its meeting and delegation.

    :raises letters.issuing.NoGlyph: a name cannot be printed
    :raises letters.issuing.Superseded: the registration is another version now
    """
    with transaction.atomic():
        lock(f"certificate {registration.pk}")
        days = queries.days_present(registration)
        letters = queries.valid_letters().filter(registration=registration)
        if not days:
            letters.update(state=State.WITHDRAWN)
            return None
        facts = facts_of(registration, days, language=language, at=at)
        valid = letters.defer("pdf").first()
        if valid is not None and facts.is_said_by(valid.facts):
            return valid
        return _issue(registration, facts, by=by)


def facts_of(
    registration: Registration, days: Sequence[date], *, language: str, at: datetime
) -> CertificateFacts:
    """Return all that a certificate says of somebody who came on these days."""
    meeting, delegation = registration.meeting, registration.delegation
    of_meeting = meeting_facts(meeting, language)
    # Of letters that come before the meeting.
    del of_meeting["closes_on"]
    code = codes.paper_code()
    return CertificateFacts(
        language=language,
        issued_on=at.astimezone(meeting.zone).date(),
        reference=f"{meeting.code}/ATT/{registration.receipt_number.rpartition('-')[2]}",
        code=code,
        verify_url=settings.BASE_URL + reverse("letters:verify", args=[code]),
        honorific=registration.honorific,
        given_names=registration.given_names,
        family_name=registration.family_name,
        function=registration.function,
        department=registration.department,
        entity_name=delegation.entity.name_on(meeting.begins_on, language),
        category=delegation.category,
        days=tuple(days),
        **of_meeting,
    )


def _issue(registration: Registration, facts: CertificateFacts, *, by: User) -> Letter:
    names = (facts.honorific, facts.given_names, facts.family_name)
    check_glyphs([*names, facts.function, facts.department, facts.entity_name])
    pdf = paper.render(facts)
    check_is_newest(registration)
    return keep(
        Kind.ATTENDANCE,
        registration,
        meeting=registration.meeting,
        version=next_version(Kind.ATTENDANCE, registration, registration.meeting),
        language=facts.language,
        code=facts.code,
        issued_on=facts.issued_on,
        template=paper.TEMPLATE,
        facts=facts.to_json(),
        pdf=pdf,
        by=by,
    )
