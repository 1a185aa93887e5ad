"""Other people while one is erased or answered: nothing of theirs goes, and nothing is told of them."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from intersessional.accounts.models import Session, User
from intersessional.audit.models import AuditValues
from intersessional.outbox.models import Message
from intersessional.privacy import operations
from intersessional.privacy.models import Export, Total
from registration.delegations.models import FocalPoint
from registration.registrations.models import Registration
from tests import people
from tests.access.actors import administrator, proven

pytestmark = pytest.mark.django_db

AFTERWARDS = people.ON_14_MAY + timedelta(days=26)
NAME = "Paola Fernanda Chávez"
ADDRESS = "chavez@mission.example"
# Her address is in theirs: at its end, and at its beginning.
LONGER = ("maria.chavez@mission.example", "chavez@mission.example.org", "o-chavez@mission.example")


@pytest.fixture(autouse=True)
def afterwards(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.ERASURE_LOG = f"erasures/{tmp_path.name}"
    people.set_clock(monkeypatch, AFTERWARDS)


@pytest.fixture
def ada() -> User:
    return administrator()


@pytest.fixture
def paola() -> Registration:
    """Who is erased: her account and a mail to her go with her."""
    User.objects.create_user(ADDRESS)
    registration = people.receive(replace(people.PAOLA, email=ADDRESS))
    told(ADDRESS, "Dear Paola.")
    return registration


def told(address: str, text: str) -> Message:
    number = Message.objects.count()
    sent = {"state": "sent", "sent_at": AFTERWARDS, "about_type": "x", "about_id": 1}
    return Message.objects.create(
        kind="told", lane="mail", key=f"{number}", recipient=address, text=text, **sent
    )


def longer_addresses() -> list[Model]:
    """Maria and others of the family, each with an account, a focal point and a mail."""
    found: list[Model] = []
    for email in LONGER:
        one = people.receive(replace(people.PAOLA, given_names="María", email=email))
        user = people.focal_point(email=email)
        found += [one, one.person, user, FocalPoint.objects.get(email=email)]
        found.append(told(email, f"Write to {email}."))
    return found


def same_name() -> list[Model]:
    """A namesake of another delegation, and one who works for the portal."""
    one = people.receive(replace(people.OLENA, given_names="Paola Fernanda", family_name="Chávez"))
    staff = User.objects.create_user("staff@isu.example", name=NAME, is_staff=True)
    return [one, one.person, staff, told(people.OLENA.email, f"Dear {NAME}.")]


def who_mention_her() -> list[Model]:
    """A colleague who came in her place and a focal point with her name."""
    one = people.receive(people.OLENA)
    Registration.objects.filter(pk=one.pk).update(late_reason=f"Replaces {NAME} ({ADDRESS}).")
    one.refresh_from_db()
    people.focal_point(email="mission@mission.example")
    focal = FocalPoint.objects.get(email="mission@mission.example")
    focal.name = NAME
    focal.save()
    return [one, one.person, focal, told("x@mission.example", f"With {NAME}, {ADDRESS}.")]


def the_mailbox_of_somebody_else() -> list[Model]:
    """Her address is the mailbox of a focal point with another name."""
    user = people.focal_point(email=ADDRESS)
    focal = FocalPoint.objects.get(email=ADDRESS)
    focal.name = "Félix Mora"
    focal.save()
    return [user, focal]


def an_account_of_staff_at_her_address() -> list[Model]:
    User.objects.filter(email=ADDRESS).update(is_superuser=True, is_staff=True)
    return [User.objects.get(email=ADDRESS)]


def state(rows: list[Model]) -> list[Any]:
    return [type(one)._default_manager.filter(pk=one.pk).values().first() for one in rows]


@pytest.mark.parametrize(
    "bystanders",
    [
        longer_addresses,
        same_name,
        who_mention_her,
        the_mailbox_of_somebody_else,
        an_account_of_staff_at_her_address,
    ],
)
def test_erasing_one_person_touches_nobody_else(
    bystanders: Any, ada: User, paola: Registration
) -> None:
    others = bystanders()
    before = state(others)

    answered = proven(ada).post(
        reverse("privacy:erase", args=[paola.person_id]),
        {"reason": "asked by e-mail", "family_name": "Chávez"},
    )

    assert answered.status_code == 302
    assert state(others) == before
    paola.refresh_from_db()
    assert (paola.family_name, paola.person.family_name) == ("(erased)", "(erased)")
    assert Total.objects.get().people == 1


def test_texts_that_name_a_person_are_listed_for_somebody_to_decide(
    ada: User, paola: Registration
) -> None:
    colleague = who_mention_her()[0]
    told("y@mission.example", "Write to maria.chavez@mission.example.")
    client = proven(ada)
    address = reverse("privacy:person", args=[paola.person_id])

    page = client.get(address, {"texts": "1"}).content.decode()

    assert reverse("admin:registrations_registration_change", args=[colleague.pk]) in page
    assert "Messages" in page
    listed = page.split('id="texts"')[1].split('id="answer"')[0]
    assert listed.count("<li>") == 3  # the colleague, the focal point and the mail
    assert 'id="texts"' in client.get(address).content.decode()
    assert (
        f"{address}?texts=1"
        in client.get(reverse("privacy:erase", args=[paola.person_id])).content.decode()
    )


def test_the_erase_page_does_not_say_that_lists_stay(ada: User, paola: Registration) -> None:
    page = proven(ada).get(reverse("privacy:erase", args=[paola.person_id])).content.decode()

    assert "Lists of participants" not in page.split('id="stays"')[1]


def answer(client: Client, paola: Registration) -> str:
    """Everything that is in the file for Paola, as one text."""
    client.post(reverse("privacy:ask_export", args=[paola.person_id]))
    operations.make_due()
    got = client.get(reverse("privacy:export", args=[Export.objects.get().pk]))
    archive = zipfile.ZipFile(BytesIO(b"".join(got.streaming_content)))
    return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_the_answer_tells_nothing_of_others(ada: User, paola: Registration) -> None:
    longer_addresses()
    same_name()
    colleague = people.receive(people.LAYLA)
    Registration.objects.filter(pk=colleague.pk).update(late_reason=f"Replaces {NAME}.")
    told("x@mission.example", f"Canary: with {NAME}, {ADDRESS}.")

    given = answer(proven(ada), paola)

    assert "Dear Paola." in given
    assert paola.function in given
    others = (*LONGER, "María", people.OLENA.email, "staff@isu.example", people.LAYLA.family_name)
    assert [word for word in (*others, "Canary") if word in given] == []


def test_the_answer_holds_no_key_and_no_secret(ada: User, paola: Registration) -> None:
    account = User.objects.get(email=ADDRESS)
    theirs = Client()
    theirs.force_login(account)
    [session] = Session.objects.filter(user=account)
    told(ADDRESS, f"See https://portal.example/receipt/{paola.receipt_token}/.")
    secrets = [
        session.session_key,
        session.session_data,
        paola.receipt_token,
        paola.submission_token,
        paola.submission_digest,
        account.password,
        *(value.salt for value in AuditValues.objects.all()),
    ]

    given = answer(proven(ada), paola)

    assert "accounts.Session" in given
    assert [str(one) for one in secrets if one and str(one) in given] == []
    assert "/receipt/" in given


def test_passports_are_asked_for_again_at_the_download() -> None:
    registration = people.traveller()
    vera = people.visa_officer()
    client = proven(vera)
    client.post(reverse("privacy:ask_export", args=[registration.person_id]), {"passports": "1"})
    operations.make_due()
    address = reverse("privacy:export", args=[Export.objects.get().pk])

    assert client.get(address).status_code == 200
    vera.groups.remove(*vera.groups.filter(permissions__codename="view_traveldocument"))
    assert client.get(address).status_code in {403, 404}
