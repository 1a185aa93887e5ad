"""Whoever helps at the door opens the check-in, and nothing else of the desk and the admin site."""

import pytest

from intersessional.accounts import roles
from intersessional.checks import addresses
from tests.access.actors import ask, member, signed_in
from tests.access.test_matrix import outcome_of
from tests.access.world import World

# All addresses once: a quarter of a minute.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.wide]

# What every member of the staff meets: what is public, and one's own account.
OPEN = {"public", "signed in", "second factors"}
# Of the admin site: its first page, which lists nothing, what it needs, and the slash it adds to the
# address of a page that is not there.
ADMIN = {"admin:index", "admin:jsi18n", "admin:password_change", "admin:password_change_done"}
ADMIN |= {"admin:"}


def test_the_door_and_nothing_else() -> None:
    world = World()
    usher = signed_in(member(roles.CHECK_IN_DESK, "ursula@isu.example", is_staff=True))

    answers = {a: outcome_of(ask(usher, "GET", world.path(a))) for a in addresses()}

    opened = {
        address.name
        for address, outcome in answers.items()
        if outcome == "page" and address.policy and address.policy.name not in OPEN
    }
    door = {name for name in opened if name.startswith("checkin:")}
    assert opened - door - ADMIN == set()
    assert {"checkin:index", "checkin:person", "checkin:house"} <= door
    assert "broken" not in answers.values()
