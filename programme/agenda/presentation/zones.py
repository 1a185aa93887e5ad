"""The reader's own time beside the meeting's: which zones are offered, and how an instant is written."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format, time_format

# One or two of each offset in which delegations live. The browser's own zone may be any other.
COMMON = (
    *("Pacific/Honolulu", "America/Los_Angeles", "America/Denver", "America/Mexico_City"),
    *("America/Bogota", "America/Lima", "America/New_York", "America/Caracas", "America/Santiago"),
    *(
        "America/Sao_Paulo",
        "Atlantic/Azores",
        "UTC",
        "Africa/Dakar",
        "Europe/London",
        "Africa/Lagos",
    ),
    *("Europe/Paris", "Africa/Maputo", "Europe/Kyiv", "Africa/Addis_Ababa", "Asia/Amman"),
    *("Asia/Baghdad", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul", "Asia/Karachi", "Asia/Colombo"),
    *("Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Phnom_Penh"),
    *("Asia/Shanghai", "Asia/Manila", "Asia/Tokyo", "Australia/Sydney", "Pacific/Fiji"),
    "Pacific/Auckland",
)


@dataclass(frozen=True)
class Offer:
    """A zone in the list: its name, and the same with its offset during the meeting."""

    name: str
    label: str
    is_chosen: bool


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone with an IANA name, or None where there is none."""
    return ZoneInfo(name) if name in _names() else None


def offers(at: datetime, chosen: ZoneInfo | None) -> list[Offer]:
    """Return the zones to choose from by their offset at an instant; the chosen one among them."""
    names = {*COMMON, *([chosen.key] if chosen else [])}
    local = sorted((at.astimezone(ZoneInfo(name)).utcoffset(), name) for name in names)
    return [
        Offer(name, f"{name.replace('_', ' ')} ({_offset(at, name)})", chosen == ZoneInfo(name))
        for _offset_there, name in local
    ]


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant (in the meeting's zone) in another zone, with the day where that differs."""
    there = at.astimezone(zone)
    clock = date_format(there, "TIME_FORMAT")
    return clock if there.date() == at.date() else f"{date_format(there, 'D')} {clock}"


def pattern() -> str:
    """Return how the reader's language writes hours, for a script: `HH:MM`, or `H h MM`."""
    sample = time_format(time(7, 5), "TIME_FORMAT")
    return sample.replace("07", "HH").replace("7", "H").replace("05", "MM")


def _offset(at: datetime, name: str) -> str:
    raw = at.astimezone(ZoneInfo(name)).strftime("%z")
    sign, hours, minutes = "−" if raw[0] == "-" else "+", int(raw[1:3]), raw[3:5]
    return f"UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")
