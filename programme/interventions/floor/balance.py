"""Who has spoken so far: women and men where known. It is shown, and changes no order.

Of a single person nothing is told: all other answers, and none, are one number, and there is a balance
from a few statements on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from registration.registrations.models import Gender

from ..lists import Entry
from ..models import Intervention

_COUNTED = (Gender.WOMAN, Gender.MAN)
# From so many delivered statements on.
LEAST = 3


@dataclass
class Share:
    """How many statements, and how long they took together."""

    count: int = 0
    spoken: timedelta = field(default_factory=timedelta)

    @property
    def minutes(self) -> int:
        """Minutes, rounded."""
        return round(self.spoken / timedelta(minutes=1))


@dataclass
class Balance:
    """Delivered statements: all of them, those of women and of men, and those of all others together."""

    all: Share
    women: Share
    men: Share
    others: Share
    least: int = LEAST

    @property
    def is_shown(self) -> bool:
        """Whether there are enough of them to tell nothing of one person."""
        return self.all.count >= self.least

    @property
    def women_percent(self) -> int | None:
        """The share of women among women and men, in per cent; None where there is neither."""
        known = self.women.count + self.men.count
        return round(100 * self.women.count / known) if known else None


def balance_of(delivered: Iterable[tuple[Entry, Intervention]]) -> Balance:
    """Count delivered statements; another answer, none, and nobody named are counted together."""
    everybody, others = Share(), Share()
    shares: dict[str, Share] = {key: Share() for key in _COUNTED}
    for entry, row in delivered:
        speaker = row.speaker_when(entry.state)
        own = shares.get(speaker.gender, others) if speaker else others
        for share in (everybody, own):
            share.count += 1
            share.spoken += sum(entry.runs, start=timedelta())
    return Balance(everybody, shares[Gender.WOMAN], shares[Gender.MAN], others)
