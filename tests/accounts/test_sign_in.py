"""Staff sign in: by password in the demonstration, by password and second factor elsewhere."""

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from intersessional.accounts.models import User
from tests.pages import Page
from tests.people import receive

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RUBBISH = (
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": "!!"}}'
)
ACTIVATE = "/accounts/2fa/totp/activate/"
LIST = "/admin/registrations/registration/"


@pytest.fixture
def password_is_enough(settings: Any) -> None:
    """As in the demonstration."""
    settings.STAFF_SECOND_FACTOR = False


def sign_in(client: Client, email: str, password: str = PASSWORD, **fields: str) -> HttpResponse:
    answers = {"login": email, "password": password} | fields
    return client.post("/accounts/login/", answers)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_admin_site_leads_to_the_sign_in_and_back(
    client: Client, staff: User, password_is_enough: None
) -> None:
    first = client.get("/admin/", follow=True)

    answer = sign_in(client, staff.email, next="/admin/")

    assert first.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    assert Page(first).heading() == "Sign in"
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_address_may_be_typed_in_capitals(
    client: Client, staff: User, password_is_enough: None
) -> None:
    sign_in(client, staff.email.upper())

    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ines@isu.example", "another password"),
        ("nobody@isu.example", PASSWORD),
        ("", ""),
        ("ines@isu.example' --", PASSWORD),
        ("x" * 5000, "y" * 5000),
    ],
)
def test_wrong_words_open_nothing(client: Client, staff: User, email: str, password: str) -> None:
    answer = sign_in(client, email, password)

    assert answer.status_code == 200
    assert not is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    client: Client, staff: User
) -> None:
    def errors(email: str) -> list[str]:
        return list(sign_in(client, email, "wrong").context["form"].non_field_errors())

    assert errors(staff.email) == errors("nobody@isu.example") != []


def test_somebody_who_left_does_not_come_in(client: Client, staff: User) -> None:
    User.objects.update(is_active=False)

    sign_in(client, staff.email)

    assert not is_signed_in(client)


def test_many_wrong_passwords_are_slowed_down(
    client: Client, staff: User, password_is_enough: None
) -> None:
    for _ in range(12):
        sign_in(client, staff.email, "wrong")

    sign_in(client, staff.email)

    assert not is_signed_in(client)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_the_sign_in_leads_to_no_other_site(
    client: Client, staff: User, password_is_enough: None, target: str
) -> None:
    answer = sign_in(client, staff.email, next=target)

    assert answer["Location"] == "/desk/"


def test_nobody_makes_an_account(client: Client) -> None:
    answers = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}

    shown, sent = client.get("/accounts/signup/"), client.post("/accounts/signup/", answers)

    assert (shown.status_code, sent.status_code) == (200, 200)
    assert Page(shown).all("form") == []
    assert not User.objects.exists()


def test_signing_out_needs_a_click(client: Client, staff: User, password_is_enough: None) -> None:
    sign_in(client, staff.email)

    client.get("/accounts/logout/")
    asked = is_signed_in(client)
    client.post("/accounts/logout/")

    assert (asked, is_signed_in(client)) == (True, False)


@pytest.mark.parametrize(
    "address",
    ["/accounts/password/reset/", "/accounts/email/", "/accounts/"],
)
def test_doors_that_the_portal_does_not_have(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


# --- Outside the demonstration ------------------------------------------------------------------


def pages(client: Client) -> list[HttpResponse]:
    registration = receive()
    return [client.get(path) for path in ("/admin/", LIST, f"{LIST}{registration.pk}/change/")]


def test_a_second_factor_is_the_rule(settings: Any) -> None:
    assert settings.DEMONSTRATION is False
    assert settings.STAFF_SECOND_FACTOR is True


@pytest.mark.parametrize("is_superuser", [False, True])
def test_a_password_alone_opens_no_page_of_the_admin_site(
    client: Client, staff: User, is_superuser: bool
) -> None:
    User.objects.update(is_superuser=is_superuser)
    sign_in(client, staff.email)
    assert is_signed_in(client)

    answers = pages(client)

    assert {answer.status_code for answer in answers} == {302}


def test_who_has_no_factor_yet_is_led_to_enrol(client: Client, staff: User) -> None:
    sign_in(client, staff.email)

    answer = client.get("/admin/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/accounts/2fa/"


@pytest.mark.parametrize("has_factor", [False, True])
@pytest.mark.parametrize("is_superuser", [False, True])
def test_the_stock_log_in_form_opens_nothing(
    client: Client, staff: User, has_factor: bool, is_superuser: bool
) -> None:
    User.objects.update(is_superuser=is_superuser)
    if has_factor:
        TOTP.activate(staff, SECRET)

    client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})

    assert {answer.status_code for answer in pages(client)} == {302}


def test_a_session_made_without_the_factor_stays_outside(client: Client, staff: User) -> None:
    TOTP.activate(staff, SECRET)
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    assert {answer.status_code for answer in pages(client)} == {302}


def test_with_an_enrolled_factor_the_password_alone_signs_nobody_in(
    client: Client, staff: User
) -> None:
    TOTP.activate(staff, SECRET)

    answer = sign_in(client, staff.email)

    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(client)
    assert {page.status_code for page in pages(client)} == {302}


def test_password_and_code_open_the_admin_site(client: Client, staff: User) -> None:
    TOTP.activate(staff, SECRET)
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(SECRET, counter))
    sign_in(client, staff.email)

    client.post("/accounts/2fa/authenticate/", {"code": code})

    assert {page.status_code for page in pages(client)} == {200}


def test_a_wrong_code_opens_nothing(client: Client, staff: User) -> None:
    TOTP.activate(staff, SECRET)
    sign_in(client, staff.email)

    client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert not is_signed_in(client)


def test_enrolling_shows_a_picture_without_an_address(client: Client, staff: User) -> None:
    sign_in(client, staff.email)
    asked = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert Page(asked).heading() == "Please show that it is you"

    shown = client.post(asked.request["PATH_INFO"], {"password": PASSWORD, "next": ACTIVATE})
    page = Page(client.get(shown["Location"]))

    assert page.heading() == "Set up an app"
    assert len(page.all("svg")) == 1
    # Nor a picture by an address that holds it; of personal data the foot of the page speaks.
    assert re.search(r"""["'(=]\s*data:""", page.html) is None
    assert "style=" not in page.html


def test_the_secret_of_a_factor_belongs_to_one_user(staff: User) -> None:
    TOTP.activate(staff, SECRET)

    stored = Authenticator.objects.get()
    assert stored.user == staff
    assert SECRET not in str(stored.data)
    assert get_adapter().is_mfa_enabled(staff)


def test_who_has_just_enrolled_signs_in_once_more(client: Client, staff: User) -> None:
    sign_in(client, staff.email)
    TOTP.activate(staff, SECRET)

    assert {page.status_code for page in pages(client)} == {302}


def test_staff_without_a_factor_reach_nothing_but_enrolment(client: Client, staff: User) -> None:
    sign_in(client, staff.email)

    refused = [
        client.get(path) for path in ("/", "/register/", "/fr/", "/no-such-page/", "/admin/")
    ]
    given = [client.get(p) for p in ("/accounts/2fa/", "/accounts/sessions/", "/accounts/logout/")]

    assert [a.get("Location") for a in refused[:3]] == ["/accounts/2fa/"] * 2 + [
        "/fr/accounts/2fa/"
    ]
    assert [a.status_code for a in refused] == [302, 302, 302, 404, 302]
    assert [a.status_code for a in given] == [200] * 3


def test_without_the_confinement_the_pages_would_be_open(
    client: Client, staff: User, settings: Any
) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "ConfineStaff" not in m]
    sign_in(client, staff.email)

    assert client.get("/").status_code == 200


def test_a_role_is_enough_to_be_confined(client: Client) -> None:
    user = User.objects.create_user("carla@committee.example", PASSWORD)
    user.groups.add(Group.objects.get(name="committee"))
    sign_in(client, user.email)

    assert client.get("/")["Location"] == "/accounts/2fa/"


def test_enrolling_is_for_staff(client: Client) -> None:
    sign_in(client, User.objects.create_user("dora@mission.example", PASSWORD).email)

    assert client.get("/").status_code == 200
    assert {client.get(p).status_code for p in ("/accounts/2fa/", ACTIVATE)} == {404}


def test_a_new_factor_ends_the_sessions_without_it(
    client: Client,
    staff: User,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    other = Client()
    sign_in(other, staff.email)
    sign_in(client, staff.email)
    with django_capture_on_commit_callbacks(execute=True):
        enrol(client)

    assert is_signed_in(client)
    assert other.get("/accounts/2fa/").status_code == 302


def enrol(client: Client) -> str:
    """Set up an app as a person does; return its secret."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret: str = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": totp(secret)})
    return secret


def totp(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_enrolling_gives_recovery_codes_and_each_opens_once(client: Client, staff: User) -> None:
    sign_in(client, staff.email)
    enrol(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]

    opened = []
    for _ in range(2):
        browser = Client()
        sign_in(browser, staff.email)
        browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        opened.append(is_signed_in(browser))

    assert len(codes) == 10
    assert opened == [True, False]


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/reauthenticate/",
    ],
)
def test_the_pages_of_the_factors_stand(client: Client, staff: User, path: str) -> None:
    sign_in(client, staff.email)
    enrol(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert Page(client.get(path)).heading()


@pytest.mark.parametrize("credential", ["", "{}", "[]", "1", '{"id": 1}', '"x"', "null", RUBBISH])
def test_rubbish_is_no_passkey(client: Client, staff: User, credential: str) -> None:
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})

    assert answer["Location"] == "/accounts/login/"
    assert not is_signed_in(client)


def begin(client: Client, staff: User) -> None:
    """Make the first of two steps."""
    TOTP.activate(staff, SECRET)
    assert sign_in(client, staff.email)["Location"] == "/accounts/2fa/authenticate/"


def test_leaving_between_the_two_steps_ends_the_sign_in(client: Client, staff: User) -> None:
    begin(client, staff)
    User.objects.update(is_active=False)

    answer = client.post("/accounts/2fa/authenticate/", {"code": totp(SECRET)})

    assert answer["Location"] == "/accounts/login/"
    # Else it would come back with the account.
    assert not is_signed_in(client)


def test_a_new_password_between_the_two_steps_ends_the_sign_in(client: Client, staff: User) -> None:
    begin(client, staff)
    staff.set_password("another password, just as long")
    staff.save()

    answer = client.post("/accounts/2fa/authenticate/", {"code": totp(SECRET)})

    assert answer["Location"] == "/accounts/login/"
    assert not is_signed_in(client)


def test_the_code_of_an_app_opens_once_also_when_the_cache_forgets(staff: User) -> None:
    TOTP.activate(staff, SECRET)
    code = totp(SECRET)
    browsers = [Client(), Client()]

    for browser, typed in zip(browsers, [code, f"{code[:3]} {code[3:]}"], strict=True):
        sign_in(browser, staff.email)
        browser.post("/accounts/2fa/authenticate/", {"code": typed})
        cache.clear()

    assert [is_signed_in(browser) for browser in browsers] == [True, False]


def test_who_removes_the_last_factor_is_led_to_enrol(client: Client, staff: User) -> None:
    other = Client()
    TOTP.activate(staff, SECRET)
    sign_in(client, staff.email)
    client.post("/accounts/2fa/authenticate/", {"code": totp(SECRET)})
    other.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    before = client.get(LIST).status_code
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=staff).exists()
    assert before == 200
    assert client.get(LIST)["Location"] == "/accounts/2fa/"
    assert not is_signed_in(other)
