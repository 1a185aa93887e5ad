"""The probes, and the pages for when something goes wrong."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, connections
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from intersessional import urls
from intersessional.desk import views
from intersessional.outbox.models import Message
from tests.pages import Page, attributes, text
from tests.people import PAOLA_FORM


def broken(request: HttpRequest) -> None:
    raise RuntimeError("p.chavez@mission.example")


def away(request: HttpRequest) -> None:
    raise OperationalError("the database is away")


def forbidden(request: HttpRequest) -> None:
    raise PermissionDenied


urlpatterns = [
    path("broken/", broken),
    path("away/", away),
    path("forbidden/", forbidden),
    *urls.urlpatterns,
]
handler500 = urls.handler500


@pytest.fixture
def no_database(transactional_db: None) -> Any:
    """The database cannot be reached."""
    settings = connection.settings_dict
    name, settings["NAME"] = settings["NAME"], "no_such_database"
    connections.close_all()
    yield
    connections.close_all()
    settings["NAME"] = name


def test_livez_asks_nothing(client: Client) -> None:
    response = client.get("/livez")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_is_ready_and_says_how_old_the_oldest_message_is(client: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    common = {"kind": "k", "lane": "mail", "about_type": "x", "about_id": 1, "language": "en"}
    Message.objects.create(key="1", created_at=timezone.now() - timedelta(seconds=90), **common)
    Message.objects.create(key="2", **common)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["database"] == "ok"
    assert response.json()["oldest_unsent_message_seconds"] == pytest.approx(90, abs=5)


@pytest.mark.django_db
def test_readyz_without_messages(client: Client) -> None:
    assert client.get("/readyz").json()["oldest_unsent_message_seconds"] == 0


def test_readyz_without_the_database(client: Client, no_database: None) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"database": "unavailable"})


def test_livez_without_the_database(client: Client, no_database: None) -> None:
    assert client.get("/livez").status_code == 200


@pytest.mark.parametrize("address", ["/", "/register/", "/fr/register/"])
def test_a_page_without_the_database_asks_to_come_back(
    client: Client, no_database: None, address: str
) -> None:
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert len(Page(response).all("h1")) == 1


def test_a_registration_form_comes_back_filled_without_the_database(
    client: Client, no_database: None
) -> None:
    client.raise_request_exception = False

    page = Page(client.post("/fr/register/", PAOLA_FORM | {"function": '"><b>x', "token": "t"}))

    assert page.response.status_code == 503
    assert "no-store" in page.response["Cache-Control"]
    assert "/fr/register/" in [attributes(form).get("action") for form in page.all("form")]
    inputs = map(attributes, page.all("input"))
    hidden = [(each.get("name"), each.get("value")) for each in inputs]
    assert {("given_names", PAOLA_FORM["given_names"]), ("token", "t")} <= set(hidden)
    assert ("function", '"><b>x') in hidden
    assert [("days", day) for day in PAOLA_FORM["days"]] == [h for h in hidden if h[0] == "days"]


def test_no_other_form_is_shown_again_without_the_database(
    client: Client, no_database: None
) -> None:
    client.raise_request_exception = False

    response = client.post("/accounts/login/", {"login": "a@b.example", "password": "secret"})

    assert response.status_code == 503
    assert b"secret" not in response.content


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/broken/", 500, "Something went wrong on our side"),
        ("/away/", 503, "Away for a moment"),
        ("/forbidden/", 403, "This page is not for you"),
        ("/nowhere/", 404, None),
        ("/?q=%00", 400, "We could not read this request"),
    ],
)
def test_each_error_has_its_page(
    client: Client, address: str, status: int, heading: str | None
) -> None:
    client.raise_request_exception = False

    page = Page(client.get(address))

    assert page.response.status_code == status
    assert heading is None or page.heading() == heading
    assert page.links()["The registration form"] == "/register/"
    assert "p.chavez" not in page.html
    assert "Content-Security-Policy" in page.response.headers


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/fr/nowhere/", "/es/nowhere/"])
def test_an_absent_page_speaks_the_language_of_its_address(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response["Content-Language"] == address[1:3]
    assert address[:4] in Page(response).links().values()


@pytest.mark.parametrize("template", ["400", "403", "403_csrf", "404", "500", "503"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_an_error_page_stands_when_nothing_else_does(template: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{template}.html")

    from django.test.html import parse_html

    page = parse_html(html.replace("<!doctype html>", ""))
    assert "Intersessional" in text(page) or language != "en"


@pytest.mark.django_db
def test_an_error_outside_any_exception_is_500() -> None:
    request = RequestFactory().get("/")
    request.resolver_match = None
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()

    assert views.server_error(request).status_code == 500
