"""The empty form is kept in memory, and never says what is no longer true, or what is another’s."""

import re
from typing import Any

import pytest
from django.forms import Select
from django.test import Client
from django.utils import translation

from intersessional.codes import address_token
from registration.delegations.models import Entity, EntityName, PartyStatus
from registration.delegations.queries import list_mark
from registration.meetings.models import Meeting
from registration.registrations.forms.fields import LongSelect
from registration.registrations.views import kept_form
from tests.people import PAOLA_FORM

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/register/") -> str:
    return client.get(path).content.decode()


def value(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found, name
    return found[1]


def without_numbers(html: str) -> str:
    for name in ("token", "csrfmiddlewaretoken"):
        html = html.replace(value(html, name), name)
    return html


@pytest.mark.parametrize("path", ["/register/", "/fr/register/", "/es/register/"])
def test_from_memory_it_is_the_same_but_for_its_numbers(client: Client, path: str) -> None:
    first, second = page(client, path), page(client, path)
    kept_form.forget()
    anew = page(client, path)

    assert len({value(html, "token") for html in (first, second, anew)}) == 3
    assert without_numbers(first) == without_numbers(second) == without_numbers(anew)
    assert "0f6c1d" not in first + second


def test_what_it_gives_is_taken(meeting: Meeting) -> None:
    page(Client())
    browser = Client(enforce_csrf_checks=True)
    html = page(browser)
    hidden = {name: value(html, name) for name in ("token", "csrfmiddlewaretoken")}

    assert browser.post("/register/", PAOLA_FORM | hidden).status_code == 302
    assert browser.post("/register/", PAOLA_FORM | {"token": address_token()}).status_code == 403


def test_a_change_of_the_list_is_seen_at_once(client: Client, meeting: Meeting) -> None:
    assert "Ecuador" in page(client)

    EntityName.objects.filter(entity__code="ec", name="Ecuador").update(name="Equatoria")
    assert "Equatoria" in page(client)

    Entity.objects.filter(code="ec").update(kind="other")
    others = page(client).partition('<optgroup label="Others">')[2]
    assert "Equatoria" in others

    marks = {list_mark()}
    PartyStatus.objects.filter(entity__code="fr").delete()
    marks.add(list_mark())
    Entity.objects.create(code="new", kind="ngo")
    marks.add(list_mark())
    assert len(marks) == 3


def test_so_is_a_change_of_the_meeting(client: Client, meeting: Meeting) -> None:
    before = page(client)
    Meeting.objects.filter(pk=meeting.pk).update(ends_on="2018-06-09")

    assert "2018-06-09" not in before
    assert "2018-06-09" in page(client)


def test_each_language_has_its_own(client: Client) -> None:
    assert "Choisissez" not in page(client)
    with translation.override("fr"):
        assert "Nom de famille" in page(client, "/fr/register/")


def test_a_form_that_comes_back_asks_for_the_list_once_and_sees_its_changes(
    client: Client, django_assert_num_queries: Any
) -> None:
    sent = PAOLA_FORM | {"email": "", "token": address_token()}
    first = client.post("/register/", sent)

    with django_assert_num_queries(2):
        second = client.post("/register/", sent)
    EntityName.objects.filter(entity__code="ec", name="Ecuador").update(name="Equatoria")
    third = client.post("/register/", sent)

    assert first.status_code == second.status_code == 422
    assert without_numbers(first.text) == without_numbers(second.text)
    assert "Equatoria" in third.text


def test_a_long_list_has_the_html_of_a_short_one() -> None:
    choices = [
        ("", "Choose…"),
        ("A & B", [("x", 'Say "<b>"'), ("y", "É")]),
        ("Others", []),
        ("z", "Last"),
    ]
    for chosen in ("", "y", "none", None):
        ours, djangos = LongSelect(choices=choices), Select(choices=choices)

        html = ours.render("list", chosen, {"class": "a<b", "required": True, "id": "one"})

        assert html == djangos.render(
            "list", chosen, {"class": "a<b", "required": True, "id": "one"}
        )
