"""Ids of other people's objects, tried at every address that takes one: as absent as no object."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from intersessional.checks import Address, addresses
from tests.access.actors import client_of
from tests.access.world import World, parameters

pytestmark = pytest.mark.django_db

STRANGERS = ["stranger", "other_focal_point", "president_office", "committee"]
OWN_PAGES = ["registrations:own", "registrations:amend", "registrations:withdraw"]


def ids_seen(client: Client, world: World) -> set[str]:
    """Return whatever looks like an id on the pages of one's own registration.

    Left out are words without a digit, and what everybody may choose from. The token of the
    receipt is drawn: one in forty has no digit, and counts all the same.
    """
    number, token = world.paola.receipt_number, world.paola.receipt_token
    pages = [
        client.get(reverse(name, args=[] if name.endswith("own") else [number]))
        for name in OWN_PAGES
    ]
    pages.append(client.get(reverse("registrations:receipt", args=[token])))
    assert [page.status_code for page in pages] == [200] * len(pages)
    text = "".join(page.content.decode() for page in pages)
    in_addresses = set(re.findall(r'(?:href|action)="/[^"]*?/([\w-]{4,})/', text))
    hidden = re.findall(r'<input[^>]*type="hidden"[^>]*>', text)
    in_fields = {v for field in hidden for v in re.findall(r'value="([\w-]{1,64})"', field)}
    found = {str(world.paola.pk), *in_addresses, *in_fields}
    assert token in found
    return {number, token} | {text for text in found if any(sign.isdigit() for sign in text)}


def own_addresses() -> Iterator[Address]:
    """The addresses of the portal itself that take an id of somebody's object."""
    for address in addresses():
        if {"number"} & set(parameters(address)) and address.policy.name == "signed in":
            yield address


def shape(response: HttpResponse) -> tuple[int, int, str]:
    """Return what can be told of an answer: status, length without its address, type."""
    # The addresses of the page itself (languages) and the token of the form differ in any case.
    text = re.sub(r'(href|action|value)="[^"]*"', "", response.content.decode())
    return response.status_code, len(text), response["Content-Type"]


@pytest.mark.parametrize("actor", STRANGERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_cannot_tell_an_object_from_none(actor: str, method: str) -> None:
    world = World()
    seen = ids_seen(client_of("delegate"), world)
    client = client_of(actor)
    assert 4 < len(seen) < 12

    for address in own_addresses():
        known = {"slug": "2018", "code": "ec"}
        others = {name: known[name] for name in parameters(address) if name in known}
        absent = getattr(client, method)(
            reverse(address.name, kwargs={**others, "number": "X-0000"})
        )
        assert absent.status_code in {404, 405}
        for number in seen:
            path = reverse(address.name, kwargs={**others, "number": number})
            assert shape(getattr(client, method)(path)) == shape(absent), path


def test_nothing_was_changed_by_the_tries() -> None:
    world = World()
    client = client_of("stranger")

    for name in ("registrations:amend", "registrations:withdraw"):
        client.post(reverse(name, args=[world.paola.receipt_number]), {"version": 1})

    before = (world.paola.version, world.paola.state)
    world.paola.refresh_from_db()
    assert (world.paola.version, world.paola.state) == before


def test_the_owner_is_no_stranger() -> None:
    """The negative control: the same requests reach the object for the one whom it belongs to."""
    world, client = World(), client_of("delegate")

    for name in ("registrations:amend", "registrations:withdraw"):
        assert client.get(reverse(name, args=[world.paola.receipt_number])).status_code == 200
        assert client.get(reverse(name, args=[world.olena.receipt_number])).status_code == 404


@pytest.mark.parametrize("actor", ["president_office", "committee"])
def test_the_desk_cannot_tell_ids_in_the_admin_site(actor: str) -> None:
    """Refused before the object is looked for: the same with an id and without."""
    world, client = World(), client_of(actor)

    for model, row in {
        "registrations_registration": world.paola,
        "letters_letter": world.letter,
        "accounts_user": world.user,
        "delegations_delegation": world.paola.delegation,
    }.items():
        for view in ("change", "history", "delete"):
            name = f"admin:{model}_{view}"
            there = client.get(reverse(name, args=[row.pk]))
            absent = client.get(reverse(name, args=[999999]))
            assert shape(there) == shape(absent), name
    there = client.get(reverse("admin:letters_letter_pdf", args=[world.letter.pk]))
    absent = client.get(reverse("admin:letters_letter_pdf", args=[999999]))
    assert shape(there) == shape(absent)


@pytest.mark.parametrize("name", ["registrations:receipt", "letters:verify"])
def test_a_code_that_is_nearly_right_is_as_absent_as_any(client: Client, name: str) -> None:
    world = World()
    right = world.paola.receipt_token if name.endswith("receipt") else world.letter.code

    wrong = [right[:-1], right + "A", right.swapcase() if name.endswith("receipt") else right[1:]]
    answers = {shape(client.get(reverse(name, args=[code]))) for code in [*wrong, "A" * 22]}

    assert client.get(reverse(name, args=[right])).status_code == 200
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404
