"""Placing, moving, exchanging: what is refused in words, and what is written."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.bilaterals.models import Absence, Bilateral, Excusal, Resource
from programme.bilaterals.operations.holding import ChangedMeanwhile
from programme.bilaterals.operations.placing import (
    Change,
    Clashing,
    arrange,
    exchange,
    move,
    pin,
    place,
    remove,
)
from programme.bilaterals.policies import Refused
from programme.bilaterals.transitions import State
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import at, host_of, make_candidate, room_named

pytestmark = pytest.mark.django_db


def put(host: str, code: str, hour: int, minute: int, by: User, **fields: object) -> Bilateral:
    """A candidate of a host, placed in its room."""
    own = host_of(host)
    candidate = make_candidate(own, entity_code=code, **fields)
    return place(candidate, begins_at=at(hour, minute), room=own.room_id, by=by, at=ON_14_MAY)


def moved(
    bilateral: Bilateral, hour: int, minute: int, by: User, version: int | None = None
) -> None:
    """Move a bilateral within its room."""
    move(
        bilateral,
        begins_at=at(hour, minute),
        room=bilateral.room_id,
        version=version or bilateral.version,
        by=by,
        at=ON_14_MAY,
    )


def test_croatia_cannot_be_host_and_guest_at_once(june: Meeting, paul: User) -> None:
    """It sits on Victim Assistance, which meets Ethiopia; and the words say so."""
    put("victim-assistance", "et", 11, 0, paul)

    with pytest.raises(Clashing) as refused:
        put("article-5", "hr", 11, 0, paul)

    assert str(refused.value) == (
        "Croatia sits on Committee on Victim Assistance, which meets Ethiopia at 11:00."
    )
    assert Bilateral.objects.count() == 1
    put("article-5", "ba", 11, 0, paul)


def test_whoever_is_refused_waits_in_no_line(june: Meeting, paul: User) -> None:
    """Nor lets others wait: nothing is held, by name or as a row, where nothing will be written.

    But for the desk at which one looks: only so many look at once.
    """
    put("victim-assistance", "et", 11, 0, paul)
    own = host_of("article-5")
    candidate = make_candidate(own, entity_code="hr")

    with CaptureQueriesContext(connection) as asked, pytest.raises(Clashing):
        place(candidate, begins_at=at(11), room=own.room_id, by=paul, at=ON_14_MAY)

    locking = ("pg_advisory", "FOR UPDATE", "FOR NO KEY UPDATE")
    locked = [one["sql"] for one in asked if any(word in one["sql"] for word in locking)]
    assert len(locked) == 1
    assert "pg_advisory_xact_lock(" in locked[0]
    with CaptureQueriesContext(connection) as asked:
        place(candidate, begins_at=at(12), room=own.room_id, by=paul, at=ON_14_MAY)
    assert len([one for one in asked if "pg_advisory" in one["sql"]]) == 2


def test_nor_guest_and_then_host(june: Meeting, paul: User) -> None:
    """The other way round: its Committee cannot meet while it is invited elsewhere."""
    put("article-5", "hr", 11, 0, paul)

    with pytest.raises(Clashing) as refused:
        put("victim-assistance", "et", 11, 0, paul)

    assert str(refused.value) == (
        "Croatia sits on Committee on Victim Assistance,"
        " and is itself invited by Committee on Article 5 Implementation at 11:00."
    )


def test_unless_it_is_excused_by_name(june: Meeting, paul: User) -> None:
    """Then its Committee meets without it."""
    put("article-5", "hr", 11, 0, paul)
    host = host_of("victim-assistance")
    candidate = make_candidate(host, entity_code="et")
    Excusal.objects.create(
        candidate=candidate,
        entity=Entity.objects.get(code="hr"),
        reason="Meets the other Committee",
        excused_at=ON_14_MAY,
        excused_by=paul,
    )

    bilateral = place(candidate, begins_at=at(11), room=host.room_id, by=paul, at=ON_14_MAY)

    names = {one.resource.name for one in bilateral.engagements.filter(part="member")}
    assert "Croatia" not in names
    assert len(names) == 3


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            ("article-5", "ba"),
            ("article-5", "rs"),
            "Committee on Article 5 Implementation: already meets Bosnia and Herzegovina at 9:30.",
        ),
        (
            ("president", "lk"),
            ("compliance", "ua"),
            "The President: already meets Sri Lanka at 9:30.",
        ),
        (
            ("article-5", "ba"),
            ("president", "ba"),
            "Bosnia and Herzegovina is invited by Committee on Article 5 Implementation at 9:30.",
        ),
    ],
    ids=["host", "president", "guest"],
)
def test_who_is_taken_is_named(
    first: tuple[str, str], second: tuple[str, str], words: str, june: Meeting, paul: User
) -> None:
    """One sentence for each that cannot."""
    put(*first, 9, 30, paul)

    with pytest.raises(Clashing) as refused:
        put(*second, 9, 30, paul)

    assert words.replace(" 9:30", " 09:30") in str(refused.value)


def test_a_delegation_that_meets_its_own_committee_needs_a_confirming_word(
    june: Meeting, paul: User
) -> None:
    """Once somebody confirmed that its member steps aside, it comes as a guest only."""
    with pytest.raises(Clashing, match="Confirm first that its member steps aside"):
        put("article-5", "co", 14, 30, paul)

    bilateral = put(
        "article-5", "ch", 14, 30, paul, recusal_reason="By note", recusal_confirmed_by=paul
    )

    switzerland = Entity.objects.get(code="ch")
    [engagement] = bilateral.engagements.filter(resource__entity=switzerland)
    assert engagement.part == "guest"


def test_below_quorum_nobody_meets(june: Meeting, paul: User) -> None:
    """Of four members three are needed: one that steps aside leaves three, one more excused too few."""
    host = host_of("article-5")
    host.quorum = 4
    host.save()

    with pytest.raises(Clashing, match="would have 3 members left; its quorum is 4"):
        put("article-5", "co", 9, 30, paul, recusal_reason="Yes", recusal_confirmed_by=paul)


@pytest.mark.parametrize(
    ("begins", "ends", "refused"),
    [((9, 0), (9, 30), False), ((9, 0), (9, 31), True), ((9, 54), (12, 0), True)],
)
def test_who_said_not_to_be_there_is_not_placed(
    begins: tuple[int, int], ends: tuple[int, int], refused: bool, june: Meeting, paul: User
) -> None:
    """Half-open: who arrives at 9:30 can meet at 9:30."""
    bosnia = Resource.objects.of(entity=Entity.objects.get(code="ba"))
    Absence.objects.create(
        resource=bosnia,
        meeting=june,
        begins_at=at(*begins),
        ends_at=at(*ends),
        reason="Still in the air",
    )

    if refused:
        with pytest.raises(
            Clashing, match=r"Bosnia and Herzegovina is not available .* in the air"
        ):
            put("article-5", "ba", 9, 30, paul)
    else:
        put("article-5", "ba", 9, 30, paul)


def test_a_room_with_steps_is_not_for_everybody(june: Meeting, paul: User) -> None:
    """Where the delegation needs one without."""
    room = room_named("Room E")
    candidate = make_candidate(host_of("article-5"), entity_code="ba", needs_accessible_room=True)

    with pytest.raises(Clashing, match="needs a room without steps; Room E has some"):
        place(candidate, begins_at=at(9, 30), room=room.pk, by=paul, at=ON_14_MAY)


def test_moving_takes_the_new_time_and_frees_the_old(june: Meeting, paul: User) -> None:
    """And is written down with both places."""
    bilateral = put("article-5", "ba", 9, 30, paul)

    moved(bilateral, 10, 0, paul)

    put("article-5", "rs", 9, 30, paul)
    with pytest.raises(Clashing):
        put("article-5", "sd", 10, 0, paul)
    entry = AuditEntry.objects.get(verb="move_bilateral")
    values = entry.values_changed
    times = [datetime.fromisoformat(one["begins_at"]) for one in (values.before, values.after)]
    assert times == [at(9, 30), at(10)]


def test_two_planners_do_not_overwrite_each_other(june: Meeting, paul: User) -> None:
    """The second, who saw the first version, is refused; the first move stands."""
    bilateral = put("article-5", "ba", 9, 30, paul)
    moved(bilateral, 10, 0, paul, version=1)

    with pytest.raises(ChangedMeanwhile):
        moved(bilateral, 11, 0, paul, version=1)

    bilateral.refresh_from_db()
    assert bilateral.begins_at == at(10)


def test_placing_twice_is_once(june: Meeting, paul: User) -> None:
    """Whoever comes second sees that it stands already."""
    bilateral = put("article-5", "ba", 9, 30, paul)

    with pytest.raises(ChangedMeanwhile):
        place(bilateral.candidate, begins_at=at(11), room=bilateral.room_id, by=paul, at=ON_14_MAY)


def test_two_exchange_their_times(june: Meeting, paul: User) -> None:
    """Of one host, in one room: at no moment free, and yet possible."""
    one, other = put("article-5", "ba", 9, 30, paul), put("article-5", "rs", 10, 0, paul)

    exchange(one, other, versions=(1, 1), by=paul, at=ON_14_MAY)

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.begins_at, other.begins_at) == (at(10), at(9, 30))


def test_an_exchange_that_cannot_be_changes_nothing(june: Meeting, paul: User) -> None:
    """Serbia is with the President at 9:30."""
    one, other = put("article-5", "ba", 9, 30, paul), put("article-5", "rs", 10, 0, paul)
    put("president", "rs", 9, 30, paul)

    with pytest.raises(Clashing, match="Serbia is invited by The President at 09:30"):
        exchange(one, other, versions=(1, 1), by=paul, at=ON_14_MAY)

    one.refresh_from_db()
    assert one.begins_at == at(9, 30)


def test_what_is_pinned_stays(june: Meeting, paul: User) -> None:
    """Until somebody unpins it."""
    bilateral = put("article-5", "ba", 9, 30, paul)
    pin(bilateral, pinned=True, version=1, by=paul, at=ON_14_MAY)

    with pytest.raises(Refused, match="pinned"):
        moved(bilateral, 10, 0, paul, version=2)
    pin(bilateral, pinned=False, version=2, by=paul, at=ON_14_MAY)
    moved(bilateral, 10, 0, paul, version=3)


@pytest.mark.parametrize("state", [State.HELD, State.NO_SHOW])
def test_what_is_over_is_not_moved(state: State, june: Meeting, paul: User) -> None:
    """Nor what did not take place."""
    bilateral = put("article-5", "ba", 9, 30, paul)
    Bilateral.objects.filter(pk=bilateral.pk).update(state=state)

    with pytest.raises(Refused):
        moved(bilateral, 10, 0, paul)


def test_a_proposal_leaves_the_board_and_frees_its_place(june: Meeting, paul: User) -> None:
    """What the delegation was told of does not leave in silence."""
    bilateral = put("article-5", "ba", 9, 30, paul)
    remove(bilateral, version=1, by=paul, at=ON_14_MAY)
    other = put("article-5", "rs", 9, 30, paul)
    Bilateral.objects.filter(pk=other.pk).update(state=State.OFFERED, offered_at=ON_14_MAY)

    with pytest.raises(Refused, match="Cancel it instead"):
        remove(other, version=1, by=paul, at=ON_14_MAY)


def test_another_day_is_refused(june: Meeting, paul: User) -> None:
    """The day of the bilaterals is one day."""
    host = host_of("article-5")
    candidate = make_candidate(host, entity_code="ba")

    with pytest.raises(Refused, match="not a time on the day"):
        place(candidate, begins_at=ON_14_MAY, room=host.room_id, by=paul, at=ON_14_MAY)


def test_several_changes_are_all_or_none(june: Meeting, paul: User) -> None:
    """Two placed, a third impossible: none stands, and each reason is said."""
    host = host_of("article-5")
    codes = ("ba", "rs", "sd")
    candidates = [make_candidate(host, entity_code=code) for code in codes]
    times = (at(9, 30), at(10), at(9, 30))
    changes = [
        Change(one.pk, time, host.room_id) for one, time in zip(candidates, times, strict=True)
    ]

    with pytest.raises(Clashing) as refused:
        arrange(june, changes, by=paul, at=ON_14_MAY)

    assert set(refused.value.found) == {candidates[0].pk, candidates[2].pk}
    assert not Bilateral.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_placing_takes_the_same_queries_for_one_and_for_three(
    count: int, june: Meeting, paul: User, django_assert_num_queries: object
) -> None:
    """Each row more is one insert."""
    host = host_of("article-5")
    candidates = [make_candidate(host, entity_code=code) for code in ("ba", "rs", "sd")[:count]]
    changes = [
        Change(one.pk, at(9 + number), host.room_id)
        for number, one in enumerate(candidates, start=1)
    ]

    with django_assert_num_queries(14 + count):  # type: ignore[operator]
        arrange(june, changes, by=paul, at=ON_14_MAY)


def test_a_removed_one_is_not_moved_though_another_stands_with_its_version(
    june: Meeting, paul: User
) -> None:
    old = put("article-5", "ec", 9, 30, paul)
    remove(old, version=1, by=paul, at=ON_14_MAY)
    new = place(old.candidate, begins_at=at(10), room=old.room_id, by=paul, at=ON_14_MAY)
    move(new, begins_at=at(10, 30), room=old.room_id, version=1, by=paul, at=ON_14_MAY)

    with pytest.raises(Refused, match="no longer on the board"):
        move(old, begins_at=at(11), room=old.room_id, version=2, by=paul, at=ON_14_MAY)

    new.refresh_from_db()
    assert new.begins_at == at(10, 30)
