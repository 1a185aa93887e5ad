"""What a delegation answers, and what follows when somebody no longer comes."""

from dataclasses import replace
from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.composing import NoLongerNeeded
from intersessional.outbox.models import Message
from programme.bilaterals import inviting
from programme.bilaterals.addressees import of_focal_point
from programme.bilaterals.models import Engagement, Notice, Officer, Resource, Told
from programme.bilaterals.operations import answering, offering, people, placing
from programme.bilaterals.operations.holding import ChangedMeanwhile, save
from programme.bilaterals.operations.telling import Telling, tell
from programme.bilaterals.policies import ReasonNeeded
from programme.bilaterals.queries.free_times import free_times
from registration.registrations import operations as registrations
from tests.own_database import at_once
from tests.people import OLENA, ON_14_MAY, PAOLA, focal_point, receive
from tests.programme.bilaterals.days import at, room_named
from tests.programme.bilaterals.invited import (
    again,
    event_in,
    forget,
    last,
    last_to,
    mail_of,
    offered,
    paola,
    place,
    told,
    words,
)

FELIX, CARLA, PAOLAS = "felix@mission.example", "carla@committee.example", PAOLA.email
ROSA = replace(PAOLA, given_names="Rosa", email="rosa@mission.example")


@pytest.fixture
def felix(db: None) -> User:
    """The focal point of Ecuador."""
    return focal_point()


def test_accepting_tells_delegation_participants_and_officers(
    felix: User, paul: User, carla: User
) -> None:
    person, bilateral = paola(), offered(by=paul)
    forget()

    answering.accept(bilateral, [person.pk], version=2, by=felix, at=ON_14_MAY)
    answering.accept(bilateral, [person.pk], version=2, by=felix, at=ON_14_MAY)

    now = again(bilateral)
    assert (now.state, now.answered_by, now.answered_at) == ("accepted", felix, ON_14_MAY)
    assert [one.registration for one in now.participants.all()] == [person]
    parts = Engagement.objects.filter(bilateral=bilateral, part="participant", is_active=True)
    assert [one.resource.person for one in parts] == [person.person]
    fresh = Message.objects.exclude(state="sent").order_by("pk")
    assert [(one.kind, mail_of(one).to) for one in fresh if "bilateral" in one.kind] == [
        ("bilateral_accepted", FELIX),
        ("bilateral_accepted", PAOLAS),
        ("bilateral_accepted", CARLA),
    ]
    confirmation, _participant, officers = [mail_of(one) for one in fresh]
    method, event = event_in(confirmation)
    assert (method, event["status"], event["sequence"]) == ("REQUEST", "CONFIRMED", 2)
    assert "Participants: Ms. Paola Fernanda CHÁVEZ" in words(confirmation.text)
    assert "Ecuador has accepted the invitation." in words(officers.text)
    assert officers.attachments == ()


def test_who_has_lost_the_role_is_left_out(felix: User, paul: User, carla: User) -> None:
    bilateral = offered(by=paul)
    answering.accept(bilateral, by=felix, at=ON_14_MAY)
    Officer.objects.all().delete()
    with pytest.raises(NoLongerNeeded):
        last("accepted")


def test_somebody_comes_of_this_delegation_who_is_nowhere_else(felix: User, paul: User) -> None:
    person, olena = paola(), receive(OLENA)
    bilateral = offered(by=paul)
    with pytest.raises(people.NobodyComes):
        answering.accept(bilateral, [], by=felix, at=ON_14_MAY)
    with pytest.raises(people.NotOfTheDelegation):
        answering.accept(bilateral, [olena.pk], by=felix, at=ON_14_MAY)
    registrations.withdraw(person, version=person.version, at=ON_14_MAY, by=felix)
    with pytest.raises(people.NotOfTheDelegation):
        answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    assert again(bilateral).state == "offered"


def test_a_participant_who_is_elsewhere_is_named(felix: User, paul: User) -> None:
    person, bilateral = paola(), offered(by=paul)
    other = offered("pe", host="cooperation", by=paul)
    resource = Resource.objects.of(person=person.person)
    Engagement.objects.create(bilateral=other, resource=resource, part="participant")

    with pytest.raises(people.BusyElsewhere, match=r"Paola.*Peru, 09:30–09:55") as refusal:
        answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)

    assert "Cooperation" in str(refusal.value)
    assert again(bilateral).state == "offered"


def test_declining_needs_a_reason_and_frees_the_place(felix: User, paul: User, carla: User) -> None:
    bilateral = offered(by=paul)
    with pytest.raises(ReasonNeeded):
        answering.decline(bilateral, "  ", by=felix, at=ON_14_MAY)

    answering.decline(bilateral, "We fly at noon.", by=felix, at=ON_14_MAY)
    answering.decline(bilateral, "We fly at noon.", by=felix, at=ON_14_MAY)

    assert (again(bilateral).state, again(bilateral).answer) == ("declined", "We fly at noon.")
    place("ua", by=paul)
    assert told() == [("invited", FELIX), ("declined", FELIX), ("declined", CARLA)]
    own = mail_of(Message.objects.filter(kind="bilateral_declined").earliest("pk"))
    assert event_in(own)[0] == "CANCEL"
    assert "We fly at noon." in words(last("declined").text)


def test_what_was_accepted_can_be_declined_until_it_begins(felix: User, paul: User) -> None:
    bilateral = offered(by=paul)
    answering.accept(bilateral, by=felix, at=ON_14_MAY)
    with pytest.raises(inviting.TooLate):
        answering.decline(bilateral, "Late.", by=felix, at=at(9, 30))
    answering.decline(bilateral, "Ill.", by=felix, at=at(9, 29))
    assert again(bilateral).state == "declined"


def test_another_of_the_free_times(felix: User, paul: User, carla: User) -> None:
    bilateral = offered(by=paul)
    place("ua", begins_at=at(10), by=paul)
    place("ec", host="cooperation", begins_at=at(11), by=paul)
    times = [one.begins_at for one in free_times(again(bilateral), at=ON_14_MAY)]
    # Neither its own time, nor that of the host's other guest, nor its own other meeting.
    assert not {at(9, 30), at(10), at(11)} & set(times)
    assert times[:2] == [at(10, 30), at(11, 30)]
    assert len(times) == 9

    with pytest.raises(answering.NotFree):
        answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    answering.ask_another_time(bilateral, at(10, 30), "Later.", by=felix, at=ON_14_MAY)

    now = again(bilateral)
    assert (now.state, now.wanted_at) == ("another_time", at(10, 30))
    said = words(last("another_time").text)
    assert "Ecuador asks to meet on Wednesday 6 June 2018, 10:30 instead." in said
    answering.accept(now, by=felix, at=ON_14_MAY)
    assert (again(bilateral).state, again(bilateral).wanted_at) == ("accepted", None)


def test_free_times_take_the_same_queries(
    felix: User, paul: User, django_assert_num_queries: Any
) -> None:
    bilateral = again(offered(by=paul))
    for number, code in enumerate(("ua", "td", "hr")):
        place(code, begins_at=at(10 + number), by=paul, host="cooperation")
    with django_assert_num_queries(6):
        free_times(bilateral, at=ON_14_MAY)


def test_other_participants_and_who_is_released(felix: User, paul: User) -> None:
    person, rosa = paola(), receive(ROSA)
    bilateral = offered(by=paul)
    answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    forget()

    answering.change_participants(bilateral, [rosa.pk], by=felix, at=ON_14_MAY)
    answering.change_participants(bilateral, [rosa.pk], by=felix, at=ON_14_MAY)

    fresh = Message.objects.exclude(state="sent").order_by("pk")
    assert [(one.kind, mail_of(one).to) for one in fresh] == [
        ("bilateral_participants", FELIX),
        ("bilateral_participants", ROSA.email),
        ("bilateral_released", PAOLAS),
        ("bilateral_participants", paul.email),
    ]
    method, event = event_in(last("released"))
    assert (method, event["sequence"]) == ("CANCEL", 3)
    with pytest.raises(inviting.TooLate):
        answering.change_participants(bilateral, [person.pk], by=felix, at=at(9, 30))


def fresh_mails() -> list[tuple[str, str, str]]:
    """What the delegation is told since `forget`: kind, address, and what the calendar file does."""
    fresh = Message.objects.exclude(state="sent").filter(kind__startswith="bilateral_")
    mails = [(one.kind.removeprefix("bilateral_"), mail_of(one)) for one in fresh.order_by("pk")]
    # The office’s own mails bring no file.
    return [(kind, mail.to, event_in(mail)[0]) for kind, mail in mails if mail.attachments]


@pytest.mark.parametrize("shared", ["Office@Mission.example", FELIX])
@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_an_address_that_still_serves_is_not_told_to_strike_it_out(
    felix: User, paul: User, shared: str, is_withdrawn: bool
) -> None:
    """That of the mission, under which several are registered; or that of the focal point."""
    person, rosa = (
        receive(replace(PAOLA, email=shared)),
        receive(replace(ROSA, email=shared.lower())),
    )
    bilateral = offered(by=paul)
    coming = [person.pk, rosa.pk] if is_withdrawn else [person.pk]
    answering.accept(bilateral, coming, by=felix, at=ON_14_MAY)
    forget()

    if is_withdrawn:
        registrations.withdraw(person, version=person.version, at=ON_14_MAY, by=felix)
    else:
        answering.change_participants(bilateral, [rosa.pk], by=felix, at=ON_14_MAY)

    addresses = dict.fromkeys([FELIX, shared.lower()])
    assert fresh_mails() == [("participants", one, "REQUEST") for one in addresses]


def test_who_moved_to_another_delegation_still_comes_to_the_meeting(
    felix: User, paul: User
) -> None:
    person = paola()
    bilateral = offered(by=paul)
    answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    forget()

    registrations.move(person, "ua", version=person.version, by=paul, at=ON_14_MAY)

    assert not again(bilateral).participants.exists()
    felixs = words(last_to("participants", FELIX).text)
    paolas = words(last("released").text)
    assert "CHÁVEZ now comes for another delegation, and was taken out of this" in felixs
    assert "You can name somebody else." in felixs
    assert "You now come for another delegation. The calendar file takes it out." in paolas
    assert "no longer comes" not in felixs
    assert "has named other participants" not in paolas


def test_who_was_replaced_no_longer_comes(felix: User, paul: User) -> None:
    person = paola()
    bilateral = offered(by=paul)
    answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    who = {"version": person.version, "token": "a" * 22, "language": "en"}
    registrations.replace(person, ROSA, **who, by=felix, at=ON_14_MAY)

    assert "CHÁVEZ no longer comes to the meeting" in words(last_to("participants", FELIX).text)
    assert "You no longer come to the meeting." in words(last("released").text)


def test_by_telephone_an_answer_counts_after_the_end(felix: User, paul: User) -> None:
    bilateral = offered(by=paul)
    answering.decline(bilateral, "No time.", by=felix, at=ON_14_MAY)

    answering.accept(bilateral, by=paul, at=ON_14_MAY, on_behalf="Ms. Chávez rang at 10:00.")

    assert again(bilateral).state == "accepted"
    entry = AuditEntry.objects.filter(verb="accept").get()
    assert entry.values_changed.after["on_behalf"] == "Ms. Chávez rang at 10:00."


def test_whoever_saw_another_version_is_told(felix: User, paul: User) -> None:
    bilateral = offered(by=paul)
    with pytest.raises(ChangedMeanwhile):
        answering.decline(bilateral, "No.", version=1, by=felix, at=ON_14_MAY)


def test_who_no_longer_comes_is_taken_out_and_the_delegation_hears_of_it(
    felix: User, paul: User
) -> None:
    person, rosa = paola(), receive(ROSA)
    bilateral = offered(by=paul)
    answering.accept(bilateral, [person.pk, rosa.pk], by=felix, at=ON_14_MAY)
    forget()

    registrations.withdraw(person, version=person.version, at=ON_14_MAY, by=felix)

    now = again(bilateral)
    assert (now.state, [one.registration for one in now.participants.all()]) == (
        "accepted",
        [rosa],
    )
    assert Engagement.objects.filter(bilateral=bilateral, part="participant").count() == 1
    fresh = Message.objects.exclude(state="sent").filter(kind__startswith="bilateral_")
    fresh = fresh.order_by("pk")
    mails = [(one.kind.removeprefix("bilateral_"), mail_of(one, check=True)) for one in fresh]
    assert [(kind, mail.to) for kind, mail in mails] == [
        ("participants", FELIX),
        ("participants", ROSA.email),
        ("released", PAOLAS),
        ("participants", paul.email),
    ]
    [felixs, rosas, paolas, _pauls] = [mail for _kind, mail in mails]
    assert "Ms. Paola Fernanda CHÁVEZ no longer comes" in words(felixs.text)
    assert "Below you find who comes now." in words(rosas.text)
    assert "You no longer come to the meeting." in words(paolas.text)
    assert event_in(paolas)[0] == "CANCEL"


def test_what_others_are_told_takes_nothing_from_a_reader(felix: User, paul: User) -> None:
    """A move that has not left is still sent to whoever is told nothing newer."""
    person = paola()
    bilateral = offered(by=paul)
    answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    current = again(bilateral)
    placing.move(
        current,
        begins_at=at(10),
        room=current.room_id,
        version=current.version,
        by=paul,
        at=ON_14_MAY,
    )
    moved = Message.objects.filter(kind="bilateral_moved").order_by("pk")
    to_felix, to_paola = list(moved)
    point = Notice.objects.get(pk=to_felix.about_id).focal_point
    current = again(bilateral)
    current.sequence += 1
    save(current, "sequence")

    tell(Told.PARTICIPANTS, [Telling(current, [of_focal_point(point)])], at=ON_14_MAY)

    with pytest.raises(NoLongerNeeded):
        mail_of(to_felix, check=True)
    assert "10:00" in words(mail_of(to_paola, check=True).text)


def test_two_who_answer_at_once(transactional_db: None) -> None:
    from tests.programme.bilaterals.days import planner

    felix, paul = focal_point(), planner()
    person, bilateral = paola(), offered(by=paul)
    acts = [
        lambda: answering.accept(bilateral, [person.pk], version=2, by=felix, at=ON_14_MAY),
        lambda: answering.decline(bilateral, "No.", version=2, by=felix, at=ON_14_MAY),
    ]

    def one() -> str:
        try:
            return str(acts.pop()().state)
        except ChangedMeanwhile:
            return "changed"

    outcomes = at_once(2, one)

    assert sorted(outcomes) in (["accepted", "changed"], ["changed", "declined"])
    assert again(bilateral).state in outcomes
    assert again(bilateral).version == 3


def test_a_withdrawal_and_an_answer_at_once(transactional_db: None) -> None:
    from tests.programme.bilaterals.days import planner

    felix, paul = focal_point(), planner()
    person, bilateral = paola(), offered(by=paul)
    acts = [
        lambda: answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY),
        lambda: registrations.withdraw(person, version=person.version, at=ON_14_MAY, by=felix),
    ]

    def one() -> str:
        try:
            acts.pop()()
        except people.NotOfTheDelegation:
            return "not of the delegation"
        return "done"

    at_once(2, one)

    assert not again(bilateral).participants.exists()


@pytest.mark.parametrize("room", ["Room A", "Room B"])
def test_another_room_alone_does_not_answer_who_asks_for_another_time(
    paul: User, room: str
) -> None:
    bilateral = offered(by=paul)
    answering.ask_another_time(bilateral, at(11), "Later.", by=paul, at=ON_14_MAY)

    into = room_named(room).pk
    placing.move(again(bilateral), begins_at=at(9, 30), room=into, version=3, by=paul, at=ON_14_MAY)

    now = again(bilateral)
    assert (now.state, now.wanted_at, now.room_id) == ("another_time", at(11), into)


def test_to_ask_again_after_the_end_is_no_success(paul: User) -> None:
    bilateral = offered(by=paul)
    answering.ask_another_time(bilateral, at(11), "Later.", by=paul, at=ON_14_MAY)
    offering.cancel(bilateral, reason="Ill.", by=paul, at=ON_14_MAY)

    with pytest.raises(inviting.NotOpen):
        answering.ask_another_time(bilateral, at(11), "Later.", by=paul, at=ON_14_MAY)
