"""Other times of today for one bilateral: the places of its hosts at which all that it takes is free."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ..models import Absence, Bilateral, Break, Engagement, Host, Window

STEP = timedelta(minutes=5)


def free_times_today(bilateral: Bilateral, at: datetime) -> list[datetime]:
    """Return when it could begin from now on, today, in its room; six queries at most.

    Each time lies in a window of all its hosts, in no break (lunch of delegations is allowed), and
    nobody of those that it takes is elsewhere or absent.
    """
    hosts = bilateral.hosts
    length = bilateral.ends_at - bilateral.begins_at
    taken = _taken(bilateral)
    windows = list(Window.objects.filter(host__in=hosts))
    return [
        begins_at
        for begins_at in _begins(hosts, windows, length, at)
        if begins_at != bilateral.begins_at
        and _is_today(begins_at, bilateral, at)
        and _is_within(hosts, windows, begins_at, begins_at + length)
        and not any(begins_at < end and begin < begins_at + length for begin, end in taken)
    ]


def _begins(
    hosts: Iterable[Host], windows: Iterable[Window], length: timedelta, at: datetime
) -> list[datetime]:
    """Return the places of the hosts’ windows, and at once: the next five minutes."""
    by_key = {host.pk: host for host in hosts}
    found = {_rounded_up(at)}
    for window in windows:
        found |= set(_places(window, length + by_key[window.host_id].buffer))
    return sorted(moment for moment in found if moment >= at)


def _rounded_up(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond) % STEP
    return at + (STEP - over if over else timedelta(0))


def _places(window: Window, step: timedelta) -> Iterator[datetime]:
    begins_at = window.begins_at
    while begins_at < window.ends_at:
        yield begins_at
        begins_at += step


def _is_today(moment: datetime, bilateral: Bilateral, at: datetime) -> bool:
    zone = bilateral.meeting.zone
    return moment.astimezone(zone).date() == at.astimezone(zone).date()


def _is_within(
    hosts: Iterable[Host], windows: Iterable[Window], begins_at: datetime, ends_at: datetime
) -> bool:
    return all(
        any(
            one.begins_at <= begins_at and ends_at <= one.ends_at
            for one in windows
            if one.host_id == host.pk
        )
        for host in hosts
    )


def _taken(bilateral: Bilateral) -> list[tuple[datetime, datetime]]:
    """Return when anything that it takes is elsewhere, absent, or pauses."""
    resources = list(
        Engagement.objects.filter(bilateral=bilateral).values_list("resource", flat=True)
    )
    elsewhere = Engagement.objects.filter(resource__in=resources, is_active=True)
    absent = Absence.objects.filter(resource__in=resources, meeting=bilateral.meeting_id)
    breaks = Break.objects.filter(meeting=bilateral.meeting_id, is_lunch=False)
    return [
        *elsewhere.exclude(bilateral=bilateral)
        .values_list("bilateral__begins_at", "bilateral__ends_at")
        .distinct(),
        *absent.values_list("begins_at", "ends_at"),
        *breaks.values_list("begins_at", "ends_at"),
    ]
