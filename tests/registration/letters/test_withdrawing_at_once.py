"""A registration that changes in the very moment in which its letter is printed."""

from dataclasses import replace
from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.letters.issuing import persons
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.details import Particulars
from registration.registrations.models import Registration
from tests.own_database import at_once
from tests.people import ON_14_MAY, PAOLA, isu_staff, receive


def change(**changes: Any) -> bool:
    user = User.objects.get(email=PAOLA.email)
    now = Registration.objects.for_change().get()
    particulars = replace(Particulars.of(now), **changes)
    return operations.amend(now, particulars, version=now.version, by=user, at=ON_14_MAY)


def sweep() -> tuple[list[str], list[str]]:
    """Deliver what waits; return the states of the confirmation and of the letters."""
    Message.objects.update(next_try_at=ON_14_MAY)
    outbox.sweep("letters")
    messages = Message.objects.filter(kind="registration_confirmed")
    return (
        list(messages.values_list("state", flat=True)),
        list(Letter.objects.values_list("state", flat=True)),
    )


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"family_name": "Chávez Ruiz"}, (["cancelled"], [])),
        ({"phone": "+41 22 000 00 00"}, (["sent"], ["valid"])),
    ],
)
def test_a_letter_of_what_changed_while_it_was_printed_is_not_kept(
    transactional_db: None,
    sink: Sink,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, str],
    outcome: tuple[list[str], list[str]],
) -> None:
    User.objects.create_user(PAOLA.email)
    operations.confirm(receive(), by=isu_staff(), at=ON_14_MAY)
    render = persons.confirmation.render
    # Nobody who changes something waits for the printing: this would hang if they did.
    others = [lambda: change(**changes)]

    def change_meanwhile(facts: Any) -> bytes:
        if others:
            assert at_once(1, others.pop()) == [True]
        return render(facts)

    monkeypatch.setattr(persons.confirmation, "render", change_meanwhile)

    assert sweep() == (["queued"], [])
    assert sweep() == outcome
