"""Whom a host should meet: added, changed, ranked, removed, each on record."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.bilaterals.details import CandidateDetails
from programme.bilaterals.models import Candidate, Resource
from programme.bilaterals.operations.candidates import (
    BilateralStands,
    CandidateChanged,
    OrderChanged,
    add_candidates,
    change_candidate,
    details_of,
    rank_candidates,
    remove_candidate,
    set_aside,
)
from programme.bilaterals.tags import label_of
from registration.delegations.models import Delegation, Entity, Tag
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed

pytestmark = pytest.mark.django_db

DETAILS = CandidateDetails(
    rank=3,
    weight=7,
    reason="Extension request",
    minutes=40,
    languages=("en", "fr"),
    needs_accessible_room=True,
    wanted=((at(10), at(11, 30)),),
)


@pytest.fixture
def acting(paul: User) -> dict[str, Any]:
    return {"by": paul, "at": ON_14_MAY}


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def ranks(slug: str) -> list[tuple[str, int]]:
    rows = Candidate.objects.filter(hosts=host_of(slug)).select_related("delegation__entity")
    return [(one.delegation.entity.code, one.rank) for one in rows]


def test_a_tag_adds_thirty_three(june: Meeting, acting: dict[str, Any]) -> None:
    host, tag = host_of("article-5"), Tag.objects.get(slug="article-5")
    make_candidate(host, entity_code="hr", rank=1, reason="By hand")
    added = add_candidates(june, [host], tag=tag, reason="Mined areas", rank=10, **acting)
    assert (len(added.candidates), [one.code for one in added.skipped]) == (32, ["hr"])
    assert Candidate.objects.filter(hosts=host).count() == 33
    assert Candidate.objects.filter(hosts=host, source="tag", rank=10, weight=1).count() == 32
    assert Candidate.objects.get(hosts=host, delegation__entity__code="hr").reason == "By hand"
    assert Delegation.objects.filter(meeting=june).count() == 33
    assert Resource.objects.filter(entity__tags=tag).count() == 33
    assert verbs() == ["add_bilateral_candidate"] * 32


def test_adding_again_adds_nobody(june: Meeting, acting: dict[str, Any]) -> None:
    host, tag = host_of("article-5"), Tag.objects.get(slug="article-5")
    add_candidates(june, [host], tag=tag, **acting)
    again = add_candidates(june, [host], tag=tag, **acting)
    assert (again.candidates, len(again.skipped)) == ([], 33)
    assert Candidate.objects.count() == 33


def test_many_cost_no_more_than_one(
    june: Meeting, acting: dict[str, Any], django_assert_num_queries: Any
) -> None:
    host = host_of("article-5")
    for codes in (["hr"], ["cy", "rs", "sd"]):
        entities = list(Entity.objects.filter(code__in=codes))
        with django_assert_num_queries(12):
            add_candidates(june, [host], entities=entities, **acting)


def test_two_hosts_meet_a_delegation_together(june: Meeting, acting: dict[str, Any]) -> None:
    hosts = [host_of("article-5"), host_of("cooperation")]
    added = add_candidates(june, hosts, entities=[Entity.objects.get(code="cr")], **acting)
    [candidate] = added.candidates
    assert {host.slug for host in candidate.hosts.all()} == {"article-5", "cooperation"}
    again = add_candidates(june, hosts[:1], entities=[Entity.objects.get(code="cr")], **acting)
    assert again.candidates == []


def test_everything_can_be_changed_and_is_on_record(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = make_candidate(host_of("article-5"), entity_code="hr")
    assert change_candidate(candidate, DETAILS, version=1, **acting)
    candidate.refresh_from_db()
    assert details_of(candidate) == DETAILS
    assert candidate.version == 2
    [entry] = AuditEntry.objects.all()
    assert entry.verb == "change_bilateral_candidate"
    assert entry.values_changed.before["rank"] == 1
    assert entry.values_changed.after["wanted"] == [
        ["2018-06-06T10:00:00+02:00", "2018-06-06T11:30:00+02:00"]
    ]
    assert not change_candidate(candidate, DETAILS, version=1, **acting)
    assert AuditEntry.objects.count() == 1


def test_nobodys_change_is_lost(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = make_candidate(host_of("article-5"), entity_code="hr")
    change_candidate(candidate, DETAILS, version=1, **acting)
    with pytest.raises(CandidateChanged) as conflict:
        change_candidate(candidate, replace(DETAILS, rank=9), version=1, **acting)
    assert conflict.value.current.rank == 3
    candidate.refresh_from_db()
    assert candidate.rank == 3


def test_set_aside_and_back(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = make_candidate(host_of("article-5"), entity_code="hr")
    assert set_aside(candidate, aside=True, **acting)
    assert not set_aside(candidate, aside=True, **acting)
    assert set_aside(candidate, aside=False, **acting)
    assert verbs() == ["set_bilateral_candidate_aside", "take_bilateral_candidate_back"]


def test_an_order_gives_each_its_rank(june: Meeting, acting: dict[str, Any]) -> None:
    host = host_of("article-5")
    hr, cy, rs = (make_candidate(host, entity_code=code, rank=50) for code in ("hr", "cy", "rs"))
    seen = [hr.pk, cy.pk, rs.pk]
    assert rank_candidates(host, [rs.pk, hr.pk, cy.pk], seen=seen, **acting)
    assert ranks("article-5") == [("rs", 1), ("hr", 2), ("cy", 3)]
    # The same buttons once more: the list is another one by now.
    with pytest.raises(OrderChanged):
        rank_candidates(host, [rs.pk, hr.pk, cy.pk], seen=seen, **acting)
    assert not rank_candidates(host, [rs.pk, hr.pk, cy.pk], **acting)
    assert verbs() == ["rank_bilateral_candidate"] * 3


def test_candidates_are_locked_in_one_order_whatever_their_rank(
    june: Meeting, acting: dict[str, Any]
) -> None:
    """As placing locks them, so that nobody waits for somebody who waits for them."""
    host = host_of("article-5")
    hr = make_candidate(host, entity_code="hr", rank=50)
    rs = make_candidate(host, entity_code="rs", rank=10)

    with CaptureQueriesContext(connection) as asked:
        rank_candidates(host, [hr.pk, rs.pk], **acting)

    [locking] = [one["sql"] for one in asked if "FOR NO KEY UPDATE" in one["sql"]]
    assert 'ORDER BY "bilaterals_candidate"."id" ASC' in locking


def test_who_is_of_another_host_is_not_ranked(june: Meeting, acting: dict[str, Any]) -> None:
    host = host_of("article-5")
    hr = make_candidate(host, entity_code="hr", rank=50)
    other = make_candidate(host_of("cooperation"), entity_code="cr", rank=50)
    with pytest.raises(OrderChanged):
        rank_candidates(host, [other.pk, hr.pk], **acting)
    assert ranks("cooperation") == [("cr", 50)]


def test_a_candidate_is_removed_once(june: Meeting, acting: dict[str, Any]) -> None:
    candidate = make_candidate(host_of("article-5"), entity_code="hr")
    assert remove_candidate(candidate, **acting)
    assert not remove_candidate(candidate, **acting)
    assert not Candidate.objects.exists()
    assert verbs() == ["remove_bilateral_candidate"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "A bilateral of Croatia stands. Cancel it first"),
        ({"state": "cancelled"}, "Croatia had a bilateral, whose record is kept"),
    ],
)
def test_what_was_placed_keeps_its_candidate(
    june: Meeting, acting: dict[str, Any], fields: dict[str, Any], words: str
) -> None:
    candidate = make_candidate(host_of("article-5"), entity_code="hr")
    placed(candidate, at(9, 30), **fields)
    with pytest.raises(BilateralStands, match=words):
        remove_candidate(candidate, **acting)
    assert Candidate.objects.exists()


def test_the_constraints_hold_at_the_end(june: Meeting) -> None:
    placed(make_candidate(host_of("compliance"), entity_code="hr"), at(9, 30))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("slug", "label"),
    [
        ("article-5", "Article 5"),
        ("article-5-extension-request", "Article 5 extension request"),
        ("survey_done", "Survey done"),
    ],
)
def test_tags_are_called_by_a_name(slug: str, label: str) -> None:
    assert label_of(Tag(slug=slug)) == label
