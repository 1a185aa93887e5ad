"""The speaking clock: facts from which a screen goes on by itself, and how it reads just now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from ..explaining import length

WARNING_SECONDS = 60


@dataclass(frozen=True)
class Clock:
    """A limit, what was spoken before the clock last began to run, and since when it runs, if so."""

    limit: int
    spoken: timedelta
    running_since: datetime | None
    at: datetime

    @property
    def left(self) -> int:
        """Whole seconds left, the one that runs counted; negative over the time."""
        running = self.at - self.running_since if self.running_since else timedelta()
        used = self.spoken + max(running, timedelta())
        return ceil(self.limit - used.total_seconds())

    @property
    def reads(self) -> str:
        """What it shows: 1:19, or +0:07 over the time."""
        return length(self.left) if self.left >= 0 else f"+{length(-self.left)}"

    @property
    def stage(self) -> str:
        """`left`, `last` in the last minute of a statement that has begun, or `over`."""
        if self.left <= 0:
            return "over"
        return "last" if self.left <= WARNING_SECONDS and self.left < self.limit else "left"

    @property
    def limit_text(self) -> str:
        """The limit: 4:00."""
        return length(self.limit)

    @property
    def used(self) -> int:
        """Seconds used, the limit at most."""
        return min(max(self.limit - self.left, 0), self.limit)

    @property
    def spoken_milliseconds(self) -> str:
        """What was spoken before it last began to run, as scripts count."""
        return str(round(self.spoken / timedelta(milliseconds=1)))

    @property
    def since_milliseconds(self) -> str:
        """Since when it runs, as scripts count; nothing where it stands."""
        return str(round(self.running_since.timestamp() * 1000)) if self.running_since else ""
