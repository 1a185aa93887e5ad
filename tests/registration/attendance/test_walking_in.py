"""Whoever stands at the desk unregistered: one form, and they are in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.attendance.models import Badge, BadgePrint, Passage
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Quota, Registration
from tests.registration.attendance.door import MORNING, confirmed, scan, send

pytestmark = pytest.mark.django_db
FORM = {
    "token": "k" * 22,
    "delegation": "pe",
    "honorific": "Mr.",
    "given_names": "Quispe",
    "family_name": "Mamani",
    "function": "Attaché",
    "role": "member",
    "participation": "delegate",
    "email": "q@mission.example",
    "reason": "Note verbale in hand",
}
PATH = "/desk/check-in/walk-in/"


@pytest.fixture(autouse=True)
def on_the_first_morning(set_clock: Any) -> None:
    set_clock(MORNING)


@pytest.fixture
def desk(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def test_one_form_registers_confirms_checks_in_and_orders_the_badge(desk: Client) -> None:
    first, again = desk.post(PATH, FORM), desk.post(PATH, FORM)

    registration, made = Registration.objects.get(), BadgePrint.objects.get()
    assert first["Location"] == again["Location"] == f"/desk/badges/prints/{made.pk}/"
    assert (registration.state, registration.is_late) == ("confirmed", False)
    assert Passage.objects.get().way == "walk_in"
    assert Badge.objects.get().registration == registration
    assert [one.kind for one in Message.objects.all()] == ["registration_confirmed"]
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"receive", "confirm", "walk_in", "check_in", "print_badges"} <= verbs
    assert desk.get(first["Location"]).status_code == 200


def test_somebody_with_such_a_name_is_shown_first(desk: Client, staff: User) -> None:
    confirmed(staff)
    typed = FORM | {"given_names": "Paola", "family_name": "Chavez", "delegation": "ec"}

    asked = desk.post(PATH, typed)
    done = desk.post(PATH, typed | {"is_another": "on"})

    assert asked.status_code == 422
    assert "Registered already?" in asked.text
    assert "This is another person" in asked.text
    assert done.status_code == 302
    assert Registration.objects.count() == 2


def test_a_guest_without_address_gets_mail_at_the_delegations_own(desk: Client) -> None:
    nameless = FORM | {"email": "", "participation": "guest"}

    refused = desk.post(PATH, nameless)
    Entity.objects.filter(code="pe").update(email="mission@peru.example")
    taken = desk.post(PATH, nameless)

    assert "Enter an e-mail address" in refused.text
    assert 'value="Quispe"' in refused.text
    assert taken.status_code == 302
    registration = Registration.objects.get()
    assert (registration.email, registration.participation) == ("mission@peru.example", "guest")


def test_an_organisation_that_is_not_listed(desk: Client) -> None:
    given = FORM | {"delegation": "unlisted"}

    refused = desk.post(PATH, given)
    taken = desk.post(PATH, given | {"unlisted_name": "Deminers’ Choir"})

    assert "Enter the name of the organisation." in refused.text
    assert taken.status_code == 302
    assert Badge.objects.get().facts["entity"] == "Deminers’ Choir"


def test_after_the_meeting_nobody_walks_in(desk: Client, set_clock: Any, meeting: Any) -> None:
    set_clock(meeting.ends_at)

    response = desk.post(PATH, FORM)

    assert response.status_code == 422
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("category", "delegation"),
    [
        ("state_party", {"delegation": "pe"}),
        ("other", {"delegation": "unlisted", "unlisted_name": "Deminers’ Choir"}),
    ],
)
def test_where_all_places_are_taken_the_desk_is_told(
    desk: Client, meeting: Meeting, category: str, delegation: dict[str, str]
) -> None:
    Quota.objects.create(meeting=meeting, category=category, places=0)

    response = desk.post(PATH, FORM | delegation)

    assert response.status_code == 422
    assert "All places are taken." in response.text
    assert 'value="Quispe"' in response.text
    assert not Registration.objects.exists()


def test_a_form_that_was_sent_is_refused_with_another_name(desk: Client) -> None:
    another = FORM | {"given_names": "Inti", "family_name": "Huanca", "email": "i@mission.example"}
    desk.post(PATH, FORM)

    refused = desk.post(PATH, another)

    assert refused.status_code == 409
    assert "Nobody was registered now" in refused.text
    assert "Quispe MAMANI" in refused.text
    assert 'value="Huanca"' in refused.text
    assert [one.family_name for one in Registration.objects.all()] == ["Mamani"]
    token = refused.context["form"]["token"].value()
    assert desk.post(PATH, another | {"token": token}).status_code == 302
    assert Registration.objects.count() == Badge.objects.count() == Passage.objects.count() == 2


def test_on_the_second_day_a_guest_is_there_on_the_days_that_are_left(
    desk: Client, staff: User, set_clock: Any, meeting: Meeting
) -> None:
    set_clock(MORNING + timedelta(days=1))
    Entity.objects.filter(code="pe").update(correspondence_language="es")
    send(desk, scan(confirmed(staff).badge_code, place="Desk 3"))

    desk.post(PATH, FORM)

    guest = Registration.objects.get(family_name="Mamani")
    assert guest.days == meeting.days[1:]
    # We write as the delegation wishes; the badge is in the language of the desk.
    assert Message.objects.latest("pk").language == "es"
    assert Badge.objects.get().language == "en"
    assert Passage.objects.get(registration=guest).place == "Desk 3"


def test_a_token_of_another_meetings_badges_is_no_error(desk: Client, meeting: Meeting) -> None:
    desk.post(PATH, FORM)
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code, other.is_set_current = None, "2019", "IM19", False
    other.save()
    BadgePrint.objects.update(meeting=other, token="z" * 22)
    number = Registration.objects.get().receipt_number
    wanted = {"layout": "a6", "language": "en", "token": "z" * 22}

    for more in ({}, {"act": "anew", "reason": "Lost"}):
        refused = desk.post(f"/desk/badges/person/{number}/", wanted | more)
        assert refused.status_code == 422
        assert "This form was sent before" in refused.text
    another = FORM | {"given_names": "Inti", "family_name": "Huanca", "token": "z" * 22}
    assert desk.post(PATH, another).status_code == 422
