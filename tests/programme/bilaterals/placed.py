"""Bilaterals that stand on the day, accepted unless a test says otherwise."""

from typing import Any

from programme.bilaterals.models import Bilateral, Host
from programme.bilaterals.operations import placing
from programme.bilaterals.today.days import day_shown, of_host, version_of
from programme.bilaterals.transitions import State
from tests.people import ON_14_MAY
from tests.programme.bilaterals import days

ARTICLE_5 = "/bilaterals/day/article-5/"


def placed(
    code: str, hour: int, minute: int = 0, *hosts: str, state: str = State.ACCEPTED, **fields: Any
) -> Bilateral:
    """A delegation at a time in the first host's room, by default with the Committee on Article 5."""
    found = [days.host_of(slug) for slug in hosts or ("article-5",)]
    candidate = days.make_candidate(*found, entity_code=code, **fields)
    room = found[0].room
    assert room
    bilateral = placing.place(
        candidate,
        begins_at=days.at(hour, minute),
        room=room.pk,
        by=days.planner("planning@office.example"),
        at=ON_14_MAY,
    )
    changes = {"state": state, "offered_at": None if state == State.PROPOSED else ON_14_MAY}
    Bilateral.objects.filter(pk=bilateral.pk).update(**changes)
    return again(bilateral)


def again(bilateral: Bilateral) -> Bilateral:
    """The same as it stands now."""
    found: Bilateral = Bilateral.objects.with_names().get(pk=bilateral.pk)
    return found


def sent(bilateral: Bilateral, act: str, **fields: Any) -> dict[str, Any]:
    """What a button of the running sheet sends."""
    return {"act": act, "bilateral": bilateral.code, "version": bilateral.version} | fields


def day_version(host: Host) -> int:
    """The version of a host's day, as its sheet was seen."""
    return version_of(of_host(host, day_shown(host.meeting, days.at(9))))
