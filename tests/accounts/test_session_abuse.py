"""Sessions that somebody else would like to have: planted, kept after the end, or left open."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.formats import date_format

from intersessional.accounts import changes, roles
from intersessional.accounts.models import Session, User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from tests.access.actors import member, proven, signed_in
from tests.pages import Page
from tests.people import administrator, isu_staff

from .conftest import Fetch, ask, is_signed_in, type_code
from .sources import GUEST

pytestmark = pytest.mark.django_db

COOKIE = "session"
LIST = "/accounts/sessions/"
OWN = "/accounts/password/"
PASSWORD, OTHER = "a long enough password", "violet kettle under seven bridges"
GIVEN = {"present": PASSWORD, "password": OTHER, "again": OTHER}


def key_of(client: Client) -> str:
    return client.cookies[COOKIE].value


def with_key(key: str) -> Client:
    """Return another browser that holds this key."""
    client = Client()
    client.cookies[COOKIE] = key
    return client


def test_signing_in_gives_another_key(client: Client, fetch_code: Fetch) -> None:
    ask(client, GUEST)
    before = key_of(client)

    type_code(client, fetch_code())

    assert is_signed_in(client)
    assert key_of(client) != before
    assert [len(key_of(client)), key_of(client).isalnum()] == [32, True]
    assert not Session.objects.filter(session_key=before).exists()
    assert not is_signed_in(with_key(before))


def test_a_key_that_was_planted_opens_nothing(client: Client, fetch_code: Fetch) -> None:
    planted = "a" * 32
    client.cookies[COOKIE] = planted
    ask(client, GUEST)
    type_code(client, fetch_code())

    assert is_signed_in(client)
    assert planted not in Session.objects.values_list("session_key", flat=True)
    assert with_key(planted).get(LIST).status_code == 302


def test_proving_again_who_one_is_gives_another_key() -> None:
    client = signed_in(isu_staff())
    before = key_of(client)

    wrong = client.post("/accounts/reauthenticate/", {"password": "another"})
    after_wrong = key_of(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert (wrong.status_code, after_wrong) == (200, before)
    assert key_of(client) != before
    assert client.get(LIST).status_code == 200
    assert with_key(before).get(LIST).status_code == 302
    assert Session.objects.get().is_privileged


@pytest.mark.parametrize("path", ["/accounts/logout/", "/admin/logout/"])
def test_signing_out_ends_it_on_the_server_and_in_the_browser(path: str) -> None:
    client = signed_in(isu_staff())
    key = key_of(client)
    before = client.get(LIST)

    answer = client.post(path)

    assert "Clear-Site-Data" not in before.headers
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.exists()
    assert with_key(key).get(LIST).status_code == 302


def test_a_new_password_ends_the_other_sessions() -> None:
    user = isu_staff()
    client, other = signed_in(user), signed_in(user)

    unknown = client.post(OWN, GIVEN | {"present": "another"})
    guessable = client.post(OWN, GIVEN | dict.fromkeys(("password", "again"), "Intersessional2018"))
    unlike = client.post(OWN, GIVEN | {"again": PASSWORD})
    unchanged = User.objects.get().check_password(PASSWORD)
    done = client.post(OWN, GIVEN)

    assert [a.status_code for a in (unknown, guessable, unlike)] == [200, 200, 200]
    assert "This is not your present password." in unknown.content.decode()
    assert unchanged
    assert done["Location"] == LIST
    assert User.objects.get().check_password(OTHER)
    assert (client.get(LIST).status_code, other.get(LIST).status_code) == (200, 302)
    assert Session.objects.filter(user=user).count() == 1
    assert Message.objects.filter(kind="staff_access_changed").count() == 1
    assert AuditEntry.objects.get(verb="change_password").by == user


def test_the_present_password_is_not_tried_through() -> None:
    client = signed_in(isu_staff())

    answers = [client.post(OWN, GIVEN | {"present": f"wrong {n}"}).status_code for n in range(11)]
    right = client.post(OWN, GIVEN)

    assert answers == [200] * 10 + [429]
    assert (right.status_code, int(right["Retry-After"]) > 0) == (429, True)
    assert User.objects.get().check_password(PASSWORD)


def test_whoever_has_no_password_changes_none(client: Client, fetch_code: Fetch) -> None:
    ask(client, GUEST)
    type_code(client, fetch_code())

    assert [client.get(OWN).status_code, client.post(OWN, GIVEN).status_code] == [404, 404]
    assert OWN not in client.get(LIST).content.decode()


def test_whoever_helps_at_the_door_changes_theirs() -> None:
    """They have no page of the admin site."""
    client = signed_in(member(roles.CHECK_IN_DESK, "ursula@isu.example"))

    assert OWN in client.get(LIST).content.decode()
    assert client.post(OWN, GIVEN)["Location"] == LIST
    assert User.objects.get().check_password(OTHER)


def test_the_admin_site_leads_to_the_one_page() -> None:
    client = signed_in(administrator())

    assert client.get("/admin/password_change/")["Location"] == OWN
    assert client.post("/admin/password_change/", GIVEN)["Location"] == OWN


def test_whoever_has_another_factor_or_password_is_told(sink: Sink) -> None:
    user = administrator()
    client = proven(user)

    # A moment that is over: whatever is due is due by the clock of the database.
    moment = (timezone.now() - timedelta(days=1)).replace(second=30)

    with time_machine.travel(moment, tick=False):
        for signal in (authenticator_added, authenticator_removed, authenticator_reset):
            request = RequestFactory().get("/")
            request.session = client.session
            signal.send(sender=Authenticator, request=request, user=user, authenticator=None)
        client.post(OWN, GIVEN)
        outbox.sweep("mail")

    # One for all of the same minute.
    [mail] = sink.messages()
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["To"] == user.email
    assert mail["Subject"] == "What opens your account was changed"
    said = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    assert " ".join(said.split()) in " ".join(body.get_content().split())


@pytest.mark.parametrize("change", ["totp/deactivate/", "recovery-codes/generate/"])
def test_a_factor_less_or_new_recovery_codes_end_the_other_sessions(
    change: str,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    """Also while another factor is left."""
    user = administrator()
    client, other = proven(user), signed_in(user)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    before = other.get(LIST).status_code

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/accounts/2fa/{change}")

    assert Authenticator.objects.filter(user=user).count() == (1 if "totp" in change else 3)
    assert (before, other.get(LIST).status_code) == (200, 302)
    assert client.get("/desk/").status_code == 200


def test_nobody_else_is_told(client: Client, fetch_code: Fetch) -> None:
    """Delegates have neither; what a code opens is no change."""
    ask(client, GUEST)
    type_code(client, fetch_code())

    changes.tell(User.objects.get())

    assert not Message.objects.filter(kind="staff_access_changed").exists()


@pytest.mark.parametrize("path", ["/", LIST, OWN, "/desk/", "/admin/"])
def test_each_page_for_a_session_has_the_way_out(path: str) -> None:
    page = signed_in(administrator()).get(path)

    assert page.status_code == 200
    assert "/logout/" in page.content.decode()


@pytest.mark.parametrize("path", ["totp/activate/", "webauthn/add/", "recovery-codes/generate/"])
def test_factors_change_only_after_another_proof(path: str) -> None:
    user = administrator()
    stale, fresh = signed_in(user), proven(user)

    asked = stale.get(f"/accounts/2fa/{path}")
    sent = stale.post(f"/accounts/2fa/{path}")

    assert "/accounts/reauthenticate/" in asked["Location"]
    assert "/accounts/reauthenticate/" in sent["Location"]
    # The negative control.
    page = fresh.get(f"/accounts/2fa/{path}")
    assert "reauthenticate" not in page.headers.get("Location", "")


def test_the_head_of_a_page_for_nobody_has_no_way_out(client: Client) -> None:
    """The negative control of the way out."""
    assert "/logout/" not in Page(client.get("/")).html
