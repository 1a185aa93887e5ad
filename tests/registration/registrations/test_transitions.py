"""The table of transitions: every act from every state, and the diagram in docs/."""

import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from registration.registrations import transitions
from registration.registrations.models import Registration
from registration.registrations.transitions import ACTIVE, ENDED, TRANSITIONS, State, target
from tests.people import ON_14_MAY, isu_staff, receive

PAGE = Path(__file__).parents[3] / "docs" / "registration-states.md"

# Written out once more, so that a slip in the table does not prove itself.
LEGAL = {
    ("accept", "requested"): "received",
    ("accept", "waiting"): "received",
    ("queue", "requested"): "waiting",
    ("queue", "received"): "waiting",
    ("confirm", "requested"): "confirmed",
    ("confirm", "received"): "confirmed",
    ("reopen", "confirmed"): "received",
    ("reopen", "declined"): "received",
    ("requeue", "declined"): "waiting",
    ("reject", "requested"): "declined",
    ("reject", "waiting"): "declined",
    ("reject", "received"): "declined",
    ("decline", "requested"): "declined",
    ("decline", "waiting"): "declined",
    ("decline", "received"): "declined",
    ("withdraw", "requested"): "withdrawn",
    ("withdraw", "waiting"): "withdrawn",
    ("withdraw", "received"): "withdrawn",
    ("withdraw", "confirmed"): "withdrawn",
    ("replace", "waiting"): "replaced",
    ("replace", "received"): "replaced",
    ("replace", "confirmed"): "replaced",
    ("merge", "requested"): "merged",
    ("merge", "waiting"): "merged",
    ("merge", "received"): "merged",
    ("merge", "confirmed"): "merged",
}
PAIRS = [(verb, state.value) for verb in TRANSITIONS for state in State]


@pytest.mark.parametrize(("verb", "state"), PAIRS)
def test_each_act_from_each_state(verb: str, state: str) -> None:
    if (verb, state) in LEGAL:
        assert target(verb, state) == LEGAL[verb, state]
    else:
        with pytest.raises(transitions.TransitionRefused):
            target(verb, state)


def test_the_refusal_names_the_state() -> None:
    with pytest.raises(transitions.TransitionRefused) as refusal:
        target("confirm", State.DECLINED)

    assert str(refusal.value) == "This is not possible: the registration is declined."


def test_every_state_counts_or_has_ended() -> None:
    assert set(State) == ACTIVE | ENDED
    assert set() == ACTIVE & ENDED


def test_the_diagram_in_the_documents_is_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")

    [diagram] = re.findall(
        r"<!-- diagram: begin -->\n```mermaid\n(.*?)\n```\n<!-- diagram: end -->", page, re.DOTALL
    )

    assert diagram == transitions.diagram()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("registration_request_says_why", {"state": "requested"}),
        ("registration_late_has_reason", {"is_late": True}),
        ("registration_confirmed_has_time", {"state": "confirmed"}),
        ("registration_confirmed_has_time", {"state": "confirmed", "confirmed_at": ON_14_MAY}),
        ("registration_declined_has_reason", {"state": "declined"}),
        ("registration_declined_has_reason", {"state": "declined", "declined_at": ON_14_MAY}),
        ("registration_withdrawn_has_time", {"state": "withdrawn"}),
        ("registration_has_days", {"days": []}),
    ],
)
def test_what_must_never_be_false_is_refused_by_name(
    constraint: str, changes: dict[str, object]
) -> None:
    registration = receive()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(**changes)

    registration.refresh_from_db()
    assert registration.state == "received"


@pytest.mark.django_db
def test_a_person_is_once_in_a_meeting() -> None:
    first, second = receive(), receive()

    with (
        pytest.raises(IntegrityError, match="registration_once_per_person_and_meeting"),
        transaction.atomic(),
    ):
        Registration.objects.filter(pk=second.pk).update(person=first.person)


@pytest.mark.django_db
def test_a_person_who_was_declined_may_come_again() -> None:
    first, second = receive(), receive()
    Registration.objects.filter(pk=first.pk).update(
        state="declined", declined_at=ON_14_MAY, declined_by=isu_staff(), decline_reason="Twice"
    )

    assert Registration.objects.filter(pk=second.pk).update(person=first.person) == 1
