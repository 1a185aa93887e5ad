"""The table of what a request for the floor may become, and its diagram in docs/."""

from pathlib import Path

import pytest

from programme.interventions.transitions import (
    CHANGEABLE,
    COUNTING,
    TRANSITIONS,
    ActRefused,
    State,
    diagram,
    target,
)

PAGE = Path(__file__).parents[3] / "docs" / "intervention-states.md"


def test_the_diagram_is_that_of_the_table() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert f"```mermaid\n{diagram()}\n```" in text


@pytest.mark.parametrize("verb", sorted(TRANSITIONS))
def test_an_act_is_possible_from_its_states_alone(verb: str) -> None:
    sources, _result = TRANSITIONS[verb]

    for state in ["", *State]:
        if state in sources:
            assert target(verb, state) in State
        else:
            with pytest.raises(ActRefused):
                target(verb, state)


def test_what_has_ended_stays_ended() -> None:
    ended = {State.WITHDRAWN, State.DECLINED}

    assert ended.isdisjoint(COUNTING | CHANGEABLE)
    assert not any(state in sources for sources, _ in TRANSITIONS.values() for state in ended)
