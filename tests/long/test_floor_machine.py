"""Lists of speakers, thrown about by a machine: the list is what the model says, and the clocks add up.

How many runs and steps, and how to repeat them: `machines.py`.
"""

from typing import Any

import pytest
from hypothesis import Phase

from programme.interventions.lists import SpeakersList, projection
from programme.interventions.operations import holding
from tests.long import machines
from tests.long.floor_machine import Floor


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_happens_the_list_is_as_the_model_says() -> None:
    machines.run("floor", Floor)


@pytest.mark.django_db
def test_a_few_lists_are_as_the_model_says() -> None:
    machines.run("floor", Floor, Phase.generate, runs=5, steps=20, same=True)


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
        machines.run("floor", Floor, Phase.generate, runs=machines.CONTROL_RUNS, same=True)
