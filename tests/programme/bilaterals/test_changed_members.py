"""Committees whose members change while bilaterals stand."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from intersessional.accounts.models import User
from programme.bilaterals.board.times import times_of
from programme.bilaterals.models import Engagement, Resource
from programme.bilaterals.operations import holding, placing
from programme.bilaterals.operations.changes import Clashing
from programme.bilaterals.reading import frame_of
from registration.delegations.models import CommitteeMembership
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals import days
from tests.programme.bilaterals.days import at, host_of, joins, make_candidate, members, room_named
from tests.programme.bilaterals.invited import again, offered, place


def test_whoever_a_committee_needs_is_busy_also_where_it_could_not_be_engaged(
    june: Meeting, paul: User
) -> None:
    """Croatia was elsewhere when it joined, and is free again: its Committee needs it."""
    bilateral = place("ba", by=paul)
    elsewhere = place("hr", host="president", by=paul)
    joins("hr")
    room = elsewhere.room_id
    placing.move(
        elsewhere, begins_at=at(11), room=room, version=elsewhere.version, by=paul, at=ON_14_MAY
    )
    assert "hr" not in members(bilateral)
    candidate = make_candidate(host_of("cooperation"), entity_code="hr")

    frame = frame_of(june)
    facts = frame.candidates[candidate.pk]
    [first, *_] = times_of(frame, facts, june.zone)

    words = "Croatia sits on Committee on Article 5 Implementation, which meets"
    assert first.begins_at == at(9, 30)
    assert [words in text for text in first.against] == [True]
    assert frame.takes is frame.takes
    with pytest.raises(Clashing, match=words):
        placing.place(
            candidate, begins_at=at(9, 30), room=room_named("Room D").pk, by=paul, at=ON_14_MAY
        )


def test_a_state_that_changes_committees_is_free_of_the_old_one(june: Meeting, paul: User) -> None:
    old, new = place("ba", by=paul), place("td", host="cooperation", by=paul)
    seat = CommitteeMembership.objects.get(pk=joins("et").pk)
    assert (("et" in members(old)), ("et" in members(new))) == (True, False)

    seat.committee = host_of("cooperation").committee
    seat.save()

    assert (("et" in members(old)), ("et" in members(new))) == (False, True)


def test_who_leaves_is_free_though_another_member_is_elsewhere(june: Meeting, paul: User) -> None:
    bilateral, seat = place("ba", by=paul), joins("se")
    place("hr", host="president", by=paul)
    joins("hr")

    seat.delete()

    assert members(bilateral).isdisjoint({"se", "hr"})


def test_a_change_of_members_waits_in_line_once(june: Meeting, paul: User) -> None:
    """For all bilaterals together; one lock after the other would deadlock with others."""
    found = [place("ba", by=paul), place("rs", begins_at=at(10), by=paul)]
    found.append(place("td", begins_at=at(11), by=paul))

    with CaptureQueriesContext(connection) as queries:
        joins("hr")

    locks = [one["sql"] for one in queries if "pg_advisory_xact_lock" in one["sql"]]
    assert len(locks) == 1
    assert all("hr" in members(one) for one in found)


@pytest.mark.parametrize("change", ["declined", "room"])
def test_a_change_of_members_sees_what_others_did_meanwhile(
    transactional_db: None, change: str
) -> None:
    """It waits for somebody who is at it, and takes each bilateral as it stands then."""
    paul = days.planner()
    bilateral, other = offered("ba", by=paul), offered("rs", begins_at=at(10), by=paul)
    room = room_named("Room D")

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            current = holding.held(bilateral, None)
            joining = threads.submit(in_a_thread, lambda: joins("hr"))
            until_somebody_waits()
            if change == "declined":
                current.state = "declined"
                holding.save(current, "state")
            else:
                taken = Engagement.objects.filter(bilateral=current, part="room")
                taken.update(resource=Resource.objects.of(room=room))
                current.room = room
                holding.save(current, "room")
        joining.result(timeout=10)

    assert ("hr" in members(bilateral)) == (change == "room")
    assert "hr" in members(other)
    rooms = bilateral.engagements.filter(part="room").values_list("resource__room", flat=True)
    assert list(rooms) == [again(bilateral).room_id]


def in_a_thread(act: Callable[[], object]) -> None:
    try:
        act()
    finally:
        connections.close_all()


def until_somebody_waits() -> None:
    """Wait until a lock of this database is waited for."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype='advisory' AND NOT granted"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    pytest.fail("Nobody waits.")
