"""Accepting, endorsing, rejecting, taking up again, replacing, moving: what follows, and who is told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations import operations, policies
from registration.registrations.details import Particulars
from registration.registrations.models import (
    CategoryDeadline,
    ConfirmationRule,
    Extension,
    Registration,
)
from registration.registrations.transitions import TransitionRefused
from tests.people import CLOSING, OLENA, ON_14_MAY, PAOLA, focal_point, isu_staff, receive

pytestmark = pytest.mark.django_db

LATER = ON_14_MAY + timedelta(hours=1)
JEAN = replace(PAOLA, given_names="Jean", family_name="Dupont", email="jean@mission.example")
UNLISTED = replace(PAOLA, entity_code="", unlisted_name="Friends of the Field")


@pytest.fixture
def staff() -> User:
    return isu_staff()


@pytest.fixture
def felix() -> User:
    return focal_point()


def fresh(registration: Registration) -> Registration:
    return Registration.objects.for_change().get(pk=registration.pk)


def told(registration: Registration) -> list[str]:
    about = Message.objects.filter(about_type="registrations.registration")
    found = about.filter(about_id=registration.pk).order_by("pk")
    return list(found.values_list("kind", flat=True))


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def endorse(registration: Registration, by: User) -> Registration:
    return operations.endorse(registration, version=registration.version, by=by, at=LATER)


def set_rule(category: str, needs: str) -> None:
    meeting = Meeting.objects.get(slug="2018")
    ConfirmationRule.objects.filter(meeting=meeting, category=category).update(needs=needs)


def test_the_missions_word_confirms_a_state_party(felix: User) -> None:
    registration = receive()

    endorse(registration, felix)

    found = fresh(registration)
    assert (found.state, found.endorsed_by, found.confirmed_by) == ("confirmed", felix, felix)
    assert told(registration) == ["registration_received", "registration_confirmed"]
    assert verbs() == ["receive", "endorse", "confirm"]


@pytest.mark.parametrize("needs", ["staff", "both"])
def test_where_the_rule_asks_for_more_the_word_alone_does_not_confirm(
    felix: User, staff: User, needs: str
) -> None:
    set_rule("state_party", needs)
    registration = receive()

    endorse(registration, felix)

    assert fresh(registration).state == "received"
    assert told(registration) == ["registration_received"]
    operations.confirm(registration, by=staff, at=LATER)
    assert fresh(registration).state == "confirmed"


def test_endorsing_twice_changes_nothing(felix: User) -> None:
    registration = receive()
    endorse(registration, felix)

    endorse(fresh(registration), felix)

    assert verbs() == ["receive", "endorse", "confirm"]
    assert len(told(registration)) == 2


def test_what_a_focal_point_registers_is_confirmed_by_that(felix: User) -> None:
    registration = receive(by=felix)

    assert (registration.state, registration.submitted_by) == ("confirmed", felix)
    assert told(registration) == ["registration_confirmed"]


def test_what_the_staff_register_waits_for_the_delegations_word(staff: User) -> None:
    registration = receive(by=staff, at=CLOSING)

    assert (registration.state, registration.is_late) == ("received", False)
    assert registration.endorsed_at is None


def test_a_focal_point_learns_of_somebody_who_registered_alone(felix: User) -> None:
    receive()

    assert Message.objects.filter(kind="delegation_member_to_confirm").count() == 1


def test_nobody_learns_of_it_where_there_is_no_focal_point() -> None:
    receive()

    assert not Message.objects.filter(kind="delegation_member_to_confirm").exists()


def test_a_rejection_tells_the_reason_and_the_staff_can_overrule_it(
    felix: User, staff: User
) -> None:
    registration = receive()

    operations.reject(registration, reason="Unknown to us.", version=1, by=felix, at=LATER)
    rejected = fresh(registration)
    operations.reopen(registration, by=staff, at=LATER)

    assert (rejected.state, rejected.decline_reason) == ("declined", "Unknown to us.")
    assert (fresh(registration).state, fresh(registration).decline_reason) == ("received", "")
    assert told(registration) == [
        "registration_received",
        "registration_declined",
        "registration_accepted",
    ]


def test_an_answer_to_an_older_version_is_refused(felix: User) -> None:
    registration = receive()
    Registration.objects.update(version=2)

    with pytest.raises(operations.ChangedMeanwhile):
        operations.reject(registration, reason="No.", version=1, by=felix, at=LATER)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.endorse(registration, version=1, by=felix, at=LATER)

    assert fresh(registration).state == "received"


def test_a_request_is_accepted_with_one_mail(staff: User) -> None:
    registration = receive(UNLISTED)

    operations.accept(registration, by=staff, at=LATER)

    assert fresh(registration).state == "received"
    assert told(registration) == ["registration_received", "registration_accepted"]
    with pytest.raises(TransitionRefused):
        operations.accept(registration, by=staff, at=LATER)


def test_the_missions_word_does_not_accept_a_late_request(felix: User) -> None:
    registration = receive(replace(PAOLA, late_reason="The note came late."), at=CLOSING)

    endorse(registration, felix)

    assert fresh(registration).state == "requested"


def test_a_late_request_that_the_mission_wants_is_confirmed_when_accepted(
    felix: User, staff: User
) -> None:
    registration = receive(replace(PAOLA, late_reason="The note came late."), at=CLOSING)
    endorse(registration, felix)

    operations.accept(registration, by=staff, at=LATER)

    assert fresh(registration).state == "confirmed"
    assert told(registration) == ["registration_received", "registration_confirmed"]


def test_what_a_focal_point_changes_is_confirmed_anew_by_one_mail(felix: User) -> None:
    registration = receive(by=felix)

    operations.set_role(
        fresh(registration), "head", version=registration.version, by=felix, at=LATER
    )

    assert (fresh(registration).state, fresh(registration).role) == ("confirmed", "head")
    assert told(registration) == ["registration_confirmed", "registration_confirmed"]


def test_what_the_staff_change_leaves_the_missions_word_standing(felix: User, staff: User) -> None:
    registration = receive(by=felix)

    amend(registration, staff, function="Minister")

    assert (fresh(registration).state, fresh(registration).endorsed_by) == ("confirmed", felix)
    assert told(registration) == ["registration_confirmed", "registration_confirmed"]


def test_what_the_person_changes_needs_the_missions_word_again(felix: User) -> None:
    registration = receive(by=felix)
    paola = User.objects.create_user(PAOLA.email)

    amend(registration, paola, function="Minister")

    assert (fresh(registration).state, fresh(registration).endorsed_at) == ("received", None)
    assert told(registration) == ["registration_confirmed", "registration_amended"]


def test_where_the_meeting_is_set_so_a_change_leaves_it_confirmed(felix: User) -> None:
    Meeting.objects.update(reconfirm_after_changes=False)
    registration = receive(by=felix)
    paola = User.objects.create_user(PAOLA.email)

    amend(registration, paola, function="Minister")

    assert fresh(registration).state == "confirmed"
    assert told(registration) == ["registration_confirmed", "registration_confirmed"]


def amend(registration: Registration, by: User, **changes: Any) -> None:
    found = fresh(registration)
    particulars = replace(Particulars.of(found), **changes)
    operations.amend(found, particulars, version=found.version, by=by, at=LATER)


def test_somebody_else_takes_the_place(felix: User) -> None:
    first, last = receive(by=felix), receive(JEAN, by=felix)
    details = replace(JEAN, given_names="Rosa", family_name="Luna", email="rosa@mission.example")
    token = codes.address_token()

    def act() -> Registration:
        return operations.replace(
            first, details, version=first.version, token=token, language="en", by=felix, at=LATER
        )

    new = act()

    old = fresh(first)
    assert (old.state, old.replaced_by) == ("replaced", new)
    assert (new.state, new.position) == ("confirmed", first.position)
    assert new.position < last.position
    assert told(first) == ["registration_confirmed", "registration_replaced"]
    assert told(new) == ["registration_confirmed"]
    assert act() == new
    assert Registration.objects.count() == 3


def test_the_staff_move_somebody_and_the_word_of_the_old_delegation_does_not_count(
    felix: User, staff: User
) -> None:
    registration = receive(by=felix)
    receive(OLENA)

    operations.move(registration, "ua", version=registration.version, by=staff, at=LATER)

    found = fresh(registration)
    assert found.delegation.entity.code == "ua"
    assert (found.state, found.endorsed_at) == ("received", None)
    assert told(registration) == ["registration_confirmed", "registration_moved"]


def test_the_order_of_a_delegation_is_its_own(felix: User) -> None:
    first, last = receive(by=felix), receive(JEAN, by=felix)
    delegation = first.delegation
    mails = Message.objects.count()

    changed = operations.set_positions(delegation, [last.pk, first.pk], by=felix, at=LATER)
    again = operations.set_positions(delegation, [last.pk, first.pk], by=felix, at=LATER)

    members = Registration.objects.filter(delegation=delegation).order_by("position")
    assert list(members.values_list("pk", flat=True)) == [last.pk, first.pk]
    assert (changed, again) == (True, False)
    assert Message.objects.count() == mails
    with pytest.raises(operations.OtherMembers):
        operations.set_positions(delegation, [last.pk], by=felix, at=LATER)


def test_an_extension_lets_a_delegation_register_and_change_later(staff: User) -> None:
    registration = receive()
    meeting = registration.meeting
    Extension.objects.create(
        meeting=meeting,
        delegation=registration.delegation,
        closes_at=CLOSING + timedelta(days=2),
        reason="The courier was late.",
        granted_at=ON_14_MAY,
        granted_by=staff,
    )

    late = receive(JEAN, at=CLOSING + timedelta(days=1))

    assert (late.state, late.is_late) == ("received", False)
    assert policies.can_amend(fresh(registration), at=CLOSING + timedelta(days=1))
    with pytest.raises(policies.ReasonNeeded):
        receive(OLENA, at=CLOSING)
    with pytest.raises(policies.ReasonNeeded):
        receive(JEAN, at=CLOSING + timedelta(days=2))


def test_a_category_can_close_earlier() -> None:
    meeting = Meeting.objects.get(slug="2018")
    CategoryDeadline.objects.create(
        meeting=meeting, category="state_party", closes_at=CLOSING - timedelta(days=7)
    )
    registration = receive()

    with pytest.raises(policies.ReasonNeeded):
        receive(JEAN, at=CLOSING - timedelta(days=7))

    assert policies.closes_at(registration) == CLOSING - timedelta(days=7)
    assert receive(UNLISTED, at=CLOSING - timedelta(days=7)).is_late is False


def test_staff_withdraw_for_somebody_after_the_closing(staff: User) -> None:
    registration = fresh(receive())

    operations.withdraw(registration, version=1, by=staff, at=CLOSING)

    assert fresh(registration).state == "withdrawn"
