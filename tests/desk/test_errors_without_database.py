"""What a visitor meets while the database is away: a page, in their language, that says to come back."""

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from intersessional.accounts.models import User
from tests.access.actors import signed_in
from tests.pages import Page

LANGUAGES = ["", "/fr", "/es"]
ADDRESSES = ["/", "/register/", "/accounts/login/", "/registrations/", "/admin/", "/m/2018/"]


@pytest.fixture
def visitor(transactional_db: None) -> Client:
    """Somebody with a session from before."""
    return signed_in(User.objects.create_user("d@mission.example", "a long enough password"))


@pytest.fixture
def no_database(visitor: Client) -> object:
    """The database cannot be reached any more."""
    given = connection.settings_dict
    name, given["NAME"] = given["NAME"], "no_such_database"
    connections.close_all()
    yield
    connections.close_all()
    given["NAME"] = name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ADDRESSES)
def test_who_has_a_session_is_asked_to_come_back(
    visitor: Client, no_database: None, language: str, path: str
) -> None:
    response = visitor.get(language + path)

    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Content-Language"] == (language[1:] or "en")
    page = Page(response)
    assert len(page.all("h1")) == 1
    assert "d@mission.example" not in page.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_does_not_exist_is_still_404(
    visitor: Client, no_database: None, language: str
) -> None:
    response = visitor.get(f"{language}/nowhere/at/all/")

    assert response.status_code == 404
    assert len(Page(response).all("h1")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_request_is_still_400(visitor: Client, no_database: None, language: str) -> None:
    response = visitor.get(f"{language}/?q=%00")

    assert response.status_code in {400, 503}
    assert len(Page(response).all("h1")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_is_too_large_is_413(visitor: Client, no_database: None, language: str) -> None:
    big = {"family_name": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}

    response = visitor.post(
        f"{language}/register/", big, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in {413, 503}
    assert len(Page(response).all("h1")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_was_not_ours_is_still_403(
    visitor: Client, no_database: None, language: str
) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)

    response = strict.post(f"{language}/register/", {"family_name": "Chávez"})

    assert response.status_code in {403, 503}
    assert len(Page(response).all("h1")) == 1


def test_the_session_holds_when_the_database_is_back(visitor: Client) -> None:
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "no_such_database"
    connections.close_all()
    assert visitor.get("/registrations/").status_code == 503
    connection.settings_dict["NAME"] = name
    connections.close_all()

    assert visitor.get("/registrations/").status_code == 200
