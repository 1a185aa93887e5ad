"""No page of the staff asks the database more for ten thousand people than for a hundred."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intersessional.accounts.models import Session
from intersessional.checks import addresses
from registration.delegations.models import Delegation
from registration.registrations.models import Registration
from tests.access.actors import ask, client_of
from tests.access.full import fill, point_of
from tests.access.world import World
from tests.long import results
from tests.long.crowd import SCALE

pytestmark = [pytest.mark.django_db, pytest.mark.long]

FEW, MANY = 100, max(1_000, round(10_000 * SCALE))


def test_no_page_asks_more_for_ten_thousand_than_for_a_hundred() -> None:
    world, client = World(), client_of("administrator")
    paths = list(_pages(world))
    fill(FEW, by=world.user)
    # Whether anybody reads a page's mail at all may make a difference; how many do may not.
    for delegation in Delegation.objects.all():
        point_of(delegation, by=world.user)
    for path in paths:
        ask(client, "GET", path)
    few = {path: _asked(client, path) for path in paths}

    fill(MANY, by=world.user)
    many = {path: _asked(client, path) for path in paths}

    assert Registration.objects.count() >= MANY
    pages = {path for path, (status, _number) in few.items() if status == 200}
    assert len(pages) > 150
    assert {path: many[path][0] for path in pages if many[path][0] != 200} == {}
    grown = {path: (few[path][1], many[path][1]) for path in pages if many[path] > few[path]}
    assert grown == {}
    results.record(
        "ten thousand", {"registrations": MANY, "pages": len(pages), "that ask more": len(grown)}
    )


def _pages(world: World) -> Iterator[str]:
    """Return the path of each page of the current meeting, and of each list of the admin site."""
    for address in addresses():
        is_other_meeting = ":other:" in address.name
        is_list = address.name.endswith(("_changelist", ":index"))
        if not is_other_meeting and (is_list or not address.route.startswith("admin/")):
            yield world.path(address)


def _asked(client: Client, path: str) -> tuple[int, int]:
    """Return the status of a page and how many queries it took."""
    # Once in minutes a session writes down that it was seen, which is undone here each time.
    Session.objects.update(seen_at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, "GET", path)
    return response.status_code, len(queries)
