"""Undo: each one's own last change, where nobody has built on it."""

import pytest

from intersessional.accounts.models import User
from programme.agenda import refusals
from programme.agenda.models import Contributor, DraftEdit, Panel, Publication, Segment, Session
from programme.agenda.operations import editing, roll_back
from programme.agenda.operations.editing import journal
from programme.agenda.operations.editing.journal import KEPT
from programme.agenda.snapshots import take
from tests.programme.agenda import draft_parts
from tests.programme.agenda.draft_parts import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def otto(db: None) -> User:
    """Another one of the ISU."""
    return draft_parts.otto()


def undo(by: User) -> DraftEdit:
    return editing.undo_last(draft_parts.meeting(), by=by, at=AT)


def test_all_kinds_of_changes_are_taken_back_one_by_one(staff: User) -> None:
    morning, afternoon = draft_parts.sessions()[:2]
    panel = Panel.objects.get(segment__session__meeting__slug="2018")
    how = {"by": staff, "at": AT}
    states = [take(draft_parts.meeting())]

    def then() -> None:
        states.append(take(draft_parts.meeting()))

    segment = draft_parts.segments(morning)[2]
    editing.move_segment(segment, session=afternoon, before=None, version=1, **how)
    then()
    editing.stretch_segment(segment, minutes=50, version=2, **how)
    then()
    editing.swap_sessions(morning, afternoon, versions=(1, 1), **how)
    then()
    editing.change(panel, {"title_en": "Later"}, seats=[], version=1, **how)
    then()
    editing.remove(panel, version=2, **how)
    then()
    editing.remove(panel.segment, version=1, **how)
    then()
    editing.add(draft_parts.side_event(), **how)
    then()
    while len(states) > 1:
        assert take(draft_parts.meeting()) == states.pop()
        undo(staff)

    assert take(draft_parts.meeting()) == states[0]
    assert draft_parts.is_whole()
    with pytest.raises(refusals.NothingToUndo):
        undo(staff)


def test_nobody_takes_back_what_another_one_did(staff: User, otto: User) -> None:
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=otto, at=AT)

    with pytest.raises(refusals.NothingToUndo):
        undo(staff)

    assert draft_parts.item(1).title_en == "Welcome"


def test_one_takes_back_ones_own_although_another_one_changed_something_else(
    staff: User, otto: User
) -> None:
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT)
    editing.change(draft_parts.item(2), {"title_en": "Survivors"}, version=1, by=otto, at=AT)

    undo(staff)

    assert draft_parts.item(1).title_en == "Opening"
    assert draft_parts.item(2).title_en == "Survivors"


def test_what_another_one_built_upon_stays_and_the_refusal_names_them(
    staff: User, otto: User
) -> None:
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT)
    editing.change(draft_parts.item(1), {"summary_en": "Speeches."}, version=2, by=otto, at=AT)
    before = draft_parts.written()

    with pytest.raises(refusals.CannotUndo, match="Otto Ordnung changed “1 Welcome” at 23:00"):
        undo(staff)

    assert draft_parts.written() == before
    assert draft_parts.item(1).title_en == "Welcome"


def test_a_new_session_that_another_one_filled_stays(staff: User, otto: User) -> None:
    session = draft_parts.side_event()
    editing.add(session, by=staff, at=AT)
    segment = draft_parts.segments(draft_parts.sessions()[0])[0]
    editing.move_segment(segment, session=session, before=None, version=1, by=otto, at=AT)

    with pytest.raises(refusals.InUse):
        undo(staff)

    assert Session.objects.filter(pk=session.pk).exists()
    assert draft_parts.segments(session) == [segment]


def test_a_change_under_a_change_that_was_taken_back_can_be_taken_back_by_its_author(
    staff: User, otto: User
) -> None:
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=otto, at=AT)
    editing.change(draft_parts.item(1), {"title_en": "Hello"}, version=2, by=staff, at=AT)
    undo(staff)

    undo(otto)

    assert draft_parts.item(1).title_en == "Opening"


def test_a_page_from_before_an_undo_is_old(staff: User) -> None:
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT)
    undo(staff)

    for seen in (1, 2):
        with pytest.raises(refusals.ChangedMeanwhile):
            editing.change(
                draft_parts.item(1), {"title_en": "Hello"}, version=seen, by=staff, at=AT
            )


def test_the_button_undoes_what_it_named(staff: User) -> None:
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT)
    named = DraftEdit.objects.get().pk
    editing.change(draft_parts.item(2), {"title_en": "Survivors"}, version=1, by=staff, at=AT)

    with pytest.raises(refusals.NothingToUndo):
        editing.undo_last(draft_parts.meeting(), by=staff, at=AT, expected=named)

    assert draft_parts.item(2).title_en == "Survivors"


def test_what_is_taken_now_cannot_be_had_back(staff: User, otto: User) -> None:
    room = draft_parts.other_room()
    session = draft_parts.side_event(room=room)
    editing.add(session, by=staff, at=AT)
    editing.change(session, {"room": None}, version=1, by=staff, at=AT)
    editing.add(draft_parts.side_event(title_en="Reception", room=room), by=otto, at=AT)

    with pytest.raises(refusals.RoomTaken, match="has the session “Reception”"):
        undo(staff)

    session.refresh_from_db()
    assert session.room is None


def test_a_segment_does_not_come_back_to_a_session_that_was_removed(
    staff: User, otto: User
) -> None:
    session = draft_parts.side_event()
    editing.add(session, by=otto, at=AT)
    segment = Segment(session=session, item=draft_parts.item(1), minutes=5, audience="chair")
    editing.add(segment, by=staff, at=AT)
    editing.remove(segment, version=1, by=staff, at=AT)
    editing.remove(session, version=1, by=otto, at=AT)

    with pytest.raises(refusals.Gone):
        undo(staff)


def test_the_journal_keeps_the_last_hundred(staff: User) -> None:
    person = Contributor.objects.filter(meeting__slug="2018").first()
    for version in range(1, KEPT + 4):
        editing.change(person, {"name": f"Name {version}"}, version=version, by=staff, at=AT)

    assert DraftEdit.objects.count() == KEPT


def test_an_undo_cannot_be_undone_when_what_it_undid_is_forgotten(
    staff: User, otto: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "KEPT", 2)
    editing.change(draft_parts.item(1), {"title_en": "Welcome"}, version=1, by=staff, at=AT)
    undo(staff)
    editing.change(draft_parts.item(2), {"title_en": "Survivors"}, version=1, by=otto, at=AT)

    with pytest.raises(refusals.NothingToUndo):
        undo(staff)

    assert draft_parts.item(1).title_en == "Opening"


def test_what_is_there_again_is_not_brought_back_twice(staff: User, otto: User) -> None:
    segment = draft_parts.segments(draft_parts.sessions()[0])[2]
    editing.remove(segment, version=1, by=staff, at=AT)
    meeting = draft_parts.meeting()
    roll_back(meeting, Publication.objects.get(meeting=meeting), by=otto, at=AT)

    with pytest.raises(refusals.CannotUndo, match="It is there already"):
        undo(staff)

    assert draft_parts.segments(draft_parts.sessions()[0])[2] == segment


def test_a_panel_does_not_come_back_where_another_one_is_now(staff: User, otto: User) -> None:
    panel = Panel.objects.get(segment__session__meeting__slug="2018")
    editing.remove(panel, version=1, by=staff, at=AT)
    other = Panel(segment=panel.segment, title_en="Another panel")
    editing.add(other, by=otto, at=AT)

    with pytest.raises(refusals.CannotUndo, match="It is there already"):
        undo(staff)

    assert Panel.objects.get(segment=panel.segment) == other
