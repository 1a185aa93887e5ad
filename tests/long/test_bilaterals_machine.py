"""The day of the bilaterals, thrown about by a machine: all is as the model says, nobody in two places.

How many runs and steps, and how to repeat them: `machines.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection
from hypothesis import Phase

from programme.bilaterals import inviting
from programme.bilaterals.operations import offering, placing
from registration.meetings.models import Meeting
from tests.long import machines
from tests.long.bilaterals_machine import SLOTS, Bilaterals, set_the_day
from tests.long.bilaterals_model import BilateralsModel
from tests.people import ON_14_MAY

pytestmark = [pytest.mark.long, pytest.mark.django_db]


def today() -> type[Bilaterals]:
    """Return the machine on the day of this database."""

    class Today(Bilaterals):
        guests, sitting = set_the_day()

    return Today


def test_whatever_happens_nobody_is_in_two_places(meeting: Meeting) -> None:
    machines.run("bilaterals", today())


CONTROLS = [
    pytest.param(placing, "_check_seen", id="versions"),
    pytest.param(placing, "check", id="conflicts"),
    pytest.param(inviting, "check_can_answer", id="answers in time"),
]


@pytest.mark.parametrize(("module", "name"), CONTROLS)
def test_without_a_protection_the_machine_finds_it(
    meeting: Meeting, module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, lambda *_, **__: None)

    with pytest.raises((AssertionError, IntegrityError, pytest.fail.Exception)):
        machines.run("bilaterals", today(), Phase.generate, runs=machines.CONTROL_RUNS, same=True)


@contextmanager
def by_hand() -> Iterator[Bilaterals]:
    """Give a machine, weeks before the day, whose steps the test chooses: chance meets some seldom."""
    machine = today()()
    try:
        machine.begin(at=ON_14_MAY, offered=False)
        yield machine
    finally:
        machine.teardown()


def invite_anew_after_the_recusal_is_withdrawn(machine: Bilaterals) -> None:
    """A delegation that sits on the Committee it meets no longer steps aside."""
    own, last = 2, len(machine.model.talks)
    machine.recuse(n=own, confirmed=True)
    machine.place(n=own, slot=SLOTS[-1], room=None)
    machine.offer(n=last, m=last, wait=None)
    machine.cancel(n=last, stale=False, reason="Ill.")
    machine.recuse(n=own, confirmed=False)
    machine.offer_again(n=last, wait=None, stale=False)
    machine.is_as_the_model_says()


def test_without_the_last_look_it_finds_what_can_no_longer_stand(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    with by_hand() as machine:
        invite_anew_after_the_recusal_is_withdrawn(machine)

    monkeypatch.setattr(offering, "check_can_stand", lambda *_, **__: None)
    with by_hand() as machine, pytest.raises((AssertionError, pytest.fail.Exception)):
        invite_anew_after_the_recusal_is_withdrawn(machine)


def test_without_the_constraint_its_own_sql_finds_who_is_in_two_places(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a model that believes that everybody is free."""
    monkeypatch.setattr(placing, "check", lambda *_: None)
    monkeypatch.setattr(placing, "settle", lambda: None)
    monkeypatch.setattr(placing, "check_free", lambda *_: None)
    monkeypatch.setattr(BilateralsModel, "is_possible", lambda *_: True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bilaterals_engagement DROP CONSTRAINT nobody_is_in_two_places")

    with by_hand() as machine:
        machine.nobody_is_in_two_places()
        machine.place(n=1, slot=SLOTS[2], room=None)
        with pytest.raises(AssertionError, match="in two places"):
            machine.nobody_is_in_two_places()


def test_without_the_trigger_it_finds_engagements_that_stay_behind(meeting: Meeting) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER engagements_follow ON bilaterals_bilateral")

    with pytest.raises(AssertionError):
        machines.run("bilaterals", today(), Phase.generate, runs=machines.CONTROL_RUNS, same=True)
