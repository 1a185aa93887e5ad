"""Who waits for whom: at the same time for the same, and for whoever holds it at all times."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections, transaction

from programme.bilaterals.operations.holding import Place, come_to_a_desk, hold, hold_places
from tests.programme.bilaterals.days import at

ROOM, OTHER_ROOM, CANDIDATE, OTHER = 1, 2, 3, 4
HALF_PAST = Place(ROOM, at(9, 30), at(9, 55))


def at_half_past() -> None:
    hold_places([HALF_PAST], [CANDIDATE])


@pytest.mark.parametrize(
    ("held", "wanted", "waits"),
    [
        (at_half_past, lambda: hold_places([Place(ROOM, at(10), at(10, 25))], [OTHER]), False),
        (at_half_past, lambda: hold_places([Place(ROOM, at(9), at(9, 30))], [OTHER]), False),
        (at_half_past, lambda: hold_places([Place(ROOM, at(9, 15), at(9, 31))], [OTHER]), True),
        (at_half_past, lambda: hold_places([Place(ROOM, at(9), at(11))], [OTHER]), True),
        (at_half_past, lambda: hold_places([HALF_PAST._replace(resource=OTHER_ROOM)], []), False),
        (at_half_past, lambda: hold_places([Place(OTHER_ROOM, at(12), at(13))], [CANDIDATE]), True),
        (at_half_past, lambda: hold([ROOM]), True),
        (at_half_past, lambda: hold([OTHER_ROOM]), False),
        (lambda: hold([ROOM]), at_half_past, True),
        (lambda: hold([OTHER_ROOM]), at_half_past, False),
        (at_half_past, come_to_a_desk, False),
    ],
    ids=[
        *("next", "before", "touches", "over", "elsewhere", "candidate"),
        *("always", "another-always", "held-always", "another-held", "desk"),
    ],
)
def test_who_waits(
    held: Callable[[], None], wanted: Callable[[], None], waits: bool, transactional_db: None
) -> None:
    with transaction.atomic(), ThreadPoolExecutor(1) as threads:
        held()
        assert threads.submit(must_wait, wanted).result() is waits


def must_wait(act: Callable[[], None]) -> bool:
    """Whether somebody else holds what it wants."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            act()
    except OperationalError:
        return True
    finally:
        connections.close_all()
    return False
