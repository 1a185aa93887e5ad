"""No page of another site has a visitor's browser do anything here."""

from typing import Any

import pytest
from django.conf import settings as ours
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client, RequestFactory

from intersessional.checks import addresses
from tests.access.actors import administrator, signed_in
from tests.people import PAOLA_FORM

# Whoever adds one says here why nobody needs a token for it.
EXEMPT = {
    "csp_report": "browsers send it by themselves; it writes one line into a log, so many an hour"
}
JSON = "application/json"


def refused(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer in place of the page, which would ask the database for its frame."""
    return HttpResponse(status=403)


@pytest.fixture
def door(settings: Any) -> CsrfViewMiddleware:
    """What stands before all views."""
    settings.CSRF_FAILURE_VIEW = f"{__name__}.refused"
    return CsrfViewMiddleware(lambda request: HttpResponse())


def passed(door: CsrfViewMiddleware, **extra: Any) -> set[str]:
    """Return the addresses that a POST without a token reaches."""
    found = set()
    for address in addresses():
        request = RequestFactory().post("/", {"any": "thing"}, **extra)
        door.process_request(request)
        if door.process_view(request, address.pattern.callback, (), {}) is None:
            found.add(address.name)
    return found


@pytest.mark.parametrize(
    "extra",
    [{}, {"content_type": JSON}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}],
    ids=["form", "JSON", "script"],
)
def test_each_post_without_a_token_is_refused(
    door: CsrfViewMiddleware, extra: dict[str, Any]
) -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in ours.MIDDLEWARE
    if extra.get("content_type") == JSON:
        extra = {**extra, "HTTP_COOKIE": f"{ours.CSRF_COOKIE_NAME}={'a' * 32}"}
    assert passed(door, **extra) == set(EXEMPT)


def test_a_token_opens_them(door: CsrfViewMiddleware) -> None:
    """The negative control: with cookie and token every view is reached."""
    token = "a" * 32
    with_token = passed(
        door, HTTP_COOKIE=f"{ours.CSRF_COOKIE_NAME}={token}", HTTP_X_CSRFTOKEN=token
    )

    assert with_token == {address.name for address in addresses()}


@pytest.mark.django_db
def test_only_the_reports_of_browsers_take_none() -> None:
    """As whole requests, of somebody who may do everything."""
    client = signed_in(administrator())
    client.handler.enforce_csrf_checks = True
    paths = [
        *("/accounts/login/", "/accounts/logout/", "/accounts/sessions/", "/admin/logout/"),
        *("/accounts/2fa/totp/activate/", "/desk/accounts/invite/", "/desk/exports/"),
        *("/desk/check-in/entries/", "/admin/meetings/meeting/add/", "/register/"),
    ]

    answers = {path: client.post(path, {"any": "thing"}).status_code for path in paths}

    assert answers == dict.fromkeys(paths, 403)
    assert client.post("/csp-report", "{}", content_type=JSON).status_code == 204


@pytest.mark.django_db
def test_a_page_of_another_site_is_refused_by_tls(settings: Any) -> None:
    """With cookie and token, but from elsewhere: browsers say where a form comes from."""
    settings.CSRF_TRUSTED_ORIGINS = []
    client = Client(enforce_csrf_checks=True)
    token = client.get("/register/", secure=True).cookies[ours.CSRF_COOKIE_NAME].value
    form = PAOLA_FORM | {"csrfmiddlewaretoken": token}

    elsewhere = client.post(
        "/register/", form, secure=True, headers={"origin": "https://evil.example"}
    )
    nowhere = client.post("/register/", form, secure=True)

    assert (elsewhere.status_code, nowhere.status_code) == (403, 403)
