"""Somebody registered is deleted after they were found as a reader, and before a mail is worded."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from registration.mailings import queries
from registration.mailings.models import Recipient, Trial
from registration.registrations.models import Registration
from tests.pages import Page
from tests.people import OLENA, PAOLA, receive
from tests.registration.mailings.messages import draft

pytestmark = pytest.mark.django_db

HOME = "/desk/messages/"


@pytest.fixture
def mailing(staff: User) -> Any:
    """A draft to Paola and Olena."""
    receive()
    receive(OLENA)
    return draft(staff)


@pytest.fixture
def paola_goes(mailing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, Paola is deleted as soon as the readers are found."""
    find = queries.find

    def found(*asked: Any) -> Any:
        readers = find(*asked)
        Registration.objects.filter(email=PAOLA.email).delete()
        return readers

    monkeypatch.setattr(queries, "find", found)


def test_the_list_leaves_them_out(ines: Client, mailing: Any, paola_goes: None) -> None:
    page = Page(ines.get(f"{HOME}{mailing.pk}/recipients/"))

    assert page.response.status_code == 200
    assert PAOLA.email not in page.html
    assert OLENA.email in page.html


def test_the_preview_shows_who_is_left(ines: Client, mailing: Any, paola_goes: None) -> None:
    answer = ines.get(f"{HOME}{mailing.pk}/preview/", follow=True)

    assert answer.status_code == 200
    assert "The only recipient" in Page(answer).html
    assert OLENA.email in Page(answer).html


def test_there_is_no_mail_to_them(ines: Client, mailing: Any, paola_goes: None) -> None:
    assert ines.get(f"{HOME}{mailing.pk}/preview/mail/?n=1").status_code == 404


def test_no_test_is_sent_as_if_to_them(ines: Client, mailing: Any, paola_goes: None) -> None:
    answer = ines.post(f"{HOME}{mailing.pk}/test/?n=1", follow=True)

    assert "This recipient is no longer there, so no test was sent." in answer.content.decode()
    assert not Trial.objects.exists()


def test_sending_is_refused(ines: Client, mailing: Any, request: pytest.FixtureRequest) -> None:
    path = f"{HOME}{mailing.pk}/send/"
    answers = Page(ines.get(path)).answers()
    request.getfixturevalue("paola_goes")

    refused = ines.post(path, answers)

    assert refused.status_code == 409
    assert "The recipients have changed since this page was opened" in refused.content.decode()
    assert not Recipient.objects.exists()
