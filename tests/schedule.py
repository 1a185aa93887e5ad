"""Which process runs which tests: what shares something slow stays together, the longest first.

xdist's own groups by marker have no effect with pytest 9.2, whose items keep their ids elsewhere.
"""

import re

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.access.actors import ACTORS

# They share a running portal and a browser. More than a third of all do, so there are two portals:
# two cores end together.
PORTALS = {
    "portal": re.compile(r"tests/(delivery/|journeys/test_[p-z])"),
    "another portal": re.compile(
        r"tests/(journeys/|embedded/test_run|access/test_logs_of_a_run|accounts/test_without_broker)"
    ),
}
# They look at what one actor was answered (tests/access/sweep.py), who is named by their parameters.
ANSWERS = re.compile(
    r"tests/access/test_"
    r"(matrix|headers|passports|held_statements|confidential_notes|brief_papers)\.py"
)


def group_of(nodeid: str) -> str:
    """Return what a test shares: the portal, the answers of an actor, else its file."""
    path, _, name = nodeid.partition("::")
    for portal, shared in PORTALS.items():
        if shared.match(path):
            return portal
    if ANSWERS.match(path) and (found := set(re.split(r"[\[\]-]", name)) & set(ACTORS)):
        return f"answers of {min(found)}"
    return path


def drawn_as(nodeid: str) -> str:
    """Return what is drawn as one: the answers of an actor, whose sweep is shared; else the test."""
    group = group_of(nodeid)
    return group if group.startswith("answers of") else nodeid


def turn_of(item: pytest.Item) -> int:
    """Return when the group of a test is handed out."""
    group = group_of(item.nodeid)
    return 0 if group in PORTALS else 1 if group.startswith("answers of") else 2


class ByGroup(LoadScopeScheduling):
    """Hands out whole groups, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
