"""Corrections to the list of participants: asked for by a focal point, decided by the staff."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.attendance.models import Correction
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import CLOSING, ON_14_MAY, focal_point
from tests.registration.attendance.listed import DESK, confirmed

pytestmark = pytest.mark.django_db

ENTRY = "/delegation/ec/list-entry/"
LATE = CLOSING + timedelta(hours=9)
WANTED = {
    "honorific": "Ms.",
    "given_names": "Paola",
    "family_name": "Chávez",
    "function": "Minister Counsellor",
    "department": "Permanent Mission",
}


@pytest.fixture
def felix(db: None) -> Client:
    """The browser of Ecuador's focal point."""
    return signed_in(focal_point())


@pytest.fixture
def paola(staff: User, set_clock: Any) -> Registration:
    """Paola, confirmed; registration has closed."""
    found = confirmed(staff)
    set_clock(LATE)
    return found


def page_of(one: Registration) -> str:
    return f"/delegation/ec/{one.receipt_number}/correction/"


def decide(office: Client, correction: Correction, **answer: str) -> Any:
    """Answer on the page as it is shown now."""
    address = f"{DESK}corrections/{correction.pk}/"
    seen = Page(office.get(address)).answers()
    return office.post(address, {"version": seen.get("version", ""), **answer})


def asked(felix: Client, paola: Registration, **changes: str) -> Correction:
    answer = felix.post(page_of(paola), WANTED | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Correction.objects.get()


def test_the_delegation_sees_its_lines_in_each_language_and_amends_before_the_closing(
    felix: Client, staff: User, set_clock: Any
) -> None:
    paola = confirmed(staff)
    set_clock(ON_14_MAY)

    page = felix.get(ENTRY).content.decode()

    assert page.count("<b>CHÁVEZ</b>") == 3
    assert "<bdi>Équateur</bdi>" in page
    assert f'href="/registrations/{paola.receipt_number}/amend/' in page
    assert page_of(paola) not in page
    assert felix.get(page_of(paola)).status_code == 302


def test_an_accepted_correction_changes_the_registration_which_stays_confirmed(
    felix: Client, paola: Registration, staff: User, sink: Any
) -> None:
    correction = asked(felix, paola)
    again = felix.post(page_of(paola), WANTED | {"function": "Minister"})
    ines = signed_in(staff)
    page = ines.get(f"{DESK}corrections/{correction.pk}/").content.decode()
    answer = decide(ines, correction, answer="accept")
    second = decide(ines, correction, answer="accept")

    paola.refresh_from_db()
    assert again.status_code == 422
    assert "Minister Counsellor" in page
    assert (answer.status_code, second.status_code) == (302, 409)
    assert (paola.given_names, paola.function) == ("Paola", "Minister Counsellor")
    assert (paola.state, paola.confirmed_by) == ("confirmed", staff)
    kinds = Message.objects.filter(about_id=correction.pk, kind="list_correction_decided")
    assert kinds.count() == 1
    assert Message.objects.filter(kind="registration_amended").count() == 0


def test_accepting_changes_what_was_asked_for_and_nothing_that_was_changed_meanwhile(
    felix: Client, paola: Registration, staff: User
) -> None:
    correction = asked(felix, paola, function="Counsellor", family_name="Chaves")
    ines = signed_in(staff)
    address = f"{DESK}corrections/{correction.pk}/"
    seen = Page(ines.get(address)).answers()["version"]
    Registration.objects.update(function="Ambassador", version=F("version") + 1)

    stale = ines.post(address, {"answer": "accept", "version": seen})
    bare = ines.post(address, {"answer": "accept"})
    open_ones = Correction.objects.open().count()
    accepted = decide(ines, correction, answer="accept")

    paola.refresh_from_db()
    assert [stale.status_code, bare.status_code, accepted.status_code] == [409, 409, 302]
    assert "changed this registration meanwhile" in stale.content.decode()
    assert Page(stale).answers()["version"] != seen
    assert open_ones == 1
    assert (paola.family_name, paola.function) == ("Chaves", "Ambassador")


def test_a_correction_that_is_not_accepted_has_its_reason_which_the_mail_quotes(
    felix: Client, paola: Registration, staff: User, sink: Any
) -> None:
    correction = asked(felix, paola)
    ines = signed_in(staff)
    address = f"{DESK}corrections/{correction.pk}/"

    bare = ines.post(address, {"answer": "reject"})
    ines.post(address, {"answer": "reject", "reason": "The note verbale says Counsellor."})
    message = Message.objects.get(kind="list_correction_decided")
    from registration.attendance.participants.emails import decided

    mail = decided(message)

    paola.refresh_from_db()
    assert bare.status_code == 422
    assert paola.function == "Counsellor"
    assert mail.to == "felix@mission.example"
    assert "The note verbale says Counsellor." in mail.text
    assert "The note verbale says Counsellor." in mail.html


def test_what_changes_nothing_is_no_correction_and_strangers_find_none(
    felix: Client, paola: Registration
) -> None:
    same = felix.post(
        page_of(paola), WANTED | {"given_names": "Paola Fernanda", "function": "Counsellor"}
    )
    fiona = signed_in(focal_point("ua", "fiona@mission.example"))

    assert same.status_code == 422
    assert "This is what the list says already." in same.content.decode()
    assert fiona.get(page_of(paola)).status_code == 404
    assert fiona.get(ENTRY).status_code == 404


def test_the_page_asks_as_often_for_many(
    felix: Client, staff: User, django_assert_max_num_queries: Any, set_clock: Any
) -> None:
    for n in range(3):
        confirmed(staff, given_names=f"P{n}", email=f"p{n}@mission.example")
    set_clock(LATE)

    with django_assert_max_num_queries(16):
        assert felix.get(ENTRY).status_code == 200
