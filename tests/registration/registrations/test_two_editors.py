"""Two people change one registration: nobody's accepted change is written over unseen."""

from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.details import Particulars
from registration.registrations.models import Registration
from registration.registrations.operations import ChangedMeanwhile, changing
from registration.registrations.transitions import TransitionRefused
from tests.own_database import at_once
from tests.people import ON_14_MAY, isu_staff, receive

FIELDS = ["function", "phone", "family_name", "diet"]
TABS = st.sampled_from(["first", "second"])


def fresh(pk: int) -> Registration:
    return Registration.objects.for_change().get(pk=pk)


class TwoEditors(RuleBasedStateMachine):
    """Two tabs amend and withdraw, the staff confirm; the model knows what was accepted."""

    @initialize()
    def register(self) -> None:
        """Begin with one registration, and with two tabs that show it."""
        self.pk = receive().pk
        self.staff = User.objects.filter(is_staff=True).first() or isu_staff()
        self.seen = {"first": fresh(self.pk), "second": fresh(self.pk)}
        self.accepted = Particulars.of(fresh(self.pk))
        self.mails = 1
        self.number = 0

    @rule(tab=TABS)
    def open_tab(self, tab: str) -> None:
        """Look at how it stands."""
        self.seen[tab] = fresh(self.pk)

    @rule(tab=TABS, field=st.sampled_from(FIELDS))
    def amend(self, tab: str, field: str) -> None:
        """Send the form of a tab, with one answer changed."""
        self.number += 1
        seen = self.seen[tab]
        typed = replace(Particulars.of(seen), **{field: f"{self.number}"})
        is_newest = seen.version == fresh(self.pk).version
        current = fresh(self.pk)
        try:
            operations.amend(current, typed, version=seen.version, by=self.staff, at=ON_14_MAY)
        except ChangedMeanwhile:
            assert not is_newest
        except TransitionRefused:
            assert fresh(self.pk).state == "withdrawn"
        else:
            assert is_newest
            self.accepted = typed
            self.mails += 1

    @rule(tab=TABS)
    def withdraw(self, tab: str) -> None:
        """Withdraw what a tab shows."""
        current, seen = fresh(self.pk), self.seen[tab]
        try:
            done = operations.withdraw(current, version=seen.version, by=self.staff, at=ON_14_MAY)
        except ChangedMeanwhile:
            assert current.version != seen.version
        else:
            self.mails += done

    @rule()
    def confirm(self) -> None:
        """Confirm, as the staff do from their list."""
        try:
            operations.confirm(fresh(self.pk), by=self.staff, at=ON_14_MAY)
        except TransitionRefused:
            return
        self.mails += 1

    @invariant()
    def no_accepted_edit_vanishes(self) -> None:
        """What was accepted last, with all that was accepted before it, is what stands."""
        if hasattr(self, "pk"):
            assert Particulars.of(fresh(self.pk)) == self.accepted

    @invariant()
    def each_accepted_change_leads_to_one_mail(self) -> None:
        """No change without a mail, and no mail without a change."""
        if hasattr(self, "pk"):
            assert Message.objects.filter(about_id=self.pk).count() == self.mails


# A tenth of what the long tests try, whose machine of all lives (tests/long) has two editors, too.
FEW, MANY = 10, 100


def run(examples: int, steps: int = 15) -> None:
    run_state_machine_as_test(
        TwoEditors,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            # What it finds is short enough; to make it shorter takes longer than to find it.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_no_accepted_edit_vanishes_and_each_is_told_once(examples: int) -> None:
    run(examples)


@pytest.mark.django_db
def test_without_the_version_an_accepted_edit_vanishes(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_anyway(registration: Registration, version: int, fields: dict[str, Any]) -> None:
        registration.version += 1
        Registration.objects.filter(pk=registration.pk).update(
            version=registration.version, **fields
        )

    monkeypatch.setattr(changing, "_update", write_anyway)

    with pytest.raises(AssertionError):
        run(FEW)


def test_of_eight_at_the_same_moment_one_is_accepted(transactional_db: None) -> None:
    user = User.objects.create_user("p.chavez@mission.example")
    pk = receive().pk
    together = Barrier(8)
    numbers = iter(range(8))

    def change() -> str:
        seen = fresh(pk)
        typed = replace(Particulars.of(seen), function=f"Function {next(numbers)}")
        together.wait(30)
        try:
            operations.amend(seen, typed, version=1, by=user, at=ON_14_MAY)
        except ChangedMeanwhile:
            return ""
        return typed.function

    [accepted] = filter(None, at_once(8, change))

    assert (fresh(pk).function, fresh(pk).version) == (accepted, 2)
    assert Message.objects.filter(kind="registration_amended").count() == 1


def test_staff_confirm_at_the_moment_of_a_change(transactional_db: None) -> None:
    staff, user = isu_staff(), User.objects.create_user("p.chavez@mission.example")
    pk = receive().pk
    together = Barrier(2)
    acts = iter(["confirm", "amend"])

    def act() -> str:
        mine, seen = next(acts), fresh(pk)
        together.wait(30)
        if mine == "confirm":
            operations.confirm(seen, by=staff, at=ON_14_MAY)
            return "confirmed"
        try:
            typed = replace(Particulars.of(seen), function="Minister")
            operations.amend(seen, typed, version=1, by=user, at=ON_14_MAY)
        except ChangedMeanwhile:
            return "shown both"
        return "amended"

    outcomes = at_once(2, act)

    function = "Minister" if "amended" in outcomes else "Counsellor"
    assert (fresh(pk).state, fresh(pk).function) == ("confirmed", function)
    assert fresh(pk).version == 2 + ("amended" in outcomes)
