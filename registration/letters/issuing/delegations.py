"""The confirmation of a whole delegation."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.locks import lock
from registration.delegations.models import Delegation, Note
from registration.registrations.models import Registration
from registration.registrations.transitions import ACTIVE, State

from .. import delegation_letter
from ..delegation_facts import DelegationFacts, MemberFacts, digest
from ..models import Kind, Letter
from ..models import State as LetterState
from .keeping import Superseded, check_glyphs, keep, meeting_facts, next_version


class NobodyConfirmed(Exception):
    """There is nothing to state: no member is confirmed; the text can be shown."""

    def __str__(self) -> str:
        return _("No member of the delegation is confirmed yet.")


def issue_delegation_confirmation(
    delegation: Delegation, *, language: str, by: User | None, at: datetime
) -> Letter:
    """Return the letter that states the confirmed members as they are now, rendered at most once.

    Whoever asks at the same time waits for the one that renders (single flight). As long as nothing
    has changed it is the letter that was issued before; else the new one replaces that one, and says
    so. The letter bears the day of `at` in the meeting's zone.

    :raises NobodyConfirmed:
    :raises NoGlyph: a name cannot be printed
    :raises Superseded: the delegation changed while the letter was made
    :raises rendering.PrintingUnavailable: this machine lacks what PDFs need
    """
    with transaction.atomic():
        lock(f"confirmation of delegation {delegation.pk}")
        valid = valid_letter(delegation)
        if valid and valid.facts["digest"] == current_digest(delegation, language):
            return valid
        return _issue(delegation, valid, language, by, at)


def valid_letter(delegation: Delegation) -> Letter | None:
    """Return the confirmation of a delegation that stands, stale or not, without its file."""
    letters = Letter.objects.filter(
        kind=Kind.DELEGATION, delegation=delegation, state=LetterState.VALID
    )
    return letters.defer("pdf").first()


def current_digest(delegation: Delegation, language: str) -> str:
    """Return the digest of what a letter would state now; "" when no member is confirmed."""
    return digests_of([(delegation, language)])[delegation.pk]


def digests_of(delegations: Sequence[tuple[Delegation, str]]) -> dict[int, str]:
    """Return, for each delegation and language, what `current_digest` does; one query for all.

    The delegations come with their names.
    """
    members = _members_of([delegation for delegation, _language in delegations])
    return {
        one.pk: digest(
            language,
            _name(one, language),
            one.category,
            members[one.pk],
            is_observer=one.entity.is_observer,
        )
        if members[one.pk]
        else ""
        for one, language in delegations
    }


def delegation_facts(
    delegation: Delegation, *, earlier: Letter | None, language: str, at: datetime
) -> DelegationFacts:
    """Return all that a letter about a delegation states, with a new code.

    :raises NobodyConfirmed:
    """
    meeting, code = delegation.meeting, codes.paper_code()
    members = _members_of([delegation])[delegation.pk]
    if not members:
        raise NobodyConfirmed
    note = Note.objects.current().filter(delegation=delegation).first()
    version = next_version(Kind.DELEGATION, delegation, meeting)
    others = Registration.objects.filter(
        delegation=delegation, state__in=ACTIVE - {State.CONFIRMED}
    )
    return DelegationFacts(
        language=language,
        issued_on=at.astimezone(meeting.zone).date(),
        reference=f"{meeting.code}/CONF/{delegation.entity.code.upper()}-{version}",
        code=code,
        verify_url=settings.BASE_URL + reverse("letters:verify", args=[code]),
        entity_name=_name(delegation, language),
        category=delegation.category,
        is_observer=delegation.entity.is_observer,
        postal_address=delegation.entity.address_lines,
        members=members,
        unconfirmed=others.count(),
        note_reference=note.reference if note else "",
        note_dated_on=note.dated_on if note else None,
        replaces_code=earlier.code if earlier else "",
        replaces_on=earlier.issued_on if earlier else None,
        is_one_meeting=not meeting.is_plural,
        **meeting_facts(meeting, language),
    )


def _issue(
    delegation: Delegation, earlier: Letter | None, language: str, by: User | None, at: datetime
) -> Letter:
    facts = delegation_facts(delegation, earlier=earlier, language=language, at=at)
    check_glyphs(_typed(facts))
    pdf = delegation_letter.render(facts)
    # Nobody who changes something waits for the printing. What changes after this line makes the letter
    # stale at once, and the next round sees it (renewing.py).
    if current_digest(delegation, language) != facts.digest:
        raise Superseded
    return keep(
        Kind.DELEGATION,
        delegation,
        meeting=delegation.meeting,
        version=next_version(Kind.DELEGATION, delegation, delegation.meeting),
        language=language,
        code=facts.code,
        issued_on=facts.issued_on,
        template=delegation_letter.TEMPLATE,
        facts=facts.to_json(),
        pdf=pdf,
        by=by,
    )


def _members_of(delegations: Sequence[Delegation]) -> dict[int, tuple[MemberFacts, ...]]:
    """Return the confirmed members of each delegation, in the order of a list; one query."""
    confirmed = Registration.objects.filter(delegation__in=delegations, state=State.CONFIRMED)
    found: dict[int, list[MemberFacts]] = defaultdict(list)
    for one in confirmed.in_order():
        found[one.delegation_id].append(
            MemberFacts(
                honorific=one.honorific,
                given_names=one.given_names,
                family_name=one.family_name,
                function=one.function,
                department=one.department,
                role=one.role,
                days=tuple(sorted(one.days)),
            )
        )
    return {one.pk: tuple(found[one.pk]) for one in delegations}


def _name(delegation: Delegation, language: str) -> str:
    return delegation.entity.name_on(delegation.meeting.begins_on, language)


def _typed(facts: DelegationFacts) -> list[str]:
    """Return what somebody typed: only that can hold a sign without a shape."""
    of_members = [
        text
        for one in facts.members
        for text in (
            one.honorific,
            one.given_names,
            one.family_name,
            one.function,
            one.department,
        )
    ]
    return [facts.entity_name, *facts.postal_address, facts.note_reference, *of_members]
