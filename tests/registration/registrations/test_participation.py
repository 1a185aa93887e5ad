"""In which way somebody takes part: said by the staff, with what it means for places and rights."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.models import Participation, Registration
from tests.people import ON_14_MAY, PAOLA, receive
from tests.registration.registrations.test_admin import LIST, act, page, said
from tests.registration.registrations.test_places import limit, somebody, states

pytestmark = pytest.mark.django_db

INTERPRETER, DELEGATE = Participation.INTERPRETER, Participation.DELEGATE
Say = Callable[[Registration, Participation], bool]


@pytest.fixture
def say(staff: User) -> Say:
    return lambda who, how: operations.set_participation(who, how, by=staff, at=ON_14_MAY)


@pytest.fixture
def office(client: Client, staff: User, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_staff_make_somebody_an_interpreter_and_see_it_asked_first(office: Client) -> None:
    paola = receive(PAOLA)
    mails = Message.objects.count()
    asked = office.post(page(paola), {"_participate": "1"})
    assert 'value="participate"' in asked.content.decode()
    assert 'value="delegate" selected' in asked.content.decode()

    answer = act(office, "participate", paola, participation="interpreter", reason="She said so.")

    assert said(answer) == ["Written down of 1 person; nobody gets an e-mail for it."]
    paola.refresh_from_db()
    assert (paola.participation, paola.version, paola.state) == ("interpreter", 2, "received")
    entry = AuditEntry.objects.get(verb="set_participation")
    assert entry.values_changed.before == {"participation": "delegate"}
    assert entry.values_changed.after == {
        "participation": "interpreter",
        "reason": "She said so.",
    }
    assert Message.objects.count() == mails


@pytest.mark.parametrize("participation", ["", "pope"])
def test_what_is_no_way_of_taking_part_is_asked_again(office: Client, participation: str) -> None:
    paola = receive(PAOLA)

    answer = act(office, "participate", paola, participation=participation, reason="-")

    assert answer.status_code == 200
    paola.refresh_from_db()
    assert (paola.participation, paola.version) == ("delegate", 1)


def test_only_those_who_may_change_registrations_say_it(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    paola = receive(PAOLA)
    reader = User.objects.create_user("reader@isu.example", is_staff=True)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(page(paola), {"_participate": "1"}).status_code == 403
    fields = {"action": "participate", "_selected_action": [paola.pk]}
    assert (
        client.post(LIST, fields | {"participation": "interpreter", "reason": "-"}).status_code
        == 403
    )
    paola.refresh_from_db()
    assert paola.participation == "delegate"


def test_said_twice_it_is_written_once(say: Say) -> None:
    paola = receive(PAOLA)

    assert say(paola, INTERPRETER)
    assert not say(paola, INTERPRETER)
    assert AuditEntry.objects.filter(verb="set_participation").count() == 1


def test_whoever_becomes_an_interpreter_gives_the_place_free(say: Say) -> None:
    limit(1)
    first, _second, third = (somebody(number) for number in range(3))
    assert states() == ["received", "waiting", "waiting"]

    say(first, INTERPRETER)
    assert states() == ["received", "received", "waiting"]
    say(third, INTERPRETER)
    assert states() == ["received", "received", "received"]


def test_whoever_becomes_a_delegate_needs_a_place(say: Say) -> None:
    limit(1)
    first, _second = (somebody(number) for number in range(2))
    say(first, INTERPRETER)

    with pytest.raises(operations.NoPlace):
        say(first, DELEGATE)
    first.refresh_from_db()
    assert first.participation == "interpreter"


def test_of_an_ended_registration_nothing_is_said(office: Client, staff: User) -> None:
    paola = receive(PAOLA)
    operations.withdraw(paola, version=1, by=staff, at=ON_14_MAY)

    answer = act(office, "participate", paola, participation="interpreter", reason="She said so.")

    assert ["withdrawn" in text for text in said(answer)] == [True]
    paola.refresh_from_db()
    assert paola.participation == "delegate"
