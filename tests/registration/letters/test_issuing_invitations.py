"""Issuing the invitation: once for each, as the text says, in the entity's own language."""

from datetime import date, datetime
from threading import Barrier
from typing import Any

import pytest

from intersessional.audit.models import AuditEntry
from registration.delegations.models import Entity
from registration.letters.invitations import InvitationFacts, ValueMissing
from registration.letters.issuing import (
    NoGlyph,
    NoTemplate,
    issue_invitation,
    preview_invitation,
)
from registration.letters.models import InvitationTemplate, Letter
from registration.meetings.models import Meeting
from tests.own_database import at_once
from tests.people import GENEVA, ON_14_MAY, User


def issue(code: str, by: User | None = None, **changes: Any) -> Letter:
    """Issue the invitation of an entity, by default on 14 May 2018."""
    given = {"meeting": Meeting.objects.get(slug="2018"), "by": by, "at": ON_14_MAY}
    return issue_invitation(Entity.objects.get(code=code), **(given | changes))


@pytest.mark.django_db
def test_the_letter_is_kept_with_all_that_it_states(meeting: Meeting, staff: User) -> None:
    letter = issue("zm", staff)

    zambia = Entity.objects.get(code="zm")
    text = InvitationTemplate.objects.get(meeting=meeting, audience="state_party", language="en")
    facts = InvitationFacts.from_json(letter.facts)
    assert (letter.kind, letter.entity, letter.meeting) == ("invitation", zambia, meeting)
    assert (letter.version, letter.language, letter.issued_by) == (1, "en", staff)
    assert letter.template_version.endswith(f"-{text.wording.digest}")
    assert facts.to_json() == letter.facts
    assert (facts.entity_name, facts.audience) == ("Zambia", "state_party")
    assert facts.reference == f"IM18/INV/{zambia.pk:04d}"
    assert facts.code == letter.code
    assert letter.content.startswith(b"%PDF-")
    entry = AuditEntry.objects.get(verb="issue")
    assert (entry.subject_id, entry.by, entry.at) == (letter.pk, staff, ON_14_MAY)


@pytest.mark.django_db
def test_a_second_request_returns_the_first_letter() -> None:
    first = issue("zm")

    InvitationTemplate.objects.update(salutation="Other,")

    assert issue("zm") == first
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_anew_replaces_the_letter_and_counts_on_in_its_reference() -> None:
    first = issue("zm")

    second = issue("zm", anew=True)

    first.refresh_from_db()
    assert (first.state, second.state, second.replaces) == ("replaced", "valid", first)
    assert second.facts["reference"] == first.facts["reference"] + "-2"
    assert issue("zm") == second


@pytest.mark.django_db
def test_it_is_in_the_language_of_the_correspondence_unless_asked_otherwise() -> None:
    Entity.objects.filter(code__in=["sn", "cu"]).update(correspondence_language="fr")

    assert issue("sn").language == "fr"
    assert issue("cu", language="es").language == "es"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "audience"),
    [
        ("zm", "state_party"),
        # A party from 1 June 2018 on, so on the first day of the meeting.
        ("lk", "state_party"),
        ("cu", "state_not_party"),
        ("org-icrc", "organisation"),
        ("org-smom", "organisation"),
    ],
)
def test_each_audience_has_its_text(code: str, audience: str) -> None:
    assert issue(code).facts["audience"] == audience


@pytest.mark.django_db
def test_the_text_may_fix_the_date() -> None:
    assert issue("zm").issued_on == date(2018, 4, 16)


@pytest.mark.django_db
def test_otherwise_the_day_of_issue_in_geneva_holds() -> None:
    InvitationTemplate.objects.update(dated_on=None)

    letter = issue("zm", at=datetime(2018, 5, 14, 0, 30, tzinfo=GENEVA))

    assert letter.issued_on == date(2018, 5, 14)


@pytest.mark.django_db
def test_without_a_text_nothing_is_issued() -> None:
    InvitationTemplate.objects.filter(audience="state_party", language="fr").delete()

    with pytest.raises(NoTemplate, match="no text for States Parties in this language: French"):
        issue("zm", language="fr")

    assert not Letter.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_what_the_meeting_does_not_say_is_named() -> None:
    Meeting.objects.update(bilaterals_on=None)

    with pytest.raises(ValueMissing, match=r"the day of the bilaterals.*\{bilaterals_on\}"):
        issue("zm")

    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_name_that_no_font_prints_is_refused_by_its_sign() -> None:
    Entity.objects.get(code="zm").names.filter(language="en").update(name="Zambia 漢")

    with pytest.raises(NoGlyph, match=r"漢 \(U\+6F22\)"):
        issue("zm")

    assert not Letter.objects.exists()


def test_who_asks_at_the_same_time_waits_for_the_one_letter(transactional_db: None) -> None:
    together = Barrier(4)

    def ask() -> str:
        together.wait(30)
        return issue("zm").sha256

    assert len(set(at_once(4, ask))) == 1
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_a_preview_is_a_draft_and_keeps_nothing(open_pdf: Any, meeting: Meeting) -> None:
    zambia = Entity.objects.get(code="zm")

    opened = open_pdf(preview_invitation(zambia, meeting=meeting, at=ON_14_MAY))

    assert "Zambia" in opened.text
    assert "This letter has not been issued." in opened.text
    assert "Verification code" not in opened.text
    assert not Letter.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_a_preview_tries_a_text_that_is_not_saved(open_pdf: Any, meeting: Meeting) -> None:
    text = InvitationTemplate.objects.get(audience="organisation", language="en")
    text.salutation = "Dear friends of {entity},"

    opened = open_pdf(
        preview_invitation(
            Entity.objects.get(code="org-icrc"), meeting=meeting, at=ON_14_MAY, template=text
        )
    )

    assert "Dear friends of International Committee of the Red Cross," in opened.text
