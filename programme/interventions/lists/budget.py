"""Time: what a list needs, what it has, and the limit at which all would fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from programme.agenda.reading import Segment

from .ordering import STATES

# Between two speakers: the chair thanks the one and calls the other. An assumption of ours, said
# wherever it counts.
CHANGE_SECONDS = 30
# A shorter limit is no speaking time; limits are rounded down to these steps.
LEAST_SECONDS = 60
STEP_SECONDS = 30


@dataclass(frozen=True)
class Budget:
    """The time of a segment, or of several: how many speak, and seconds needed and available.

    `fitting_seconds` is the limit for each at which all would fit; None where none would do.
    """

    speakers: int
    needed_seconds: int
    available_seconds: int
    fitting_seconds: int | None

    @property
    def short_seconds(self) -> int:
        """How much time is wanting; 0 where all fit."""
        return max(self.needed_seconds - self.available_seconds, 0)

    @property
    def fits(self) -> bool:
        """Whether all can speak."""
        return not self.short_seconds

    @property
    def whole_seconds(self) -> int:
        """What a bar stands for: the time that is there, or needed where that is more."""
        return max(self.available_seconds, self.needed_seconds, 1)

    @property
    def filled_seconds(self) -> int:
        """How far such a bar is filled."""
        return self.needed_seconds

    @property
    def needed_minutes(self) -> int:
        """Minutes needed, the last one full."""
        return ceil(self.needed_seconds / 60)

    @property
    def available_minutes(self) -> int:
        """Minutes available, the last one not counted unless it is full."""
        return self.available_seconds // 60

    @property
    def short_minutes(self) -> int:
        """Minutes wanting, the last one full."""
        return ceil(self.short_seconds / 60)


def limit_seconds(
    segment: Segment,
    *,
    category: str,
    is_for_a_group: bool,
    own_minutes: int | None = None,
    most_seconds: int | None = None,
) -> int:
    """Return the speaking time under a segment, by kind of statement; `most_seconds` caps it.

    `own_minutes` are those of a point of order or a reply, whoever speaks.
    """
    if own_minutes:
        minutes = own_minutes
    elif is_for_a_group:
        minutes = segment.group_minutes
    elif category in STATES:
        minutes = segment.national_minutes
    else:
        minutes = segment.organisation_minutes
    return min(minutes * 60, most_seconds or minutes * 60)


def planned_seconds(limit: int, minutes_wished: int | None) -> int:
    """Return for how long somebody is expected to speak: as wished, within the limit."""
    return min(limit, minutes_wished * 60) if minutes_wished else limit


def budget(planned: Iterable[int], available_seconds: int) -> Budget:
    """Return the budget for speakers who need so many seconds each, with the changes between them."""
    each = list(planned)
    changes = CHANGE_SECONDS * max(len(each) - 1, 0)
    needed = sum(each) + changes
    return Budget(
        speakers=len(each),
        needed_seconds=needed,
        available_seconds=max(available_seconds, 0),
        fitting_seconds=_fitting(each, available_seconds - changes),
    )


def together(budgets: Iterable[Budget]) -> Budget:
    """Return the budget of several segments: what one has too much does not help another one."""
    found = list(budgets)
    limits = [one.fitting_seconds for one in found if one.speakers]
    return Budget(
        speakers=sum(one.speakers for one in found),
        needed_seconds=sum(one.needed_seconds for one in found),
        available_seconds=sum(one.available_seconds for one in found),
        fitting_seconds=min((one for one in limits if one is not None), default=None),
    )


def _fitting(each: list[int], seconds: int) -> int | None:
    """Return the greatest limit, in steps, at which all statements together fit into `seconds`."""
    longest = max(each, default=0)
    for limit in range(longest // STEP_SECONDS * STEP_SECONDS, LEAST_SECONDS - 1, -STEP_SECONDS):
        if sum(min(one, limit) for one in each) <= seconds:
            return limit
    return None
