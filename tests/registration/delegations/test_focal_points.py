"""Inviting all from their addresses; asking to be a focal point, and the staff's answer."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.accounts.policies import may_use_code
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations import limits, operations
from registration.delegations.models import Delegation, Entity, FocalPoint
from registration.delegations.queries import delegation_of
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.people import ON_14_MAY, focal_point

pytestmark = pytest.mark.django_db

ASK = "/delegation/ask/"
ROSA = {
    "delegation": "ec",
    "name": "Ms. Rojas",
    "function": "Counsellor",
    "email": "rosa@mission.example",
    "language": "es",
}


def invite(*pks: int, by: User) -> list[FocalPoint]:
    meeting = Meeting.objects.get(slug="2018")
    return operations.invite_contacts(meeting, pks, by=by, at=ON_14_MAY)


def decide(staff: User, answer: str, email: str = "rosa@mission.example") -> Any:
    page = f"/admin/delegations/delegation/{Delegation.objects.get().pk}/change/"
    return signed_in(staff).post(page, {answer: email})


def test_all_are_invited_once(staff: User) -> None:
    Entity.objects.filter(kind="state").update(email="mission@state.example")
    Entity.objects.filter(code="fr").update(correspondence_language="fr")
    focal_point("ec")
    pks = list(Entity.objects.values_list("pk", flat=True))

    first, again = invite(*pks, by=staff), invite(*pks, by=staff)

    states = Entity.objects.filter(kind="state").count()
    assert (len(first), len(again)) == (states - 1, 0)
    assert Message.objects.filter(kind="focal_point_added").count() == states - 1
    assert Message.objects.filter(language="fr").count() == 1
    assert Delegation.objects.get(entity__code="cn").category == "state_not_party"
    assert AuditEntry.objects.filter(verb="add_focal_point", by=staff).count() == states - 1


def test_inviting_takes_the_same_queries(staff: User, django_assert_num_queries: Any) -> None:
    Entity.objects.update(email="mission@state.example")
    pks = list(Entity.objects.values_list("pk", flat=True))

    # Of more than a hundred mails, one query asks which of them are rehearsed.
    for some, queries in ((pks[:1], 12), (pks[1:], 13)):
        with django_assert_num_queries(queries):
            invite(*some, by=staff)


def test_an_invitation_answers_the_own_address_that_asked_and_no_other(staff: User) -> None:
    Entity.objects.filter(code="ec").update(email="Rosa@mission.example")
    Client().post(ASK, ROSA)
    Client().post(ASK, ROSA | {"email": "rósa@mission.example"})
    Client().post(ASK, ROSA | {"email": "else@mission.example"})

    invite(Entity.objects.get(code="ec").pk, by=staff)

    assert [one.email for one in FocalPoint.objects.acting()] == ["rosa@mission.example"]


def test_the_admin_site_tells_how_many(staff: User) -> None:
    Entity.objects.filter(code="ec").update(email="mission@state.example")
    pks = list(Entity.objects.filter(code__in=["ec", "ua"]).values_list("pk", flat=True))

    page = signed_in(staff).post(
        "/admin/delegations/entity/",
        {"action": "invite_contacts", "_selected_action": pks},
        follow=True,
    )

    assert "1 invited" in page.content.decode()
    assert "1 left out" in page.content.decode()


def test_asking_opens_nothing_until_the_staff_approve(staff: User) -> None:
    Client().post(ASK, ROSA)
    before = may_use_code(ROSA["email"])
    decide(staff, "_approve")

    request = FocalPoint.objects.get()
    assert not before
    assert may_use_code(ROSA["email"])
    assert (request.function, request.approved_by) == ("Counsellor", staff)
    assert Message.objects.get().kind == "focal_point_added"
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "ask_to_be_focal_point",
        "approve_focal_point",
    ]


def test_a_refusal_is_told_in_their_language(staff: User, sink: Sink) -> None:
    Client().post(ASK, ROSA)
    decide(staff, "_refuse")
    decide(staff, "_approve")

    outbox.sweep("mail")

    message = Message.objects.get()
    assert (message.kind, message.language, message.state) == ("focal_point_refused", "es", "sent")
    assert message.recipient == ROSA["email"]
    assert not FocalPoint.objects.current().exists()


def test_the_answer_is_the_same_whatever_happens() -> None:
    focal_point("ec", "felix@mission.example")

    answers = [
        Client().post(ASK, ROSA | {"email": email}, follow=True)
        for email in ("rosa@mission.example", "Rosa@mission.example", "felix@mission.example")
    ]

    assert {answer.redirect_chain[-1] for answer in answers} == {(f"{ASK}?sent=1", 302)}
    assert len({answer.content for answer in answers}) == 1
    assert FocalPoint.objects.count() == 2


def test_a_form_with_mistakes_comes_back() -> None:
    for wrong in ({"delegation": "none"}, {"email": "x"}, {"name": "a\u202eb"}, {"function": ""}):
        assert Client().post(ASK, ROSA | wrong).status_code == 422
    assert Client().post(ASK).status_code == 422
    assert not FocalPoint.objects.exists()


def test_there_is_an_end_to_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OF_NETWORK", limits.Allowance("ask/network", 2, 60))
    senders = [ROSA | {"email": f"r{n}@mission.example"} for n in range(3)]

    answers = [Client().post(ASK, one, REMOTE_ADDR="198.51.100.7") for one in senders]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert FocalPoint.objects.count() == 2


def test_adding_an_address_that_asked_is_the_answer(staff: User, meeting: Meeting) -> None:
    Client().post(ASK, ROSA)
    delegation = delegation_of("ec", meeting)
    assert delegation is not None

    given = {"name": "", "email": "rosa@mission.example", "language": "en"}
    operations.add_focal_point(delegation, **given, by=staff, at=ON_14_MAY)

    assert FocalPoint.objects.acting().get().name == "Ms. Rojas"


def test_requests_are_found_and_shown(staff: User) -> None:
    Client().post(ASK, ROSA)
    focal_point("ua")
    client = signed_in(staff)

    listed = client.get("/admin/delegations/delegation/?requests=yes").content.decode()
    pk = Delegation.objects.get(entity__code="ec").pk
    shown = client.get(f"/admin/delegations/delegation/{pk}/change/").content.decode()

    assert "Ecuador" in listed
    assert "Ukraine" not in listed
    assert "Approve rosa@mission.example" in shown
