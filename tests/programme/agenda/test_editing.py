"""Changing the draft: conditional on what was seen, refused in words, on record."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.agenda import grid, refusals
from programme.agenda.models import Audience, Contributor, Item, Panel, Panellist, Segment, Session
from programme.agenda.operations import editing
from tests.own_database import at_once
from tests.people import GENEVA, isu_staff
from tests.programme.agenda import draft_parts
from tests.programme.agenda.draft_parts import AT

db = pytest.mark.django_db


@pytest.fixture
def otto(db: None) -> User:
    """Another one of the ISU."""
    return draft_parts.otto()


@db
def test_a_change_is_on_record_with_what_was_before(staff: User) -> None:
    item = draft_parts.item(1)

    changed = editing.change(item, {"title_en": "Welcome"}, version=1, by=staff, at=AT)

    assert changed
    item.refresh_from_db()
    assert (item.title_en, item.version) == ("Welcome", 2)
    entry = AuditEntry.objects.select_related("values_changed").get(verb="change_item")
    assert entry.by == staff
    assert entry.values_changed.before == {"title_en": "Opening", "version": 1}
    assert entry.values_changed.after == {"title_en": "Welcome", "version": 2}


@db
def test_the_same_again_changes_nothing(staff: User) -> None:
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT)
    before = draft_parts.written()

    # Even from a page that is old by now: there is nothing to lose.
    changed = editing.change(
        draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT
    )

    assert not changed
    assert draft_parts.written() == before
    assert draft_parts.item(1).version == 2


@db
def test_the_second_of_two_editors_learns_what_the_first_one_wrote(staff: User, otto: User) -> None:
    session = draft_parts.sessions()[0]
    editing.change(session, {"title_en": "Dawn"}, version=1, by=otto, at=AT)
    before = draft_parts.written()

    with pytest.raises(refusals.ChangedMeanwhile) as refusal:
        editing.change(session, {"title_en": "Dusk"}, version=1, by=staff, at=AT)

    assert refusal.value.current.title_en == "Dawn"
    assert str(refusal.value) == ("Otto Ordnung changed “Dawn” at 23:00, after you had opened it.")
    assert draft_parts.written() == before
    assert draft_parts.sessions()[0].title_en == "Dawn"


@db
def test_who_opened_a_removed_part_learns_that(staff: User, otto: User) -> None:
    session = draft_parts.side_event()
    editing.add(session, by=otto, at=AT)
    editing.remove(session, version=1, by=otto, at=AT)

    with pytest.raises(refusals.Gone):
        editing.change(session, {"title_en": "Dusk"}, version=1, by=staff, at=AT)


@db
def test_a_segment_moves_before_another_one(staff: User) -> None:
    session = draft_parts.sessions()[0]
    before = draft_parts.segments(session)

    moved = editing.move_segment(
        before[3], session=session, before=before[1], version=1, by=staff, at=AT
    )

    assert moved
    after = draft_parts.segments(session)
    assert [one.pk for one in after] == [
        before[place].pk for place in (0, 3, 1, 2, *range(4, len(before)))
    ]
    # Those that made room are as they were seen.
    assert [one.version for one in after[:4]] == [1, 2, 1, 1]
    assert draft_parts.is_whole()


@db
def test_a_segment_moves_to_the_end_of_another_session(staff: User) -> None:
    first, second = draft_parts.sessions()[:2]
    segment = draft_parts.segments(first)[1]

    editing.move_segment(segment, session=second, before=None, version=1, by=staff, at=AT)

    assert draft_parts.segments(second)[-1] == segment
    assert draft_parts.is_whole()


@db
def test_a_segment_that_stays_where_it_is_has_not_moved(staff: User) -> None:
    session = draft_parts.sessions()[0]
    first, second = draft_parts.segments(session)[:2]
    before = draft_parts.written()

    for target in (first, second):
        assert not editing.move_segment(
            first, session=session, before=target, version=1, by=staff, at=AT
        )

    assert draft_parts.written() == before


@db
def test_a_place_that_moved_away_is_no_place(staff: User, otto: User) -> None:
    first, second = draft_parts.sessions()[:2]
    one, other = draft_parts.segments(first)[:2]
    editing.move_segment(other, session=second, before=None, version=1, by=otto, at=AT)

    with pytest.raises(refusals.Gone, match="has moved meanwhile"):
        editing.move_segment(one, session=first, before=other, version=1, by=staff, at=AT)

    assert draft_parts.segments(first)[0] == one


@db
def test_a_rehearsal_writes_nothing(staff: User) -> None:
    session = draft_parts.sessions()[0]
    segment = draft_parts.segments(session)[0]
    before = draft_parts.written()

    assert editing.stretch_segment(segment, minutes=45, version=1, by=staff, at=AT, rehearse=True)

    segment.refresh_from_db()
    assert (segment.minutes, segment.version) == (10, 1)
    assert draft_parts.written() == before


@db
def test_a_room_that_is_taken_says_by_what(staff: User) -> None:
    session = draft_parts.sessions()[1]
    at_noon = datetime(2018, 6, 7, 12, tzinfo=GENEVA)
    before = draft_parts.written()

    with pytest.raises(refusals.RoomTaken) as refusal:
        editing.move_session(
            session, begins_at=at_noon, room=session.room, version=1, by=staff, at=AT
        )

    assert str(refusal.value) == (
        "“Main conference room” has the session “Morning” from 10:00 to 13:00 on Thursday."
    )
    assert draft_parts.written() == before


@db
def test_a_chair_who_is_elsewhere_says_where(staff: User) -> None:
    morning = draft_parts.sessions()[0]
    beside = draft_parts.side_event(
        room=draft_parts.other_room(),
        chair=morning.chair,
        begins_at=morning.begins_at,
        ends_at=morning.ends_at,
    )

    with pytest.raises(refusals.PersonTaken) as refusal:
        editing.add(beside, by=staff, at=AT)

    assert str(refusal.value) == (
        "H.E. Suraya Dalil chairs “Morning” from 10:00 to 13:00 on Thursday."
    )
    assert not Session.objects.filter(title_en="Side event").exists()


@db
def test_a_longer_segment_does_not_push_a_panel_onto_its_panellist(staff: User) -> None:
    """The panellist chairs next door as soon as the panel should be over."""
    session = draft_parts.sessions()[3]
    panel_of = draft_parts.segments(session)[0]
    panellist = Panellist.objects.filter(panel__segment=panel_of).first()
    assert panellist
    begins_at = session.begins_at + timedelta(minutes=panel_of.minutes)
    editing.add(
        draft_parts.side_event(
            room=draft_parts.other_room(),
            chair=panellist.contributor,
            begins_at=begins_at,
            ends_at=begins_at + timedelta(hours=1),
        ),
        by=staff,
        at=AT,
    )

    with pytest.raises(refusals.PersonTaken, match="chairs “Side event”"):
        editing.stretch_segment(panel_of, minutes=panel_of.minutes + 5, version=1, by=staff, at=AT)


@db
def test_two_sessions_of_one_room_change_their_times(staff: User) -> None:
    first, second = draft_parts.sessions()[:2]

    editing.swap_sessions(first, second, versions=(1, 1), by=staff, at=AT)

    assert draft_parts.sessions()[:2] == [second, first]
    assert [one.title_fr for one in draft_parts.sessions()[:2]] == ["Matin", "Après-midi"]
    assert draft_parts.is_whole()


@db
@pytest.mark.parametrize(
    ("begins", "ends", "reason"),
    [
        (datetime(2018, 6, 6, 10), datetime(2018, 6, 6, 11), refusals.OutsideTheMeeting),
        (datetime(2018, 6, 7, 23), datetime(2018, 6, 8, 1), refusals.OutsideTheMeeting),
        (datetime(2018, 6, 7, 20), datetime(2018, 6, 7, 19), refusals.WrongOrder),
    ],
)
def test_a_session_is_within_one_day_of_the_meeting(
    staff: User, begins: datetime, ends: datetime, reason: type[Exception]
) -> None:
    times = {"begins_at": begins.replace(tzinfo=GENEVA), "ends_at": ends.replace(tzinfo=GENEVA)}

    with pytest.raises(reason):
        editing.change(draft_parts.sessions()[0], times, version=1, by=staff, at=AT)

    assert draft_parts.sessions()[0].version == 1


@db
def test_a_session_may_last_until_midnight_in_geneva(staff: User) -> None:
    # In UTC this begins and ends on one day as well; until 2 in the morning it would not.
    late = draft_parts.side_event(
        begins_at=datetime(2018, 6, 7, 22, tzinfo=GENEVA),
        ends_at=datetime(2018, 6, 8, tzinfo=GENEVA),
    )

    editing.add(late, by=staff, at=AT)

    assert Session.objects.filter(title_en="Side event").exists()


@db
@pytest.mark.parametrize("what", ["item", "session", "segment", "room", "person"])
def test_what_others_need_is_not_removed(staff: User, what: str) -> None:
    morning, panel_of = (
        draft_parts.sessions()[0],
        draft_parts.segments(draft_parts.sessions()[3])[0],
    )
    part, reason = {
        "item": (draft_parts.item(1), "“1 Opening” has"),
        "session": (morning, "“Morning” has"),
        "segment": (panel_of, "remove the panel first"),
        "room": (morning.room, "is the room of “Morning”"),
        "person": (morning.chair, "chairs “Morning”"),
    }[what]
    before = draft_parts.written()

    with pytest.raises(refusals.InUse, match=reason):
        editing.remove(part, version=1, by=staff, at=AT)

    assert draft_parts.written() == before


@db
def test_a_panel_with_its_panellists_is_one_part(staff: User) -> None:
    panel = Panel.objects.get(segment__session__meeting__slug="2018")
    kept, *others = panel.panellists.order_by("position")
    kept.topic_en = "What remains"
    new = Contributor.objects.create(meeting=draft_parts.meeting(), name="Ms. Nadia NOVA")

    editing.change(
        panel,
        {"title_en": "Five years on"},
        seats=[Panellist(contributor=new), kept],
        version=1,
        by=staff,
        at=AT,
    )

    seats = list(panel.panellists.order_by("position"))
    assert [(seat.contributor, seat.position) for seat in seats] == [
        (new, 1),
        (kept.contributor, 2),
    ]
    assert seats[1].pk == kept.pk
    assert len(others) == 2


@db
def test_a_person_cannot_sit_twice_on_a_panel(staff: User) -> None:
    panel = Panel.objects.get(segment__session__meeting__slug="2018")
    person = panel.panellists.first().contributor

    with pytest.raises(refusals.BrokenRule, match="sits on the panel already"):
        editing.change(
            panel, {}, seats=[Panellist(contributor=person)] * 2, version=1, by=staff, at=AT
        )

    assert panel.panellists.count() == 3


@db
def test_the_rules_of_the_database_are_told_in_their_words(staff: User) -> None:
    for part, values, words in (
        (draft_parts.item(1), {"number": 2}, "There is an item with this number already."),
        (
            draft_parts.segments(draft_parts.sessions()[0])[0],
            {"minutes": 601},
            "from 1 to 600 minutes",
        ),
        (
            draft_parts.segments(draft_parts.sessions()[0])[0],
            {"audience": Audience.BREAK},
            "only a break does not",
        ),
    ):
        with pytest.raises(refusals.BrokenRule, match=words):
            editing.change(part, values, version=1, by=staff, at=AT)

    assert Item.objects.filter(version__gt=1).count() == 0


@db
def test_what_is_personal_is_not_in_the_trail(staff: User) -> None:
    person = Contributor.objects.filter(meeting__slug="2018").first()
    assert person

    editing.change(
        person, {"email": "p@private.example", "gender": "woman"}, version=1, by=staff, at=AT
    )

    entry = AuditEntry.objects.select_related("values_changed").get(verb="change_contributor")
    assert entry.values_changed.after == {"email": "…", "gender": "…", "version": 2}


def test_of_two_who_take_one_room_at_once_one_wins_and_the_other_learns_why(
    transactional_db: None,
) -> None:
    by, room = isu_staff(), draft_parts.other_room()
    pending = [draft_parts.side_event(title_en=f"Side event {n}", room=room) for n in (1, 2)]

    def take() -> str:
        session = pending.pop()
        try:
            editing.add(session, by=by, at=AT)
        except refusals.RoomTaken as refusal:
            return str(refusal)
        return "won"

    answers = sorted(at_once(2, take), key=len)

    assert answers[0] == "won"
    assert answers[1] in {
        f"“Side room” has the session “Side event {n}” from 13:30 to 14:30 on Thursday."
        for n in (1, 2)
    }
    assert Session.objects.filter(room=room).count() == 1


def test_of_two_who_change_one_session_at_once_none_is_overwritten(
    transactional_db: None,
) -> None:
    by, titles = isu_staff(), ["Dawn", "Dusk"]

    def change() -> str:
        title = titles.pop()
        try:
            editing.change(draft_parts.sessions()[0], {"title_en": title}, version=1, by=by, at=AT)
        except refusals.ChangedMeanwhile as refusal:
            return f"lost against {refusal.current.title_en}"
        return title

    answers = at_once(2, change)

    [winner] = [answer for answer in answers if not answer.startswith("lost")]
    assert sorted(answers) == sorted([winner, f"lost against {winner}"])
    assert draft_parts.sessions()[0].title_en == winner


def test_two_who_move_different_segments_at_once_both_have_their_way(
    transactional_db: None,
) -> None:
    by = isu_staff()
    session = draft_parts.sessions()[0]
    all_of_them = draft_parts.segments(session)
    last_two = all_of_them[-2:]

    def move() -> bool:
        return editing.move_segment(
            last_two.pop(), session=session, before=all_of_them[0], version=1, by=by, at=AT
        )

    assert at_once(2, move) == [True, True]

    assert set(draft_parts.segments(session)[:2]) == set(all_of_them[-2:])
    assert draft_parts.is_whole()
    assert Segment.objects.filter(session=session, version=2).count() == 2


@pytest.mark.parametrize(
    "query",
    [
        pytest.param('FROM "agenda_item"', id="between the rooms and the sessions"),
        pytest.param('SELECT "agenda_session"."uid"', id="before the versions"),
    ],
)
def test_the_grid_shows_one_moment_whoever_writes_meanwhile(
    transactional_db: None, query: str
) -> None:
    by, meeting, done = isu_staff(), draft_parts.meeting(), []

    def act() -> None:
        room = draft_parts.other_room()
        session = draft_parts.sessions()[0]
        values = {"title_en": "Dawn", "room_id": room.pk}
        editing.change(session, values, version=1, by=by, at=AT)

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if query in sql and not done:
            done.append(sql)
            at_once(1, act)
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        shown = grid.grid_of(meeting)

    assert done
    assert draft_parts.sessions()[0].version == 2
    seen = shown.sessions[0].version, str(shown.sessions[0].session.title)
    assert seen == (1, "Morning")


@db
def test_what_somebody_has_changed_is_not_removed_unseen(staff: User) -> None:
    room = draft_parts.other_room()
    editing.change(room, {"name_en": "Room of rest"}, version=1, by=staff, at=AT)

    with pytest.raises(refusals.ChangedMeanwhile):
        editing.remove(room, version=1, by=staff, at=AT)

    assert type(room).objects.get(pk=room.pk).name_en == "Room of rest"
