"""Five hundred letters in one process: by how much its memory grows after the first fifty.

Some 20 kB a letter stay in the native libraries of the layout (docs/measurements.md). This guards
against more, above all against a leak of our own.
"""

from collections.abc import Callable
from typing import Any

import pytest

from registration.letters import confirmation, delegation_letter, rendering
from tests.bench.figures import resident_mib, scaled
from tests.registration.letters.conftest import FACTS
from tests.registration.letters.delegations import facts, several

pytestmark = pytest.mark.long

# Measured: 22 kB, and 260 kB for the control; 80 kB when the style sheet asks for features of fonts.
ALLOWED_KIB_EACH = 50
WARM_UP = 50


def growth(letters: int, before_each: Callable[[], Any] = lambda: None) -> float:
    """Print so many letters in turn, each with names of its own; return the KiB that each left.

    The first fifty fill caches and are not counted.
    """
    begun = 0.0
    for number in range(letters):
        before_each()
        if number % 2:
            delegation_letter.render(facts(members=several(12, given_names=f"Given {number}")))
        else:
            person = {**FACTS, "given_names": f"Given {number}"}
            confirmation.render(confirmation.ConfirmationFacts(**person))
        if number == WARM_UP:
            begun = resident_mib(in_use=True)
    ended = resident_mib(in_use=True)
    print(f"\n{letters} letters: {begun} MiB after {WARM_UP}, {ended} MiB after all")
    return (ended - begun) * 1024 / (letters - WARM_UP)


def test_a_letter_leaves_little_behind() -> None:
    confirmation.render(confirmation.ConfirmationFacts(**FACTS))

    assert growth(max(250, scaled(500))) < ALLOWED_KIB_EACH


def test_without_the_shared_fonts_it_leaves_far_more() -> None:
    """The control: each letter with a font configuration of its own."""

    def forget() -> None:
        rendering._fonts.cache_clear()
        rendering._style.cache_clear()

    try:
        assert growth(max(150, scaled(200)), forget) > ALLOWED_KIB_EACH
    finally:
        forget()
