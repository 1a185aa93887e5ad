"""The parts of a screen, made from facts; pages and scripts get the same ones."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from ..models import FloorEvent
from ..queries import ListedSegment
from . import words
from .buttons import buttons_of
from .facts import Floor, floor_of
from .watching import CHAIR

PARTS = {
    "chair": ("now", "acts", "next", "time", "list"),
    "display": ("screen",),
}


def shown(segment: ListedSegment, screen: str, *, at: datetime) -> dict[str, Any]:
    """Return the version of the list, the parts of a screen, and what happened last in words."""
    return parts_of(floor_of(segment, at=at), screen)


def parts_of(floor: Floor, screen: str) -> dict[str, Any]:
    """Return the same from facts."""
    with timezone.override(floor.segment.meeting.zone):
        context = {
            "floor": floor,
            "title": floor.segment.title,
            "buttons": buttons_of(floor) if screen == CHAIR else [],
        }
        parts = {
            name: render_to_string(f"interventions/floor/_{name}.html", context)
            for name in PARTS[screen]
        }
    last = _last(floor) if screen == CHAIR else ""
    return {"version": floor.version, "parts": parts, "last": last}


def _last(floor: Floor) -> str:
    events = FloorEvent.objects.filter(segment=floor.segment.pk, number=floor.version)
    found = events.select_related("by").first()
    return words.told(found, floor.interventions, floor.segment) if found else ""
