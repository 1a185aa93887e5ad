"""Staff are invited, get roles, and leave: what each act does, and what nobody may do."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from intersessional.accounts import operations, roles
from intersessional.accounts.models import Session, StaffInvitation, User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations.models import Delegation
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import administrator, colleague, focal_point

from .conftest import ask, code_in, is_signed_in, type_code

pytestmark = pytest.mark.django_db

LIST, INVITE, ACCEPT = "/desk/accounts/", "/desk/accounts/invite/", "/accounts/invitation/"
USER_PAGE = "/admin/accounts/user/{}/change/"
PASSWORD = "a long enough password"
CHOSEN = "quite another long password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
NORA = {"name": "Nora New", "email": "Nora@ISU.example", "roles": ["isu_staff"], "language": "fr"}


@pytest.fixture
def ada() -> User:
    """An administrator."""
    return administrator()


@pytest.fixture
def clara() -> User:
    """Her colleague of the ISU, with an app."""
    user = colleague()
    TOTP.activate(user, SECRET)
    return user


@pytest.fixture
def desk(ada: User) -> Client:
    """The administrator’s browser, after she has shown that it is she."""
    client = signed_in(ada)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def code_of(sink: Sink) -> str:
    """Let the worker deliver, and read the code in the last mail."""
    outbox.sweep("mail")
    mail = sink.messages()[-1]
    [code] = CODE.findall(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    return str(code)


def accept(client: Client, code: str, password: str = CHOSEN, again: str = "") -> Any:
    return client.post(ACCEPT, {"code": code, "password": password, "again": again or password})


def act(desk: Client, user: User, name: str, **answers: Any) -> Any:
    return desk.post(f"{LIST}{user.pk}/{name}/", {"reason": "She asked for it"} | answers)


def verbs(user: User) -> list[str]:
    found = AuditEntry.objects.filter(subject_type="accounts.user", subject_id=user.pk)
    return list(found.order_by("pk").values_list("verb", flat=True))


# --- Inviting -----------------------------------------------------------------------------------


def test_who_is_invited_comes_in_and_is_led_to_a_second_factor(
    desk: Client, sink: Sink, client: Client
) -> None:
    assert desk.post(INVITE, NORA)["Location"] == LIST
    code = code_of(sink)
    for _look in range(3):
        assert client.get(ACCEPT).status_code == 200

    answer = accept(client, code.lower().replace("-", " "))

    nora = User.objects.get(email="nora@isu.example")
    assert answer.status_code == 302
    assert is_signed_in(client)
    assert client.get("/")["Location"] == "/accounts/2fa/"
    # No password a third time.
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert [group.name for group in nora.groups.all()] == [roles.ISU_STAFF]
    assert (nora.is_staff, nora.is_superuser, nora.check_password(CHOSEN)) == (True, False, True)
    assert verbs(nora) == ["accept_invitation"]


def test_its_mail_is_a_secret(desk: Client, sink: Sink) -> None:
    desk.post(INVITE, NORA)
    code = code_of(sink)

    message = Message.objects.get(kind="staff_invitation")
    assert sink.messages()[-1]["Content-Language"] == "fr"
    assert (message.is_secret, message.text, message.raw) == (True, "", None)
    assert code not in str(StaffInvitation.objects.values())


def test_its_mail_names_the_roles_in_its_language(desk: Client, sink: Sink) -> None:
    desk.post(INVITE, NORA)

    code_of(sink)

    text = sink.messages()[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    with override("fr"):
        assert f" {roles.NAMES[roles.ISU_STAFF]}." in " ".join(text.split())


def test_a_code_opens_once(desk: Client, sink: Sink, client: Client) -> None:
    desk.post(INVITE, NORA)
    code = code_of(sink)
    accept(Client(), code)

    answer = accept(client, code, "a third long password")

    assert "not right, or no longer valid" in answer.content.decode()
    assert User.objects.get(email="nora@isu.example").check_password(CHOSEN)


@pytest.mark.parametrize("how", ["later", "sent again", "withdrawn", "wrong"])
def test_a_void_code_opens_nothing(desk: Client, sink: Sink, client: Client, how: str) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk.post(INVITE, NORA)
        code = code_of(sink)
        invitation = StaffInvitation.objects.get()
        if how == "later":
            clock.shift(timedelta(hours=72))
        elif how == "sent again":
            desk.post(f"{LIST}invitations/{invitation.pk}/again/")
        elif how == "withdrawn":
            desk.post(f"{LIST}invitations/{invitation.pk}/withdraw/")
        else:
            code = "0000-0000-0000-0000"

        answer = accept(client, code)

    assert "not right, or no longer valid" in answer.content.decode()
    assert not User.objects.filter(email="nora@isu.example").exists()


def test_sent_again_the_new_code_opens(desk: Client, sink: Sink, client: Client) -> None:
    desk.post(INVITE, NORA)
    desk.post(f"{LIST}invitations/{StaffInvitation.objects.get().pk}/again/")

    accept(client, code_of(sink))

    assert is_signed_in(client)
    # The first was overtaken, and never left.
    assert len(sink.messages()) == 1


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        ("short", "", "too short"),
        ("nora@isu.example", "", "too similar"),
        (CHOSEN, "another one", "not the same"),
    ],
)
def test_a_bad_password_uses_nothing_up(
    desk: Client, sink: Sink, client: Client, password: str, again: str, why: str
) -> None:
    desk.post(INVITE, NORA)
    code = code_of(sink)

    refused = accept(client, code, password, again)
    accept(client, code)

    assert why in refused.content.decode()
    assert code in refused.content.decode()
    assert is_signed_in(client)


def test_an_account_of_a_delegate_becomes_staff_only_when_that_is_confirmed(
    desk: Client, sink: Sink, client: Client
) -> None:
    dora = User.objects.create_user("nora@isu.example")
    dora.groups.add(Group.objects.get(name=roles.DELEGATE))
    browser = signed_in(dora)

    told = desk.post(INVITE, NORA)
    nothing_yet = Message.objects.count()
    desk.post(INVITE, NORA | {"is_confirmed": "on"})
    code = code_of(sink)
    before = (User.objects.get(pk=dora.pk).is_staff, browser.get("/accounts/sessions/").status_code)
    accept(client, code)

    assert "has an account already" in Page(told).html
    assert (told.status_code, nothing_yet) == (422, 0)
    assert before == (False, 200)
    assert browser.get("/accounts/sessions/").status_code == 302
    assert {group.name for group in dora.groups.all()} == {roles.DELEGATE, roles.ISU_STAFF}


def test_who_helps_at_the_door_is_invited_for_that_alone(
    desk: Client, sink: Sink, client: Client
) -> None:
    desk.post(INVITE, NORA | {"roles": [roles.CHECK_IN_DESK], "language": "en"})
    code = code_of(sink)
    accept(client, code)
    nora = User.objects.get(email="nora@isu.example")
    led = client.get("/desk/check-in/")["Location"]
    TOTP.activate(nora, SECRET)
    browser = signed_in(nora)

    statuses = [
        browser.get(path).status_code
        for path in ("/desk/check-in/", "/desk/missing/", "/desk/badges/", LIST, "/admin/")
    ]

    text = sink.messages()[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "as: Check-in desk." in " ".join(text.split())
    assert led == "/accounts/2fa/"
    assert (nora.is_staff, verbs(nora)) == (False, ["accept_invitation"])
    assert statuses[:-1] == [200, 403, 403, 403]
    assert statuses[-1] in (302, 403)
    assert "Check-in desk" in desk.get(LIST).content.decode()
    assert "can also be given alone" in desk.get(f"{LIST}roles/").content.decode()


def test_sign_in_leads_who_helps_at_the_door_to_the_check_in(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    helper = User.objects.create_user("hal@door.example", PASSWORD)
    helper.groups.add(Group.objects.get(name=roles.CHECK_IN_DESK))

    answer = client.post("/accounts/login/", {"login": helper.email, "password": PASSWORD})

    assert answer["Location"].endswith("/desk/check-in/")


def test_what_a_focal_point_loses_is_said_before(desk: Client, sink: Sink, client: Client) -> None:
    user = focal_point(email="nora@isu.example")
    manages = Delegation.objects.managed_by(user).exists()

    told = desk.post(INVITE, NORA | {"roles": [roles.COMMITTEE]}).content.decode()
    door = desk.post(INVITE, NORA | {"roles": [roles.CHECK_IN_DESK]}).content.decode()
    desk.post(INVITE, NORA | {"roles": [roles.COMMITTEE], "is_confirmed": "on"})
    accept(client, code_of(sink))
    user = User.objects.get(pk=user.pk)

    assert (manages, Delegation.objects.managed_by(user).exists()) == (True, False)
    assert "it is no focal point and no delegate any more" in told
    assert "What it sees of its delegation stays" not in told
    assert "What it sees of its delegation stays" in door
    page = desk.get(f"{LIST}{user.pk}/roles/").content.decode()
    assert "the account is no focal point and no delegate any more" in page


def test_at_the_door_a_focal_point_keeps_the_delegation(
    desk: Client, sink: Sink, client: Client
) -> None:
    user = focal_point(email="nora@isu.example")
    given = {"roles": [roles.CHECK_IN_DESK], "is_confirmed": "on"}
    desk.post(INVITE, NORA | given)
    accept(client, code_of(sink))

    assert Delegation.objects.managed_by(User.objects.get(pk=user.pk)).exists()


@pytest.mark.parametrize("how", ["close", "roles"])
def test_an_invitation_is_void_without_whoever_sent_it(
    desk: Client, ada: User, sink: Sink, client: Client, how: str
) -> None:
    other = User.objects.create_superuser("amir@isu.example", PASSWORD)
    theirs = signed_in(other)
    theirs.post("/accounts/reauthenticate/", {"password": PASSWORD})
    theirs.post(INVITE, NORA | {"roles": [roles.ADMINISTRATOR]})
    code = code_of(sink)

    act(desk, other, how, roles=[roles.ISU_STAFF])
    answer = accept(client, code)

    assert "not right, or no longer valid" in answer.content.decode()
    assert not User.objects.filter(email="nora@isu.example").exists()
    # Opened or named again, they do not bring it back.
    assert StaffInvitation.objects.get().withdrawn_at
    assert "nora@isu.example" not in desk.get(LIST).content.decode()


def test_a_code_asks_whether_its_sender_is_an_administrator(
    desk: Client, ada: User, sink: Sink, client: Client
) -> None:
    User.objects.create_superuser("amir@isu.example", PASSWORD)
    desk.post(INVITE, NORA)
    code = code_of(sink)
    # As while the invitation was written: nothing has withdrawn it.
    User.objects.filter(pk=ada.pk).update(is_superuser=False)

    accept(client, code)

    assert not is_signed_in(client)


def test_an_invitation_sent_again_rests_on_the_last_sender(
    desk: Client, ada: User, sink: Sink, client: Client
) -> None:
    other = User.objects.create_superuser("amir@isu.example", PASSWORD)
    theirs = signed_in(other)
    theirs.post("/accounts/reauthenticate/", {"password": PASSWORD})
    theirs.post(INVITE, NORA)
    desk.post(f"{LIST}invitations/{StaffInvitation.objects.get().pk}/again/")

    act(desk, other, "close")
    accept(client, code_of(sink))

    assert is_signed_in(client)


def test_sending_again_asks_who_is_there(ada: User) -> None:
    row = StaffInvitation.objects.create(
        email="x@isu.example", invited_by=ada, expires_at=timezone.now()
    )

    answer = signed_in(ada).post(f"{LIST}invitations/{row.pk}/again/")

    assert answer["Location"].startswith("/accounts/reauthenticate/")
    row.refresh_from_db()
    assert row.sendings == 1


def test_who_becomes_a_delegate_meanwhile_is_confirmed_too(
    desk: Client, sink: Sink, client: Client
) -> None:
    desk.post(INVITE, NORA)
    code = code_of(sink)
    User.objects.create_user("nora@isu.example")
    again = f"{LIST}invitations/{StaffInvitation.objects.get().pk}/again/"

    refused = accept(client, code)
    told = desk.post(again)
    desk.post(again, {"is_confirmed": "on"})
    accept(client, code_of(sink))

    assert "send the invitation again" in refused.content.decode()
    assert told.status_code == 422
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("clara@isu.example", "member of staff already"),
        ("nora@isu.example", "invited already"),
        ("left@isu.example", "is closed"),
        ("no address", "whole address"),
    ],
)
def test_who_cannot_be_invited(desk: Client, clara: User, email: str, why: str) -> None:
    User.objects.create_user("left@isu.example", is_active=False)
    desk.post(INVITE, NORA)

    answer = desk.post(INVITE, NORA | {"email": email, "name": "Kept"})

    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert 'value="Kept"' in answer.content.decode()
    assert StaffInvitation.objects.count() == 1


def test_two_open_invitations_of_an_address_are_refused_by_name(ada: User) -> None:
    given = {"email": "x@isu.example", "invited_by": ada, "expires_at": timezone.now()}
    StaffInvitation.objects.create(**given)

    with (
        pytest.raises(IntegrityError, match="staff_invitation_one_open"),
        transaction.atomic(),
    ):
        StaffInvitation.objects.create(**given)


# --- Roles, closing, lost factors ---------------------------------------------------------------


def test_roles_change_with_a_reason(desk: Client, clara: User) -> None:
    chosen = [roles.COMMITTEE, roles.ISU_STAFF, roles.VISA_OFFICER]

    refused = act(desk, clara, "roles", roles=chosen, reason="")
    duty = act(desk, clara, "roles", roles=[roles.VISA_OFFICER])
    act(desk, clara, "roles", roles=chosen)

    assert (refused.status_code, duty.status_code) == (422, 422)
    assert {group.name for group in clara.groups.all()} == set(chosen)
    entry = AuditEntry.objects.get(verb="change_roles")
    assert entry.values_changed.after == {"roles": sorted(chosen), "reason": "She asked for it"}


def test_an_administrator_is_made_and_unmade(desk: Client, clara: User) -> None:
    act(desk, clara, "roles", roles=[roles.ADMINISTRATOR])
    made = User.objects.get(pk=clara.pk).is_superuser
    act(desk, clara, "roles", roles=[roles.ISU_STAFF])

    clara.refresh_from_db()
    assert (made, clara.is_superuser, clara.is_staff) == (True, False, True)


@pytest.mark.parametrize("name", ["roles", "close", "factor", "password", "sessions"])
def test_nobody_does_it_with_the_own_account(desk: Client, ada: User, name: str) -> None:
    answer = act(desk, ada, name, roles=[roles.ISU_STAFF])

    ada.refresh_from_db()
    assert "your own account" in answer.content.decode()
    assert (ada.is_superuser, ada.is_active, ada.has_usable_password()) == (True, True, True)


def test_the_table_keeps_the_last_administrator(ada: User) -> None:
    for change in ({"is_active": False}, {"is_superuser": False}):
        with (
            pytest.raises(IntegrityError, match="the last administrator stays"),
            transaction.atomic(),
        ):
            User.objects.filter(pk=ada.pk).update(**change)


def test_closing_ends_everything_at_once(desk: Client, clara: User) -> None:
    browser = signed_in(clara)
    assert browser.get("/desk/missing/").status_code == 200

    act(desk, clara, "close")

    clara.refresh_from_db()
    assert browser.get("/desk/missing/").status_code == 302
    assert (clara.is_active, clara.has_usable_password()) == (False, False)
    assert not Authenticator.objects.exists()
    assert verbs(clara) == ["close_account"]


def test_open_again_by_a_new_password(
    desk: Client, clara: User, sink: Sink, client: Client
) -> None:
    act(desk, clara, "close")
    act(desk, clara, "open")

    accept(client, code_of(sink))

    assert is_signed_in(client)
    assert [group.name for group in clara.groups.all()] == [roles.ISU_STAFF]
    assert verbs(clara) == ["close_account", "open_account", "accept_invitation"]


def test_a_new_password_leaves_the_factor(
    desk: Client, clara: User, sink: Sink, client: Client
) -> None:
    act(desk, clara, "password")
    code = code_of(sink)
    old = Client()
    old.post("/accounts/login/", {"login": clara.email, "password": PASSWORD})

    answer = accept(client, code)

    assert not is_signed_in(old)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(client)


def test_a_lost_factor_is_removed_and_many_are_told(desk: Client, clara: User, sink: Sink) -> None:
    User.objects.create_superuser("amir@isu.example", PASSWORD)
    browser = signed_in(clara)

    act(desk, clara, "factor")
    outbox.sweep("mail")

    assert not Authenticator.objects.filter(user=clara).exists()
    assert browser.get("/accounts/sessions/").status_code == 302
    told = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in sink.messages()}  # type: ignore[union-attr]
    assert set(told) == {"clara@isu.example", "amir@isu.example"}
    assert "She asked for it" in told["amir@isu.example"]
    assert verbs(clara) == ["reset_factor"]


@pytest.mark.parametrize("name", ["roles", "open", "password", "factor"])
def test_what_opens_something_asks_again_who_is_there(ada: User, clara: User, name: str) -> None:
    desk = signed_in(ada)

    answers = [desk.get(f"{LIST}{clara.pk}/{name}/"), act(desk, clara, name)]

    assert {a["Location"].partition("?")[0] for a in answers} == {"/accounts/reauthenticate/"}
    assert Authenticator.objects.filter(user=clara).exists()


def test_sessions_of_somebody_are_ended(desk: Client, clara: User) -> None:
    signed_in(clara)

    act(desk, clara, "sessions")
    nothing = desk.post(f"{LIST}{clara.pk}/sessions/", follow=True)

    assert not Session.objects.filter(user=clara).exists()
    assert "There was no session." in nothing.content.decode()
    assert verbs(clara) == ["end_sessions"]


# --- Pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(
    desk: Client,
    ada: User,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    count: int,
) -> None:
    for number in range(count):
        user = User.objects.create_user(f"u{number}@isu.example", is_staff=True)
        user.groups.add(Group.objects.get(name=roles.ISU_STAFF))
        TOTP.activate(user, SECRET)
        signed_in(user)
        desk.post(INVITE, NORA | {"email": f"n{number}@isu.example"})

    with django_assert_num_queries(6):
        page = Page(desk.get(LIST))

    assert page.html.count("authenticator app") == count


def test_the_list_is_searched(desk: Client, clara: User) -> None:
    User.objects.create_user("dora@mission.example", name="Dora")

    def found(query: str) -> list[str]:
        return [one.user.email for one in desk.get(f"{LIST}?{query}").context["people"]]

    assert found("") == ["ada@isu.example", "clara@isu.example"]
    assert found("q=CLARA") == ["clara@isu.example"]
    assert found("role=administrator") == ["ada@isu.example"]
    assert found("state=closed&role=nonsense") == []


def test_the_roles_are_described_as_they_are(desk: Client) -> None:
    before = desk.get(f"{LIST}roles/").content.decode()
    group = Group.objects.get(name=roles.COMMITTEE)
    group.permissions.add(*Group.objects.get(name=roles.VISA_OFFICER).permissions.all())

    after = desk.get(f"{LIST}roles/").content.decode()

    assert "/desk/missing/" in before
    assert after.count("letters for a visa") == before.count("letters for a visa") + 1


def test_the_account_of_a_focal_point_is_closed_and_opened(
    desk: Client, sink: Sink, client: Client
) -> None:
    felix = focal_point()
    browser = signed_in(felix)
    assert browser.get("/accounts/sessions/").status_code == 200
    assert f'href="{LIST}{felix.pk}/"' in desk.get(USER_PAGE.format(felix.pk)).content.decode()

    act(desk, felix, "close")

    assert browser.get("/accounts/sessions/").status_code == 302
    ask(client, felix.email)
    outbox.sweep("mail")
    assert sink.messages() == []

    act(desk, felix, "open")

    ask(client, felix.email)
    outbox.sweep("mail")
    [mail] = sink.messages()
    type_code(client, code_in(mail))
    assert is_signed_in(client)
    assert not StaffInvitation.objects.exists()
    assert verbs(felix) == ["close_account", "open_account"]


def test_a_focal_point_is_given_no_role_and_no_password(desk: Client) -> None:
    felix = focal_point()

    page = desk.get(f"{LIST}{felix.pk}/").content.decode()

    for name in ("roles", "password", "factor"):
        assert f"{LIST}{felix.pk}/{name}/" not in page
        assert act(desk, felix, name).status_code == 404
    assert felix.email not in desk.get(LIST).content.decode()


def test_invitations_are_forgotten(ada: User) -> None:
    StaffInvitation.objects.create(
        email="x@isu.example", invited_by=ada, expires_at=timezone.now() - timedelta(days=400)
    )

    operations.forget_invitations()

    assert not StaffInvitation.objects.exists()


def test_the_admin_site_sets_no_password_and_no_address_of_staff(
    desk: Client, ada: User, clara: User
) -> None:
    """Also not one’s own: an unattended browser would be enough."""
    given = {"password1": CHOSEN, "password2": CHOSEN, "usable_password": "true"}
    for user in (ada, clara):
        before = (user.email, user.password)
        page = f"/admin/accounts/user/{user.pk}/"

        answer = desk.post(f"{page}password/", given)
        desk.post(f"{page}change/", {"email": "thief@else.example", "name": "Changed"})

        user.refresh_from_db()
        assert answer.status_code == 403
        assert (user.email, user.password) == before
        assert user.name == "Changed"
        assert "password/" not in desk.get(f"{page}change/").content.decode()
