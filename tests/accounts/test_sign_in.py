"""Staff sign in: by password in the demonstration, by password and second factor elsewhere."""

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
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from intersessional.accounts.models import User
from tests.pages import Page, attributes
from tests.people import receive

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LIST = "/admin/registrations/registration/"


@pytest.fixture
def password_is_enough(settings: Any) -> None:
    """As in the demonstration."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def no_limits_from_before() -> None:
    """Each test begins with the limits of sign-in unused."""
    cache.clear()


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
    assert Page(first).heading() == "Staff sign-in"
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
        ("ines@isu.example", ""),
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

    assert answer["Location"] == "/"


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
    ["/accounts/password/reset/", "/accounts/email/", "/accounts/login/code/", "/accounts/"],
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


def test_the_stock_log_in_form_opens_nothing(client: Client, staff: User) -> None:
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


def test_enrolling_shows_a_picture_that_the_policy_allows(client: Client, staff: User) -> None:
    sign_in(client, staff.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = Page(client.get("/accounts/2fa/totp/activate/"))

    [picture] = page.all("img")
    assert attributes(picture)["src"].startswith("data:image/svg+xml;")
    assert "; img-src 'self' data:; " in page.response["Content-Security-Policy"]


def test_the_secret_of_a_factor_belongs_to_one_user(staff: User) -> None:
    TOTP.activate(staff, SECRET)

    assert Authenticator.objects.get().user == staff
    assert get_adapter().is_mfa_enabled(staff)


def test_who_has_just_enrolled_signs_in_once_more(client: Client, staff: User) -> None:
    sign_in(client, staff.email)
    TOTP.activate(staff, SECRET)

    assert {page.status_code for page in pages(client)} == {302}
