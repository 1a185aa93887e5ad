"""The pages of candidates: without JavaScript, for those who plan, each for its hosts."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from programme.bilaterals.models import Candidate, Excusal
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import focal_point
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed

pytestmark = pytest.mark.django_db

ALL = "/bilaterals/candidates/"
LIST = f"{ALL}article-5/"
NEW = {"reason": "", "rank": 50, "weight": 1}


@pytest.fixture
def office(paul: User) -> Client:
    return signed_in(paul)


@pytest.fixture
def committee(carla: User) -> Client:
    return signed_in(carla)


def one(candidate: Candidate, slug: str = "article-5") -> str:
    return f"{ALL}{slug}/{candidate.pk}/"


def answers(client: Client, candidate: Candidate, **changes: Any) -> dict[str, Any]:
    """Return what the form of a candidate's page would send."""
    found = client.get(one(candidate)).context["forms"]["save"].initial
    filled = {name: value for name, value in found.items() if value not in (None, False)}
    return filled | {"do": "save"} | changes


def codes(slug: str = "article-5") -> list[str]:
    found = Candidate.objects.filter(hosts=host_of(slug))
    return [one.delegation.entity.code for one in found.select_related("delegation__entity")]


def problem(response: Any, field: str) -> str:
    """Return what the page says of a field at its top."""
    found = Page(response).problems()
    return next((text for text, target in found.items() if target == field), "")


def said(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_office_sees_all_hosts_and_an_officer_its_own(
    office: Client, committee: Client
) -> None:
    make_candidate(host_of("article-5"), entity_code="hr")
    assert [line.host.slug for line in office.get(ALL).context["lines"]] == [
        *("president", "article-5", "victim-assistance", "cooperation", "compliance")
    ]
    [line] = committee.get(ALL).context["lines"]
    assert (line.host.slug, line.candidates, line.standing) == ("article-5", 1, 0)


def test_an_officer_gets_no_other_hosts_pages(committee: Client) -> None:
    other = make_candidate(host_of("cooperation"), entity_code="cr")
    joint = make_candidate(host_of("cooperation"), host_of("article-5"), entity_code="et")
    for path in (f"{ALL}cooperation/", one(other, "cooperation"), one(other), one(joint)):
        assert committee.get(path).status_code == 404, path
    assert committee.post(f"{ALL}cooperation/add/", NEW | {"entity": "hr"}).status_code == 404
    # What is of several hosts is on the list, and cannot be touched.
    page = committee.get(LIST)
    assert "The President’s office plans it." in said(page)
    committee.post(f"{LIST}remove/", {"candidate": joint.pk})
    moved = committee.post(f"{LIST}order/", {"seen": str(joint.pk), "do": f"up:{joint.pk}"})
    assert moved.status_code == 409
    assert Candidate.objects.count() == 2


def test_others_do_not_plan(client: Client, june: Meeting) -> None:
    assert client.get(LIST).status_code == 302
    assert signed_in(focal_point()).get(LIST).status_code == 403


def test_all_with_a_tag_are_added_once(office: Client) -> None:
    page = Page(office.get(f"{LIST}add/tag/"))
    assert "Tag" in page.labels()
    form = NEW | {"tag": "article-5", "reason": "Mined areas"}
    for words in ("33 candidates were added.", "33 were candidates already and stay"):
        assert words in said(office.post(f"{LIST}add/tag/", form, follow=True))
    assert len(codes()) == 33


def test_tags_have_names(office: Client) -> None:
    page = said(office.get(f"{LIST}add/tag/"))
    assert '<option value="article-5">Article 5</option>' in page


def test_one_is_added_by_hand(office: Client) -> None:
    form = NEW | {"entity": "cr", "reason": "Wishes for support", "rank": 4, "weight": 9}
    assert "1 candidate was added." in said(office.post(f"{LIST}add/", form, follow=True))
    found = Candidate.objects.get()
    assert (found.source, found.rank, found.weight, found.reason) == (
        *("hand", 4, 9),
        "Wishes for support",
    )


def test_several_hosts_meet_one_together(office: Client, committee: Client) -> None:
    form = NEW | {"entity": "cr", "together": ["cooperation"]}
    office.post(f"{LIST}add/", form)
    found = Candidate.objects.get()
    assert {host.slug for host in found.hosts.all()} == {"article-5", "cooperation"}
    assert "together with Committee on the Enhancement" in said(office.get(LIST))
    # An officer of one host joins no other to it.
    assert "Together with" not in said(committee.get(f"{LIST}add/"))
    committee.post(f"{LIST}add/", form | {"entity": "hr"})
    assert Candidate.objects.get(delegation__entity__code="hr").hosts.count() == 1


@pytest.mark.parametrize(
    ("page", "changes", "field", "words"),
    [
        ("add/", {}, "id_entity", "Choose a State or an organisation."),
        ("add/", {"entity": "atlantis"}, "id_entity", "Choose a State or an organisation."),
        ("add/", {"entity": "cr", "together": "x"}, "id_together_0", "Choose among the hosts"),
        ("add/", {"entity": "cr", "rank": 0}, "id_rank", "Enter a number from 1 to 999."),
        ("add/", {"entity": "cr", "weight": 11}, "id_weight", "Enter a number from 1 to 10."),
        ("add/", {"entity": "cr", "weight": ""}, "id_weight", "Enter a number from 1 to 10."),
        ("add/tag/", {"tag": "nobody"}, "id_tag", "Choose a tag."),
        ("add/tag/", {"tag": "article-5", "rank": "x"}, "id_rank", "Enter a number from 1 to"),
    ],
)
def test_bad_input_is_answered_at_its_field(
    office: Client, page: str, changes: dict[str, Any], field: str, words: str
) -> None:
    response = office.post(f"{LIST}{page}", NEW | {"reason": "Typed"} | changes)
    assert response.status_code == 422
    assert words in problem(response, field)
    assert 'value="Typed"' in said(response)
    assert not Candidate.objects.exists()


def test_the_list_says_what_one_decides_by(office: Client) -> None:
    host = host_of("article-5")
    hr = make_candidate(host, entity_code="hr", rank=1, reason="Asks for more time", weight=5)
    make_candidate(host, entity_code="co", rank=2)
    placed(hr, at(9, 30))
    page = said(office.get(LIST))
    for words in ("Asks for more time", "by hand", "9:30", "recusal to be confirmed"):
        assert words in page
    assert page.index("Croatia") < page.index("Colombia")


def test_the_list_does_not_grow_in_queries(office: Client, django_assert_num_queries: Any) -> None:
    host = host_of("article-5")
    for new in (["hr"], ["co", "cy"]):
        for code in new:
            placed(make_candidate(host, entity_code=code), at(9 + Candidate.objects.count()))
        office.get(LIST)
        with django_assert_num_queries(16):
            office.get(LIST)


def test_buttons_move_one_place(office: Client) -> None:
    host = host_of("article-5")
    hr, cy = (make_candidate(host, entity_code=code, rank=50) for code in ("hr", "cy"))
    seen = office.get(LIST).context["seen"]
    form = {"seen": seen, "do": f"up:{cy.pk}"}
    assert office.post(f"{LIST}order/", form)["Location"] == f"{LIST}?moved=up:{cy.pk}"
    assert codes() == ["cy", "hr"]
    # Sent twice: nothing moves again.
    assert office.post(f"{LIST}order/", form).status_code == 409
    assert codes() == ["cy", "hr"]
    assert hr.pk < cy.pk


@pytest.mark.parametrize(
    "form",
    [{}, {"do": "up:1"}, {"do": "sideways:1", "seen": "1"}, {"do": "up:1", "seen": "a"}],
)
def test_nonsense_moves_nobody(office: Client, form: dict[str, str]) -> None:
    assert office.post(f"{LIST}order/", form).status_code == 409


def test_a_candidate_is_changed(office: Client) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    form = answers(
        office,
        hr,
        rank=2,
        weight=8,
        minutes=40,
        wanted="14:00-15:00\n9:30 – 11:00\n",
        languages=["en", "es"],
        needs_accessible_room="on",
        is_set_aside="on",
    )
    assert "Saved." in said(office.post(one(hr), form, follow=True))
    hr.refresh_from_db()
    assert (hr.rank, hr.weight, hr.minutes, hr.languages) == (2, 8, 40, ["en", "es"])
    assert hr.needs_accessible_room
    assert hr.is_set_aside
    wanted = [(period.begins_at, period.ends_at) for period in hr.wanted.all()]
    assert wanted == [(at(9, 30), at(11)), (at(14), at(15))]
    assert "09:30–11:00\n14:00–15:00" in office.get(one(hr)).content.decode()
    assert "This is what was there already." in said(office.post(one(hr), form, follow=True))


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("noon", "“noon” is no time of the day."),
        ("25:00–26:00", "“25:00–26:00” is no time of the day."),
        ("11:00–10:00", "“11:00–10:00” ends before it begins."),
        ("\n".join(["10:00–11:00"] * 11), "Enter at most 10 times."),
    ],
)
def test_times_are_read_as_people_type_them(office: Client, wanted: str, words: str) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    response = office.post(one(hr), answers(office, hr, wanted=wanted))
    assert response.status_code == 422
    assert words in problem(response, "id_wanted")


def test_both_versions_are_shown(office: Client) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    first, second = answers(office, hr, weight=3), answers(office, hr, weight=9, reason="Mine")
    office.post(one(hr), first)
    response = office.post(one(hr), second)
    assert response.status_code == 409
    assert "now: 3; yours: 9" in said(response)
    assert 'value="Mine"' in said(response)
    # Read, and sent again.
    again = second | {"version": response.context["forms"]["save"]["version"].value()}
    office.post(one(hr), again)
    hr.refresh_from_db()
    assert (hr.weight, hr.reason, hr.version) == (9, "Mine", 3)


def test_members_are_excused_down_to_the_quorum(office: Client) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    for code in ("ch", "cl"):
        form = {"do": "excuse", "excuse-member": code, "excuse-reason": "Elsewhere"}
        office.post(one(hr), form)
    assert Excusal.objects.count() == 2
    form = {"do": "excuse", "excuse-member": "co", "excuse-reason": "Elsewhere"}
    response = office.post(one(hr), form)
    assert response.status_code == 409
    assert "has a quorum of 2: 1 member would be left" in said(response)
    assert 'value="Elsewhere"' in said(response)
    office.post(one(hr), {"do": "readmit:ch"})
    assert [found.entity.code for found in Excusal.objects.all()] == ["cl"]


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        ({"excuse-reason": "x"}, "id_excuse-member", "Choose a member."),
        ({"excuse-member": "se"}, "id_excuse-member", "Choose a member that comes so far."),
        ({"excuse-member": "ch"}, "id_excuse-reason", "Say why the member is excused."),
    ],
)
def test_an_excuse_says_who_and_why(
    office: Client, form: dict[str, str], field: str, words: str
) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    response = office.post(one(hr), {"do": "excuse"} | form)
    assert response.status_code == 422
    assert words in problem(response, field)


def test_who_faces_its_own_committee_is_flagged(office: Client) -> None:
    colombia = make_candidate(host_of("article-5"), entity_code="co")
    assert "It sits on the Committee that it meets" in said(office.get(one(colombia)))
    assert office.post(one(colombia), {"do": "recusal", "recusal-reason": ""}).status_code == 422
    office.post(one(colombia), {"do": "recusal", "recusal-reason": "The Chair, by phone"})
    colombia.refresh_from_db()
    assert colombia.recusal_reason == "The Chair, by phone"
    assert "sits on the Committee and steps aside" in said(office.get(LIST))
    office.post(one(colombia), {"do": "withdraw_recusal"})
    assert "recusal to be confirmed" in said(office.get(LIST))


def test_others_are_not_flagged(office: Client) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    assert "It sits on the Committee" not in said(office.get(one(hr)))
    forged = office.post(one(hr), {"do": "recusal", "recusal-reason": "The Chair"})
    assert forged.status_code == 409


def test_removing_twice_is_removing_once(office: Client) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    for words in ("Croatia is no candidate any more.", "Nothing was removed."):
        response = office.post(f"{LIST}remove/", {"candidate": hr.pk}, follow=True)
        assert words in said(response)
    assert office.post(f"{LIST}remove/", {"candidate": "x"}).status_code == 302


def test_what_was_placed_says_why_it_stays(office: Client) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    placed(hr, at(9, 30))
    response = office.post(f"{LIST}remove/", {"candidate": hr.pk})
    assert response.status_code == 409
    assert "A bilateral of Croatia stands." in said(response)


@pytest.mark.parametrize("do", ["", "dance", "readmit:", "readmit:xx", "readmit:ch"])
def test_what_is_not_known_does_nothing(office: Client, do: str) -> None:
    hr = make_candidate(host_of("article-5"), entity_code="hr")
    assert office.post(one(hr), {"do": do}).status_code == 302


def test_a_candidates_page_asks_few_times(office: Client, django_assert_num_queries: Any) -> None:
    hr = make_candidate(host_of("victim-assistance"), entity_code="et")
    path = one(hr, "victim-assistance")
    office.get(path)
    with django_assert_num_queries(16):
        office.get(path)


def test_pages_of_a_meeting_that_is_named(office: Client) -> None:
    assert office.get(f"/m/2018{LIST}").status_code == 200
    assert office.get(f"/fr{LIST}").status_code == 200
