"""Text in, text out: what may not be typed anywhere, and how names are shown."""

import re
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from intersessional.accounts import forms as account_forms
from intersessional.checks import addresses
from registration.registrations import forms as registration_forms
from tests.access.actors import ask, client_of
from tests.access.world import World
from tests.people import ABEBE, LAYLA, OLENA, receive

pytestmark = pytest.mark.django_db

BAD = ["\u202e", "\u2066", "\u200f", "\x01", "\x1b", "\x7f", "\x9f"]
BREAKS = ["\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"]


def free_texts() -> list[tuple[str, str, forms.Field]]:
    """Return each field of the portal's own forms in which somebody may type what they like."""
    found = []
    for module in (registration_forms, account_forms):
        for name, kind in vars(module).items():
            if isinstance(kind, type) and issubclass(kind, forms.BaseForm) and _is_ours(kind):
                texts = [(f, field) for f, field in kind.base_fields.items() if _is_text(field)]
                # A code is compared, never kept or shown.
                found += [(name, f, field) for f, field in texts if f != "code"]
    return found


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith(("intersessional.", "registration."))


def _is_text(field: forms.Field) -> bool:
    chosen = isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
    # A password may hold whatever its owner likes, and is never shown.
    is_password = isinstance(field.widget, forms.PasswordInput)
    return isinstance(field, forms.CharField) and not chosen and not is_password


@pytest.mark.parametrize(("form", "name", "field"), free_texts(), ids=lambda v: str(v)[:20])
def test_no_field_takes_controls(form: str, name: str, field: forms.Field) -> None:
    several_lines = isinstance(field.widget, forms.Textarea)

    for sign in [*BAD, *([] if several_lines else BREAKS)]:
        with pytest.raises(forms.ValidationError):
            field.clean(f"ab{sign}cd@mission.example")


def test_there_are_fields_to_try() -> None:
    assert len(free_texts()) > 10


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nul_is_refused_at_every_address(client: Client, method: str) -> None:
    world = World()

    answers = {
        address.name: ask(client, method, f"{world.path(address)}?q=a%00b").status_code
        for address in addresses()
    }

    assert set(answers.values()) == {400}


def test_nul_in_a_cookie_is_no_key_of_a_session(client: Client) -> None:
    answer = client.get("/", headers={"Cookie": r'session="\000\000\000\000abcdefgh"'})

    assert answer.status_code == 200


@pytest.mark.parametrize("person", [ABEBE, LAYLA, OLENA])
def test_names_stand_apart_from_the_text_around_them(client: Client, person: Any) -> None:
    registration = receive(person)

    html = client.get(reverse("registrations:receipt", args=[registration.receipt_token]))

    text = html.content.decode()
    outside = re.sub(r"<bdi>.*?</bdi>|<title>.*?</title>", "", text, flags=re.DOTALL)
    assert person.given_names in text
    assert person.given_names not in outside


def test_names_stand_apart_on_ones_own_pages() -> None:
    World()
    client = client_of("stranger")

    text = client.get(reverse("registrations:own")).content.decode()

    outside = re.sub(r"<bdi>.*?</bdi>|<title>.*?</title>", "", text, flags=re.DOTALL)
    assert OLENA.given_names in text
    assert OLENA.given_names not in outside
