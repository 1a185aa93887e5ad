"""People found by any spelling in the admin site, and acts on many of them at once."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.registrations.admin import acts
from registration.registrations.models import Extension, Registration
from tests.access.actors import signed_in
from tests.people import ABEBE, LAYLA, OLENA, ON_14_MAY, PAOLA, receive

pytestmark = pytest.mark.django_db

LIST = "/admin/registrations/registration/"
DELEGATIONS = "/admin/delegations/delegation/"
GIORGOS = replace(
    PAOLA, entity_code="gr", given_names="Γιώργος", family_name="Παπαδόπουλος", email="g@m.example"
)


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def act(client: Client, action: str, *rows: Any, path: str = LIST, **fields: str) -> HttpResponse:
    selected = [str(row.pk) for row in rows]
    return client.post(path, {"action": action, "_selected_action": selected} | fields)


def inputs(response: Any) -> dict[str, str]:
    """Return what the form of a page sends, as far as it is hidden."""
    form = response.content.decode().partition("<main")[2] or response.content.decode()
    tags = [tag for tag in re.findall(r"<input[^>]*>", form) if 'type="hidden"' in tag]
    found = [re.search(r'name="([^"]*)"[^>]*? value="([^"]*)"', tag, re.DOTALL) for tag in tags]
    return {one[1]: unescape(one[2]) for one in found if one}


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def test_a_name_is_found_by_any_spelling(ines: Client) -> None:
    for one in (PAOLA, OLENA, LAYLA, ABEBE, GIORGOS):
        receive(one)
    wanted = {
        "Chavez Paola": "Chávez",
        "CHÁVES": "Chávez",
        "Paula Chavez": "Chávez",
        "Ковалчук": "Ковальчук",
        "Kovalchuk Olena": "Ковальчук",
        "Leila Hasan": "الحسن",
        "Layla al-Hassan": "الحسن",
        "Abebe Bikila": "ቢቂላ",
        "Papadopoulos": "Παπαδόπουλος",
    }

    for path in (LIST, "/admin/registrations/person/"):
        found = {
            typed: [r.family_name for r in ines.get(path, {"q": typed}).context["cl"].result_list]
            for typed in wanted
        }
        assert found == {typed: [name] for typed, name in wanted.items()}


def test_many_are_withdrawn_for_a_reason_that_stays_on_record(ines: Client) -> None:
    first, second = receive(), receive(OLENA)

    asked = act(ines, "withdraw", first, second)
    bare = ines.post(LIST, inputs(asked) | {"reason": " "})
    assert set(Registration.objects.values_list("state", flat=True)) == {"received"}
    done = ines.post(LIST, inputs(bare) | {"reason": "The mission wrote."})

    assert "These registrations will be withdrawn" in asked.content.decode()
    assert said(done) == ["2 registrations withdrawn; e-mails say so."]
    assert [one.refusal for one in done.context["outcomes"]] == ["", ""]
    entries = AuditEntry.objects.filter(verb="withdraw").select_related("values_changed")
    assert [one.values_changed.after["reason"] for one in entries] == ["The mission wrote."] * 2
    assert set(Registration.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert Message.objects.filter(kind="registration_withdrawn").count() == 2


def test_hundreds_are_declined_with_the_reason_typed_once(
    ines: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "AT_ONCE", 2)
    people = [receive(one) for one in (PAOLA, OLENA, LAYLA, ABEBE, GIORGOS)]
    across = {"select_across": "1"}

    asked = act(ines, "decline", people[0], **across)
    fields = inputs(asked)
    refused = ines.post(LIST, fields | {"reason": " "})
    pages = [ines.post(LIST, inputs(refused) | {"reason": "The room\nis <full>."})]
    while "later" in (pages[-1].context or {}) and pages[-1].context["later"]:
        pages.append(ines.post(LIST, inputs(pages[-1])))

    assert sorted(fields) == ["action", "chosen", "csrfmiddlewaretoken"]
    assert "You have chosen 5. The first 2 are done at once" in asked.content.decode()
    assert inputs(refused)["chosen"] == fields["chosen"]
    assert [said(page)[-1].partition(";")[0] for page in pages] == [
        "2 registrations declined",
        "2 registrations declined",
        "1 registration declined",
    ]
    assert "3 that you have chosen are still to be done." in pages[0].content.decode()
    assert "was refused" not in pages[0].content.decode()
    reasons = Registration.objects.values_list("state", "decline_reason")
    assert {(state, reason.replace("\r", "")) for state, reason in reasons} == {
        ("declined", "The room\nis <full>.")
    }


def test_a_page_for_six_hundred_is_not_too_large(ines: Client) -> None:
    one = receive()
    chosen = " ".join(str(one.pk + more) for more in range(600))

    asked = ines.post(LIST, {"action": "withdraw", "chosen": chosen})
    done = ines.post(LIST, {"action": "withdraw", "chosen": f"{chosen} x ² -1", "reason": "-"})

    assert asked.status_code == 200
    assert said(done) == ["1 registration withdrawn; an e-mail says so."]


REQUESTED = {"state": "requested", "is_late": True, "late_reason": "-"}
DECLINED = {"state": "declined", "declined_at": ON_14_MAY, "decline_reason": "-"}
REASONED: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("withdraw", {"state": "received"}, {}),
    ("move", {"state": "received"}, {"delegation": "ch"}),
    ("participate", {"state": "received"}, {"participation": "media"}),
    ("decline", {"state": "received"}, {}),
    ("accept", REQUESTED, {}),
    ("reopen", DECLINED, {}),
]


@pytest.mark.parametrize(("action", "before", "fields"), REASONED)
def test_what_changed_after_the_page_was_shown_is_left_alone(
    ines: Client, action: str, before: dict[str, Any], fields: dict[str, str]
) -> None:
    one, other = receive(), receive(OLENA)
    Registration.objects.update(**before)

    asked = act(ines, action, one, other)
    Registration.objects.filter(pk=one.pk).update(function="Minister", version=2)
    wrong = ines.post(LIST, inputs(asked) | {"reason": " "})
    done = ines.post(LIST, inputs(wrong) | {"reason": "Word from the mission."} | fields)

    outcomes = {one.registration.pk: one.refusal for one in done.context["outcomes"]}
    assert outcomes == {
        one.pk: "Somebody has changed this registration meanwhile. Please look at it again.",
        other.pk: "",
    }
    one.refresh_from_db()
    assert (one.state, one.function, one.version) == (before["state"], "Minister", 2)
    last = AuditEntry.objects.get(pk=AuditEntry.objects.latest("pk").pk, subject_id=other.pk)
    if action != "decline":
        assert last.values_changed.after["reason"] == "Word from the mission."


def test_the_buttons_of_one_registration_ask_for_the_reason_too(ines: Client) -> None:
    one = receive()
    Registration.objects.update(**REQUESTED)

    asked = ines.post(f"{LIST}{one.pk}/change/", {"_accept": "1"})
    done = ines.post(LIST, inputs(asked) | {"reason": "The list was long."})

    assert "These requests will be accepted" in asked.content.decode()
    assert said(done) == ["1 request accepted; the answer is on its way."]
    assert Registration.objects.get().state == "received"


def test_many_are_moved_and_whoever_cannot_be_is_named(ines: Client) -> None:
    gone, stays = receive(), receive(OLENA)
    act(ines, "withdraw", gone, reason="-")

    asked = act(ines, "move", gone, stays)
    wrong = act(ines, "move", gone, stays, delegation="nowhere", reason="-")
    done = act(ines, "move", gone, stays, delegation="ch", reason="-")

    assert "Switzerland" in asked.content.decode()
    assert "errorlist" in wrong.content.decode()
    assert said(done) == ["1 registration moved; an e-mail says so."]
    outcomes = {one.registration.pk: one.refusal for one in done.context["outcomes"]}  # type: ignore[attr-defined]
    assert outcomes[stays.pk] == ""
    assert "withdrawn" in outcomes[gone.pk]
    stays.refresh_from_db()
    assert stays.delegation.entity.code == "ch"


def test_many_delegations_get_more_time_with_one_reason(ines: Client) -> None:
    first, second = receive().delegation, receive(OLENA).delegation
    when = {"closes_at_0": "2018-06-03", "closes_at_1": "12:00:00"}

    asked = act(ines, "extend", first, second, path=DELEGATIONS)
    assert sorted(inputs(asked)) == ["action", "chosen", "csrfmiddlewaretoken"]
    passed = act(
        *(ines, "extend", first, second),
        path=DELEGATIONS,
        reason="-",
        closes_at_0="2018-05-01",
        closes_at_1="12:00:00",
    )
    done = ines.post(DELEGATIONS, inputs(asked) | {"reason": "The capital was closed."} | when)

    assert "until then" in asked.content.decode()
    assert "This has passed." in passed.content.decode()
    assert said(done) == ["2 delegations have more time."]
    assert [one.closes_at.isoformat() for one in Extension.objects.all()] == [
        "2018-06-03T10:00:00+00:00"
    ] * 2
    assert AuditEntry.objects.filter(verb="set").count() == 2


def test_the_history_of_a_delegation_and_of_a_letter_is_shown(ines: Client) -> None:
    delegation = receive().delegation

    assert ines.get(f"{DELEGATIONS}{delegation.pk}/history/").status_code == 200
    entry = AuditEntry.objects.filter(subject_type="registrations.registration").first()
    page = ines.get("/admin/audit/auditentry/").content.decode()
    assert entry is not None
    assert f'href="{LIST}{entry.subject_id}/change/"' in page
