"""What has changed since a bilateral was placed, when it is sent or stands again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from intersessional.accounts.models import User
from programme.bilaterals.models import Absence, Bilateral, Engagement, Host, Resource
from programme.bilaterals.operations import answering, day, excusing, offering, placing
from programme.bilaterals.operations.changes import Clashing
from programme.bilaterals.policies import Refused
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page, text
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals.days import at, host_of, joins, make_candidate, members, room_named
from tests.programme.bilaterals.invited import again, offered, place, seen

PATH = "/bilaterals/invitations/"
Way = Callable[[Bilateral, User], object]


def offered_again(bilateral: Bilateral, by: User) -> object:
    return offering.offer_again(bilateral, by=by, at=ON_14_MAY)


def accepted_by_telephone(bilateral: Bilateral, by: User) -> object:
    return answering.accept(bilateral, by=by, at=ON_14_MAY, on_behalf="The mission")


def taken_back(bilateral: Bilateral, by: User) -> object:
    return day.take_back(bilateral, version=bilateral.version, by=by, at=at(9, 40))


WAYS = pytest.mark.parametrize("way", [offered_again, accepted_by_telephone, taken_back])


def gone(bilateral: Bilateral, way: Way, by: User) -> Bilateral:
    """The bilateral after it was freed in such a manner that it can come back in this way."""
    if way is taken_back:
        day.no_show(bilateral, version=bilateral.version, by=by, at=at(9, 40))
    else:
        answering.decline(bilateral, "No.", by=by, at=ON_14_MAY, on_behalf="The mission")
    return again(bilateral)


@WAYS
def test_who_joined_meanwhile_comes_when_it_stands_again(
    june: Meeting, paul: User, way: Way
) -> None:
    """And can be nowhere else."""
    bilateral = gone(offered("ba", by=paul), way, paul)
    joins("hr")

    way(bilateral, paul)

    assert "hr" in members(bilateral)
    with pytest.raises(Clashing, match="Croatia sits on Committee on Article 5 Implementation"):
        place("hr", host="president", by=paul)


@WAYS
def test_it_does_not_stand_again_while_a_new_member_is_elsewhere(
    june: Meeting, paul: User, way: Way
) -> None:
    bilateral = gone(offered("ba", by=paul), way, paul)
    joins("hr")
    place("hr", host="president", by=paul)

    with pytest.raises(Refused, match="Croatia: "):
        way(bilateral, paul)

    assert again(bilateral).state == bilateral.state


@WAYS
def test_who_left_meanwhile_is_in_nobodys_way(june: Meeting, paul: User, way: Way) -> None:
    seat = joins("se")
    bilateral = gone(offered("ba", by=paul), way, paul)
    seat.delete()
    place("se", host="president", by=paul)

    way(bilateral, paul)

    assert "se" not in members(bilateral)


@WAYS
def test_recusal_and_quorum_count_when_it_stands_again(june: Meeting, paul: User, way: Way) -> None:
    bilateral = gone(offered_to_its_own(paul), way, paul)
    excusing.withdraw_recusal(bilateral.candidate, by=paul, at=ON_14_MAY)
    with pytest.raises(Clashing, match="Confirm first that its member steps aside"):
        way(bilateral, paul)
    confirmed(bilateral, paul)
    Host.objects.filter(slug="victim-assistance").update(quorum=9)
    with pytest.raises(Clashing, match="its quorum is 9"):
        way(bilateral, paul)
    Host.objects.filter(slug="victim-assistance").update(quorum=2)

    way(bilateral, paul)

    assert again(bilateral).state in {"offered", "accepted"}


def of_its_own(paul: User) -> Bilateral:
    """Croatia meets Victim Assistance, on which it sits; its member steps aside."""
    candidate = make_candidate(host_of("victim-assistance"), entity_code="hr")
    Entity.objects.filter(code="hr").update(email="hr@mission.example")
    excusing.confirm_recusal(candidate, reason="The Chair", by=paul, at=ON_14_MAY)
    room = room_named("Room C").pk
    return placing.place(candidate, begins_at=at(9, 30), room=room, by=paul, at=ON_14_MAY)


def offered_to_its_own(paul: User) -> Bilateral:
    [found] = offering.offer([of_its_own(paul)], by=paul, at=ON_14_MAY)
    return found


def confirmed(bilateral: Bilateral, paul: User) -> None:
    excusing.confirm_recusal(bilateral.candidate, reason="The Chair", by=paul, at=ON_14_MAY)


def test_nobody_is_invited_to_its_own_committee_without_the_confirming_word(
    june: Meeting, paul: User
) -> None:
    """The line says so, and is not ticked beforehand; another one is."""
    bilateral, other = of_its_own(paul), place("td", by=paul)
    Entity.objects.filter(code="td").update(email="td@mission.example")
    office: Client = signed_in(paul)
    assert "In conflict" not in text(Page(office.get(PATH)).root)
    excusing.withdraw_recusal(bilateral.candidate, by=paul, at=ON_14_MAY)

    page = Page(office.get(f"{PATH}?choose=all"))

    assert "In conflict: Croatia sits on Committee on Victim Assistance" in text(page.root)
    assert f'value="{seen(other)}" id="c-{other.pk}" checked' in page.html
    assert f'value="{seen(bilateral)}" id="c-{bilateral.pk}" checked' not in page.html
    refused = office.post(PATH, {"chosen": [seen(bilateral), seen(other)]})
    assert refused.status_code == 409
    said = text(Page(refused).root)
    assert "Confirm first that its member steps aside" in said
    assert "In conflict: " in said
    assert {again(one).state for one in (bilateral, other)} == {"proposed"}
    confirmed(bilateral, paul)
    sent = office.post(PATH, {"chosen": [seen(bilateral), seen(other)]})
    assert sent.status_code == 302


def test_nobody_is_invited_below_quorum_or_to_who_is_away(june: Meeting, paul: User) -> None:
    bilateral, host = of_its_own(paul), host_of("victim-assistance")
    Host.objects.filter(pk=host.pk).update(quorum=9)
    with pytest.raises(Clashing, match="its quorum is 9"):
        offering.offer([bilateral], by=paul, at=ON_14_MAY)
    Host.objects.filter(pk=host.pk).update(quorum=2)
    Absence.objects.create(
        resource=Resource.objects.of(host=host),
        meeting=june,
        begins_at=at(9),
        ends_at=at(10),
        reason="Travels",
    )
    with pytest.raises(Clashing, match="is not available from 09:00 to 10:00: Travels"):
        offering.offer([bilateral], by=paul, at=ON_14_MAY)
    assert again(bilateral).state == "proposed"


def test_who_was_to_come_before_the_no_is_in_nobodys_way(june: Meeting, paul: User) -> None:
    """Paola comes for Peru instead; Rosa accepts for Ecuador by telephone."""
    paola, rosa = receive(PAOLA), receive(replace(PAOLA, given_names="Rosa", email="r@m.example"))
    bilateral = offered(by=paul)
    answering.accept(bilateral, [paola.pk], by=paul, at=ON_14_MAY)
    answering.decline(again(bilateral), "No.", by=paul, at=ON_14_MAY)
    peru = place("pe", host="president", by=paul)
    Engagement.objects.create(
        bilateral=peru, resource=Resource.objects.of(person=paola.person), part="participant"
    )

    answering.accept(again(bilateral), [rosa.pk], by=paul, at=ON_14_MAY, on_behalf="The mission")

    assert [one.registration for one in bilateral.participants.all()] == [rosa]
    assert again(bilateral).state == "accepted"
