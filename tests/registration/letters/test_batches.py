"""Batches of invitations: chosen, approved by a second person, sent once, held back, tried again."""

from collections import Counter
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.mail import mailers
from django.db import IntegrityError, transaction

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import holding
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations.models import Entity, EntityName, EntityQuerySet
from registration.letters import operations, policies, queries
from registration.letters.models import Batch, Invitation, InvitationTemplate, Letter, Standing
from registration.meetings.models import Meeting
from tests.papers import attachment, letter, text_of
from tests.people import ON_14_MAY, administrator, focal_point, receive

pytestmark = pytest.mark.django_db

LATER = ON_14_MAY + timedelta(hours=1)
# Unknown to all our fonts: Old Persian.
UNPRINTABLE = "\U000103a0\U000103a1"


@pytest.fixture
def second(db: None) -> User:
    """Somebody else who may approve."""
    return administrator()


def entities(*codes: str) -> EntityQuerySet:
    """Some entities; each has an address and writes in English, Ecuador in Spanish, Benin in French."""
    found: EntityQuerySet = Entity.objects.filter(code__in=codes)
    for entity in found:
        entity.email = f"{entity.code}@mission.example"
        entity.correspondence_language = {"ec": "es", "bj": "fr"}.get(entity.code, "en")
        entity.save()
    return found


def prepare(*codes: str, by: User, **changes: Any) -> Batch:
    """A batch of these entities."""
    given = {"choice": "group=parties", "by": by, "at": ON_14_MAY} | changes
    pks = entities(*codes).values_list("pk", flat=True)
    return operations.prepare(Meeting.objects.get(slug="2018"), pks, **given)


def approved(*codes: str, by: User) -> Batch:
    """A batch that is to be sent."""
    batch = prepare(*codes, by=by)
    operations.approve(batch, by=by, at=LATER)
    batch.refresh_from_db()
    return batch


def many(number: int) -> list[str]:
    """The codes of so many States Parties."""
    meeting = Meeting.objects.get(slug="2018")
    parties = Entity.objects.parties_on(meeting.begins_on)
    return list(parties.order_by("code").values_list("code", flat=True)[:number])


def standings(batch: Batch) -> dict[str, str]:
    """How each entity of a batch stands."""
    return {
        line.invitation.entity.code: str(line.standing)
        for line in queries.lines(Batch.objects.select_related("meeting").get(pk=batch.pk))
    }


def send() -> None:
    """Let everything leave that may, however slow the machine."""
    while outbox.sweep("letters"):
        pass


def addressed(sink: Sink) -> list[str]:
    """To whom mails have come."""
    return sorted(str(mail["To"]) for mail in sink.messages())


# --- Choosing -------------------------------------------------------------------------------------


def test_candidates_tell_language_address_focal_points_and_what_is_missing(
    meeting: Meeting, staff: User
) -> None:
    chosen = entities("ec", "bj", "cn", "org-unmas", "ua", "fr")
    Entity.objects.filter(code="cn").update(email="")
    EntityName.objects.filter(entity__code="ua").update(name=UNPRINTABLE)
    InvitationTemplate.objects.filter(audience="organisation", language="en").delete()
    focal_point("ec")
    prepare("fr", by=staff)

    found = queries.candidates(meeting, chosen)

    assert [
        (one.entity.code, one.language, one.entity.email, one.focal_points) for one in found
    ] == [
        ("bj", "fr", "bj@mission.example", 0),
        ("ec", "es", "ec@mission.example", 1),
        ("fr", "en", "fr@mission.example", 0),
        ("ua", "en", "ua@mission.example", 0),
        ("cn", "en", "", 0),
        ("org-unmas", "en", "org-unmas@mission.example", 0),
    ]
    obstacles = {one.entity.code: one.obstacle for one in found if not one.is_free}
    assert obstacles == {
        "fr": "In a batch already",
        "ua": f"No font of ours prints the name: {' '.join(UNPRINTABLE)}",
        "org-unmas": "No text of the invitation in its language",
    }


def test_candidates_take_the_same_queries(meeting: Meeting, django_assert_num_queries: Any) -> None:
    for number in (3, 60):
        chosen = Entity.objects.filter(code__in=many(number))
        with django_assert_num_queries(3):
            found = queries.candidates(meeting, chosen)
        assert len(found) == number


# --- Approving ------------------------------------------------------------------------------------


def test_up_to_ten_one_person_is_enough(staff: User) -> None:
    batch = prepare(*many(10), by=staff)

    operations.approve(batch, by=staff, at=LATER)

    assert Message.objects.filter(kind="invitation_sent", lane="letters").count() == 10
    verbs = AuditEntry.objects.filter(by=staff).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["prepare_batch", "approve_batch"]


def test_above_ten_a_second_person_must_approve(staff: User, second: User) -> None:
    batch = prepare(*many(11), by=staff)

    with pytest.raises(policies.SecondPersonNeeded):
        operations.approve(batch, by=staff, at=LATER)
    assert not Message.objects.exists()
    assert not AuditEntry.objects.filter(verb="approve_batch").exists()

    operations.approve(batch, by=second, at=LATER)

    batch.refresh_from_db()
    assert (batch.prepared_by, batch.approved_by) == (staff, second)
    assert Message.objects.count() == 11


def test_the_database_refuses_one_who_approves_the_own_large_batch(staff: User) -> None:
    batch = prepare(*many(11), by=staff)

    name = "batch_approved_by_a_second_person"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(approved_at=LATER, approved_by=staff)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"size": 0}, "batch_has_recipients"),
        ({"approved_at": LATER}, "batch_approved_by_somebody"),
        ({"paused_at": LATER}, "batch_paused_by_somebody"),
        ({"cancelled_at": LATER}, "batch_cancelled_by_somebody"),
    ],
)
def test_the_database_keeps_who_and_when_together(
    staff: User, fields: dict[str, Any], constraint: str
) -> None:
    batch = prepare("ec", by=staff)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(**fields)


def test_a_batch_is_approved_once(staff: User, second: User) -> None:
    batch = approved("ec", by=staff)

    with pytest.raises(policies.NotNow):
        operations.approve(batch, by=second, at=LATER)

    batch.refresh_from_db()
    assert batch.approved_by == staff
    assert Message.objects.count() == 1


def test_preparing_and_approving_take_the_same_queries(
    staff: User, second: User, django_assert_num_queries: Any
) -> None:
    for codes in (many(3), many(63)[3:]):
        entities(*codes)
        pks = list(Entity.objects.filter(code__in=codes).values_list("pk", flat=True))
        meeting = Meeting.objects.get(slug="2018")
        with django_assert_num_queries(10):
            batch = operations.prepare(meeting, pks, choice="x", by=staff, at=ON_14_MAY)
        with django_assert_num_queries(8):
            operations.approve(batch, by=second, at=LATER)


# --- A second run ---------------------------------------------------------------------------------


def test_a_second_run_reaches_only_those_not_yet_reached(staff: User) -> None:
    first = prepare("ec", "ua", by=staff)

    second = prepare("ec", "ua", "bj", by=staff)

    assert standings(first).keys() == {"ec", "ua"}
    assert standings(second).keys() == {"bj"}
    with pytest.raises(operations.NobodyToInvite):
        prepare("ec", "ua", "bj", by=staff)
    assert Batch.objects.count() == 2


def test_the_database_invites_nobody_twice(staff: User) -> None:
    first, other = prepare("ec", by=staff), prepare("ua", by=staff)

    with pytest.raises(IntegrityError, match="invitation_once_per_meeting"), transaction.atomic():
        Invitation.objects.create(
            batch=other,
            meeting=other.meeting,
            entity=first.invitations.get().entity,
            language="en",
        )


# --- Sending --------------------------------------------------------------------------------------


def test_each_is_invited_in_its_language_with_its_letter(staff: User, sink: Sink) -> None:
    batch = approved("ec", "bj", "ua", by=staff)

    send()

    mails = {str(mail["To"]): mail for mail in sink.messages()}
    assert standings(batch) == {"ec": "sent", "bj": "sent", "ua": "sent"}
    assert sorted(mails) == ["bj@mission.example", "ec@mission.example", "ua@mission.example"]
    english, french = mails["ua@mission.example"], mails["bj@mission.example"]
    spanish = mails["ec@mission.example"]
    subject = str(english["Subject"]).replace("\xa0", " ")
    assert subject == "Invitation: Intersessional Meetings, 7–8 June 2018"
    assert "It is addressed to: Ukraine." in text_of(english)
    assert "/fr/register/" in text_of(french)
    assert "Bénin" in text_of(french)
    assert "/es/register/" in text_of(spanish)
    assert "Reply-To" in english
    assert "President of the Seventeenth Meeting of the States Parties" in text_of(english)
    assert_carries_its_letter(english, "ua")


def assert_carries_its_letter(mail: EmailMessage, code: str) -> None:
    kept = Letter.objects.get(entity__code=code)
    assert attachment(mail, "application/pdf") == kept.content
    assert f"/letters/verify/{kept.code}/" in text_of(mail)
    assert "Ukraine" in letter(mail).pages[0].extract_text()
    assert kept.issued_by == Invitation.objects.get(letter=kept).batch.approved_by


def test_without_an_address_the_letter_is_rendered_for_the_post(staff: User, sink: Sink) -> None:
    batch = approved("ec", "ua", by=staff)
    Entity.objects.filter(code="ua").update(email="")

    send()

    assert addressed(sink) == ["ec@mission.example"]
    assert standings(batch) == {"ec": "sent", "ua": "post"}
    assert Letter.objects.get(entity__code="ua").sha256
    assert operations.retry(batch, by=staff, at=LATER) == 0


def test_for_the_post_until_there_is_an_address(staff: User, sink: Sink) -> None:
    batch = approved("ua", by=staff)
    Entity.objects.filter(code="ua").update(email="")
    send()
    Entity.objects.filter(code="ua").update(email="new@mission.example")

    assert operations.retry(batch, by=staff, at=LATER) == 1
    send()

    assert addressed(sink) == ["new@mission.example"]
    assert standings(batch) == {"ua": "sent"}
    assert Letter.objects.count() == 1


def test_a_failure_has_a_reason_and_is_tried_again(staff: User, sink: Sink) -> None:
    batch = approved("ec", "ua", by=staff)
    ukraine = EntityName.objects.filter(entity__code="ua")
    ukraine.update(name=UNPRINTABLE)
    send()
    notes = {line.invitation.entity.code: line.note for line in queries.lines(batch)}
    assert standings(batch) == {"ec": "sent", "ua": "failed"}
    assert "U+103A0" in notes["ua"]
    ukraine.update(name="Ukraine")

    assert operations.retry(batch, by=staff, at=LATER) == 1
    send()

    assert standings(batch) == {"ec": "sent", "ua": "sent"}
    assert addressed(sink) == ["ec@mission.example", "ua@mission.example"]
    assert operations.retry(batch, by=staff, at=LATER) == 0


def test_a_confirmation_overtakes_the_invitations(staff: User) -> None:
    from registration.registrations import operations as registrations

    approved("ec", "ua", by=staff)
    registrations.confirm(receive(), by=staff, at=LATER)

    first = outbox.claim("letters")

    assert first is not None
    assert first.kind == "registration_confirmed"


# --- Holding back ---------------------------------------------------------------------------------


def test_a_paused_batch_sends_nothing_until_it_is_resumed(staff: User, sink: Sink) -> None:
    batch = approved("ec", "ua", by=staff)
    operations.pause(batch, by=staff, at=LATER)

    assert outbox.sweep("letters") == 0
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}
    with pytest.raises(policies.NotNow):
        operations.pause(batch, by=staff, at=LATER)
    operations.resume(batch, by=staff, at=LATER)
    send()

    assert addressed(sink) == ["ec@mission.example", "ua@mission.example"]
    verbs = Counter(AuditEntry.objects.values_list("verb", flat=True))
    assert (verbs["pause_batch"], verbs["resume_batch"]) == (1, 1)


def test_a_worker_that_dies_in_a_paused_batch_leaves_its_letter_held(staff: User) -> None:
    batch = approved("ec", by=staff)
    outbox.claim("letters")
    operations.pause(batch, by=staff, at=LATER)
    Message.objects.update(lease_until=LATER)  # long ago

    assert outbox.claim("letters") is None
    operations.resume(batch, by=staff, at=LATER)

    assert outbox.claim("letters") is not None


def test_resuming_a_batch_sends_nothing_that_a_restore_holds(staff: User, sink: Sink) -> None:
    """Paused when the backup was made, resumed and sent before the fault: nobody is invited twice."""
    batch = approved("ec", "ua", by=staff)
    operations.pause(batch, by=staff, at=LATER)
    holding.hold_as_a_restore()

    operations.resume(batch, by=staff, at=LATER)

    assert outbox.claim("letters") is None
    assert holding.held_by_restore(Message.objects.all()).count() == 2


def test_what_has_not_left_is_cancelled_and_may_be_invited_anew(staff: User, sink: Sink) -> None:
    batch = approved("ec", "ua", "bj", by=staff)
    held = outbox.claim("letters")
    assert held is not None

    assert operations.cancel(batch, by=staff, at=LATER) == 2
    outbox.deliver(held, mailers.default)

    assert sink.messages() == []
    assert set(standings(batch).values()) == {"cancelled"}
    assert Invitation.objects.filter(cancelled_at__isnull=True).count() == 0
    again = approved("ec", "ua", "bj", by=staff)
    assert set(standings(again).values()) == {"waiting"}


def test_a_batch_that_waits_for_approval_can_be_cancelled(staff: User) -> None:
    batch = prepare("ec", by=staff)

    operations.cancel(batch, by=staff, at=LATER)

    assert standings(batch) == {"ec": "cancelled"}
    batch.refresh_from_db()
    with pytest.raises(policies.NotNow):
        operations.approve(batch, by=staff, at=LATER)
    with pytest.raises(policies.NotNow):
        operations.cancel(batch, by=staff, at=LATER)
    assert not Message.objects.exists()


def test_what_has_left_stays_sent_when_the_rest_is_cancelled(staff: User, sink: Sink) -> None:
    batch = approved("ec", by=staff)
    send()

    assert operations.cancel(batch, by=staff, at=LATER) == 0

    assert standings(batch) == {"ec": Standing.SENT}
    with pytest.raises(operations.NobodyToInvite):
        prepare("ec", by=staff)
