"""Dates, hours and spans of time in the reader's words. Knows no model."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def dates_text(first: date, last: date) -> str:
    """Return a run of days: 7–8 June 2018."""
    end = date_format(last, "DATE_FORMAT")
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        days = {"first": date_format(first, "DAY_FORMAT"), "last": end}
        if (last - first).days == 1:
            # Translators: the two days of a meeting, “7–8 June 2018”; %(last)s is “8 June 2018”.
            return _("%(first)s–%(last)s") % days
        return pgettext("three days or more", "%(first)s–%(last)s") % days
    return _("%(first)s to %(last)s") % {"first": date_format(first, "DATE_FORMAT"), "last": end}


def days_text(days: list[date]) -> str:
    """Return chosen days, each in full: Thursday 7 June, Friday 8 June."""
    return ", ".join(date_format(day, "DAY_MONTH_FORMAT") for day in days)


def hours_text(a: time, b: time, c: time, d: time) -> str:
    """Return the hours of a day, morning and afternoon: 10:00–13:00 and 15:00–18:00."""
    hours = [time_format(moment, "TIME_FORMAT") for moment in (a, b, c, d)]
    return _("%(a)s–%(b)s and %(c)s–%(d)s") % dict(zip("abcd", hours, strict=True))


def time_left(left: timedelta) -> str:
    """Return a span in words, its two largest units: 17 days and 15 hours left; empty when over.

    Minutes are told only when less than a day is left.
    """
    if left <= timedelta(0):
        return ""
    days, hours, minutes = left.days, left.seconds // 3600, left.seconds % 3600 // 60
    parts = [
        ngettext("%d day", "%d days", days) % days if days else "",
        ngettext("%d hour", "%d hours", hours) % hours if hours else "",
        ngettext("%d minute", "%d minutes", minutes) % minutes if minutes and not days else "",
    ]
    shown = [part for part in parts if part] or [_("less than a minute")]
    span = shown[0]
    if len(shown) > 1:
        span = _("%(first)s and %(second)s") % {"first": shown[0], "second": shown[1]}
    return _("%(span)s left") % {"span": span}


def zone_note(zone: ZoneInfo, at: datetime) -> str:
    """Return a zone with its offset at an instant: CEST, UTC+2."""
    local = at.astimezone(zone)
    hours = (local.utcoffset() or timedelta(0)).total_seconds() / 3600
    return f"{local.tzname()}, UTC{hours:+g}"
