"""No address of the portal lets a held statement through to those who may not have it.

The world's statement is held; its bytes and the name of its file hold canaries, and its address a key.
"""

import pytest

from tests.access.sweep import AnswersOf
from tests.programme.interventions.statements import CANARY, CANARY_NAME

pytestmark = pytest.mark.django_db

STRANGERS = ["anonymous", "stranger", "other_focal_point", "president_office", "committee"]


@pytest.mark.parametrize("actor", STRANGERS)
def test_nothing_tells_of_it(actor: str, answers_of: AnswersOf) -> None:
    answers = answers_of(actor)

    for answer in answers:
        content = answer.response.content
        assert CANARY not in content, answer.address.name
        assert CANARY_NAME.encode() not in content, answer.address.name
    assert len(answers) > 1000


@pytest.mark.parametrize("actor", ["delegate", "focal_point", "isu_staff"])
def test_the_search_finds_it_where_it_is_open(actor: str, answers_of: AnswersOf) -> None:
    """The negative control."""
    told = {a.address.name for a in answers_of(actor) if CANARY_NAME.encode() in a.response.content}
    sent = {a.address.name for a in answers_of(actor) if CANARY in a.response.content}

    assert "interventions:one" in told
    assert "statement_files:file" in sent
    assert ("statements:one" in told) == (actor == "isu_staff")
    # Nobody is told, or sent, more.
    assert {name.partition(":")[0] for name in sent} == {"statement_files"}
    assert {name.partition(":")[0] for name in told} <= {"interventions", "statements"}
