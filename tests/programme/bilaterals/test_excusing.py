"""Members that need not come, down to the quorum; and those who step aside."""

from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.bilaterals.models import Bilateral, Candidate, Engagement, Excusal, Host
from programme.bilaterals.operations import day
from programme.bilaterals.operations.excusing import (
    MemberBusy,
    confirm_recusal,
    excuse,
    readmit,
    withdraw_recusal,
)
from programme.bilaterals.operations.offering import offer_again
from programme.bilaterals.policies import ReasonNeeded
from programme.bilaterals.quorum import BelowQuorum, NotAMember, check_quorum, members_present
from programme.bilaterals.transitions import State
from registration.delegations.models import CommitteeMembership, Entity
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def acting(paul: User) -> dict[str, Any]:
    return {"by": paul, "at": ON_14_MAY}


def entity(code: str) -> Entity:
    return Entity.objects.get(code=code)


def of_victims(code: str = "et") -> Candidate:
    """A candidate of Victim Assistance: Belgium, Croatia, Ecuador, Mozambique; quorum 2."""
    return make_candidate(host_of("victim-assistance"), entity_code=code)


def engaged(bilateral: Bilateral) -> set[str]:
    found = Engagement.objects.filter(bilateral=bilateral, is_active=True, part="member")
    return set(found.values_list("resource__entity__code", flat=True))


def test_a_member_is_excused_by_name_with_a_reason(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    assert excuse(candidate, entity("hr"), reason=" At Article 5 ", **acting)
    assert not excuse(candidate, entity("hr"), reason="Again", **acting)
    [excusal] = Excusal.objects.all()
    assert (excusal.entity.code, excusal.reason) == ("hr", "At Article 5")
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["excuse_bilateral_member"]


def test_who_was_excused_after_the_end_is_not_asked_back_with_it(
    june: Meeting, acting: dict[str, Any]
) -> None:
    acting = {**acting, "at": at(9, 40)}
    angola = make_candidate(host_of("article-5"), entity_code="ao")
    bilateral = placed(angola, at(9, 30))
    for act in (day.start, day.hold):
        bilateral = act(bilateral, version=bilateral.version, **acting)
    [member, *others] = sorted(engaged(bilateral))
    excuse(bilateral.candidate, entity(member), reason="Left.", **acting)
    assert engaged(bilateral) == {member, *others}

    bilateral = day.take_back(bilateral, version=bilateral.version, **acting)

    assert bilateral.state == State.PROPOSED
    assert engaged(bilateral) == set(others)


def test_never_without_a_reason(june: Meeting, acting: dict[str, Any]) -> None:
    with pytest.raises(ReasonNeeded):
        excuse(of_victims(), entity("hr"), reason=" ", **acting)


def test_never_below_the_quorum(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    for code in ("hr", "ec"):
        excuse(candidate, entity(code), reason="Elsewhere", **acting)
    words = "has a quorum of 2: 1 member would be left"
    with pytest.raises(BelowQuorum, match=words):
        excuse(candidate, entity("mz"), reason="Elsewhere", **acting)
    assert Excusal.objects.count() == 2


def test_the_guest_itself_does_not_count(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims("ec")
    [present] = members_present(candidate).values()
    assert [one.code for one in present] == ["be", "hr", "mz"]
    excuse(candidate, entity("hr"), reason="Elsewhere", **acting)
    with pytest.raises(BelowQuorum):
        excuse(candidate, entity("mz"), reason="Elsewhere", **acting)
    check_quorum(Candidate.objects.get())


@pytest.mark.parametrize("code", ["cr", "se", "et"])
def test_only_who_sits_on_the_committee_is_excused(
    june: Meeting, acting: dict[str, Any], code: str
) -> None:
    with pytest.raises(NotAMember, match="so it cannot be excused"):
        excuse(of_victims(), entity(code), reason="Elsewhere", **acting)


def test_membership_counts_on_the_day(june: Meeting, acting: dict[str, Any]) -> None:
    CommitteeMembership.objects.filter(entity__code="hr").update(valid_until=june.bilaterals_on)
    with pytest.raises(NotAMember):
        excuse(of_victims(), entity("hr"), reason="Elsewhere", **acting)


def test_each_committee_of_a_joint_meeting_keeps_its_quorum(
    june: Meeting, acting: dict[str, Any]
) -> None:
    hosts = [host_of("victim-assistance"), host_of("article-5")]
    candidate = make_candidate(*hosts, entity_code="et")
    Host.objects.filter(slug="article-5").update(quorum=4)
    excuse(candidate, entity("hr"), reason="Elsewhere", **acting)
    with pytest.raises(BelowQuorum, match="Article 5 Implementation has a quorum of 4: 3 members"):
        excuse(candidate, entity("nl"), reason="Elsewhere", **acting)


def test_an_excused_member_is_free_at_that_time(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    bilateral = placed(candidate, at(11))
    assert engaged(bilateral) == {"be", "hr", "ec", "mz"}
    excuse(candidate, entity("hr"), reason="At Article 5", **acting)
    assert engaged(bilateral) == {"be", "ec", "mz"}
    # So that it can be received elsewhere meanwhile.
    placed(make_candidate(host_of("article-5"), entity_code="hr"), at(11))


def test_readmitted_it_is_engaged_again(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    bilateral = placed(candidate, at(11))
    excuse(candidate, entity("hr"), reason="At Article 5", **acting)
    assert readmit(candidate, entity("hr"), **acting)
    assert not readmit(candidate, entity("hr"), **acting)
    assert engaged(bilateral) == {"be", "hr", "ec", "mz"}
    assert not Excusal.objects.exists()


def test_who_is_received_then_is_not_readmitted(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    bilateral = placed(candidate, at(11))
    excuse(candidate, entity("hr"), reason="At Article 5", **acting)
    placed(make_candidate(host_of("article-5"), entity_code="hr"), at(11, 10))
    words = "Croatia is itself received by Committee on Article 5 Implementation at 11:10"
    with pytest.raises(MemberBusy, match=words):
        readmit(candidate, entity("hr"), **acting)
    assert engaged(bilateral) == {"be", "ec", "mz"}
    assert Excusal.objects.count() == 1


def test_the_minute_after_is_no_hindrance(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    placed(candidate, at(11))
    excuse(candidate, entity("hr"), reason="At Article 5", **acting)
    placed(make_candidate(host_of("article-5"), entity_code="hr"), at(11, 25))
    assert readmit(candidate, entity("hr"), **acting)


def test_who_was_at_one_that_was_held_stays_there(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    bilateral = placed(candidate, at(11), state="held")
    excuse(candidate, entity("hr"), reason="Elsewhere", **acting)
    assert engaged(bilateral) == {"be", "hr", "ec", "mz"}
    Engagement.objects.filter(bilateral=bilateral, resource__entity=entity("hr")).delete()
    assert readmit(candidate, entity("hr"), **acting)
    assert engaged(bilateral) == {"be", "ec", "mz"}


def test_what_was_cancelled_engages_nobody(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims()
    bilateral = placed(candidate, at(11), state="cancelled")
    excuse(candidate, entity("hr"), reason="Elsewhere", **acting)
    readmit(candidate, entity("hr"), **acting)
    assert engaged(bilateral) == set()


def test_a_member_steps_aside_by_a_confirming_word(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = of_victims("hr")
    with pytest.raises(ReasonNeeded):
        confirm_recusal(candidate, reason="", **acting)
    assert confirm_recusal(candidate, reason="The Chair, by e-mail", **acting)
    assert not confirm_recusal(candidate, reason="The Chair, by e-mail", **acting)
    candidate.refresh_from_db()
    assert candidate.recusal_confirmed_by == acting["by"]
    assert withdraw_recusal(candidate, **acting)
    assert not withdraw_recusal(candidate, **acting)
    candidate.refresh_from_db()
    assert (candidate.recusal_reason, candidate.recusal_confirmed_by) == ("", None)
    found = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(found) == ["confirm_bilateral_recusal", "withdraw_bilateral_recusal"]


def test_who_sits_on_no_committee_does_not_step_aside(
    june: Meeting, acting: dict[str, Any]
) -> None:
    with pytest.raises(NotAMember, match="Ethiopia does not sit"):
        confirm_recusal(of_victims(), reason="The Chair", **acting)


def test_who_is_readmitted_after_a_no_comes_when_it_is_offered_again(
    acting: dict[str, Any],
) -> None:
    bilateral = placed(of_victims(), at(11))
    excuse(bilateral.candidate, entity("mz"), reason="Travels.", **acting)
    Bilateral.objects.filter(pk=bilateral.pk).update(state="declined")
    readmit(bilateral.candidate, entity("mz"), **acting)

    Entity.objects.filter(code="et").update(email="et@mission.example")
    offer_again(bilateral, **acting)

    assert engaged(bilateral) == {"be", "hr", "ec", "mz"}
