"""Addresses of the programme that are kept elsewhere: in calendars, in data, on paper."""

from registration.meetings.links import lasting_path
from registration.meetings.models import Meeting


def programme_path(meeting: Meeting) -> str:
    """Return the path, in the active language, that will always lead to a meeting's programme."""
    return lasting_path(meeting, "desk:home") + "programme/"


def item_path(meeting: Meeting, number: int) -> str:
    """Return the same for the page of an item."""
    return f"{programme_path(meeting)}items/{number}/"
