"""Rehearsing a meeting: all goes its way but for the last step of each mail; then it is cleared."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry, AuditValues
from intersessional.desk.next_meeting import operations
from intersessional.desk.next_meeting.readiness import hard_lines_left
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from programme.agenda.models import Segment, Session
from programme.interventions.models import FloorEvent
from registration.delegations.models import Delegation
from registration.letters.models import Letter
from registration.mailings import operations as mailings
from registration.mailings import queries
from registration.meetings.models import Meeting
from registration.meetings.rehearsal import way_to_meeting
from registration.registrations.models import Person, Registration
from registration.registrations.operations import confirm
from tests.access.actors import delegate, signed_in
from tests.desk.test_next_meeting import DAYS, act, begun, page
from tests.people import ON_14_MAY, PAOLA, receive
from tests.registration.mailings.messages import draft, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def rehearsed(staff: User, meeting: Meeting) -> Meeting:
    """The Seventeenth Meeting in rehearsal, with Paola registered."""
    new = begun(staff, meeting)
    operations.rehearse(new, by=staff, at=ON_14_MAY)
    new.refresh_from_db()
    days = {date.fromisoformat(day): None for day in DAYS}
    operations.take_programme(new, meeting, days, by=staff, at=ON_14_MAY)
    receive(replace(PAOLA, days=tuple(new.days)), meeting=new)
    return new


def paola(meeting: Meeting) -> Registration:
    found: Registration = Registration.objects.get(meeting=meeting)
    return found


def deliver() -> None:
    """Let everything leave that may."""
    for lane in ("mail", "letters"):
        while outbox.sweep(lane):
            pass


def test_nothing_of_a_rehearsal_leaves_and_staff_read_it_as_it_would_have(
    ines: Client, staff: User, rehearsed: Meeting, sink: Sink
) -> None:
    confirm(paola(rehearsed), by=staff, at=ON_14_MAY)
    june = receive()

    deliver()

    assert [mail["To"] for mail in sink.messages()] == [june.email]
    assert june.receipt_number in sink.messages()[0]["Subject"]
    shown = ines.get(page(ines, "mail")).content.decode()
    assert shown.count("[Rehearsal]") >= 2
    letter = Message.objects.get(kind="registration_confirmed")
    assert (letter.is_inside, letter.state) == (True, "sent")
    whole = ines.get(page(ines, "mail") + f"{letter.pk}.eml")
    mail = message_from_bytes(b"".join(whole.streaming_content), policy=default)  # type: ignore[attr-defined]
    assert mail["Subject"].startswith("[Rehearsal] ")
    assert "application/pdf" in {part.get_content_type() for part in mail.iter_attachments()}


def test_what_was_promised_in_a_rehearsal_never_leaves_later(
    ines: Client, staff: User, rehearsed: Meeting, sink: Sink
) -> None:
    act(ines, "stop")
    Meeting.objects.filter(pk=rehearsed.pk).update(stage="open")

    deliver()
    for message in Message.objects.filter(is_inside=True):
        outbox.send_again(message, by=staff, at=ON_14_MAY)
    deliver()

    assert sink.messages() == []
    assert set(Message.objects.values_list("is_inside", "state")) == {(True, "sent")}


def test_messages_to_people_and_tests_of_them_stay_inside(
    staff: User, rehearsed: Meeting, sink: Sink
) -> None:
    mailing = draft(staff, meeting=rehearsed)
    reach = queries.reach(mailing)
    [reader] = reach.said(reach.chosen[:1])
    mailings.try_out(mailing, reader, by=staff, at=ON_14_MAY)
    assert send(mailing, staff) == 1
    receive()
    send(draft(staff), staff)

    deliver()

    # The receipt and the message of the meeting that is open.
    assert [mail["To"] for mail in sink.messages()] == [PAOLA.email] * 2
    of_the_rehearsal = Message.objects.filter(is_inside=True)
    assert set(of_the_rehearsal.values_list("kind", "state")) == {
        ("registration_received", "sent"),
        ("mailing_test", "sent"),
        ("mailing", "sent"),
    }


def test_without_the_mark_the_same_mail_leaves(rehearsed: Meeting, sink: Sink) -> None:
    """The negative control: it is the mark alone that keeps it inside."""
    Message.objects.update(is_inside=False)

    deliver()

    assert [mail["To"] for mail in sink.messages()] == [PAOLA.email]


def test_a_sign_in_code_always_leaves(rehearsed: Meeting) -> None:
    """It is about no meeting, and the database has the last word."""
    with pytest.raises(IntegrityError, match="message_secret_always_leaves"), transaction.atomic():
        Message.objects.update(is_secret=True, text="")


@pytest.mark.parametrize(
    ("label", "way"),
    [
        ("registrations.Registration", "meeting__"),
        ("delegations.FocalPoint", "delegation__meeting__"),
        ("letters.Invitation", "meeting__"),
        ("agenda.Notice", "publication__meeting__"),
        ("interventions.Statement", "intervention__delegation__meeting__"),
        ("bilaterals.Notice", "bilateral__meeting__"),
        ("bilaterals.Ask", "delegation__meeting__"),
        ("mailings.Recipient", "mailing__meeting__"),
        ("mailings.Trial", "mailing__meeting__"),
        ("attendance.Correction", "registration__meeting__"),
        ("accounts.SignInCode", None),
        ("accounts.SignIn", None),
        ("accounts.StaffInvitation", None),
        ("delegations.Entity", None),
    ],
)
def test_each_subject_of_a_mail_knows_its_meeting(label: str, way: str | None) -> None:
    model: Any = apps.get_model(label)

    assert way_to_meeting(model) == way


def test_in_rehearsal_whoever_signed_in_sees_it_and_the_banner(
    rehearsed: Meeting, client: Client
) -> None:
    known = signed_in(delegate())

    assert client.get("/m/17msp/").status_code == 404
    for path in ("/m/17msp/", "/m/17msp/register/", "/fr/m/17msp/"):
        assert 'class="demo"' in known.get(path).content.decode()
    assert 'class="demo"' not in known.get("/").content.decode()


def test_a_rehearsal_is_cleared_before_the_meeting_opens(
    ines: Client, staff: User, rehearsed: Meeting
) -> None:
    june = receive()
    registration = paola(rehearsed)
    confirm(registration, by=staff, at=ON_14_MAY)
    request_and_call(rehearsed, staff)
    act(ines, "stop")
    assert "cleared" in what_is_left(rehearsed)

    assert act(ines, "clear", typed="17MSP").status_code == 422
    assert Registration.objects.filter(meeting=rehearsed).exists()
    assert act(ines, "clear", typed="17msp").status_code == 302

    assert "cleared" not in what_is_left(rehearsed)
    for model in (Registration, Delegation, Letter):
        assert not model.objects.filter(meeting=rehearsed).exists()
    assert not FloorEvent.objects.filter(segment__session__meeting=rehearsed).exists()
    assert not Message.objects.filter(is_inside=True).exists()
    assert not Person.objects.filter(pk=registration.person_id).exists()
    entries = AuditEntry.objects.filter(
        subject_type="registrations.registration", subject_id=registration.pk
    )
    assert entries.exists()
    assert not AuditValues.objects.filter(entry__in=entries).exists()
    assert list(Registration.objects.all()) == [june]
    assert Session.objects.filter(meeting=rehearsed).exists()
    assert AuditEntry.objects.filter(verb="clear_rehearsal", by=staff).count() == 1
    rehearsed.refresh_from_db()
    assert rehearsed.last_receipt == 0


def what_is_left(meeting: Meeting) -> set[str]:
    return {line.key for line in hard_lines_left(meeting, at=ON_14_MAY)}


def request_and_call(meeting: Meeting, by: User) -> None:
    """Let a list of speakers be opened, which is written down for ever elsewhere."""
    session = Session.objects.filter(meeting=meeting).first()
    segment = Segment.objects.filter(session__meeting=meeting).first() or Segment.objects.create(
        session=session, position=1, minutes=5, audience="break"
    )
    FloorEvent.objects.create(segment=segment, number=1, verb="open", at=ON_14_MAY, by=by)


def test_what_happened_at_an_open_meeting_is_never_erased(
    ines: Client, staff: User, rehearsed: Meeting, meeting: Meeting
) -> None:
    request_and_call(meeting, staff)

    with pytest.raises(operations.CannotBeCleared):
        operations.clear_rehearsal(meeting, typed="2018", by=staff, at=ON_14_MAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        FloorEvent.objects.filter(segment__session__meeting=meeting)._raw_delete("default")


def test_an_open_meeting_is_not_rehearsed(ines: Client, meeting: Meeting) -> None:
    refused = ines.post("/desk/meetings/2018/", {"act": "rehearse"})

    assert refused.status_code == 422
    meeting.refresh_from_db()
    assert meeting.is_open
    assert ines.post("/desk/meetings/2018/", {"act": "rubbish"}).status_code == 400
    with pytest.raises(ObjectDoesNotExist):
        _ = meeting.preparation


def test_a_meeting_that_is_not_open_is_never_the_current_one(
    rehearsed: Meeting, meeting: Meeting
) -> None:
    later: Any = meeting.ends_at
    assert Meeting.objects.current(later) == meeting
    with pytest.raises(IntegrityError, match="meeting_is_open_before_it_is_current"):
        Meeting.objects.filter(pk=rehearsed.pk).update(is_set_current=True)
