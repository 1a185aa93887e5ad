"""Each kind of letter is a sound file: qpdf, by way of pikepdf, finds nothing to complain of."""

from collections.abc import Callable
from typing import Any

import pytest

from registration.letters import confirmation, delegation_letter, visa_letter
from tests.papers import complaints
from tests.registration.letters import delegations, invitations
from tests.registration.letters.conftest import FACTS
from tests.registration.letters.test_visa_rendering import FACTS as OF_A_VISA

KINDS: dict[str, Callable[[], bytes]] = {
    "invitation": invitations.printed,
    "note verbale": lambda: delegation_letter.render(_delegation("state_party")),
    "letter to an organisation": lambda: delegation_letter.render(_delegation("ngo")),
    "confirmation": lambda: confirmation.render(confirmation.ConfirmationFacts(**FACTS)),
    "visa": lambda: visa_letter.render(OF_A_VISA),
}


def _delegation(category: str) -> Any:
    return delegations.facts(category=category, members=delegations.several(60))


@pytest.mark.parametrize("kind", KINDS)
def test_qpdf_finds_nothing_to_complain_of(kind: str) -> None:
    assert complaints(KINDS[kind]()) == []


def test_qpdf_would_complain() -> None:
    """The control: one stream cut short."""
    sound = invitations.printed()
    position = sound.index(b"stream\n", len(sound) // 2) + 20

    assert complaints(sound[:position] + b"\0" * 40 + sound[position + 40 :]) != []
