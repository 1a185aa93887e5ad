"""Contents of versions, changed as a draft would change them."""

import copy
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from programme.agenda.snapshots import instant

type Content = dict[str, Any]
type Edit = Callable[[Content], object]


def edited(content: Content, *edits: Edit) -> Content:
    """Return a copy after some edits, its times reckoned anew."""
    new = copy.deepcopy(content)
    for edit in edits:
        edit(new)
    for session in new["sessions"]:
        begins_at = datetime.fromisoformat(session["begins_at"])
        for segment in session["segments"]:
            segment["begins_at"] = instant(begins_at)
            begins_at += timedelta(minutes=segment["minutes"])
            segment["ends_at"] = instant(begins_at)
    new["sessions"].sort(key=lambda one: one["begins_at"])
    return new


def later(session: Content, minutes: int) -> None:
    """Move a session."""
    for end in ("begins_at", "ends_at"):
        at = datetime.fromisoformat(session[end]) + timedelta(minutes=minutes)
        session[end] = instant(at)


def longer(session: Content, minutes: int) -> None:
    """Let a session end later."""
    ends_at = datetime.fromisoformat(session["ends_at"]) + timedelta(minutes=minutes)
    session["ends_at"] = instant(ends_at)


def stretched(session: Content, place: int, minutes: int) -> None:
    """Let a segment take more minutes."""
    session["segments"][place]["minutes"] += minutes
