"""Lists of speakers, thrown about by a machine: the list is what the model says, and the clocks add up.

`FLOOR_RUNS` and `FLOOR_STEPS` ask for more than 300 runs of 30 steps.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from programme.interventions.lists import SpeakersList, projection
from programme.interventions.operations import holding
from tests.long.floor_machine import Floor

SCALE = float(os.environ.get("SCALE") or 1)
RUNS = int(os.environ.get("FLOOR_RUNS") or max(5, round(300 * SCALE)))
STEPS = int(os.environ.get("FLOOR_STEPS") or 30)


def run(runs: int, steps: int, *phases: Phase, seed: bool = False) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Floor,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=seed,
            print_blob=False,
            report_multiple_bugs=False,
            phases=phases or (Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_happens_the_list_is_as_the_model_says() -> None:
    run(RUNS, STEPS)


@pytest.mark.django_db
def test_a_few_lists_are_as_the_model_says() -> None:
    run(5, 20, Phase.generate, seed=True)


CONTROLS = [
    pytest.param(holding.Holding, "check_seen", lambda *_: None, id="versions"),
    pytest.param(SpeakersList, "_check", lambda *_: None, id="one speaker at a time"),
    pytest.param(projection, "bisect_right", lambda keys, _key: len(keys), id="order"),
    pytest.param(SpeakersList, "_pause", lambda *_: None, id="clocks"),
]


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(("module", "name", "without"), CONTROLS)
def test_without_a_protection_the_machine_finds_it(
    module: Any, name: str, without: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, without)

    with pytest.raises((AssertionError, pytest.fail.Exception)):
        run(100, STEPS, Phase.generate, seed=True)
