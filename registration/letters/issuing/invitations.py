"""The President's invitation to one State or organisation."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from registration.delegations.models import Category, Entity, EntityKind
from registration.delegations.queries import category_of
from registration.meetings.models import Meeting

from .. import invitations
from ..audiences import Audience, audience_of
from ..facts import UnfitFacts
from ..invitations import InvitationFacts, ValueMissing, Wording
from ..models import InvitationTemplate, Kind, Letter, State
from ..rendering import ContentRefused, DoesNotFit
from .keeping import NoGlyph, check_glyphs, keep, next_version


class NoTemplate(Exception):
    """There is no text for this audience in this language; its text says for which."""


# What another try would not help, as long as nobody changes text, meeting or entity.
INVITATION_REFUSALS = (NoTemplate, ValueMissing, NoGlyph, UnfitFacts, DoesNotFit, ContentRefused)


def issue_invitation(
    entity: Entity,
    *,
    meeting: Meeting,
    by: User | None,
    at: datetime,
    language: str | None = None,
    anew: bool = False,
) -> Letter:
    """Return the invitation of an entity to a meeting, rendered and kept at most once.

    Whoever asks at the same time waits for the one that renders (single flight). `language` is the
    entity's own where it is not given. The letter bears the date that the text fixes, else the day of
    `at` in the meeting's zone. With `anew` a valid invitation is replaced by a new one.

    :raises NoTemplate, ValueMissing, NoGlyph, UnfitFacts, DoesNotFit: its text says what is wrong
    :raises rendering.PrintingUnavailable: this machine lacks what PDFs need
    """
    with transaction.atomic():
        lock(f"invitation {meeting.pk} {entity.pk}")
        letters = Letter.objects.filter(kind=Kind.INVITATION, meeting=meeting, entity=entity)
        letter = None if anew else letters.filter(state=State.VALID).first()
        return letter or _issue(entity, meeting, by, at, language or entity.correspondence_language)


def preview_invitation(
    entity: Entity,
    *,
    meeting: Meeting,
    at: datetime,
    language: str | None = None,
    template: InvitationTemplate | None = None,
) -> bytes:
    """Return the letter as `issue_invitation` would print it, marked as a draft; keep nothing.

    `template` is the text to be tried, saved or not; by default the entity's own.

    :raises NoTemplate, ValueMissing, NoGlyph, UnfitFacts, DoesNotFit: its text says what is wrong
    :raises rendering.PrintingUnavailable: this machine lacks what PDFs need
    """
    language = template.language if template else language or entity.correspondence_language
    category = category_on(entity, meeting.begins_on)
    audience = Audience(template.audience) if template else audience_of(category)
    wording = (template or template_for(meeting, audience, language)).wording
    facts = invitation_facts(
        entity,
        meeting=meeting,
        audience=audience,
        language=language,
        issued_on=_date_of(wording, meeting, at),
        code="",
        version=next_version(Kind.INVITATION, entity, meeting),
    )
    return _printed(facts, wording)


def template_for(meeting: Meeting, audience: Audience, language: str) -> InvitationTemplate:
    """Return the text for an audience in a language.

    :raises NoTemplate:
    """
    found = InvitationTemplate.objects.filter(
        meeting=meeting, audience=audience, language=language
    ).first()
    if found is None:
        raise NoTemplate(
            _("The invitation has no text for %(audience)s in this language: %(language)s.")
            % {
                "audience": audience.label,
                "language": dict(settings.LANGUAGES).get(language, language),
            }
        )
    return found


def category_on(entity: Entity, day: date) -> Category:
    """Return an entity's category on a day; one query, of a State only."""
    is_state = entity.kind == EntityKind.STATE
    return category_of(entity, is_state and any(s.holds(day) for s in entity.party_status.all()))


def invitation_facts(
    entity: Entity,
    *,
    meeting: Meeting,
    audience: Audience,
    language: str,
    issued_on: date,
    code: str,
    version: int,
) -> InvitationFacts:
    """Return all that fills the placeholders of an invitation.

    The reference tells meeting, entity and, from the second on, the issue.
    """
    issue = f"-{version}" if version > 1 else ""
    requests_close_at = meeting.interventions_close_at
    with override(language):
        return InvitationFacts(
            language=language,
            audience=audience,
            city=meeting.city,
            issued_on=issued_on,
            reference=f"{meeting.code}/INV/{entity.pk:04d}{issue}",
            code=code,
            verify_url=settings.BASE_URL + reverse("letters:verify", args=[code]) if code else "",
            entity_name=entity.name_on(meeting.begins_on, language),
            is_observer=entity.is_observer,
            postal_address=entity.address_lines,
            meeting_title=meeting.title,
            meeting_begins_on=meeting.begins_on,
            meeting_ends_on=meeting.ends_on,
            venue_name=meeting.venue,
            venue_address=tuple(meeting.venue_address),
            closes_on=meeting.registration_last_day,
            visa_advised_on=meeting.visa_advised_on,
            bilaterals_on=meeting.bilaterals_on,
            requests_close_on=requests_close_at and meeting.last_day_before(requests_close_at),
            president_name=meeting.president_name,
            presidency=meeting.president_title,
            contact_email=meeting.contact_email,
            portal_url=settings.BASE_URL,
        )


def _issue(
    entity: Entity, meeting: Meeting, by: User | None, at: datetime, language: str
) -> Letter:
    audience = audience_of(category_on(entity, meeting.begins_on))
    wording = template_for(meeting, audience, language).wording
    version = next_version(Kind.INVITATION, entity, meeting)
    facts = invitation_facts(
        entity,
        meeting=meeting,
        audience=audience,
        language=language,
        issued_on=_date_of(wording, meeting, at),
        code=codes.paper_code(),
        version=version,
    )
    letter = keep(
        Kind.INVITATION,
        entity,
        meeting=meeting,
        version=version,
        language=language,
        code=facts.code,
        issued_on=facts.issued_on,
        template=invitations.TEMPLATE,
        wording=wording.digest,
        facts=facts.to_json(),
        pdf=_printed(facts, wording),
        by=by,
    )
    record("issue", letter, by=by, at=at, after={"entity": entity.pk, "language": language})
    return letter


def _date_of(wording: Wording, meeting: Meeting, at: datetime) -> date:
    return wording.dated_on or at.astimezone(meeting.zone).date()


def _printed(facts: InvitationFacts, wording: Wording) -> bytes:
    check_glyphs(
        [
            *(facts.entity_name, *facts.postal_address),
            *(facts.president_name, facts.meeting_title, facts.venue_name),
        ]
    )
    return invitations.render(facts, wording)
