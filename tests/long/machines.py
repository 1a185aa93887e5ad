"""How the state machines are run, and what a run of one amounts to.

`RUNS` and `STEPS` ask for more than 300 runs of 30 steps of each machine; `FLOOR_RUNS` and the like
for one of them. What fails says how to meet it again: hypothesis prints the steps, and `SEED` repeats
them.
"""

import os
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.long import results

CONTROL_RUNS = 100


def asked(machine: str, what: str, otherwise: int) -> int:
    """Return a number from the variables, such as FLOOR_RUNS, or RUNS, or what there is otherwise."""
    names = (f"{machine.upper()}_{what}", what)
    return next((int(os.environ[name]) for name in names if os.environ.get(name)), otherwise)


def run(
    machine: str,
    life: type[RuleBasedStateMachine],
    *phases: Phase,
    runs: int | None = None,
    steps: int | None = None,
    same: bool = False,
) -> dict[str, int]:
    """Throw a machine about; return how often it began, and how many steps it made.

    The `same` steps each time, where a few must do. Without `runs` as many as SCALE and the variables
    ask for, which is kept as a result.
    """
    wanted = runs or asked(machine, "RUNS", max(5, round(300 * results.SCALE)))
    longest = steps or asked(machine, "STEPS", 30)
    counted: Counter[str] = Counter()
    counting = _counting(life, counted)
    given = os.environ.get("SEED")
    if given and not same:
        counting = seed(int(given))(counting)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        counting,
        settings=settings(
            max_examples=wanted,
            stateful_step_count=longest,
            deadline=None,
            database=None,
            derandomize=same,
            print_blob=False,
            report_multiple_bugs=False,
            phases=phases or (Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    figures = {"runs": counted["runs"], "at most steps each": longest, "steps": counted["steps"]}
    if runs is None:
        results.record(f"{machine} machine", figures)
    return figures


def _counting(life: type[RuleBasedStateMachine], counted: Counter[str]) -> Any:
    """Return the machine, which counts."""

    class Counting(life):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            counted["runs"] += 1

        def check_invariants(self, *args: Any, **kwargs: Any) -> Any:
            counted["steps"] += 1
            return super().check_invariants(*args, **kwargs)

    Counting.__name__ = Counting.__qualname__ = life.__name__
    return Counting
