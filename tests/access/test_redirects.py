"""Nobody is sent away by an address that came with a request."""

from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.test import Client

from intersessional.access import is_ours
from tests.access.actors import ask, client_of, delegate

pytestmark = pytest.mark.django_db

OURS = ["/", "/register/", "/fr/register/", "/es/", "/registrations/?a=b#c", "/admin/", "/m/2018/"]
ELSEWHERE = [
    "",
    "https://evil.example/",
    "http://testserver/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example/",
    "\\/evil.example/",
    "\\\\evil.example",
    "/\t/evil.example/",
    "\t//evil.example",
    "/\n/evil.example",
    "/register/\r\nSet-Cookie: a=b",
    "/register/\0",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,x",
    "register/",
    "?next=//evil.example",
    "/.evil.example",
    "/@evil.example/",
    "/%2F/evil.example/",
    "/%09/evil.example/",
    "/%5cevil.example/",
    "/\u2028/evil.example/",
    "/\u202e/register/",
    "http:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "//testserver@evil.example/",
    " /register/",
    "/nowhere/",
]


@pytest.mark.parametrize("target", OURS)
def test_our_own_pages_may_be_gone_to(target: str) -> None:
    assert is_ours(target)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nothing_else_may(target: str) -> None:
    assert not is_ours(target)


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("path", ["/accounts/login/", "/admin/login/", "/fr/accounts/login/"])
def test_sign_in_sends_nobody_away(path: str, target: str) -> None:
    user = delegate()
    client = Client()

    client.get(path, {"next": target})
    response = client.post(
        "/accounts/login/",
        {"login": user.email, "password": "a long enough password", "next": target},
    )

    assert response.status_code == (400 if "\0" in target else 302)
    assert is_ours(response.headers.get("Location", "/"))


def test_sign_in_leads_on_to_where_one_wanted_to_go() -> None:
    """The negative control: the address is followed when it is ours."""
    user = delegate()
    answers = {"login": user.email, "password": "a long enough password"}

    response = Client().post("/accounts/login/", answers | {"next": "/register/"})

    assert response["Location"] == "/register/"


@pytest.mark.parametrize("path", ["/accounts/logout/", "/admin/logout/", "/accounts/login/"])
def test_whoever_is_signed_in_is_not_sent_away_either(path: str) -> None:
    client = client_of("isu_staff")

    for target in ELSEWHERE:
        for method in ("GET", "POST"):
            response = ask(client, method, f"{path}?{urlencode({'next': target})}")
            location = response.headers.get("Location", "/")
            assert stays(location), (method, target, location)


def stays(location: str) -> bool:
    """Say whether a browser would still be on our site."""
    meant = urlsplit(urljoin("http://testserver/", location))
    return (meant.scheme, meant.netloc) == ("http", "testserver") and "\\" not in location
