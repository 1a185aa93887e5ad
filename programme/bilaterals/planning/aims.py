"""What makes one plan better than another, in the order in which it counts.

1. *Who gets a place.* A point of a rank outweighs all points of all worse ranks together; a meeting
   has as many points of its rank as it weighs. So for each rank, given what the better ranks got,
   as much weight is placed as any plan can place: **nobody is left out for the sake of somebody
   ranked worse, of whatever host.** Among the same rank, weight decides.
2. Offered meetings, then drafts, stay where they stand.
3. Preferred times. 4. `guest_gap` between two meetings of a delegation; then little waiting
   between them. 5. A common language. 6. A free lunch for who wishes it.
"""

from collections import defaultdict
from dataclasses import dataclass

from .problem import Placement, Problem, Wish

MANY = 2_000
"""Up to where whole numbers stay easy for the solver within one aim."""


def points(problem: Problem) -> dict[int, int]:
    """Return what placing each wish is worth. One unit of a rank exceeds all worse ranks."""
    units, unit = {}, 1
    for rank, weight in sorted(_weights(problem).items(), reverse=True):
        units[rank] = unit
        unit *= weight + 1
    return {wish.key: wish.weight * units[wish.rank] for wish in problem.wishes}


@dataclass(frozen=True)
class Level:
    """Some ranks that follow each other: points in small numbers, and what one is worth in all."""

    points: dict[int, int]
    unit: int


def levels(problem: Problem) -> list[Level]:
    """Return the points in portions of small numbers, the best ranks first.

    Filling one portion after the other is the same as filling all at once.
    """
    worth, found = points(problem), []
    for ranks in _portions(_weights(problem)):
        here = [wish for wish in problem.wishes if wish.rank in ranks]
        unit = min(worth[wish.key] // wish.weight for wish in here)
        found.append(Level({wish.key: worth[wish.key] // unit for wish in here}, unit))
    return found


def _portions(weights: dict[int, int]) -> list[set[int]]:
    portions: list[set[int]] = []
    size = MANY
    for rank in sorted(weights):
        size *= weights[rank] + 1
        if size > MANY:
            size = weights[rank] + 1
            portions.append(set())
        portions[-1].add(rank)
    return portions


def _weights(problem: Problem) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for wish in problem.wishes:
        found[wish.rank] += wish.weight
    return dict(found)


def unpreferred(problem: Problem, place: Placement) -> int:
    """Return 1 where a wish has preferred times and this is none of them."""
    wish = problem.wish[place.wish]
    within = any(p.start <= place.start and place.end <= p.end for p in wish.preferred)
    return int(bool(wish.preferred) and not within)


def speechless(problem: Problem, place: Placement) -> int:
    """Return 1 where a delegation has named languages and a host understands none of them then."""
    wish = problem.wish[place.wish]
    return int(
        bool(wish.languages)
        and not all(wish.languages & _understood(problem, key, place) for key in wish.hosts)
    )


def _understood(problem: Problem, host: int, place: Placement) -> frozenset[str]:
    facts = problem.host[host]
    return facts.languages | {
        one.language
        for one in facts.interpretation
        if one.period.start <= place.start and place.end <= one.period.end
    }


def hungry(problem: Problem, place: Placement) -> int:
    """Return 1 where a meeting takes the lunch of a delegation that wished it free."""
    guest = problem.guest[problem.wish[place.wish].guest]
    return int(guest.lunch and problem.lunch is not None and place.period.overlaps(problem.lunch))


def too_near(problem: Problem, one: Placement, other: Placement) -> bool:
    """Say whether a delegation would have less than its gap between two of its meetings."""
    gap = problem.guest_gap
    return bool(gap) and one.start < other.end + gap and other.start < one.end + gap


def visits(problem: Problem) -> list[list[Wish]]:
    """Return the wishes of each delegation that has more than one."""
    of: dict[int, list[Wish]] = defaultdict(list)
    for wish in problem.wishes:
        of[wish.guest].append(wish)
    return [wishes for wishes in of.values() if len(wishes) > 1]
