"""Loading a meeting and its Committees from the data files beside this module."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from .models import Committee, Meeting

DATA = Path(__file__).parent / "data"


class NoSuchMeeting(Exception):
    """There is no data file for this meeting; the text says which there are."""


def read(name: str) -> dict[str, Any]:
    """Return the data file of a meeting.

    :raises NoSuchMeeting:
    """
    path = DATA / f"{name}.json"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in DATA.glob("*.json")))
        raise NoSuchMeeting(f"There is no data for the meeting “{name}”. There is: {known}.")
    return json.loads(path.read_text(encoding="utf-8"))


def load_meeting(fields: dict[str, Any]) -> Meeting:
    """Write the meeting, new or changed; what staff set by hand elsewhere stays."""
    slug = fields["slug"]
    meeting, _new = Meeting.objects.update_or_create(slug=slug, defaults=_parse(fields))
    return meeting


def load_committees(committees: list[dict[str, Any]]) -> None:
    """Write the Committees; their members are loaded by `delegations`."""
    for committee in committees:
        names = {key: committee[key] for key in ("name_en", "name_fr", "name_es")}
        Committee.objects.update_or_create(slug=committee["slug"], defaults=names)


def _parse(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in fields.items()}


def _value(name: str, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name.endswith("_on"):
        return date.fromisoformat(value)
    if name in ("morning_begins", "morning_ends", "afternoon_begins", "afternoon_ends"):
        return time.fromisoformat(value)
    return value
