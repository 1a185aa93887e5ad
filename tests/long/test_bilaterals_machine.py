"""The day of the bilaterals, thrown about by a machine: all is as the model says, nobody in two places.

`BILATERALS_RUNS` and `BILATERALS_STEPS` ask for more than 300 runs of 30 steps.
"""

import os
from typing import Any

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from programme.bilaterals import inviting
from programme.bilaterals.operations import excusing, held_together, holding, offering, placing
from registration.meetings.models import Meeting
from tests.long.bilaterals_machine import Bilaterals, set_the_day
from tests.long.bilaterals_model import BilateralsModel

SCALE = float(os.environ.get("SCALE") or 1)
RUNS = int(os.environ.get("BILATERALS_RUNS") or max(5, round(300 * SCALE)))
STEPS = int(os.environ.get("BILATERALS_STEPS") or 30)

pytestmark = [pytest.mark.long, pytest.mark.django_db]


def run(runs: int, *phases: Phase, seed: bool = False) -> None:
    class Today(Bilaterals):
        guests, sitting = set_the_day()

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Today,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=seed,
            print_blob=False,
            report_multiple_bugs=False,
            phases=phases or (Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_whatever_happens_nobody_is_in_two_places(meeting: Meeting) -> None:
    run(RUNS)


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
        run(100, Phase.generate, seed=True)


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
        run(100, Phase.generate, seed=True)


def test_without_the_trigger_it_finds_engagements_that_stay_behind(meeting: Meeting) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER engagements_follow ON bilaterals_bilateral")

    with pytest.raises(AssertionError):
        run(100, Phase.generate, seed=True)
