"""Promising a message: in the act's own transaction, once per key; and the check at the start."""

import pytest
from django.db import ProgrammingError, transaction

from intersessional.accounts.models import User
from intersessional.outbox import checks, composing, operations
from intersessional.outbox.models import Message
from tests.people import isu_staff

KIND = "registration_received"


def promise(about: User, **changes: str) -> None:
    fields = {"key": "one", "language": "en"} | changes
    operations.enqueue(KIND, about, **fields)


@pytest.mark.django_db
def test_a_promise_is_a_row_that_is_due_at_once() -> None:
    user = isu_staff()

    promise(user, language="fr")

    message = Message.objects.get()
    assert (message.kind, message.lane, message.language) == (KIND, "mail", "fr")
    assert (message.about_type, message.about_id) == ("accounts.user", user.pk)
    assert (message.state, message.attempts) == ("queued", 0)
    assert Message.objects.due("mail").get() == message


@pytest.mark.django_db
def test_the_same_key_promises_nothing_new() -> None:
    user = isu_staff()

    promise(user)
    promise(user, language="es")
    promise(user, key="two")

    assert list(Message.objects.order_by("pk").values_list("key", "language")) == [
        ("one", "en"),
        ("two", "en"),
    ]


@pytest.mark.django_db
def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        operations.enqueue("unheard_of", isu_staff(), key="one", language="en")


def test_a_promise_outside_a_transaction_is_refused(transactional_db: None) -> None:
    user = isu_staff()

    with pytest.raises(ProgrammingError):
        promise(user)

    assert not Message.objects.exists()


def test_an_act_that_is_rolled_back_leaves_no_message(transactional_db: None) -> None:
    user = isu_staff()

    @transaction.atomic
    def act() -> None:
        promise(user)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not Message.objects.exists()


def test_each_kind_has_its_composer() -> None:
    assert checks.composers_exist() == []


@pytest.mark.parametrize(
    "path", ["registration.registrations.emails.nowhere", "no.such.module.function", "plain"]
)
def test_a_composer_that_is_missing_is_found_at_the_start(settings, path: str) -> None:  # type: ignore[no-untyped-def]
    settings.OUTBOX_COMPOSERS = {"broken": (path, "mail")}

    assert [problem.id for problem in checks.composers_exist()] == ["outbox.E001"]


def test_letters_have_a_lane_of_their_own() -> None:
    assert composing.lane_for("registration_confirmed") == "letters"
    assert composing.lane_for("registration_received") == "mail"
