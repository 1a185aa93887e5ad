"""Amending: what is written, promised and recorded, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.registrations import operations, policies
from registration.registrations.details import PRINTED, Particulars
from registration.registrations.models import Needs, Person, Registration
from registration.registrations.transitions import TransitionRefused
from tests.people import CLOSING, LAST_SECOND, ON_14_MAY, PAOLA, THURSDAY, receive

pytestmark = pytest.mark.django_db

NEW: dict[str, Any] = {
    "honorific": "Dr.",
    "given_names": "Paola",
    "family_name": "Chávez Ruiz",
    "function": "Minister-Counsellor",
    "department": "Ministry of Foreign Affairs",
    "role": "head",
    "phone": "+41 22 000 00 00",
    "languages": ("fr", "es"),
    "days": (THURSDAY,),
    "gender": "woman",
    "wants_visa_letter": True,
}
NEEDS = {"accessibility": "Step-free access", "diet": "No nuts"}


def amend(registration: Registration, by: User, *, at: Any = ON_14_MAY, **changes: Any) -> bool:
    """Amend what somebody sees in `registration`."""
    particulars = replace(Particulars.of(registration), **changes)
    return operations.amend(registration, particulars, version=registration.version, by=by, at=at)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.for_change().get(pk=registration.pk)


def written() -> list[list[dict[str, object]]]:
    """Return all that an operation could have written."""
    models = (Registration, Person, Needs, Message, AuditEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def promised() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("name", [*NEW, *NEEDS])
def test_each_particular_can_be_changed_alone(paola: User, name: str) -> None:
    registration = receive()
    before = Particulars.of(fresh(registration))
    value = (NEW | NEEDS)[name]

    assert amend(registration, paola, **{name: value})

    assert Particulars.of(fresh(registration)) == replace(before, **{name: value})
    assert fresh(registration).version == 2
    assert promised() == ["registration_received", "registration_amended"]


def test_who_what_and_when_is_recorded_and_of_the_needs_only_that_they_changed(paola: User) -> None:
    registration = receive()

    amend(registration, paola, at=LAST_SECOND, function="Minister", days=(THURSDAY,), **NEEDS)

    entry = AuditEntry.objects.get(verb="amend")
    assert (entry.by, entry.at, entry.subject_id) == (paola, LAST_SECOND, registration.pk)
    assert entry.values_changed.before == {
        "function": "Counsellor",
        "days": ["2018-06-07", "2018-06-08"],
    }
    assert entry.values_changed.after == {
        "function": "Minister",
        "days": ["2018-06-07"],
        "needs": "changed",
    }


def test_the_same_answers_change_nothing_and_mail_nothing(paola: User) -> None:
    registration = receive(replace(PAOLA, accessibility="Step-free access"))
    before = written()

    assert not amend(registration, paola)
    assert not amend(fresh(registration), paola)

    assert written() == before


def test_the_same_form_sent_twice_is_one_change(paola: User) -> None:
    seen = receive()
    particulars = replace(Particulars.of(seen), function="Minister")

    for _ in range(2):
        operations.amend(fresh(seen), particulars, version=1, by=paola, at=ON_14_MAY)

    assert promised() == ["registration_received", "registration_amended"]


def test_needs_come_change_and_go(paola: User) -> None:
    registration = receive()
    amend(registration, paola, **NEEDS)
    amend(fresh(registration), paola, diet="")
    assert Needs.objects.values().get() == {
        "registration_id": registration.pk,
        "accessibility": "Step-free access",
        "diet": "",
    }

    amend(fresh(registration), paola, accessibility="")

    assert not Needs.objects.exists()
    assert promised()[1:] == ["registration_amended"] * 3


def test_the_person_is_named_anew(paola: User) -> None:
    registration = receive()

    amend(registration, paola, family_name="Chávez Ruiz")

    assert str(Person.objects.get()) == "Paola Fernanda Chávez Ruiz"


def test_a_person_whom_another_meeting_knows_by_another_name_keeps_it(paola: User) -> None:
    registration = receive()
    Person.objects.update(family_name="Chavez")

    amend(registration, paola, family_name="Chávez Ruiz")

    assert Person.objects.get().family_name == "Chavez"


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_what_the_letter_states_sends_a_confirmed_one_back(
    paola: User, staff: User, name: str
) -> None:
    registration = operations.confirm(receive(), by=staff, at=ON_14_MAY)

    amend(registration, paola, **{name: NEW[name]})

    assert fresh(registration).state == "received"
    assert AuditEntry.objects.get(verb="amend").values_changed.after["state"] == "received"
    assert promised()[2:] == ["registration_amended"]


@pytest.mark.parametrize("name", sorted((NEW.keys() | NEEDS.keys()) - PRINTED))
def test_anything_else_leaves_it_confirmed(paola: User, staff: User, name: str) -> None:
    registration = operations.confirm(receive(), by=staff, at=ON_14_MAY)

    amend(registration, paola, **{name: (NEW | NEEDS)[name]})

    assert fresh(registration).state == "confirmed"
    assert promised()[2:] == ["registration_amended"]


def test_a_request_stays_a_request(paola: User) -> None:
    registration = receive(replace(PAOLA, entity_code="", unlisted_name="Friends of the Field"))

    amend(registration, paola, family_name="Chávez Ruiz")

    assert fresh(registration).state == "requested"


def test_the_last_second_is_in_time(paola: User) -> None:
    assert amend(receive(), paola, at=LAST_SECOND, function="Minister")


def test_from_the_closing_on_nothing_is_changed(paola: User) -> None:
    registration = receive()
    before = written()

    with pytest.raises(policies.ChangesClosed):
        amend(registration, paola, at=CLOSING, function="Minister")

    assert written() == before


@pytest.mark.parametrize("state", ["declined", "withdrawn", "replaced", "merged"])
def test_what_has_ended_is_not_changed(paola: User, staff: User, state: str) -> None:
    registration = receive()
    Registration.objects.update(
        state=state,
        replaced_by=registration if state == "replaced" else None,
        merged_into=registration if state == "merged" else None,
        withdrawn_at=ON_14_MAY,
        declined_at=ON_14_MAY,
        declined_by=staff,
        decline_reason="No.",
    )
    before = written()

    with pytest.raises(TransitionRefused):
        amend(fresh(registration), paola, function="Minister")

    assert written() == before


def test_amend_touches_nobody_else(paola: User) -> None:
    registration, other = receive(), receive()

    amend(registration, paola, **NEW, **NEEDS)

    assert (fresh(other).version, Particulars.of(fresh(other)).function) == (1, "Counsellor")
    assert Person.objects.get(pk=other.person_id).given_names == "Paola Fernanda"


def test_the_most_that_an_amendment_takes(
    paola: User,
    staff: User,
    django_assert_num_queries: Any,
) -> None:
    operations.confirm(receive(), by=staff, at=ON_14_MAY)
    registration = Registration.objects.for_change().get()

    with django_assert_num_queries(12):
        amend(registration, paola, **NEW, **NEEDS)
