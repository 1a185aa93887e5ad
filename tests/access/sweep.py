"""Every address, asked by one actor: once for all tests that look at the answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.http import HttpResponse
from django.test import Client

from intersessional.checks import Address, addresses
from tests.access.actors import ACTORS, ask, client_of
from tests.access.world import World

# What all of them are asked, and what is asked in turns: no view may tell these from one another.
ALWAYS = ["GET", "POST"]
IN_TURNS = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]
METHODS = [*ALWAYS, *IN_TURNS]

Sweep = list["Answer"]
AnswersOf = Callable[[str], Sweep]


@dataclass(frozen=True)
class Answer:
    """What came from an address."""

    address: Address
    path: str
    method: str
    response: HttpResponse


@cache
def answers_of(actor: str) -> Sweep:
    """Return what an actor gets from each address by GET, by POST, and by one more method.

    Among ten actors, each address meets each method; the long tests ask everything of everybody.
    The answers stay for all tests of a process: they are read, never changed. Needs the database.
    """
    world, client = World(), client_of(actor)
    place = list(ACTORS).index(actor)
    return [
        answer_to(client, method, world, address)
        for number, address in enumerate(addresses())
        for method in [*ALWAYS, IN_TURNS[(number + place) % len(IN_TURNS)]]
    ]


def the_other_answers_of(actor: str) -> Iterator[Answer]:
    """Return what an actor gets by the methods that `answers_of` left to others."""
    world, client = World(), client_of(actor)
    place = list(ACTORS).index(actor)
    for number, address in enumerate(addresses()):
        for method in IN_TURNS:
            if method != IN_TURNS[(number + place) % len(IN_TURNS)]:
                yield answer_to(client, method, world, address)


def answer_to(client: Client, method: str, world: World, address: Address) -> Answer:
    """Ask for an address, and keep what was sent: neither contexts nor templates."""
    path = world.path(address)
    sent = ask(client, method, path)
    kept = HttpResponse(b"".join(sent), status=sent.status_code, headers=dict(sent.headers))
    return Answer(address, path, method, kept)
