"""Waiting in one line for what a bilateral takes (RELIABILITY rule 3)."""

import math
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connection

from intersessional.locks import lock_at_once

from ..models import Bilateral, Engagement
from ..transitions import ACTIVE

# Of a resource, each so many seconds have a line of their own.
_LINE = 30 * 60

# So many look at the day at once; a few more than a small machine has cores, since each looks in turns
# with Postgres.
_DESKS = 4
_ACTIVE = [state.value for state in sorted(ACTIVE)]
_CANDIDATES = """
SELECT one.id, one.version, EXISTS (
    SELECT FROM bilaterals_bilateral AS standing
    WHERE standing.candidate_id = one.id AND standing.state = ANY(%s)
)
FROM bilaterals_candidate AS one WHERE one.id = ANY(%s) ORDER BY one.id FOR NO KEY UPDATE
"""
_TAKEN = """
SELECT EXISTS (
    SELECT FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[])
        AS place (resource_id, begins_at, ends_at)
    JOIN bilaterals_engagement AS one USING (resource_id)
    WHERE one.is_active AND one.period && tstzrange(place.begins_at, place.ends_at)
        AND one.bilateral_id <> ALL(%s::bigint[])
)
"""


class ChangedMeanwhile(Exception):
    """Somebody else was first; `current` is the bilateral as it stands."""

    def __init__(self, current: Bilateral) -> None:
        super().__init__()
        self.current = current


class TwoPlaces(Exception):
    """The database refuses: somebody would be in two places. The caller asks who, and says it."""


def hold(resources: Iterable[int]) -> None:
    """Hold resources (their keys) until the transaction ends; whoever wants one of them waits."""
    lock_at_once(*map(_name, set(resources)))


def _name(resource: int) -> str:
    return f"bilateral resource {resource}"


def come_to_a_desk() -> None:
    """Wait for one's turn to look at the day, until the transaction ends.

    Only so many look at once as the machine can serve: else all of them are slow together, and most of
    all whoever is first in a line and writes.
    """
    with connection.cursor():
        session = connection.connection.info.backend_pid
    lock_at_once(f"bilateral desk {session % _DESKS}")


class Place(NamedTuple):
    """A resource (its key) at a time."""

    resource: int
    begins_at: datetime
    ends_at: datetime

    @property
    def lines(self) -> Iterator[str]:
        """The lines in which one waits for it: one for each half hour that it touches."""
        last = math.ceil(self.ends_at.timestamp() / _LINE)
        for number in range(int(self.begins_at.timestamp() // _LINE), last):
            yield f"bilateral resource {self.resource} at {number}"


def hold_places(places: Collection[Place], candidates: Iterable[int]) -> None:
    """Hold resources at some time only, and candidates (their keys), until the transaction ends.

    Whoever wants one of them at another time need not wait. Whoever holds the resource at all times
    (`hold`) and we wait for each other: before its lines we share the resource itself.
    """
    lines = {line for place in places for line in place.lines}
    lines |= {f"bilateral candidate {pk}" for pk in candidates}
    lock_at_once(*lines, shared={_name(place.resource) for place in places})


def candidates_held(candidates: Iterable[int]) -> list[tuple[int, int, bool]]:
    """Return candidates as they stand, locked: key, version, and whether a bilateral stands for it."""
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, [_ACTIVE, list(candidates)])
        found: list[tuple[int, int, bool]] = cursor.fetchall()
    return found


def bilaterals_held(candidates: Iterable[int]) -> dict[int, Bilateral]:
    """Return the bilaterals that stand for candidates, by candidate, locked."""
    if not (keys := list(candidates)):
        return {}
    found = Bilateral.objects.active().filter(candidate__in=keys).order_by("pk")
    return {one.candidate_id: one for one in found.select_for_update(of=("self",))}


def check_free(places: Collection[Place], own: Collection[int]) -> None:
    """Let who was first in line be there, before anything is written in vain; `own` may be there.

    :raises TwoPlaces: somebody is there by now
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [*map(list, zip(*places, strict=True)), list(own)])
        if cursor.fetchone()[0]:
            raise TwoPlaces


def held(bilateral: Bilateral, version: int | None) -> Bilateral:
    """Return a bilateral as it stands, with all that it takes held until the transaction ends.

    :raises ChangedMeanwhile: it is not the `version` that was seen (None: whatever)
    """
    hold(Engagement.objects.filter(bilateral=bilateral).values_list("resource", flat=True))
    current: Bilateral = (
        Bilateral.objects.with_names().select_for_update(of=("self",)).get(pk=bilateral.pk)
    )
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    return current


def save(bilateral: Bilateral, *fields: str) -> None:
    """Save what was changed of a held bilateral, as its next version.

    Engagements follow by themselves.
    """
    bilateral.version += 1
    bilateral.save(update_fields=[*fields, "version"])


def settle() -> None:
    """Let the database look now instead of at the end whether anybody is in two places.

    :raises TwoPlaces: the transaction can only be rolled back
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SET CONSTRAINTS nobody_is_in_two_places IMMEDIATE;"
                "SET CONSTRAINTS nobody_is_in_two_places DEFERRED"
            )
    except IntegrityError as error:
        raise TwoPlaces from error
