"""Withdrawing: what is written, promised and recorded, and what is refused."""

from typing import Any

import pytest
from django.db import IntegrityError

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.registrations import operations, policies, signals
from registration.registrations.models import Registration
from registration.registrations.transitions import TransitionRefused
from tests.people import CLOSING, LAST_SECOND, ON_14_MAY, receive

pytestmark = pytest.mark.django_db


def withdraw(registration: Registration, by: User, *, at: Any = ON_14_MAY) -> bool:
    return operations.withdraw(registration, version=registration.version, by=by, at=at)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.for_change().get(pk=registration.pk)


def written() -> list[list[dict[str, object]]]:
    return [
        list(model.objects.order_by("pk").values()) for model in (Registration, Message, AuditEntry)
    ]


@pytest.mark.parametrize("state", ["received", "confirmed"])
def test_withdraw_ends_the_registration_and_promises_one_mail(
    paola: User, staff: User, state: str
) -> None:
    registration = receive(language="es")
    if state == "confirmed":
        registration = operations.confirm(registration, by=staff, at=ON_14_MAY)
    promised = Message.objects.count()

    assert withdraw(registration, paola, at=LAST_SECOND)

    now = fresh(registration)
    assert (now.state, now.withdrawn_at, now.withdrawn_by) == ("withdrawn", LAST_SECOND, paola)
    message = Message.objects.latest("pk")
    assert (message.kind, message.language) == ("registration_withdrawn", "es")
    assert Message.objects.count() == promised + 1
    entry = AuditEntry.objects.get(verb="withdraw")
    assert (entry.by, entry.at) == (paola, LAST_SECOND)
    assert entry.values_changed.before == {"state": state}
    assert entry.values_changed.after == {"state": "withdrawn"}


def test_twice_is_once(paola: User) -> None:
    registration = receive()
    withdraw(registration, paola)
    before = written()

    assert not withdraw(fresh(registration), paola)

    assert written() == before


def test_another_version_than_was_seen_is_not_withdrawn(paola: User, staff: User) -> None:
    seen = receive()
    operations.confirm(fresh(seen), by=staff, at=ON_14_MAY)
    before = written()

    with pytest.raises(operations.ChangedMeanwhile) as conflict:
        withdraw(seen, paola)

    assert conflict.value.current.state == "confirmed"
    assert written() == before


def test_from_the_closing_on_nothing_is_withdrawn(paola: User) -> None:
    registration = receive()
    before = written()

    with pytest.raises(policies.ChangesClosed):
        withdraw(registration, paola, at=CLOSING)

    assert written() == before


def test_what_was_declined_is_not_withdrawn(paola: User, staff: User) -> None:
    registration = operations.decline(receive(), reason="No.", by=staff, at=ON_14_MAY)
    before = written()

    with pytest.raises(TransitionRefused):
        withdraw(fresh(registration), paola)

    assert written() == before


def test_who_has_withdrawn_may_register_anew(paola: User) -> None:
    withdraw(receive(), paola)

    assert receive().state == "received"


def test_others_are_told_inside_the_transaction_and_can_undo_it(paola: User) -> None:
    registration = receive()
    before = written()

    def refuse(registration: Registration, **_: Any) -> None:
        assert registration.state == "withdrawn"
        raise IntegrityError("a receiver failed")

    signals.registration_withdrawn.connect(refuse)
    try:
        with pytest.raises(IntegrityError, match="a receiver failed"):
            withdraw(registration, paola)
    finally:
        signals.registration_withdrawn.disconnect(refuse)

    assert written() == before
