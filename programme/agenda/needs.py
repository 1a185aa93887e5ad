"""How much time those who asked for the floor need under each segment.

`settings.PROGRAMME_NEEDS` names a function of (meeting, at=…) that returns `Need` by the uid of the
segment: the programme knows no part above it. Whether it fits, the minutes of the draft decide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import ngettext

from registration.meetings.models import Meeting


@dataclass(frozen=True)
class Need:
    """How many speak under a segment, the minutes that they need, and the page of their list."""

    requests: int
    minutes: int
    url: str

    def exceeds(self, available: int) -> bool:
        """Say whether they need more than so many minutes."""
        return self.minutes > available

    def words(self, available: int) -> str:
        """Return it as one reads it: 22 requests, 77 of 45 minutes."""
        return ngettext(
            "%(count)s request, %(needed)s of %(available)s minutes",
            "%(count)s requests, %(needed)s of %(available)s minutes",
            self.requests,
        ) % {"count": self.requests, "needed": self.minutes, "available": available}


Needs = dict[str, Need]


def needs_of(meeting: Meeting, *, at: datetime) -> Needs:
    """Return what is needed under each segment for which somebody asked, by its uid; four queries."""
    source: Callable[..., Needs] = import_string(settings.PROGRAMME_NEEDS)
    return source(meeting, at=at)
