"""Registrations in the admin site: found, confirmed and declined, one or many; never edited."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.models import Needs, Registration
from tests.people import ON_14_MAY, PAOLA, _user, administrator, receive

pytestmark = pytest.mark.django_db

LIST = "/admin/registrations/registration/"
JEAN = replace(
    PAOLA, entity_code="ch", given_names="Jean", family_name="Dupont", email="j@swiss.example"
)


@pytest.fixture(autouse=True)
def password_is_enough(settings: Any) -> None:
    """The second factor has tests of its own."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def office(client: Client, staff: User) -> Client:
    """A browser in which somebody of the ISU is signed in."""
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


def found(office: Client, query: str) -> list[str]:
    """Return the receipt numbers that a search finds."""
    response = office.get(LIST, {"q": query})
    return sorted(r.receipt_number for r in response.context["cl"].result_list)


def act(office: Client, action: str, *registrations: Registration, **fields: str) -> HttpResponse:
    """Apply an action to registrations, as the list of the admin site does."""
    selected = [str(registration.pk) for registration in registrations]
    return office.post(LIST, {"action": action, "_selected_action": selected} | fields)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def page(registration: Registration) -> str:
    return f"{LIST}{registration.pk}/change/"


@pytest.mark.parametrize(
    "query",
    [
        "p.chavez@mission.example",
        "P.CHAVEZ@MISSION",
        "Chávez",
        "chavez",
        "CHAVEZ",
        "Paola Chavez",
        "fernanda",
        "IM18-0001",
        "0001",
        "im18-0001",
        "Ecuador",
        "équateur",
    ],
)
def test_a_search_finds_the_registration_and_no_other(office: Client, query: str) -> None:
    receive()
    receive(JEAN)

    assert found(office, query) == ["IM18-0001"]


@pytest.mark.parametrize(
    "query", ["nobody", "'; DROP TABLE", "%", "\\", "\ufffd", "(" * 50, "é" * 500]
)
def test_a_search_for_nothing_finds_nothing(office: Client, query: str) -> None:
    receive()

    assert found(office, query) == []


def test_a_whole_receipt_number_finds_its_row_alone_at_once(
    office: Client, django_assert_num_queries: Any
) -> None:
    """The five-figure number begins with it, and is not what was asked for."""
    receive()
    longer = receive(replace(JEAN, function="Seconded from IM18-0001"))
    Registration.objects.filter(pk=longer.pk).update(receipt_number="IM18-00010")
    office.get(LIST)

    with django_assert_num_queries(LIST_QUERIES + 1):
        assert found(office, " im18-0001 ") == ["IM18-0001"]
    assert found(office, "IM18-0001") == ["IM18-0001"]
    assert found(office, "IM18-00") == ["IM18-0001", "IM18-00010"]


def test_the_confirming_action_begins_with_confirm(office: Client) -> None:
    receive()

    response = office.get(LIST)

    actions = dict(response.context["action_form"].fields["action"].choices)
    assert actions["confirm"] == "Confirm selected registrations"
    assert set(actions) == {
        "",
        "confirm",
        "decline",
        "accept",
        "reopen",
        "withdraw",
        "move",
        "participate",
    }


def test_confirm_one(office: Client, staff: User) -> None:
    registration, other = receive(), receive(JEAN)

    response = act(office, "confirm", registration)

    registration.refresh_from_db()
    other.refresh_from_db()
    assert (registration.state, registration.confirmed_by) == ("confirmed", staff)
    assert registration.confirmed_at == ON_14_MAY
    assert other.state == "received"
    assert said(response) == ["1 registration confirmed; the letter is on its way."]


def test_confirm_many(office: Client) -> None:
    names = [("Zbigniew", "Wójcik"), ("Thuy", "Nguyen"), ("Esteban", "Pazmiño")]
    registrations = [
        receive(replace(PAOLA, given_names=given, family_name=family)) for given, family in names
    ]

    response = act(office, "confirm", *registrations)

    assert set(Registration.objects.values_list("state", flat=True)) == {"confirmed"}
    assert Message.objects.filter(kind="registration_confirmed").count() == 3
    assert said(response) == ["3 registrations confirmed; the letters are on their way."]


def test_confirm_says_which_could_not_be_and_confirms_the_rest(office: Client, staff: User) -> None:
    declined, received = receive(), receive(JEAN)
    operations.decline(declined, reason="No.", by=staff, at=ON_14_MAY)

    response = act(office, "confirm", declined, received)

    received.refresh_from_db()
    assert received.state == "confirmed"
    assert said(response) == ["1 registration confirmed; the letter is on its way."]
    outcomes = {
        one.registration.receipt_number: one.refusal for one in response.context["outcomes"]
    }
    assert outcomes == {
        "IM18-0001": "This is not possible: the registration is declined.",
        "IM18-0002": "",
    }


def test_decline_asks_for_the_reason_and_writes_nothing_yet(office: Client) -> None:
    registration = receive()

    response = act(office, "decline", registration)

    registration.refresh_from_db()
    assert registration.state == "received"
    assert response.status_code == 200
    assert 'name="reason"' in response.content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "a\u202eb", "x" * 1001])
def test_decline_without_a_sound_reason_asks_again(office: Client, reason: str) -> None:
    registration = receive()

    response = act(office, "decline", registration, reason=reason)

    registration.refresh_from_db()
    assert registration.state == "received"
    assert "errorlist" in response.content.decode()


def test_decline_with_a_reason(office: Client, staff: User) -> None:
    registration, other = receive(), receive(JEAN)

    response = act(office, "decline", registration, reason="No place left.")

    registration.refresh_from_db()
    other.refresh_from_db()
    assert (registration.state, registration.declined_by) == ("declined", staff)
    assert registration.decline_reason == "No place left."
    assert other.state == "received"
    assert said(response) == ["1 registration declined; the answer is on its way."]


def test_the_buttons_of_one_registration_confirm_and_ask_for_a_reason(office: Client) -> None:
    registration = receive()

    asked = office.post(page(registration), {"_decline": "1"})
    registration.refresh_from_db()
    before = registration.state
    office.post(page(registration), {"_confirm": "1"})

    registration.refresh_from_db()
    assert (before, registration.state) == ("received", "confirmed")
    assert 'name="reason"' in asked.content.decode()


def test_buttons_that_make_no_sense_are_not_offered(office: Client) -> None:
    registration = receive()
    act(office, "confirm", registration)

    html = office.get(page(registration)).content.decode()

    assert ('name="_confirm"' in html, 'name="_decline"' in html) == (False, False)


def test_no_field_can_be_edited(office: Client) -> None:
    registration = receive(replace(PAOLA, accessibility="Step-free access"))

    response = office.get(page(registration))

    assert list(response.context["adminform"].form.fields) == []


def test_a_save_that_tries_to_change_anything_changes_nothing(office: Client) -> None:
    registration = receive(replace(PAOLA, accessibility="Step-free access"))
    before = Registration.objects.values().get(), Needs.objects.values().get()
    entries = AuditEntry.objects.count()

    office.post(
        page(registration),
        {
            "state": "confirmed",
            "email": "x@example.org",
            "family_name": "Other",
            "is_late": "on",
            "version": "9",
            "needs-TOTAL_FORMS": "1",
            "needs-INITIAL_FORMS": "1",
            "needs-0-registration": str(registration.pk),
            "needs-0-accessibility": "None",
            "_save": "1",
        },
    )

    assert (Registration.objects.values().get(), Needs.objects.values().get()) == before
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("path", [f"{LIST}add/", f"{LIST}1/delete/"])
def test_nobody_adds_or_deletes_by_hand(client: Client, path: str) -> None:
    receive()
    client.force_login(administrator(), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(path.replace("/1/", f"/{Registration.objects.get().pk}/")).status_code == 403


def test_needs_are_seen_with_the_permission_only(client: Client) -> None:
    registration = receive(replace(PAOLA, accessibility="Step-free access", diet="No nuts"))
    with_permission, without = (
        _user("w@isu.example", roles.ISU_STAFF),
        _user("c@isu.example", roles.COMMITTEE),
    )
    from django.contrib.auth.models import Permission

    without.user_permissions.add(Permission.objects.get(codename="view_registration"))

    seen = []
    for user in (with_permission, without):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        seen.append("Step-free access" in client.get(page(registration)).content.decode())

    assert seen == [True, False]


@pytest.mark.parametrize("count", [1, 3, 20])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    office: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    count: int,
) -> None:
    for number in range(count):
        receive(replace(PAOLA, entity_code=["ec", "ch", "de"][number % 3]))

    with django_assert_num_queries(LIST_QUERIES):
        office.get(LIST)


LIST_QUERIES = 9


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_the_same_queries_for_any_number_of_rows(
    office: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    count: int,
) -> None:
    for _ in range(count):
        receive()

    # One more: whether anybody is found as it was typed.
    with django_assert_num_queries(LIST_QUERIES + 1):
        office.get(LIST, {"q": "chavez"})


@pytest.mark.parametrize("others", [0, 3])
def test_one_registration_takes_the_same_queries(
    office: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    others: int,
) -> None:
    registration = receive(replace(PAOLA, diet="No nuts"))
    for _ in range(others):
        receive()

    # Types of content are asked for once in a process, by whichever test comes first.
    office.get(page(registration))

    with django_assert_num_queries(PAGE_QUERIES):
        office.get(page(registration))


PAGE_QUERIES = 11

SECTIONS = [
    "",
    "registrations/registration/",
    "registrations/person/",
    "delegations/entity/",
    "delegations/delegation/",
    "delegations/tag/",
    "meetings/meeting/",
    "meetings/committee/",
    "letters/letter/",
    "outbox/message/",
    "audit/auditentry/",
    "accounts/user/",
]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_list_opens_in_every_language(client: Client, section: str) -> None:
    receive(replace(PAOLA, entity_code="", unlisted_name="Friends of the Field"))
    client.force_login(administrator(), backend="django.contrib.auth.backends.ModelBackend")

    answers = [client.get(f"{prefix}/admin/{section}") for prefix in ("", "/fr", "/es")]

    assert [(a.status_code, a["Content-Language"]) for a in answers] == [
        (200, "en"),
        (200, "fr"),
        (200, "es"),
    ]


@pytest.mark.parametrize("section", [section for section in SECTIONS if section])
def test_every_row_opens_in_french(client: Client, section: str) -> None:
    receive(replace(PAOLA, diet="No nuts"))
    client.force_login(administrator(), backend="django.contrib.auth.backends.ModelBackend")
    rows = client.get(f"/admin/{section}").context["cl"].result_list

    for row in list(rows)[:1]:
        assert client.get(f"/fr/admin/{section}{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("section", [section for section in SECTIONS if section])
def test_every_search_takes_any_text(client: Client, section: str) -> None:
    client.force_login(administrator(), backend="django.contrib.auth.backends.ModelBackend")

    answers = [client.get(f"/admin/{section}", {"q": q}) for q in ("é", "1", "\ufffd", "'")]

    # A list without a search sends one back to itself.
    assert {answer.status_code for answer in answers} <= {200, 302}


@pytest.mark.parametrize("path", [LIST, f"{LIST}1/change/", "/admin/"])
@pytest.mark.parametrize("role", [None, roles.DELEGATE, roles.FOCAL_POINT])
def test_who_is_no_staff_does_not_enter(client: Client, role: str | None, path: str) -> None:
    registration = receive()
    if role:
        user = _user("d@mission.example", role)
        user.is_staff = False
        user.save()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(path.replace("/1/", f"/{registration.pk}/"), follow=True)
    act(client, "confirm", registration)

    registration.refresh_from_db()
    assert PAOLA.email not in response.content.decode()
    assert registration.state == "received"


@pytest.mark.parametrize("role", [roles.PRESIDENT_OFFICE, roles.COMMITTEE])
def test_staff_without_the_permission_sees_no_registration(client: Client, role: str) -> None:
    registration = receive()
    client.force_login(
        _user("p@isu.example", role), backend="django.contrib.auth.backends.ModelBackend"
    )

    answers = [
        client.get(LIST),
        client.get(page(registration)),
        act(client, "confirm", registration),
    ]

    registration.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert registration.state == "received"


def test_who_may_only_look_confirms_nothing(client: Client) -> None:
    from django.contrib.auth.models import Permission

    registration = receive()
    user = _user("v@isu.example", roles.COMMITTEE)
    user.user_permissions.add(Permission.objects.get(codename="view_registration"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    client.get(LIST)
    act(client, "confirm", registration)
    act(client, "decline", registration, reason="No.")
    client.post(page(registration), {"_confirm": "1"})

    registration.refresh_from_db()
    assert registration.state == "received"
