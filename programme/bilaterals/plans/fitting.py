"""What of a plan can still be done on the board as it is now, and why the rest cannot, in words."""

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from .. import planning
from ..conflicts import clashes, say
from ..conflicts.wording import clock_time
from ..operations.changes import Change, as_wanted
from ..reading import Frame, Stand
from ..transitions import State
from .asked import is_settled
from .keeping import Kept

Why = tuple[str, ...]


def is_there(stand: Stand, place: planning.Placement) -> bool:
    """Say whether a bilateral stands where a plan has it."""
    return (stand.begins_at, stand.ends_at, stand.room) == (place.start, place.end, place.room)


def left_to_do(kept: Kept, frame: Frame) -> frozenset[int]:
    """Return the candidates for whom the plan is not yet what stands: to place, move or take off."""
    known = kept.planned & frame.candidates.keys()
    return frozenset(pk for pk in known if _is_to_do(kept, frame, pk))


def _is_to_do(kept: Kept, frame: Frame, pk: int) -> bool:
    stand, place = frame.active_of(pk), kept.placements.get(pk)
    if place is None:
        return stand is not None and pk in kept.seen
    return stand is None or not is_there(stand, place)


def misfits(kept: Kept, frame: Frame, chosen: Iterable[int], zone: ZoneInfo) -> dict[int, Why]:
    """Return which of the chosen candidates no longer fit, each with the reasons in sentences.

    All that is chosen is looked at together; what is not chosen stays where it is.
    """
    found = {pk: why for pk in chosen if (why := _outdated(kept, frame, pk, zone))}
    going = set(chosen) - found.keys()
    while clashing := _clashing(kept, frame, going, zone):
        found |= clashing
        # What stays where it is may be in the way of others.
        going -= clashing.keys()
    return found


def changes_of(kept: Kept, chosen: Iterable[int]) -> list[Change]:
    """Return what is to be placed or moved, as the board’s operations take it."""
    return [
        Change(
            pk,
            place.start,
            place.room,
            kept.seen[pk].version if pk in kept.seen else None,
            place.end,
        )
        for pk, place in kept.placements.items()
        if pk in chosen
    ]


def to_take_off(kept: Kept, frame: Frame, chosen: Iterable[int]) -> list[Stand]:
    """Return the proposals among the chosen for which the plan has no place."""
    stands = [frame.active_of(pk) for pk in sorted(chosen) if pk not in kept.placements]
    return [stand for stand in stands if stand]


def _outdated(kept: Kept, frame: Frame, pk: int, zone: ZoneInfo) -> Why:
    """Say what has become of a candidate since the plan was made, if anything has."""
    stand, seen = frame.active_of(pk), kept.seen.get(pk)
    if stand is None:
        return _without(frame, pk, was_there=seen is not None)
    if is_settled(stand):
        return (_("It has begun, or is over."),)
    if seen is None or seen.bilateral != stand.pk:
        time = clock_time(stand.begins_at, zone)
        return (_("Somebody has placed it at %(time)s since.") % {"time": time},)
    if seen.version != stand.version:
        return (_("Somebody has changed it since the plan was made."),)
    if pk not in kept.placements and stand.state != State.PROPOSED:
        return (_("Its delegation was told. Cancel it on its own page, if it is to go."),)
    if pk in kept.placements and kept.placements[pk].room not in frame.rooms:
        return (_("The room is no longer there."),)
    return ()


def _without(frame: Frame, pk: int, *, was_there: bool) -> Why:
    if was_there:
        return (_("It has left the board since the plan was made."),)
    if frame.candidates[pk].is_set_aside:
        return (_("It was set aside since the plan was made."),)
    return ()


def _clashing(kept: Kept, frame: Frame, going: set[int], zone: ZoneInfo) -> dict[int, Why]:
    changes = changes_of(kept, going)
    gone = {stand.pk for stand in to_take_off(kept, frame, going)}
    stands = {pk: stand for pk, stand in frame.stands.items() if pk not in gone}
    wanted = as_wanted(replace(frame, stands=stands), changes)
    found: dict[int, Why] = {}
    for change in changes:
        candidate = wanted.candidates[change.candidate]
        against = clashes(wanted, candidate, change.begins_at, change.room, ends_at=change.ends_at)
        why = [say(one, wanted, candidate, zone) for one in against if one.is_hard]
        if why:
            found[change.candidate] = tuple(dict.fromkeys(why))
    return found
