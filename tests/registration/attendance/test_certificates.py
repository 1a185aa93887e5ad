"""Certificates of attendance: of whom the door has seen, for the staff at once, for the person after."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from registration.attendance.certificates import operations, policies
from registration.attendance.checkin import operations as door
from registration.attendance.models import Certificate, Passage
from registration.letters.models import Letter
from registration.letters.withdrawing import withdraw_letters_of_many
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.access.actors import delegate, signed_in
from tests.people import GENEVA, THURSDAY
from tests.registration.attendance.door import MORNING, confirmed

pytestmark = pytest.mark.django_db

FRIDAY = THURSDAY + timedelta(days=1)
AFTER = datetime(2018, 6, 9, 9, 0, tzinfo=GENEVA)


def came(one: Registration, by: User, day: date = THURSDAY) -> Passage:
    return Passage.objects.create(
        meeting_id=one.meeting_id,
        registration=one,
        day=day,
        act="check_in",
        happened_at=MORNING,
        written_at=MORNING,
        by=by,
        way="name",
        key=f"{one.pk}-{day}",
    )


def text_of(pdf: bytes) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


@pytest.fixture
def paola(staff: User) -> Registration:
    return confirmed(staff)


def test_from_the_order_to_the_file(paola: Registration, staff: User, set_clock: Any) -> None:
    came(paola, staff)
    passage = came(paola, staff, FRIDAY)
    set_clock(AFTER)
    hers, ines = signed_in(delegate()), signed_in(staff)
    own = f"/registrations/{paola.receipt_number}/certificate/"
    assert own in hers.get("/registrations/").content.decode()
    assert "Make my certificate" in hers.get(own).content.decode()

    for _click in range(2):
        hers.post(own)
    assert "is being made" in hers.get(own).content.decode()
    assert operations.print_due(at=AFTER) == 1

    letter = Letter.objects.get(kind="attendance")
    assert letter.facts["days"] == ["2018-06-07", "2018-06-08"]
    file = hers.get(f"{own}file/")
    assert file["Content-Disposition"] == (
        f'attachment; filename="{paola.receipt_number}-certificate.pdf"'
    )
    text = text_of(b"".join(file.streaming_content))
    assert "Certificate of attendance" in text
    assert "Thursday 7 and Friday 8 June 2018" in text
    assert "CHÁVEZ" in text
    verified = Client().get(f"/letters/verify/{letter.code}/").content.decode()
    assert "Certificate of attendance" in verified
    assert "Paola" not in verified
    staff_page = ines.get(f"/desk/certificates/person/{paola.receipt_number}/").content.decode()
    assert f"/admin/letters/letter/{letter.pk}/pdf/" in staff_page
    verbs = AuditEntry.objects.filter(subject_id=paola.pk).values_list("verb", flat=True)
    assert {"order_certificate", "download_certificate"} <= set(verbs)

    # It would say the same: it stays. An entry is taken back: it does not.
    operations.order(paola, by=staff, at=AFTER)
    operations.print_due(at=AFTER)
    assert Letter.objects.filter(kind="attendance").count() == 1
    Passage.objects.exclude(pk=passage.pk).update(taken_back_at=AFTER, taken_back_by=staff)
    assert door.take_back(passage, by=staff, at=AFTER)
    operations.print_due(at=AFTER)
    letter.refresh_from_db()
    assert letter.state == "withdrawn"
    assert hers.get(f"{own}file/").status_code == 404


@pytest.mark.long
def test_another_day_makes_another_certificate(paola: Registration, staff: User) -> None:
    came(paola, staff)
    for _day in range(2):
        operations.order(paola, by=staff, at=MORNING)
        operations.print_due(at=MORNING)
        if not Passage.objects.filter(day=FRIDAY).exists():
            came(paola, staff, FRIDAY)

    new, old = Letter.objects.filter(kind="attendance")
    assert (old.state, new.state, new.replaces) == ("replaced", "valid", old)
    assert Certificate.objects.get().letter == new
    assert "up to the date of this certificate" in text_of(new.content)


def test_who_was_not_there_has_none(paola: Registration, staff: User, set_clock: Any) -> None:
    hers = signed_in(delegate())
    own = f"/registrations/{paola.receipt_number}/certificate/"
    # Practice before the meeting does not count.
    came(paola, staff, THURSDAY - timedelta(days=3))
    set_clock(AFTER)
    told = hers.post(own, follow=True).content.decode()
    with pytest.raises(policies.NotNow):
        operations.order(paola, by=staff, at=AFTER)
    assert "The check-in has not seen this person on a day of the meeting." in told

    came(paola, staff)
    set_clock(MORNING)
    told = hers.post(own, follow=True).content.decode()
    assert "Your certificate can be made when the meeting is over." in told
    assert not Certificate.objects.exists()
    assert hers.get(f"{own}file/").status_code == 404


def test_one_sees_nobody_elses(paola: Registration, staff: User) -> None:
    other = confirmed(staff, 1)
    came(other, staff)
    own = f"/registrations/{other.receipt_number}/certificate/"

    for browser in (signed_in(delegate()), signed_in(staff)):
        assert browser.get(own).status_code == 404
        assert browser.get(f"{own}file/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_those_of_all_are_ordered_at_once(
    staff: User, meeting: Meeting, number: int, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        came(confirmed(staff, n + 1), staff)
    confirmed(staff)
    ines = signed_in(staff)
    ines.get("/desk/certificates/")

    with django_assert_num_queries(6):
        assert operations.order_all(meeting, by=staff, at=AFTER) == number
    with django_assert_num_queries(9):
        page = ines.get("/desk/certificates/").content.decode()
    ines.post("/desk/certificates/")

    assert f"<dt>Being made</dt><dd>{number}</dd>" in page
    assert 'data-changes="yes"' in ines.get("/desk/certificates/progress/").content.decode()
    assert Certificate.objects.filter(printed_at=None, is_bulk=True).count() == number
    entry = AuditEntry.objects.filter(verb="order_certificates").first()
    assert entry is not None
    assert entry.values_changed.after == {"certificates": number}


def test_whoever_withdraws_afterwards_has_come(paola: Registration, meeting: Meeting) -> None:
    letter = Letter.objects.create(
        kind="attendance",
        registration=paola,
        meeting=meeting,
        version=1,
        language="en",
        issued_on=FRIDAY,
        facts={},
        pdf=b"%PDF-",
    )
    paola.state = "withdrawn"
    withdraw_letters_of_many([paola])
    letter.refresh_from_db()
    assert letter.state == "valid"

    # Merged, they came as somebody else.
    paola.state = "merged"
    withdraw_letters_of_many([paola])
    letter.refresh_from_db()
    assert letter.state == "withdrawn"
