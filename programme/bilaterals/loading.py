"""Loading a meeting's hosts, rooms and hours from the data files beside this module."""

import json
from datetime import datetime, time
from pathlib import Path
from typing import Any

from intersessional.localised import LANGUAGES
from programme.agenda.models import Room
from registration.meetings.models import Committee, Meeting

from . import resources
from .models import Break, Host, Window
from .quorum import day_of

DATA = Path(__file__).parent / "data"


def load_frame(meeting: Meeting) -> None:
    """Write hosts, rooms, windows and breaks of a meeting without hosts: later they are the staff’s.

    The resources that are missing are made each time. Call it before the programme's first version is
    published, so that the rooms are in it.
    """
    path = DATA / f"{meeting.slug}.json"
    if (
        path.is_file()
        and meeting.bilaterals_on
        and not Host.objects.filter(meeting=meeting).exists()
    ):
        _load(meeting, json.loads(path.read_text(encoding="utf-8")))
    resources.make_missing(meeting)


def _load(meeting: Meeting, data: dict[str, Any]) -> None:
    rooms = {raw["key"]: _room(meeting, raw, n) for n, raw in enumerate(data["rooms"], start=2)}
    committees = {one.slug: one for one in Committee.objects.all()}
    for position, raw in enumerate(data["hosts"], start=1):
        host = Host.objects.create(
            meeting=meeting,
            position=position,
            room=rooms[raw["room"]],
            committee=committees[raw["committee"]] if raw["committee"] else None,
            **{name: raw[name] for name in _PLAIN},
        )
        for begins, ends in raw["windows"]:
            Window.objects.create(host=host, **_hours(meeting, begins, ends))
    for raw in data["breaks"]:
        hours = _hours(meeting, raw["begins"], raw["ends"])
        Break.objects.create(meeting=meeting, is_lunch=raw["is_lunch"], **hours)


_PLAIN = ("slug", "president_chairs", "minutes", "buffer_minutes", "quorum", "languages")


def _room(meeting: Meeting, raw: dict[str, Any], position: int) -> Room:
    """Return the room with this name: the staff may have made it."""
    names = {f"name_{language}": raw["name"].get(language, "") for language in LANGUAGES}
    others = {**names, "position": position, "is_accessible": raw["is_accessible"]}
    return Room.objects.get_or_create(meeting=meeting, name_en=names["name_en"], defaults=others)[0]


def _hours(meeting: Meeting, begins: str, ends: str) -> dict[str, datetime]:
    """Return begin and end on the day of the bilaterals, in the meeting's zone."""
    day = day_of(meeting)
    return {
        name: datetime.combine(day, time.fromisoformat(hour), meeting.zone)
        for name, hour in (("begins_at", begins), ("ends_at", ends))
    }
