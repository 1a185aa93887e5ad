"""The page that verifies a letter speaks the language of the browser: its address has none."""

import pytest
from django.test import Client
from model_bakery import baker

from registration.letters.models import Letter
from tests.pages import Page
from tests.people import receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued() -> Letter:
    """A letter that stands."""
    code = "0123-4567-89AB-CDEF"
    registration = receive()
    return baker.make(
        Letter,
        kind="confirmation",
        meeting=registration.meeting,
        registration=registration,
        version=1,
        code=code,
        pdf=b"%PDF-",
    )


@pytest.mark.parametrize(
    ("accepted", "language", "heading"),
    [
        ("fr-CH,fr;q=0.9", "fr", "Vérifier une lettre"),
        ("es", "es", "Verificar una carta"),
        ("de", "en", "Verify a letter"),
        ("", "en", "Verify a letter"),
    ],
)
def test_the_browser_decides(
    client: Client, issued: Letter, accepted: str, language: str, heading: str
) -> None:
    response = client.get(f"/letters/verify/{issued.code}/", headers={"accept-language": accepted})

    assert Page(response).heading() == heading
    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]


def test_an_unknown_code_is_refused_in_it_too(client: Client) -> None:
    response = client.get("/letters/verify/AAAA-AAAA-AAAA-AAAA/", headers={"accept-language": "fr"})

    assert response.status_code == 404
    assert 'lang="fr"' in response.content.decode()
