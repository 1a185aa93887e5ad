"""The life of registrations, thrown about by a machine: what was accepted stays; each act has its mail.

How many runs and steps, and how to repeat them: `machines.py`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis.stateful import RULE_MARKER

from registration.registrations.operations import acts, changing, deciding, duplicates, places
from tests.long import machines
from tests.long.life_machine import EMAILS, NAMES, Life


def only(*wanted: str) -> type[Life]:
    """Return the machine with only these rules: it comes sooner to what they are about."""
    rules = {name for name, each in vars(Life).items() if hasattr(each, RULE_MARKER)}
    others = rules - set(wanted)
    return type("PartOfLife", (Life,), {name: _no_rule(name) for name in others})


def _no_rule(name: str) -> Callable[..., Any]:
    # Rules call each other, so the method stays; without hypothesis' mark it is no rule.
    return lambda self, *args, **kwargs: getattr(Life, name)(self, *args, **kwargs)


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_happens_registrations_are_as_the_model_says() -> None:
    machines.run("registration", Life)


@pytest.mark.django_db
def test_a_few_lives_are_as_the_model_says() -> None:
    machines.run("registration", Life, Phase.generate, runs=6, steps=20, same=True)


def _whatever_the_version(registration: Any, version: int, fields: dict[str, Any]) -> None:
    """The update of `amend` and `withdraw`, as if nobody had said which version they saw."""
    acts.write(registration, **fields)


def _always_room(*_: Any, **__: Any) -> places.Room:
    return places.Room()


def _nothing(*_: Any, **__: Any) -> list[Any]:
    return []


CHANGING = ("receive", "look", "amend", "two_editors", "withdraw", "decide")
DECIDING = ("receive", "amend", "decide", "decide_pair", "merge", "withdraw")
RENAMING = ("receive", "look", "amend")

# The rules among which each is missed; few enough to be missed soon, whatever else the machine learns.
CONTROLS = [
    pytest.param(CHANGING, changing, "_update", _whatever_the_version, id="versions"),
    pytest.param(("receive", "set_quota", "decide"), places, "room_at", _always_room, id="places"),
    pytest.param(CHANGING, changing, "tell", _nothing, id="mails"),
    pytest.param(DECIDING, duplicates, "end_pairs", _nothing, id="pairs"),
    pytest.param(RENAMING, changing, "find", _nothing, id="look-alikes by a new name"),
    pytest.param(DECIDING, duplicates, "inherit", _nothing, id="what a merged one leaves"),
]


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(("rules", "module", "name", "without"), CONTROLS)
def test_without_a_protection_the_machine_finds_it(
    rules: tuple[str, ...],
    module: Any,
    name: str,
    without: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    life = only(*rules)
    monkeypatch.setattr(module, name, without)

    with pytest.raises(AssertionError):
        machines.run("registration", life, Phase.generate, runs=200, same=True)


@pytest.mark.django_db
def test_without_a_second_look_who_comes_back_goes_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    # Four steps in one order, of which chance makes too few: the machine is led through them.
    def lead() -> None:
        life = Life()
        try:
            life.begin(reconfirm=True, needs="mission", places=None)
            life.receive(by="nobody", code="ec", name=NAMES[0], email=EMAILS[0], reason="")
            life.decide(verb="decline", n=0)
            life.receive(by="nobody", code="ec", name=NAMES[1], email=EMAILS[1], reason="")
            life.decide(verb="reopen", n=1)
            life.nobody_alike_goes_unseen()
        finally:
            life.teardown()

    lead()
    monkeypatch.setattr(deciding, "find", _nothing)
    with pytest.raises(AssertionError):
        lead()
