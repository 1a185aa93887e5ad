"""Letters and confirmations of a registration that is changed or withdrawn."""

from dataclasses import replace
from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.details import Particulars
from registration.registrations.models import Registration
from tests import papers
from tests.people import ON_14_MAY, PAOLA, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def paola(db: None) -> User:
    """Paola's way in."""
    return User.objects.create_user(PAOLA.email)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.for_change().get(pk=registration.pk)


def confirmed(staff: User) -> Registration:
    return operations.confirm(receive(), by=staff, at=ON_14_MAY)


def amend(registration: Registration, by: User, **changes: Any) -> None:
    now = fresh(registration)
    particulars = replace(Particulars.of(now), **changes)
    operations.amend(now, particulars, version=now.version, by=by, at=ON_14_MAY)


def withdraw(registration: Registration, by: User) -> None:
    now = fresh(registration)
    operations.withdraw(now, version=now.version, by=by, at=ON_14_MAY)


def letters() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def outcomes(kind: str) -> list[str]:
    messages = Message.objects.filter(kind=kind).order_by("pk")
    return list(messages.values_list("state", flat=True))


def deliver() -> None:
    for lane in ("mail", "letters"):
        outbox.sweep(lane)


def test_the_letter_goes_with_the_registration(sink: Sink, staff: User, paola: User) -> None:
    registration = confirmed(staff)
    deliver()
    assert letters() == ["valid"]

    withdraw(registration, paola)

    assert letters() == ["withdrawn"]


def test_nobody_elses_letter_goes(sink: Sink, staff: User, paola: User) -> None:
    registration, _other = confirmed(staff), confirmed(staff)
    deliver()

    withdraw(registration, paola)

    assert letters() == ["withdrawn", "valid"]


def test_a_change_of_what_is_printed_withdraws_the_letter_until_the_next(
    sink: Sink, staff: User, paola: User
) -> None:
    registration = confirmed(staff)
    deliver()

    amend(registration, paola, family_name="Chávez Ruiz")
    assert letters() == ["withdrawn"]
    operations.confirm(fresh(registration), by=staff, at=ON_14_MAY)
    deliver()

    assert letters() == ["withdrawn", "valid"]
    last = papers.letter(sink.messages()[-1])
    assert "CHÁVEZ RUIZ" in last.pages[0].extract_text()


def test_a_change_of_anything_else_leaves_the_letter(sink: Sink, staff: User, paola: User) -> None:
    registration = confirmed(staff)
    deliver()

    amend(registration, paola, phone="+41 22 000 00 00")

    assert letters() == ["valid"]


@pytest.mark.parametrize("is_composed", [False, True])
def test_a_confirmation_that_waits_is_cancelled(
    sink: Sink, staff: User, paola: User, settings: Any, is_composed: bool
) -> None:
    registration = confirmed(staff)
    if is_composed:
        _let_the_server_refuse(settings)

    withdraw(registration, paola)
    settings.MAILERS = _working(sink)
    Message.objects.update(next_try_at=ON_14_MAY)
    deliver()

    assert outcomes("registration_confirmed") == ["cancelled"]
    assert outcomes("registration_withdrawn") == ["sent"]
    assert letters() == (["withdrawn"] if is_composed else [])
    assert "valid" not in letters()


def _let_the_server_refuse(settings: Any) -> None:
    """Compose the confirmation, and fail to send it."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2},
        }
    }
    outbox.sweep("letters")
    [message] = Message.objects.filter(kind="registration_confirmed")
    assert (message.state, message.attempts, message.raw is None) == ("queued", 1, False)


def _working(sink: Sink) -> dict[str, Any]:
    options = {"host": "127.0.0.1", "port": sink.port, "timeout": 10}
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": options,
        }
    }


def test_of_two_confirmations_that_wait_only_the_later_leaves(
    sink: Sink, staff: User, paola: User
) -> None:
    registration = confirmed(staff)
    amend(registration, paola, family_name="Chávez Ruiz")
    operations.confirm(fresh(registration), by=staff, at=ON_14_MAY)

    deliver()

    assert outcomes("registration_confirmed") == ["cancelled", "sent"]
    assert letters() == ["valid"]
