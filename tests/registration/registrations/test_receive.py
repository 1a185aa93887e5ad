"""Receiving a submission: what is written, what is promised, what is refused."""

from dataclasses import replace

import pytest

from intersessional import codes
from intersessional.outbox.models import Message
from registration.registrations import operations, policies
from registration.registrations.models import Needs, Person, Registration
from tests.people import CLOSING, LAST_SECOND, PAOLA, receive

pytestmark = pytest.mark.django_db


def test_receive_writes_the_registration_and_promises_one_acknowledgement():
    registration = receive()

    assert registration.state == "received"
    assert registration.receipt_number == "IM18-0001"
    assert registration.delegation.name == "Ecuador"
    assert registration.delegation.category == "state_party"
    assert registration.printed_name == "Ms. Paola Fernanda CHÁVEZ"
    assert [(m.kind, m.about_id, m.language, m.state) for m in Message.objects.all()] == [
        ("registration_received", registration.pk, "en", "queued")
    ]


def test_receive_keeps_needs_apart():
    receive(replace(PAOLA, accessibility="Step-free access"))

    assert Needs.objects.get().accessibility == "Step-free access"


def test_receive_in_the_last_second_is_in_time():
    assert receive(at=LAST_SECOND).state == "received"


def test_receive_at_closing_needs_a_reason_and_writes_nothing_without():
    with pytest.raises(policies.ReasonNeeded):
        receive(at=CLOSING)

    assert not Registration.objects.exists()
    assert not Person.objects.exists()
    assert not Message.objects.exists()


def test_receive_at_closing_with_a_reason_becomes_a_late_request():
    registration = receive(replace(PAOLA, late_reason="The visa came today."), at=CLOSING)

    assert (registration.state, registration.is_late) == ("requested", True)
    assert registration.late_reason == "The visa came today."


def test_the_same_token_again_returns_the_first_registration():
    token = codes.address_token()

    first, second = receive(token=token), receive(token=token)

    assert first == second
    assert Registration.objects.count() == 1
    assert Message.objects.count() == 1


def test_the_same_token_with_other_answers_is_refused_with_the_first():
    token = codes.address_token()
    first = receive(token=token)

    with pytest.raises(operations.SubmittedDifferently) as conflict:
        receive(replace(PAOLA, family_name="Other"), token=token)

    assert conflict.value.first == first
    assert Registration.objects.count() == 1


def test_an_unlisted_organisation_makes_a_provisional_entity_and_a_request_to_attend():
    registration = receive(replace(PAOLA, entity_code="", unlisted_name="Friends of the Field"))

    assert (registration.state, registration.is_to_attend) == ("requested", True)
    assert registration.delegation.entity.is_provisional
    assert registration.delegation.name == "Friends of the Field"


def test_a_team_of_an_unlisted_organisation_is_one_delegation():
    first = receive(replace(PAOLA, entity_code="", unlisted_name="Friends of the Field"))
    second = receive(replace(PAOLA, entity_code="", unlisted_name="FRIENDS of the field"))

    assert first.delegation == second.delegation
