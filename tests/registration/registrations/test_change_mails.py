"""The mails about a change and a withdrawal, as they arrive."""

from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.details import Particulars
from registration.registrations.models import Registration
from tests import papers
from tests.people import CLOSING, ON_14_MAY, PAOLA, receive

pytestmark = pytest.mark.django_db

PREFIX = {"en": "", "fr": "/fr", "es": "/es"}


def amend(registration: Registration, by: User, **changes: Any) -> None:
    now = Registration.objects.for_change().get(pk=registration.pk)
    particulars = replace(Particulars.of(now), **changes)
    operations.amend(now, particulars, version=now.version, by=by, at=ON_14_MAY)


def withdraw(registration: Registration, by: User) -> None:
    now = Registration.objects.for_change().get(pk=registration.pk)
    operations.withdraw(now, version=now.version, by=by, at=ON_14_MAY)


def arrived(sink: Sink) -> list[EmailMessage]:
    outbox.sweep("mail")
    return sink.messages()


def both_forms(mail: EmailMessage) -> tuple[str, str]:
    return papers.text_of(mail).replace("\xa0", " "), papers.html_of(mail).replace("\xa0", " ")


@pytest.mark.parametrize("language", PREFIX)
def test_a_change_is_told_with_what_is_registered_now(
    sink: Sink, paola: User, language: str
) -> None:
    registration = receive(language=language)
    Message.objects.all().delete()
    amend(registration, paola, function="Minister", diet="A canary", gender="woman")

    [mail] = arrived(sink)

    assert (mail["To"], mail["Content-Language"]) == (PAOLA.email, language)
    assert registration.receipt_number in mail["Subject"]
    for form in both_forms(mail):
        assert "Minister" in form
        assert f"http://testserver{PREFIX[language]}/registrations/" in form
        assert "canary" not in form


def test_each_of_two_changes_is_told_once(sink: Sink, paola: User) -> None:
    registration = receive()
    amend(registration, paola, function="Minister")
    amend(registration, paola, phone="+41 22 000 00 00")

    subjects = [mail["Subject"].partition(":")[0] for mail in arrived(sink)]

    assert subjects == ["We have your registration", *["Your registration has changed"] * 2]


def test_what_has_to_be_confirmed_again_is_said(sink: Sink, paola: User, staff: User) -> None:
    registration = receive()
    operations.confirm(registration, by=staff, at=ON_14_MAY)
    Message.objects.all().delete()
    amend(registration, paola, phone="+41 22 000 00 00")
    [first] = arrived(sink)
    amend(registration, paola, family_name="Chávez Ruiz")

    second = arrived(sink)[1]

    sentence = "has to confirm the registration again"
    assert [sentence in form for form in both_forms(first)] == [False, False]
    assert [sentence in form for form in both_forms(second)] == [True, True]
    assert "CHÁVEZ RUIZ" in papers.text_of(second)


@pytest.mark.parametrize("language", PREFIX)
def test_a_withdrawal_is_told_and_cancels_what_still_waits(
    sink: Sink, paola: User, language: str
) -> None:
    registration = receive(language=language)
    amend(registration, paola, function="Minister")
    withdraw(registration, paola)

    [mail] = arrived(sink)

    assert mail["Content-Language"] == language
    assert registration.receipt_number in mail["Subject"]
    for form in both_forms(mail):
        assert "/registrations/" not in form
    states = dict(Message.objects.values_list("kind", "state"))
    assert states == {
        "registration_received": "cancelled",
        "registration_amended": "cancelled",
        "registration_withdrawn": "sent",
    }


def test_the_acknowledgement_says_how_to_change_until_the_closing(
    sink: Sink, set_clock: Any
) -> None:
    receive()
    [before] = arrived(sink)
    receive()
    set_clock(CLOSING)

    after = arrived(sink)[1]

    assert all("http://testserver/registrations/" in form for form in both_forms(before))
    assert all("/registrations/" not in form for form in both_forms(after))
