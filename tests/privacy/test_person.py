"""One person: what the portal holds about them, and their erasure."""

import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from intersessional.accounts.models import User
from intersessional.audit import operations as audit
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from intersessional.privacy import operations
from intersessional.privacy.models import Export, Line, Run, Total
from registration.attendance.models import Badge, ListVersion, Passage
from registration.attendance.participants.queries import content_of
from registration.mailings.models import Recipient
from registration.registrations.models import Person, Registration
from registration.registrations.operations import withdraw
from tests import people
from tests.access.actors import administrator, isu_staff, proven, signed_in
from tests.privacy import canaries
from tests.privacy.test_nightly import CAME, kept
from tests.registration.mailings import messages

pytestmark = pytest.mark.django_db

# Long enough after the meeting that nobody is expected, and before anything reaches its end.
AFTERWARDS = people.ON_14_MAY + timedelta(days=26)
REASON = "asked by e-mail on 8 June"


@pytest.fixture(autouse=True)
def afterwards(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.ERASURE_LOG = f"erasures/{tmp_path.name}"
    people.set_clock(monkeypatch, AFTERWARDS)


@pytest.fixture
def ada() -> User:
    return administrator()


def path(name: str, registration: Registration) -> str:
    return reverse(f"privacy:{name}", args=[registration.person_id])


def erase(client: Client, registration: Registration, name: str = "Chávez") -> Any:
    return client.post(path("erase", registration), {"reason": REASON, "family_name": name})


def test_erasing_a_person_leaves_the_count_and_no_name(ada: User) -> None:
    registration = people.receive()
    olena = people.receive(people.OLENA)
    Registration.objects.update(gender="woman")
    User.objects.create_user("p.chavez@mission.example")
    texts = ("With Paola Fernanda CHÁVEZ.", "Olena: Олена Ковальчук.")
    for number, (to, text) in enumerate(zip((people.PAOLA, people.OLENA), texts, strict=True)):
        sent = {"state": "sent", "sent_at": AFTERWARDS, "about_type": "x", "about_id": 1}
        sent |= {"recipient": to.email, "text": text}
        Message.objects.create(kind="told", lane="mail", key=f"{number}", **sent)
    assert len(canaries.where("Chávez")) >= 2

    answered = erase(proven(ada), registration)

    assert answered.status_code == 302
    assert canaries.where("Chávez") - kept() == set()
    assert canaries.where("p.chavez@mission.example") - kept() == set()
    registration.refresh_from_db()
    olena.refresh_from_db()
    assert (registration.state, registration.gender) == ("received", "")
    assert (olena.family_name, olena.gender) == ("Ковальчук", "woman")
    [total] = Total.objects.all()
    assert (total.people, total.gender, total.role) == (1, "woman", "")
    told = Message.objects.filter(kind="told").order_by("key").values_list("text", flat=True)
    assert list(told) == ["", "Olena: Олена Ковальчук."]
    assert AuditEntry.objects.filter(
        verb="erase_person", subject_id=registration.person_id
    ).exists()
    audit.seal()
    assert list(audit.problems()) == []


def test_the_page_says_what_goes_and_what_stays(ada: User) -> None:
    registration = people.receive()
    people.note(registration.delegation, ada, names=["Paola Fernanda Chávez"])

    page = proven(ada).get(path("erase", registration)).content.decode()

    assert "Registrations, without the name: totals stay right. <b>1</b>" in page
    assert "Notes verbales and letters that name several people: they go together. <b>1</b>" in page
    assert "Registrations: " in page
    assert "Erase for ever" in page


def test_of_a_person_badges_passages_and_mails_go_and_the_name_on_lists(ada: User) -> None:
    """Also on the final list, which is kept otherwise: the line stays."""
    registration, olena = people.receive(), people.receive(people.OLENA)
    Registration.objects.update(state="confirmed", confirmed_at=AFTERWARDS, confirmed_by=ada)
    meeting = registration.meeting
    for number, one in enumerate((registration, olena)):
        baker.make(Badge, meeting=meeting, registration=one, facts={}, issued_by=ada)
        baker.make(Passage, meeting=meeting, registration=one, by=ada, key=f"{number}", **CAME)
    messages.send(messages.draft(ada), ada)
    content = content_of(meeting, at=AFTERWARDS).to_json()
    made = {"meeting": meeting, "made_by": ada, "content": content}
    version = baker.make(ListVersion, number=1, kind="final", **made)
    client = proven(ada)
    page = client.get(path("erase", registration)).content.decode()
    client.post(path("ask_export", registration))
    operations.make_due()
    held = zipfile.ZipFile(BytesIO(Export.objects.get().content)).read("data.json").decode()

    erase(client, registration)

    assert {"attendance.Badge", "attendance.Passage", "mailings.Recipient"} <= set(json.loads(held))
    assert "Lists of participants: content, note, reason for the correction: <b>1</b>" in page
    assert canaries.where("Chávez") - kept() == set()
    assert canaries.where("p.chavez@mission.example") - kept() == set()
    assert Badge.objects.get().registration == Passage.objects.get().registration == olena
    assert sorted(Recipient.objects.values_list("email", flat=True)) == ["", people.OLENA.email]
    version.refresh_from_db()
    assert "Chávez" not in str(version.content)
    assert "Ковальчук" in str(version.content)
    assert Total.objects.get().attended is True
    assert Line.objects.filter(run__kind="person", rule__startswith="attendance.").count() == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": REASON, "family_name": "Chavez"}, "This is not the family name above."),
        ({"reason": "", "family_name": "Chávez"}, "Say why"),
    ],
)
def test_nobody_is_erased_by_a_slip(ada: User, given: dict[str, str], said: str) -> None:
    registration = people.receive()

    answered = proven(ada).post(path("erase", registration), given)

    assert answered.status_code == 422
    assert said in answered.content.decode()
    assert Person.objects.get().family_name == "Chávez"


def test_somebody_who_is_expected_is_withdrawn_first(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.set_clock(monkeypatch, people.ON_14_MAY)
    registration = people.receive()
    client = proven(ada)

    refused = erase(client, registration)
    withdraw(registration, by=ada, at=people.ON_14_MAY, version=1)
    erased = erase(client, registration)

    assert refused.status_code == 422
    assert "Withdraw that first." in refused.content.decode()
    assert erased.status_code == 302
    assert Person.objects.get().family_name == "(erased)"


def test_a_shared_address_keeps_its_account(ada: User) -> None:
    registration = people.receive()
    people.receive(replace(people.OLENA, email=people.PAOLA.email))
    User.objects.create_user(people.PAOLA.email)

    erase(proven(ada), registration)

    assert User.objects.filter(email=people.PAOLA.email).exists()
    assert Registration.objects.filter(email=people.PAOLA.email).count() == 1


def test_a_person_who_comes_back_by_a_restore_is_erased_again(ada: User) -> None:
    registration = people.receive()
    before = Registration.objects.filter(pk=registration.pk).values().get()
    operations.erase_person(registration.person, reason=REASON, by=ada, at=AFTERWARDS)
    operations.write_log()
    Run.objects.all().delete()
    Registration.objects.filter(pk=registration.pk).update(**before)

    operations.replay(at=AFTERWARDS)

    assert Registration.objects.get().family_name == "(erased)"
    assert Line.objects.filter(run__kind="person").exists()


def test_after_a_replay_nobody_gets_the_number_of_somebody_erased(ada: User) -> None:
    """Going back to a minute ago sets the numbers back, too: the next replay would erase the new one."""
    registration = people.receive()
    number = registration.person_id + 1000
    Run.objects.create(kind="person", at=AFTERWARDS, ended_at=AFTERWARDS, person_id=number)
    operations.write_log()
    Run.objects.all().delete()

    operations.replay(at=AFTERWARDS)
    olena = people.receive(people.OLENA)
    operations.replay(at=AFTERWARDS)

    assert olena.person_id > number
    assert Registration.objects.get(pk=olena.pk).family_name == people.OLENA.family_name


def test_the_answer_holds_everything_and_the_passport_only_for_who_may_see_it() -> None:
    registration = people.traveller()
    vera, ines = people.visa_officer(), isu_staff()
    files = {}
    for user in (vera, ines):
        client = proven(user)
        client.post(path("ask_export", registration), {"passports": "1"})
        operations.make_due()
        export = Export.objects.get(asked_by=user)
        answered = client.get(reverse("privacy:export", args=[export.pk]))
        content = b"".join(answered.streaming_content)
        files[user.pk] = zipfile.ZipFile(BytesIO(content))
        assert b"Ch\xc3\xa1vez" not in bytes(export.sealed)

    held = json.loads(files[vera.pk].read("data.json"))
    assert held["registrations.Registration"][0]["family_name"] == "Chávez"
    assert "Chávez" in files[vera.pk].read("data.html").decode()
    assert held["registrations.TravelDocument"][0]["particulars"]["passport_number"] == "KNR7731905"
    assert "outbox.Message" in held
    assert b"KNR7731905" not in files[ines.pk].read("data.json")
    verbs = AuditEntry.objects.filter(by=vera).values_list("verb", flat=True)
    assert {"ask_export", "download_export", "view_travel_document"} <= set(verbs)
    assert not AuditEntry.objects.filter(by=ines, verb="view_travel_document").exists()


def test_an_answer_is_for_whoever_ordered_it_and_for_a_day() -> None:
    registration = people.receive()
    export = operations.ask_export(
        registration.person, with_passports=False, by=people.administrator(), at=AFTERWARDS
    )
    operations.make_due()
    address = reverse("privacy:export", args=[export.pk])

    assert proven(isu_staff()).get(address).status_code == 404
    Export.objects.update(asked_at=export.asked_at - timedelta(days=1, seconds=1))
    assert operations.erase_exports() == 1


def test_whoever_erases_or_answers_shows_again_that_it_is_they(ada: User) -> None:
    registration = people.receive()
    unproven = signed_in(ada)
    by = {"by": ada, "at": AFTERWARDS}
    export = operations.ask_export(registration.person, with_passports=False, **by)
    operations.make_due()

    answers = [
        erase(unproven, registration),
        unproven.get(path("erase", registration)),
        unproven.post(path("ask_export", registration)),
        unproven.get(reverse("privacy:export", args=[export.pk])),
    ]

    asked = {one["Location"].partition("?")[0] for one in answers}
    assert asked == {"/accounts/reauthenticate/"}
    assert Person.objects.get().family_name == "Chávez"
    assert Export.objects.count() == 1


def test_an_account_of_another_script_goes_with_its_person(ada: User) -> None:
    """Accounts have the address as mail servers do."""
    registration = people.receive(replace(people.PAOLA, email="p.chavez@müller.example"))
    user = User.objects.create_user("p.chavez@müller.example")

    erase(proven(ada), registration)

    user.refresh_from_db()
    assert user.email == f"erased-{user.pk}"
    assert not user.is_active


def test_a_mail_that_waits_is_taken_back(ada: User) -> None:
    registration = people.receive()
    waiting = Message.objects.filter(about_id=registration.pk, state="queued")
    assert waiting.exists()

    erase(proven(ada), registration)

    assert not waiting.exists()
    assert Message.objects.filter(about_id=registration.pk, state="cancelled").exists()
