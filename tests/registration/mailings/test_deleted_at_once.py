"""Somebody registered is deleted when all was read, in the moment before a sending is committed."""

from typing import Any

import pytest

from intersessional.outbox import operations as outbox
from registration.mailings.models import Recipient
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.own_database import at_once
from tests.pages import Page
from tests.people import OLENA, PAOLA, isu_staff, receive
from tests.registration.mailings.messages import draft


def test_the_sending_is_refused(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = isu_staff()
    ines = signed_in(staff)
    receive()
    receive(OLENA)
    path = f"/desk/messages/{draft(staff).pk}/send/"
    answers = Page(ines.get(path)).answers()
    promise = outbox.enqueue_many

    def delete_and_promise(*promised: Any) -> None:
        at_once(1, Registration.objects.filter(email=PAOLA.email).delete)
        promise(*promised)

    monkeypatch.setattr(outbox, "enqueue_many", delete_and_promise)

    refused = ines.post(path, answers)

    assert refused.status_code == 409
    assert "The recipients have changed since this page was opened" in refused.content.decode()
    assert not Recipient.objects.exists()
