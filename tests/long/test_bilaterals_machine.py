"""The day of the bilaterals, thrown about by a machine: all is as the model says, nobody in two places.

How many runs and steps, and how to repeat them: `machines.py`.
"""

from typing import Any

import pytest
from django.db import IntegrityError, connection
from hypothesis import Phase

from programme.bilaterals import inviting
from programme.bilaterals.operations import excusing, held_together, holding, offering, placing
from registration.meetings.models import Meeting
from tests.long import machines
from tests.long.bilaterals_machine import Bilaterals, set_the_day
from tests.long.bilaterals_model import BilateralsModel

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
    pytest.param(offering, "check_can_stand", id="one stands"),
    pytest.param(inviting, "check_can_answer", id="answers in time"),
]


@pytest.mark.parametrize(("module", "name"), CONTROLS)
def test_without_a_protection_the_machine_finds_it(
    meeting: Meeting, module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, lambda *_, **__: None)

    with pytest.raises((AssertionError, IntegrityError, pytest.fail.Exception)):
        machines.run("bilaterals", today(), Phase.generate, runs=machines.CONTROL_RUNS, same=True)


def test_without_the_constraint_its_own_sql_finds_who_is_in_two_places(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a model that believes that everybody is free."""
    monkeypatch.setattr(placing, "check", lambda *_: None)
    for module in (placing, excusing, held_together, holding):
        monkeypatch.setattr(module, "settle", lambda: None)
    monkeypatch.setattr(BilateralsModel, "is_possible", lambda *_: True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bilaterals_engagement DROP CONSTRAINT nobody_is_in_two_places")

    with pytest.raises(AssertionError, match="in two places"):
        machines.run("bilaterals", today(), Phase.generate, runs=machines.CONTROL_RUNS, same=True)


def test_without_the_trigger_it_finds_engagements_that_stay_behind(meeting: Meeting) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER engagements_follow ON bilaterals_bilateral")

    with pytest.raises(AssertionError):
        machines.run("bilaterals", today(), Phase.generate, runs=machines.CONTROL_RUNS, same=True)
