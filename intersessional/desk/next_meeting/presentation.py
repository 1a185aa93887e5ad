"""What the pages show of steps, lines and meetings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from .readiness import Facts, Line, facts_of, lines_of
from .steps import BY_KEY, STEPS

# State of a line: class of its tag, and the word on it.
_TAGS = {"ready": "ok", "to_do": "stop", "to_decide": "wait"}


@dataclass(frozen=True)
class ShownLine:
    """A line with its tag, and where it is mended."""

    line: Line
    tag: str
    word: str
    url: str


@dataclass(frozen=True)
class ShownMeeting:
    """A meeting in the list, with how many lines are at which state."""

    meeting: Meeting
    url: str
    tag: str
    word: str
    ready: int
    all: int
    to_do: int
    to_decide: int


def words() -> dict[str, str]:
    """Return the words on the tags of lines."""
    return {"ready": _("ready"), "to_do": _("to do"), "to_decide": _("to decide")}


def shown_lines(facts: Facts) -> list[ShownLine]:
    """Return the lines of a meeting, what keeps it from opening first of each state."""
    said = words()
    return [
        ShownLine(line, _TAGS[line.state], said[line.state], _url(facts.meeting, line.step))
        for line in lines_of(facts)
    ]


def shown_meetings(meetings: list[Meeting], *, at: datetime) -> list[ShownMeeting]:
    """Return the meetings of the list; what is past needs no readiness. Eight queries."""
    coming = [meeting for meeting in meetings if meeting.ends_at > at]
    facts = facts_of(coming, at=at) if coming else {}
    return [_shown(meeting, facts.get(meeting.pk), at=at) for meeting in meetings]


def _shown(meeting: Meeting, facts: Facts | None, *, at: datetime) -> ShownMeeting:
    lines = lines_of(facts) if facts else []
    tag, word = stage_of(meeting, at=at)
    return ShownMeeting(
        meeting=meeting,
        url=reverse("next_meeting:overview", args=[meeting.slug]),
        tag=tag,
        word=word,
        ready=sum(line.is_ready for line in lines),
        all=len(lines),
        to_do=sum(line.state == "to_do" for line in lines),
        to_decide=sum(line.state == "to_decide" for line in lines),
    )


def stage_of(meeting: Meeting, *, at: datetime) -> tuple[str, str]:
    """Return the class and the word of a meeting's stage."""
    if meeting.is_rehearsing:
        return "wait", _("in rehearsal")
    if not meeting.is_open:
        return "info", _("being prepared")
    if meeting.ends_at <= at:
        return "", _("past")
    return "ok", _("open")


def path_of_steps(meeting: Meeting, key: str = "") -> list[dict[str, Any]]:
    """Return the steps with their addresses: which are settled, and which is the page's own."""
    preparation = getattr(meeting, "preparation", None)
    settled = preparation.settled if preparation else list(BY_KEY)
    return [
        {
            "step": step,
            "url": reverse(step.view, args=[meeting.slug]),
            "is_settled": step.key in settled,
            "is_here": step.key == key,
        }
        for step in STEPS
    ]


def _url(meeting: Meeting, step: str) -> str:
    if step in BY_KEY or step == "overview":
        return reverse(f"next_meeting:{step}", args=[meeting.slug])
    if step.startswith("admin:"):
        return reverse(f"{step}_changelist")
    return meeting_path(meeting, step) if step else ""
