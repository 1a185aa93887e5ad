"""The frame of every page: languages, menu, footer, headers."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from registration.registrations.models import Registration
from tests.pages import Page, attributes, text
from tests.people import receive

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "report-uri": "/csp-report",
}
PAGES = ["/", "/register/", "/accounts/login/", "/accounts/signup/", "/nowhere/", "/m/2018/"]
EVERYTHING = [*PAGES, "/livez", "/readyz", "/meeting.ics", "/admin/", "/fr/", "/es/register/"]


@pytest.fixture
def registration() -> Registration:
    """A registration, for its receipt."""
    return receive()


def policy(response: HttpResponse) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


def languages(page: Page) -> dict[str, str]:
    """Return the addresses of the language switch."""
    found = [e for e in page.all("a") if "hreflang" in attributes(e) and "lang" in attributes(e)]
    return {text(link): attributes(link)["href"] for link in found}


@pytest.mark.parametrize("path", EVERYTHING)
def test_the_headers_protect_every_answer(client: Client, path: str) -> None:
    response = client.get(path)

    assert policy(response) == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", [*PAGES, "/fr/", "/es/register/"])
def test_nothing_inline_stands_on_a_page(client: Client, path: str) -> None:
    page = Page(client.get(path))

    for script in page.all("script"):
        # Data for a script is no script.
        if attributes(script).get("type") != "application/json":
            assert attributes(script)["src"].startswith("/static/")
    assert page.all("style") == []
    assert re.findall(r"""<[^>]+\s(style|on\w+)\s*=\s*["']""", page.html) == []
    assert "javascript:" not in page.html


@pytest.mark.parametrize("path", PAGES)
def test_nothing_comes_from_another_server(client: Client, path: str) -> None:
    page = Page(client.get(path))

    files = [attributes(e) for e in page.all("script", "img")]
    sources = [file.get("src", "") for file in files if file.get("type") != "application/json"]
    sources += [
        attributes(e)["href"] for e in page.all("link") if attributes(e)["rel"] != "alternate"
    ]
    assert {source for source in sources if not source.startswith("/static/")} == set()


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_its_landmarks(client: Client, path: str) -> None:
    page = Page(client.get(path))
    [html] = page.all("html")

    assert attributes(html)["lang"] == "en"
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.links()["Skip to content"] == "#main"
    assert "main" in page.ids()
    assert page.links()["Staff sign-in"] == "/accounts/login/"


@pytest.mark.parametrize(
    ("path", "switched"),
    [
        ("/", ["/", "/fr/", "/es/"]),
        ("/fr/", ["/", "/fr/", "/es/"]),
        ("/es/register/", ["/register/", "/fr/register/", "/es/register/"]),
        (
            "/register/?a=1&b=2",
            ["/register/?a=1&b=2", "/fr/register/?a=1&b=2", "/es/register/?a=1&b=2"],
        ),
        ("/accounts/login/", ["/accounts/login/", "/fr/accounts/login/", "/es/accounts/login/"]),
        ("/m/2018/", ["/m/2018/", "/fr/m/2018/", "/es/m/2018/"]),
    ],
)
def test_the_language_switch_keeps_the_page(client: Client, path: str, switched: list[str]) -> None:
    page = Page(client.get(path))

    assert languages(page) == dict(zip(["English", "Français", "Español"], switched, strict=True))


def test_the_language_switch_keeps_the_receipt(client: Client, registration: Registration) -> None:
    path = f"/register/{registration.receipt_token}/"

    page = Page(client.get(path))

    assert list(languages(page).values()) == [path, f"/fr{path}", f"/es{path}"]
    assert Page(client.get(f"/fr{path}")).response.status_code == 200


@pytest.mark.parametrize(
    "accepted", ["fr", "es,fr;q=0.5", "de", "zh-Hans,*", "", "x" * 500, "fr-CH"]
)
def test_the_address_alone_decides_the_language(client: Client, accepted: str) -> None:
    headers = {"accept-language": accepted}

    english, french = client.get("/", headers=headers), client.get("/fr/", headers=headers)

    assert english["Content-Language"] == "en"
    assert Page(english).heading().startswith("Intersessional Meetings")
    assert french["Content-Language"] == "fr"


def test_a_cookie_does_not_change_the_language(client: Client) -> None:
    client.cookies["django_language"] = "fr"

    assert client.get("/")["Content-Language"] == "en"


def test_a_hint_offers_the_language_of_the_browser(client: Client) -> None:
    page = Page(client.get("/register/", headers={"accept-language": "es-AR,es"}))

    [hint] = page.all("aside")
    [link] = [e for e in page.all("a") if e in hint.children[0].children]
    assert attributes(hint)["lang"] == "es"
    assert attributes(link)["href"] == "/es/register/"


@pytest.mark.parametrize(
    ("path", "accepted"), [("/", "en"), ("/fr/", "fr"), ("/", "de"), ("/", "")]
)
def test_there_is_no_hint_where_none_is_needed(client: Client, path: str, accepted: str) -> None:
    page = Page(client.get(path, headers={"accept-language": accepted}))

    assert page.all("aside") == []


@pytest.mark.parametrize("path", ["/", "/fr/"])
def test_caches_keep_the_hint_apart(client: Client, path: str) -> None:
    assert "Accept-Language" in client.get(path)["Vary"]


@pytest.mark.parametrize("path", ["/fr/livez", "/fr/meeting.ics", "/es/letters/verify/X/", "/en/"])
def test_files_and_probes_have_no_language(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_menu_marks_the_page(client: Client) -> None:
    page = Page(client.get("/register/"))

    assert [
        (text(e), attributes(e).get("href"))
        for e in page.all("a")
        if "aria-current" in attributes(e)
    ] == [("Register", "/register/"), ("English", "/register/")]


def test_the_zone_is_named(client: Client) -> None:
    [footer] = Page(client.get("/")).all("footer")

    assert "All times are Geneva time (CEST, UTC+2)" in text(footer)


def test_outside_the_demonstration_there_is_no_banner(client: Client) -> None:
    assert "Demonstration" not in client.get("/").content.decode()


def test_the_demonstration_says_so_on_every_page(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMONSTRATION = True

    for path in PAGES:
        [banner] = Page(client.get(path)).all("aside")
        assert text(banner).startswith(
            "Demonstration. The clock stands at Monday 14 May 2018, 09:00"
        )


def test_the_public_pages_set_no_cookie_before_they_must(client: Client) -> None:
    client.get("/")

    assert list(client.cookies) == []


def test_an_address_without_its_slash_leads_on(client: Client) -> None:
    response = client.get("/register")

    assert (response.status_code, response["Location"]) == (301, "/register/")
