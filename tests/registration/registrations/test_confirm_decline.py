"""Confirming and declining: what is written, promised and recorded, and what is refused."""

from dataclasses import replace

import pytest

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.models import Registration
from registration.registrations.transitions import TransitionRefused
from tests.people import CLOSING, ON_14_MAY, PAOLA, receive

pytestmark = pytest.mark.django_db

UNLISTED = replace(PAOLA, entity_code="", unlisted_name="Friends of the Field")


def written() -> list[list[dict[str, object]]]:
    """Return all that an operation could have written."""
    return [list(model.objects.values()) for model in (Registration, Message, AuditEntry)]


def promised() -> list[tuple[str, str, str]]:
    return list(Message.objects.order_by("pk").values_list("kind", "language", "lane"))


def test_confirm_moves_the_registration_and_promises_one_confirmation(staff: User) -> None:
    registration = receive(language="fr")

    operations.confirm(registration, by=staff, at=ON_14_MAY)

    registration.refresh_from_db()
    assert registration.state == "confirmed"
    assert (registration.confirmed_by, registration.confirmed_at) == (staff, ON_14_MAY)
    assert registration.version == 2
    assert promised() == [
        ("registration_received", "fr", "mail"),
        ("registration_confirmed", "fr", "letters"),
    ]


def test_decline_moves_the_registration_and_promises_one_answer(staff: User) -> None:
    registration = receive(language="es")

    operations.decline(registration, reason="No badge left.", by=staff, at=ON_14_MAY)

    registration.refresh_from_db()
    assert registration.state == "declined"
    assert (registration.declined_by, registration.declined_at) == (staff, ON_14_MAY)
    assert registration.decline_reason == "No badge left."
    assert promised() == [
        ("registration_received", "es", "mail"),
        ("registration_declined", "es", "mail"),
    ]


def test_each_act_is_recorded_with_who_and_what(staff: User) -> None:
    registration = receive()
    operations.confirm(registration, by=staff, at=CLOSING)

    entries = AuditEntry.objects.order_by("pk")

    assert [(e.verb, e.by, e.at, e.subject_type, e.subject_id) for e in entries] == [
        ("receive", None, ON_14_MAY, "registrations.registration", registration.pk),
        ("confirm", staff, CLOSING, "registrations.registration", registration.pk),
    ]
    assert entries[1].values_changed.before == {"state": "received"}
    assert entries[1].values_changed.after == {"state": "confirmed"}


@pytest.mark.parametrize("details", [UNLISTED, replace(PAOLA, late_reason="The visa came late.")])
def test_a_request_can_be_confirmed_at_once(staff: User, details) -> None:  # type: ignore[no-untyped-def]
    registration = receive(details, at=CLOSING if details.late_reason else ON_14_MAY)
    assert registration.state == "requested"

    confirmed = operations.confirm(registration, by=staff, at=CLOSING)

    assert confirmed.state == "confirmed"


def test_confirming_twice_is_refused_and_writes_nothing(staff: User) -> None:
    registration = receive()
    operations.confirm(registration, by=staff, at=ON_14_MAY)
    before = written()

    with pytest.raises(TransitionRefused):
        operations.confirm(registration, by=staff, at=ON_14_MAY)

    assert written() == before


def test_declining_twice_is_refused_and_writes_nothing(staff: User) -> None:
    registration = receive()
    operations.decline(registration, reason="No.", by=staff, at=ON_14_MAY)
    before = written()

    with pytest.raises(TransitionRefused):
        operations.decline(registration, reason="Still no.", by=staff, at=ON_14_MAY)

    assert written() == before


def test_the_row_decides_not_what_somebody_still_holds(staff: User) -> None:
    seen_as_received = receive()
    operations.decline(
        Registration.objects.get(pk=seen_as_received.pk), reason="No.", by=staff, at=ON_14_MAY
    )
    before = written()

    with pytest.raises(TransitionRefused):
        operations.confirm(seen_as_received, by=staff, at=ON_14_MAY)

    assert written() == before


def test_confirm_touches_nobody_else(staff: User) -> None:
    registration, other = receive(), receive()

    operations.confirm(registration, by=staff, at=ON_14_MAY)

    other.refresh_from_db()
    assert (other.state, other.version) == ("received", 1)


def test_confirm_takes_a_fixed_number_of_queries(staff: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    registration = receive()

    with django_assert_num_queries(8):
        operations.confirm(registration, by=staff, at=ON_14_MAY)
