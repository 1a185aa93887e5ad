"""Letters for a visa: ordered by the staff, made in the worker, handed out, withdrawn, erased."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.letters import visas
from registration.letters.issuing import issue_visa_letter
from registration.letters.models import Letter
from registration.letters.tasks import erase_due
from registration.meetings.models import Meeting
from registration.registrations import operations, policies
from registration.registrations.details import Particulars
from registration.registrations.models import Registration, TravelDocument
from registration.registrations.travel import Terms
from tests import papers
from tests.access.actors import signed_in
from tests.own_database import at_once
from tests.people import (
    GENEVA,
    ON_14_MAY,
    PAOLA,
    PASSPORT,
    TERMS,
    TRAVELLER,
    administrator,
    enter_passport,
    focal_point,
    isu_staff,
    receive,
    traveller,
    visa_officer,
)

UNPRINTABLE = "\U00010600"
LIST = "/admin/registrations/traveldocument/"
# The form that issues the letter, as it is proposed.
AS_SAID = {"version": "1", "payer_kind": "organisation", "payer": PASSPORT.payer}


@pytest.fixture
def vera(db: None) -> User:
    """The visa officer."""
    return visa_officer()


def confirmed(by: User, **passport: Any) -> Registration:
    registration = traveller(**passport)
    operations.confirm(registration, by=by, at=ON_14_MAY)
    return fresh(registration)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.for_change().with_delegation().get(pk=registration.pk)


def order(registration: Registration, by: User, terms: Terms = TERMS) -> bool:
    version = TravelDocument.objects.filter(pk=registration.pk).values_list("version", flat=True)
    seen = version.first() or 0
    return visas.order_visa_letter(registration, terms, version=seen, by=by, at=ON_14_MAY)


def deliver() -> None:
    Message.objects.unsent().update(next_try_at=ON_14_MAY)
    for lane in ("mail", "letters"):
        while outbox.sweep(lane):  # one sweep ends after some seconds
            pass


def issued(by: User, terms: Terms = TERMS, **passport: Any) -> Registration:
    registration = confirmed(by, **passport)
    order(registration, by, terms)
    deliver()
    return registration


def letters() -> list[tuple[int, str]]:
    found = Letter.objects.filter(kind="visa").order_by("version")
    return list(found.values_list("version", "state"))


def verbs(*wanted: str) -> list[str]:
    entries = AuditEntry.objects.filter(verb__in=wanted).order_by("pk")
    return list(entries.values_list("verb", flat=True))


def download(registration: Registration, user: User) -> Any:
    return signed_in(user).get(f"/registrations/{registration.receipt_number}/visa/letter/")


@pytest.mark.django_db
def test_the_request_promises_and_the_worker_makes(sink: Sink, vera: User) -> None:
    registration = confirmed(vera)
    deliver()
    page = f"{LIST}{registration.receipt_number}/order/"

    answers = [signed_in(vera).post(page, AS_SAID) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert letters() == []
    assert Message.objects.filter(kind="visa_letter_ready").count() == 1
    deliver()
    assert letters() == [(1, "valid")]
    mail = sink.messages()[-1]
    assert mail["To"] == PAOLA.email
    assert list(mail.iter_attachments()) == []
    assert f"/m/2018/registrations/{registration.receipt_number}/visa/" in papers.text_of(mail)
    assert verbs("order_visa_letter", "issue_visa_letter") == [
        "order_visa_letter",
        "issue_visa_letter",
    ]


@pytest.mark.django_db
def test_the_letter_is_kept_sealed_and_its_facts_say_nothing(sink: Sink, vera: User) -> None:
    issued(vera)

    letter = Letter.objects.get(kind="visa")

    assert letter.is_sealed
    assert letter.issued_by == vera
    assert b"%PDF" not in bytes(letter.pdf)
    assert letter.content.startswith(b"%PDF")
    assert letter.facts == {"document": 1, "terms": 1, "languages": ["fr", "en"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("person", 200), ("focal point", 200), ("stranger", 404), ("staff", 404)]
)
def test_the_person_and_their_focal_point_download_it(
    sink: Sink, vera: User, who: str, status: int
) -> None:
    registration = issued(vera)
    users = {
        "person": lambda: User.objects.get(email=PAOLA.email),
        "focal point": focal_point,
        "stranger": lambda: focal_point("ua", "u@ua.example"),
        "staff": lambda: vera,
    }

    response = download(registration, users[who]())

    assert response.status_code == status
    assert verbs("download_visa_letter") == (["download_visa_letter"] if status == 200 else [])
    if status == 200:
        assert response.content == Letter.objects.get(kind="visa").content
        assert "no-store" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [(visa_officer, 200), (administrator, 200), (isu_staff, 404)]
)
def test_staff_download_it_with_the_permission_only(
    sink: Sink, vera: User, who: Any, status: int
) -> None:
    issued(vera)
    letter = Letter.objects.get(kind="visa")
    user = vera if who is visa_officer else who()

    response = signed_in(user).get(f"/admin/letters/letter/{letter.pk}/pdf/")

    assert response.status_code == status
    assert verbs("download_visa_letter") == (["download_visa_letter"] if status == 200 else [])


@pytest.mark.django_db
def test_each_view_of_a_passport_is_written_down(vera: User) -> None:
    registration = traveller()
    page = f"{LIST}{registration.pk}/change/"

    texts = [signed_in(vera).get(page).content.decode() for _ in range(2)]

    assert all(PASSPORT.passport_number in text for text in texts)
    entries = AuditEntry.objects.filter(verb="view_travel_document")
    assert [(e.by_id, e.subject_id, e.values_digest) for e in entries] == [
        (vera.pk, registration.pk, "")
    ] * 2


@pytest.mark.django_db
def test_staff_without_the_permission_find_nothing() -> None:
    registration = traveller()
    ines = signed_in(isu_staff())

    pages = [LIST, f"{LIST}{registration.pk}/change/", f"{LIST}{registration.pk}/history/"]

    assert [ines.get(page).status_code for page in pages] == [403, 403, 403]
    assert ines.post(f"{LIST}{registration.receipt_number}/order/").status_code == 404
    change = ines.get(f"/admin/registrations/registration/{registration.pk}/change/")
    assert "traveldocument" not in change.content.decode()
    assert verbs("view_travel_document", "order_visa_letter") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prepare", "refusal"),
    [
        (lambda by: traveller(), policies.LetterNotReady),
        (
            lambda by: operations.confirm(receive(TRAVELLER), by=by, at=ON_14_MAY),
            policies.LetterNotReady,
        ),
        (lambda by: operations.confirm(receive(), by=by, at=ON_14_MAY), policies.LetterNotWanted),
    ],
    ids=["not confirmed", "no particulars", "not wanted"],
)
def test_it_is_ordered_when_all_is_there(vera: User, prepare: Any, refusal: Any) -> None:
    registration = prepare(vera)

    with pytest.raises(refusal):
        order(registration, vera)

    assert not Message.objects.filter(kind="visa_letter_ready").exists()
    assert verbs("order_visa_letter") == []


@pytest.mark.django_db
def test_a_correction_has_it_issued_anew(sink: Sink, vera: User) -> None:
    registration = issued(vera)
    person = User.objects.get(email=PAOLA.email)
    assert not order(registration, vera)

    enter_passport(registration, version=1, passport_number="NEU4445556")
    page = signed_in(vera).get(LIST).content.decode()
    own = signed_in(person).get(f"/registrations/{registration.receipt_number}/visa/")
    assert letters() == [(1, "valid")]
    assert "to be issued anew" in page
    assert "To be issued anew" in own.content.decode()
    assert order(registration, vera)
    deliver()

    assert letters() == [(1, "replaced"), (2, "valid")]
    assert "NEU4445556" in text_of_letter(download(registration, person).content)


def text_of_letter(pdf: bytes) -> str:
    from io import BytesIO

    from pypdf import PdfReader

    found = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    # Words that were broken at the end of a line are whole again.
    return " ".join(found.replace("\u200b", "").replace("-\n", "").split())


@pytest.mark.django_db
def test_a_change_of_name_withdraws_it_until_it_is_issued_anew(sink: Sink, vera: User) -> None:
    registration = issued(vera)
    person = User.objects.get(email=PAOLA.email)
    now = fresh(registration)
    renamed = replace(Particulars.of(now), family_name="Chávez Ruiz")

    operations.amend(now, renamed, version=now.version, by=person, at=ON_14_MAY)
    assert letters() == [(1, "withdrawn")]
    assert download(registration, person).status_code == 404
    operations.confirm(fresh(registration), by=vera, at=ON_14_MAY)
    assert "to be issued anew" in signed_in(vera).get(LIST).content.decode()
    assert order(fresh(registration), vera)
    deliver()

    assert letters() == [(1, "withdrawn"), (2, "valid")]
    assert "CHÁVEZ RUIZ" in text_of_letter(download(registration, person).content)


@pytest.mark.django_db
def test_it_is_withdrawn_with_the_registration_and_emptied(sink: Sink, vera: User) -> None:
    registration = issued(vera)
    person = User.objects.get(email=PAOLA.email)
    now = fresh(registration)

    operations.withdraw(now, version=now.version, by=person, at=ON_14_MAY)

    letter = Letter.objects.get(kind="visa")
    assert (letter.state, letter.pdf) == ("withdrawn", None)
    page = Client().get(f"/letters/verify/{letter.code}/").content.decode()
    assert ">Withdrawn</span>" in page
    assert download(registration, person).status_code == 404
    assert signed_in(vera).get(f"/admin/letters/letter/{letter.pk}/pdf/").status_code == 404
    assert signed_in(vera).get(f"/admin/letters/letter/{letter.pk}/change/").status_code == 200


@pytest.mark.django_db
def test_a_letter_that_was_promised_is_not_made_for_whoever_withdrew(
    sink: Sink, vera: User
) -> None:
    registration = confirmed(vera)
    order(registration, vera)
    person = User.objects.get(email=PAOLA.email)
    now = fresh(registration)
    operations.withdraw(now, version=now.version, by=person, at=ON_14_MAY)

    deliver()

    assert letters() == []
    assert Message.objects.get(kind="visa_letter_ready").state == "cancelled"


@pytest.mark.django_db
def test_what_no_font_prints_is_told_without_naming_it(sink: Sink, vera: User) -> None:
    issued(vera, birth_place=f"Quito {UNPRINTABLE}")

    message = Message.objects.get(kind="visa_letter_ready")

    assert letters() == []
    assert message.state == "failed"
    assert UNPRINTABLE not in message.note
    assert "could not be printed" in signed_in(vera).get(LIST).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "is_erased"),
    [
        (datetime(2018, 7, 7, 23, 59, 59, tzinfo=GENEVA), False),
        (datetime(2018, 7, 8, tzinfo=GENEVA), True),
        (datetime(2018, 9, 1, tzinfo=GENEVA), True),
    ],
)
def test_all_is_erased_thirty_days_after_the_meeting(
    sink: Sink, vera: User, set_clock: Any, at: datetime, is_erased: bool
) -> None:
    issued(vera)
    set_clock(at)

    erase_due()
    erase_due()

    letter = Letter.objects.get(kind="visa")
    assert TravelDocument.objects.exists() != is_erased
    assert (letter.pdf is None) == is_erased
    assert letter.state == "valid"
    page = Client().get(f"/letters/verify/{letter.code}/").content.decode()
    assert ">Valid</span>" in page
    wanted = ["erase_travel_document", "erase_letter"] if is_erased else []
    assert verbs("erase_travel_document", "erase_letter") == wanted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ends_on", "is_erased"), [(date(2018, 6, 9), False), (date(2018, 6, 8), True)]
)
def test_the_day_of_erasure_follows_a_meeting_that_is_moved(
    sink: Sink, vera: User, set_clock: Any, ends_on: date, is_erased: bool
) -> None:
    issued(vera)
    Meeting.objects.filter(slug="2018").update(ends_on=ends_on)
    set_clock(datetime(2018, 7, 8, tzinfo=GENEVA))

    erase_due()

    assert TravelDocument.objects.exists() != is_erased
    assert (Letter.objects.get(kind="visa").pdf is None) == is_erased


@pytest.mark.django_db
def test_what_should_have_gone_before_goes_with_the_next_round(vera: User, set_clock: Any) -> None:
    traveller()
    Registration.objects.update(wants_visa_letter=False)

    erase_due()

    assert not TravelDocument.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(
    vera: User, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        traveller(replace(TRAVELLER, family_name=f"Chávez{number}", email=f"{number}@m.example"))
    office = signed_in(vera)

    with django_assert_num_queries(10):
        page = office.get(LIST).content.decode()

    assert "4 days after the advised date" in page
    assert PASSPORT.passport_number not in page


def test_who_asks_at_the_same_time_waits_for_the_one_letter(transactional_db: None) -> None:
    vera = visa_officer()
    registration = confirmed(vera)
    order(registration, vera)

    def ask() -> str:
        return issue_visa_letter(fresh(registration), by=vera, at=ON_14_MAY).sha256

    assert len(set(at_once(3, ask))) == 1
    assert letters() == [(1, "valid")]


def test_two_who_order_at_once_promise_one_mail(transactional_db: None) -> None:
    vera = visa_officer()
    registration = confirmed(vera)

    assert sorted(at_once(4, lambda: order(registration, vera))) == [False, False, False, True]
    assert Message.objects.filter(kind="visa_letter_ready").count() == 1


def test_a_correction_in_the_moment_of_printing_is_not_lost(
    transactional_db: None, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    from registration.letters import visa_letter

    vera = visa_officer()
    registration = confirmed(vera)
    order(registration, vera)
    render = visa_letter.render
    others = [lambda: enter_passport(registration, version=1, birth_place="Loja")]

    def correct_meanwhile(facts: Any) -> bytes:
        if others:
            assert at_once(1, others.pop()) == [True]
        return render(facts)

    monkeypatch.setattr(visa_letter, "render", correct_meanwhile)
    deliver()
    assert letters() == []
    deliver()

    [letter] = Letter.objects.filter(kind="visa")
    assert letter.facts["document"] == 2
    assert "Loja" in text_of_letter(letter.content)


@pytest.mark.django_db
def test_officials_and_organisations_have_other_texts(sink: Sink, vera: User) -> None:
    official = issued(vera, Terms(payer_kind="state"))
    person = User.objects.get(email=PAOLA.email)
    text = text_of_letter(download(official, person).content)

    assert "official delegation of a State" in text
    assert "délégation officielle d’un État" in text
    assert "Costs, as declared Travel, accommodation, insurance: Ecuador" in text
    assert "assurance : Équateur" in text.replace("\xa0", " ")
    assert "Bilateral" not in text
    assert "CHÁVEZ" in text
    assert "IM18/VISA/0001" in text
    assert "5–9 June 2018" in text.replace("\xa0", " ")
    assert "no financial liability" in text
