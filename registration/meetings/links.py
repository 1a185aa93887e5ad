"""Addresses within a meeting: without prefix for the current one, `/m/<slug>/…` for any other."""

from typing import Any

from django.urls import reverse

from .models import Meeting


def meeting_path(meeting: Meeting | None, name: str, *args: Any) -> str:
    """Return the path of the page `name` (as for `reverse`) for a meeting."""
    if meeting is None or meeting.is_current:
        return reverse(name, args=args)
    return lasting_path(meeting, name, *args)


def lasting_path(meeting: Meeting, name: str, *args: Any) -> str:
    """Return the path that still leads to this meeting when another one is the current one.

    For what is kept: mails, calendar files.
    """
    namespace, _, page = name.partition(":")
    return reverse(f"{namespace}:other:{page}", args=[meeting.slug, *args])
