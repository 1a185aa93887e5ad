"""Two who edit the draft at once, thrown about by a machine: nobody's accepted change vanishes.

They open parts, go for a coffee, and send what may be old; they add, change, stretch, move, remove and
undo. A model says what must come of each act, and how the draft stands after it. How many runs and
steps, and how to repeat them: `machines.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from intersessional.accounts.models import User
from programme.agenda.models import Segment
from programme.agenda.operations import editing
from programme.agenda.operations.editing import journal
from programme.agenda.refusals import Refused
from tests.long import machines
from tests.long.savepoints import savepoint
from tests.programme.agenda import draft_parts
from tests.programme.agenda.draft_parts import AT

editors = st.sampled_from(["ines", "otto"])
numbers = st.integers(0, 30)
few = st.integers(0, 3)
places = st.integers(0, 2)
titles = st.sampled_from(["", "Survey", "Clearance", "Victims"])
minutes = st.sampled_from([5, 10, 15, 20])


@dataclass(frozen=True)
class Part:
    """A segment of the model: where it is, what it says, and how often it was written."""

    uid: str
    session: int
    title: str
    minutes: int
    version: int
    index: int = 0


@dataclass
class Step:
    """What one editor did: a segment before and after it (None: it was not there)."""

    by: str
    before: Part | None
    after: Part | None


class Stands(Exception):
    """The draft must stay as it is; the name of the refusal, or nothing where there is nothing to do."""


class Model:
    """The segments of three sessions by their order, and what each editor can still undo."""

    def __init__(self, sessions: list[list[Part]]) -> None:
        self.sessions = sessions
        self.steps: list[Step] = []

    def all(self) -> list[Part]:
        return [replace(one, index=n) for each in self.sessions for n, one in enumerate(each)]

    def find(self, uid: str) -> Part | None:
        return next((one for one in self.all() if one.uid == uid), None)

    def at(self, uid: str, version: int) -> Part:
        """Return a segment as whoever saw a version of it may change it."""
        part = self.find(uid)
        if part is None:
            raise Stands("Gone")
        if part.version != version:
            raise Stands("ChangedMeanwhile")
        return part

    def put(self, part: Part, index: int) -> None:
        """Write a segment at a place, wherever it was."""
        self.drop(part.uid)
        # Where it is, the list says.
        self.sessions[part.session].insert(index, replace(part, index=0))

    def drop(self, uid: str) -> None:
        for parts in self.sessions:
            parts[:] = [one for one in parts if one.uid != uid]

    def write(self, by: str, before: Part | None, part: Part, index: int) -> None:
        """Let an editor's part stand, one version further."""
        after = replace(part, version=part.version + 1) if before else part
        self.put(after, index)
        self.steps.append(Step(by, before, self.find(part.uid)))

    def undo(self, by: str) -> None:
        """Take back the last change of an editor, unless somebody has built on it."""
        steps = [one for one in self.steps if one.by == by]
        if not steps:
            raise Stands("NothingToUndo")
        step = steps[-1]
        before, after = step.before, step.after
        now = self.find((before or after).uid)  # type: ignore[union-attr]
        self._check_untouched(after, now)
        self.steps.remove(step)
        if before is None:
            assert after
            self.drop(after.uid)
            return
        self._put_back(before, after, now)

    def _check_untouched(self, after: Part | None, now: Part | None) -> None:
        if after is None:
            return
        if now is None:
            raise Stands("Gone")
        if now.version != after.version:
            raise Stands("CannotUndo")

    def _put_back(self, before: Part, after: Part | None, now: Part | None) -> None:
        moved = after is None or (before.session, before.index) != (after.session, after.index)
        version = (after or before).version + 1
        self.put(replace(before, version=version), before.index if moved or not now else now.index)
        # What was done to it earlier finds the state that it had left.
        for step in self.steps:
            if step.after and (step.after.uid, step.after.version) == (before.uid, before.version):
                step.after = replace(step.after, version=version)


class Editors(RuleBasedStateMachine):
    """Everything that two of the staff may do to the segments of three sessions."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = savepoint()
        self.savepoint.__enter__()
        # Without passwords, which take their time.
        ines = User.objects.create_user("ines.editor@isu.example", name="Ines Insert")
        self.users = {"ines": ines, "otto": draft_parts.otto()}
        self.sittings = draft_parts.sessions()[:3]
        self.model = Model([self._stored(place) for place in range(3)])
        # What each has on the screen: a segment as it was.
        self.screens: dict[tuple[str, str], Segment] = {}

    def teardown(self) -> None:
        """Undo the run."""
        self.savepoint.__exit__(None, None, None)

    @rule(by=editors, n=numbers)
    def look(self, by: str, n: int) -> None:
        """Open a segment, and go for a coffee."""
        part = self._one(n)
        segment = Segment.objects.select_related("session__meeting").get(uid=part.uid)
        self.screens[by, part.uid] = segment

    @rule(by=editors, place=places, title=titles, minutes=minutes, n=few)
    def add(self, by: str, place: int, title: str, minutes: int, n: int) -> None:
        """A new segment, before another one or at the end."""
        peers = self.model.sessions[place]
        index = min(n, len(peers))
        before = Segment.objects.get(uid=peers[index].uid) if index < len(peers) else None
        new = Segment(
            session=self.sittings[place],
            item=draft_parts.item(8),
            audience="everybody",
            title_en=title,
            minutes=minutes,
        )
        editing.add(new, before=before, by=self.users[by], at=AT)
        self.model.write(by, None, Part(new.uid, place, title, minutes, 1), index)

    @precondition(lambda self: self.screens)
    @rule(n=numbers, title=titles, minutes=minutes)
    def change(self, n: int, title: str, minutes: int) -> None:
        """Save a page that may be old; what says nothing new is no change."""
        by, seen = self._screen(n)

        def expected() -> None:
            now = self.model.find(seen.uid)
            if now and (now.title, now.minutes) == (title, minutes):
                raise Stands("")
            part = self.model.at(seen.uid, seen.version)
            new = replace(part, title=title, minutes=minutes)
            self.model.write(by, part, new, part.index)

        values = {"title_en": title, "minutes": minutes}
        self._act(
            expected,
            lambda: editing.change(seen, values, version=seen.version, by=self.users[by], at=AT),
        )

    @precondition(lambda self: self.screens)
    @rule(n=numbers, minutes=minutes)
    def stretch(self, n: int, minutes: int) -> None:
        """Pull at the lower edge of a block."""
        by, seen = self._screen(n)

        def expected() -> None:
            part = self.model.at(seen.uid, seen.version)
            if part.minutes == minutes:
                raise Stands("")
            self.model.write(by, part, replace(part, minutes=minutes), part.index)

        self._act(
            expected,
            lambda: editing.stretch_segment(
                seen, minutes=minutes, version=seen.version, by=self.users[by], at=AT
            ),
        )

    @precondition(lambda self: self.screens)
    @rule(n=numbers, place=places, other=numbers, at_the_end=st.booleans())
    def move(self, n: int, place: int, other: int, at_the_end: bool) -> None:
        """Drop a block before another one, which may be elsewhere by now, or at a session's end."""
        by, seen = self._screen(n)
        before = None if at_the_end else self._one(other)

        def expected() -> None:
            part = self.model.at(seen.uid, seen.version)
            peers = [one.uid for one in self.model.sessions[place] if one.uid != part.uid]
            if before and before.uid == part.uid:
                raise Stands("")
            if before and before.uid not in peers:
                raise Stands("Gone")
            index = peers.index(before.uid) if before else len(peers)
            if (part.session, part.index) == (place, index):
                raise Stands("")
            self.model.write(by, part, replace(part, session=place), index)

        following = Segment.objects.get(uid=before.uid) if before else None
        self._act(
            expected,
            lambda: editing.move_segment(
                seen,
                session=self.sittings[place],
                before=following,
                version=seen.version,
                by=self.users[by],
                at=AT,
            ),
        )

    @precondition(lambda self: self.screens)
    @rule(n=numbers)
    def remove(self, n: int) -> None:
        """Take a segment out."""
        by, seen = self._screen(n)

        def expected() -> None:
            part = self.model.at(seen.uid, seen.version)
            self.model.drop(part.uid)
            self.model.steps.append(Step(by, part, None))

        self._act(
            expected,
            lambda: editing.remove(seen, version=seen.version, by=self.users[by], at=AT),
        )

    @rule(by=editors)
    def undo(self, by: str) -> None:
        """Take one's own last change back."""
        meeting = draft_parts.meeting()
        self._act(
            lambda: self.model.undo(by),
            lambda: editing.undo_last(meeting, by=self.users[by], at=AT),
        )

    @invariant()
    def the_draft_is_as_the_model_says(self) -> None:
        """Nothing that was accepted has vanished, and nothing else has come."""
        assert [self._stored(place) for place in range(3)] == self.model.sessions

    def _act(self, expected: Callable[[], None], act: Callable[[], Any]) -> None:
        """Do something to the model and to the draft: both do it, or refuse it for the same reason."""
        try:
            expected()
            owed = "done"
        except Stands as stands:
            owed = str(stands)
        try:
            came = "done" if act() is not False else ""
        except Refused as refusal:
            came = type(refusal).__name__
        assert came == owed

    def _one(self, n: int) -> Part:
        parts = self.model.all()
        return parts[n % len(parts)]

    def _screen(self, n: int) -> tuple[str, Segment]:
        # In the order in which they were opened: names are random.
        (by, _uid), segment = list(self.screens.items())[n % len(self.screens)]
        return by, segment

    def _stored(self, place: int) -> list[Part]:
        found = Segment.objects.filter(session=self.sittings[place]).order_by("position")
        return [Part(one.uid, place, one.title_en, one.minutes, one.version) for one in found]


@pytest.mark.long
@pytest.mark.django_db
def test_no_accepted_change_of_two_editors_vanishes() -> None:
    machines.run("editors", Editors)


@pytest.mark.django_db
def test_a_few_evenings_of_two_editors() -> None:
    machines.run("editors", Editors, Phase.generate, runs=3, steps=10, same=True)


def _write_whatever_the_version(edit: Any, part: Any, version: int) -> None:
    part.version += 1
    part.save()


@pytest.mark.long
@pytest.mark.django_db
def test_without_versions_the_machine_finds_what_vanishes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal.Edit, "current", lambda edit, part, version: edit.found(part))
    monkeypatch.setattr(journal.Edit, "_write", _write_whatever_the_version)

    with pytest.raises(AssertionError, match="ChangedMeanwhile"):
        machines.run("editors", Editors, Phase.generate, runs=machines.CONTROL_RUNS, same=True)
