"""Whoever helps at the door opens the check-in, and nothing else of the desk and the admin site."""

import pytest

from intersessional.accounts import roles
from intersessional.checks import addresses
from tests.access.actors import ask, member, signed_in
from tests.access.test_matrix import outcome_of
from tests.access.world import World

# All addresses once: a quarter of a minute.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.wide]

# What every user meets, the pages of one's own second factor included.
OPEN = {"public", "signed in", "second factors"}


def test_the_door_and_nothing_else() -> None:
    world = World()
    usher = signed_in(member(roles.CHECK_IN_DESK, "ursula@isu.example"))

    answers = {a: outcome_of(ask(usher, "GET", world.path(a))) for a in addresses()}

    opened = {
        address.name
        for address, outcome in answers.items()
        if outcome == "page" and address.policy and address.policy.name not in OPEN
    }
    door = {name for name in opened if name.startswith("checkin:")}
    assert opened - door == {"admin:logout"}
    assert {"checkin:index", "checkin:person", "checkin:house"} <= door
    assert "broken" not in answers.values()
