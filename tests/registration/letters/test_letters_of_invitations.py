"""An invitation that was sent: issued anew in place of the last, or withdrawn; and texts copied."""

from datetime import timedelta
from typing import Any

import pytest
from model_bakery import baker

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox.models import Message
from registration.delegations.models import Entity, EntityName
from registration.letters import loading, operations, policies, queries
from registration.letters.issuing import NoGlyph
from registration.letters.models import Invitation, InvitationTemplate, Letter
from registration.meetings.models import Meeting
from tests.papers import attachment, text_of
from tests.registration.letters.test_batches import LATER, UNPRINTABLE, approved, send, standings

pytestmark = pytest.mark.django_db

LAST = LATER + timedelta(days=1)


def sent(staff: User, code: str = "ec") -> Invitation:
    """An invitation whose letter has left."""
    batch = approved(code, by=staff)
    send()
    invitation: Invitation = batch.invitations.select_related("letter", "batch").get()
    return invitation


def anew(invitation: Invitation, by: User, **changes: Any) -> Letter:
    given = {"instead_of": invitation.letter_id, "by": by, "at": LAST}
    return operations.issue_anew(invitation, **(given | changes))


def withdraw(invitation: Invitation, by: User, reason: str = "Sent to the wrong mission") -> None:
    pk = invitation.letter_id
    assert pk
    operations.withdraw(invitation, letter=pk, reason=reason, by=by, at=LAST)


def states() -> list[str]:
    return list(Letter.objects.order_by("version").values_list("state", flat=True))


# --- Anew -----------------------------------------------------------------------------------------


def test_a_new_letter_takes_the_place_of_the_last_and_is_mailed(sink: Sink, staff: User) -> None:
    invitation = sent(staff)
    Entity.objects.filter(code="ec").update(correspondence_language="fr")

    letter = anew(invitation, staff)
    send()

    first, second = sink.messages()
    assert states() == ["replaced", "valid"]
    assert (letter.version, letter.replaces_id, letter.issued_by) == (
        2,
        invitation.letter_id,
        staff,
    )
    assert letter.facts["reference"].endswith("-2")
    assert (
        attachment(second, "application/pdf")
        == bytes(letter.pdf)
        != attachment(first, "application/pdf")
    )
    assert second["Content-Language"] == "fr"
    assert invitation.letter
    assert invitation.letter.code in text_of(second)
    invitation.refresh_from_db()
    assert (invitation.letter_id, invitation.language) == (letter.pk, "fr")
    assert standings(invitation.batch) == {"ec": "sent"}
    assert AuditEntry.objects.filter(verb="issue", subject_id=letter.pk, by=staff).exists()


def test_without_an_address_the_new_letter_is_for_the_post(sink: Sink, staff: User) -> None:
    invitation = sent(staff)
    Entity.objects.filter(code="ec").update(email="")

    anew(invitation, staff)
    send()

    assert len(sink.messages()) == 1
    assert standings(invitation.batch) == {"ec": "post"}


def test_the_second_of_two_who_ask_is_told(staff: User) -> None:
    invitation = sent(staff)
    anew(invitation, staff)

    with pytest.raises(policies.NotNow, match="issued anew meanwhile"):
        anew(invitation, staff)

    assert states() == ["replaced", "valid"]


def test_a_mail_with_the_earlier_letter_that_waits_stays(sink: Sink, staff: User) -> None:
    invitation = sent(staff)
    anew(invitation, staff)
    invitation.refresh_from_db()
    anew(invitation, staff)

    send()

    assert states() == ["replaced", "replaced", "valid"]
    assert len(sink.messages()) == 2
    found = Message.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == ["sent", "cancelled", "sent"]


def test_a_batch_that_was_cancelled_meanwhile_does_not_hold_it_back(
    sink: Sink, staff: User
) -> None:
    invitation = sent(staff)
    operations.cancel(invitation.batch, by=staff, at=LATER)

    anew(invitation, staff)
    send()

    assert len(sink.messages()) == 2


def test_nothing_is_issued_before_the_first_letter_or_while_it_is_paused(staff: User) -> None:
    batch = approved("ua", by=staff)
    waiting = batch.invitations.get()
    with pytest.raises(policies.NotNow, match="no letter yet"):
        anew(waiting, staff, instead_of=0)
    invitation = sent(staff)
    operations.pause(invitation.batch, by=staff, at=LATER)

    with pytest.raises(policies.NotNow, match="paused"):
        anew(invitation, staff)

    assert Letter.objects.filter(entity__code="ec").count() == 1


def test_a_letter_that_cannot_be_printed_leaves_the_last_one(staff: User) -> None:
    invitation = sent(staff)
    EntityName.objects.filter(entity__code="ec").update(name=UNPRINTABLE)
    messages, entries = Message.objects.count(), AuditEntry.objects.count()

    with pytest.raises(NoGlyph):
        anew(invitation, staff)

    assert states() == ["valid"]
    assert (Message.objects.count(), AuditEntry.objects.count()) == (messages, entries)


# --- Withdrawn ------------------------------------------------------------------------------------


def test_a_letter_is_withdrawn_with_its_reason(staff: User) -> None:
    invitation = sent(staff)

    withdraw(invitation, staff)

    letter = Letter.objects.get()
    entry = AuditEntry.objects.select_related("values_changed").get(verb="withdraw_letter")
    assert (letter.state, letter.withdrawn_because) == ("withdrawn", "Sent to the wrong mission")
    assert (entry.by, entry.values_changed.after) == (
        staff,
        {"reason": "Sent to the wrong mission"},
    )
    assert standings(invitation.batch) == {"ec": "withdrawn"}
    with pytest.raises(policies.NotNow, match="withdrawn already"):
        withdraw(invitation, staff)


def test_neither_a_retry_nor_a_copy_brings_a_withdrawn_letter_back(sink: Sink, staff: User) -> None:
    from intersessional.outbox import operations as outbox

    invitation = sent(staff)
    withdraw(invitation, staff)

    outbox.send_again(Message.objects.get(), by=staff, at=LAST)
    operations.retry(invitation.batch, by=staff, at=LAST)
    send()

    assert len(sink.messages()) == 1
    assert states() == ["withdrawn"]


def test_after_a_withdrawal_a_new_letter_may_follow(sink: Sink, staff: User) -> None:
    invitation = sent(staff)
    withdraw(invitation, staff)

    letter = anew(invitation, staff)
    send()

    assert states() == ["withdrawn", "valid"]
    assert letter.replaces is None
    assert len(sink.messages()) == 2
    assert standings(invitation.batch) == {"ec": "sent"}


# --- Texts ----------------------------------------------------------------------------------------


@pytest.fixture
def next_meeting(meeting: Meeting) -> Meeting:
    """The meeting of 2019, without texts."""
    other: Meeting = baker.prepare(Meeting)
    for field in Meeting._meta.fields:
        if field.name not in {"id", "slug", "code", "is_set_current"}:
            setattr(other, field.name, getattr(meeting, field.name))
    other.slug, other.code = "2019", "IM19"
    other.begins_on, other.ends_on = (
        day + timedelta(days=350) for day in (meeting.begins_on, meeting.ends_on)
    )
    other.save()
    return other


def test_the_texts_of_the_last_meeting_are_copied_but_for_their_date(
    staff: User, meeting: Meeting, next_meeting: Meeting
) -> None:
    own = InvitationTemplate.objects.filter(meeting=meeting)
    mine = own.get(audience="state_party", language="en")
    mine.pk, mine.meeting, mine.subject = None, next_meeting, "Written by us"
    mine.save()

    assert operations.copy_texts(next_meeting, by=staff, at=LAST) == 8
    assert operations.copy_texts(next_meeting, by=staff, at=LAST) == 0

    copied = InvitationTemplate.objects.filter(meeting=next_meeting)
    french = copied.get(audience="state_party", language="fr")
    assert copied.count() == own.count() == 9
    assert french.body == own.get(audience="state_party", language="fr").body
    assert french.dated_on is None
    assert french.version > loading.UNTOUCHED
    assert copied.get(audience="state_party", language="en").subject == "Written by us"
    assert AuditEntry.objects.filter(verb="copy_text", by=staff).count() == 8


def test_without_an_earlier_meeting_there_is_nothing_to_copy(staff: User, meeting: Meeting) -> None:
    InvitationTemplate.objects.all().delete()

    assert queries.earlier_with_texts(meeting) is None
    assert operations.copy_texts(meeting, by=staff, at=LAST) == 0
