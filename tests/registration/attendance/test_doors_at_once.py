"""Two desks that see the same person in the same moment, and two of the staff who print at once."""

from uuid import uuid4

from registration.attendance.badges import operations as badges
from registration.attendance.checkin.details import Scan
from registration.attendance.checkin.operations import take
from registration.attendance.models import Badge, BadgePrint, Passage
from registration.meetings.models import Meeting
from registration.registrations import operations
from tests.own_database import at_once
from tests.people import isu_staff
from tests.registration.attendance.door import MORNING, confirmed, order


def test_two_desks_enter_one_person_once(transactional_db: None) -> None:
    by, meeting = isu_staff(), Meeting.objects.get(slug="2018")
    code = confirmed(by).badge_code

    def enter() -> str:
        scan = Scan(key=str(uuid4()), code=code)
        return take(scan, meeting=meeting, by=by, at=MORNING).outcome

    assert sorted(at_once(8, enter)) == ["already"] * 7 + ["entered"]
    assert Passage.objects.filter(act="check_in").count() == 1


def test_one_scan_that_is_sent_by_many_counts_once(transactional_db: None) -> None:
    by, meeting = isu_staff(), Meeting.objects.get(slug="2018")
    scan = Scan(key=str(uuid4()), code=confirmed(by).badge_code)

    def enter() -> str:
        return take(scan, meeting=meeting, by=by, at=MORNING).outcome

    assert at_once(8, enter) == ["entered"] * 8
    assert Passage.objects.count() == 1


def test_one_key_for_two_people_at_once_enters_one(transactional_db: None) -> None:
    by, meeting, key = isu_staff(), Meeting.objects.get(slug="2018"), str(uuid4())
    scans = [Scan(key=key, code=confirmed(by, number).badge_code) for number in (1, 2)]

    def enter() -> list[str]:
        return [take(scan, meeting=meeting, by=by, at=MORNING).outcome for scan in scans]

    told = [one for both in at_once(4, enter) for one in both]
    assert sorted(told) == ["entered"] * 4 + ["key_used"] * 4
    assert Passage.objects.count() == 1


def test_who_is_merged_while_a_desk_scans_comes_once_or_not(transactional_db: None) -> None:
    by, meeting = isu_staff(), Meeting.objects.get(slug="2018")
    keep, drop = confirmed(by, 1), confirmed(by, 2)

    def enter() -> str:
        scan = Scan(key=str(uuid4()), code=drop.badge_code)
        return take(scan, meeting=meeting, by=by, at=MORNING).outcome

    def merge() -> str:
        operations.merge(keep, drop, by=by, at=MORNING)
        return "merged"

    turns = iter([enter, enter, merge, enter])
    found = at_once(4, lambda: next(turns)())

    assert "merged" in found
    assert not Passage.objects.filter(registration=drop).exists()


def test_two_orders_at_once_issue_one_badge_each(transactional_db: None) -> None:
    by = isu_staff()
    people = [confirmed(by, number) for number in range(1, 4)]

    at_once(4, lambda: order(*people, by=by, token=uuid4().hex))

    assert (BadgePrint.objects.count(), Badge.objects.valid().count()) == (4, 3)
    assert badges.Badge.objects.count() == 3
