"""Canaries: a paper attached to a brief is for those who may read the brief, and for nobody else."""

import pytest

from tests.access.sweep import AnswersOf
from tests.access.world import PAPER_CANARY

pytestmark = pytest.mark.django_db

TITLE, CONTENT = PAPER_CANARY.encode(), b"Ptarmigan-5518"
# The Committee’s actor is an officer of no host.
STRANGERS = [
    *("anonymous", "delegate", "stranger", "focal_point", "other_focal_point"),
    "committee",
]


@pytest.mark.parametrize("actor", STRANGERS)
def test_nothing_tells_of_it(actor: str, answers_of: AnswersOf) -> None:
    answers = answers_of(actor)

    for answer in answers:
        assert TITLE not in answer.response.content, answer.address.name
        assert CONTENT not in answer.response.content, answer.address.name
    assert len(answers) > 1000


@pytest.mark.parametrize("actor", ["president_office", "isu_staff"])
def test_planners_have_it_on_its_pages_alone(actor: str, answers_of: AnswersOf) -> None:
    """The negative control: the search finds it where it is open."""
    answers = answers_of(actor)

    told = {a.address.name for a in answers if TITLE in a.response.content}
    sent = {a.address.name for a in answers if CONTENT in a.response.content}

    assert told == pages("brief", "remove_attached_paper")
    assert sent == pages("attached_paper")


def pages(*names: str) -> set[str]:
    """Addresses of bilaterals, of the meeting that is on and of any."""
    return {f"bilaterals:{other}{name}" for name in names for other in ("", "other:")}
