"""Who tries to open the addresses: everybody that the portal knows, and nobody."""

import copy
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.accounts.policies import is_privileged
from tests import people

BACKEND = "django.contrib.auth.backends.ModelBackend"


def anonymous() -> None:
    """Nobody: no session at all."""


def delegate() -> User:
    """Paola, whose registration stands in the addresses that are tried."""
    return member(roles.DELEGATE, people.PAOLA.email)


def stranger() -> User:
    """Another delegate, with a registration of another delegation."""
    return member(roles.DELEGATE, people.OLENA.email)


def focal_point() -> User:
    """The focal point of Paola's delegation."""
    return managing("ec", "felix@mission.example")


def other_focal_point() -> User:
    """The focal point of another delegation."""
    return managing("ua", "fiona@mission.example")


def managing(code: str, email: str) -> User:
    """A focal point of the delegation of an entity."""
    user = member(roles.FOCAL_POINT, email)
    people.focal_point(code, email)
    return user


def president_office() -> User:
    """Somebody of the President's office."""
    return member(roles.PRESIDENT_OFFICE, "paul@isu.example", is_staff=True)


def committee() -> User:
    """Somebody of a Committee."""
    return member(roles.COMMITTEE, "carla@isu.example", is_staff=True)


def isu_staff() -> User:
    """Somebody of the Implementation Support Unit."""
    return people.isu_staff()


def administrator() -> User:
    """Somebody who may do everything."""
    return people.administrator()


def without_factor() -> User:
    """An administrator whose session was opened with a password alone."""
    return User.objects.create_superuser("alone@isu.example", "a long enough password")


ACTORS: dict[str, Callable[[], User | None]] = {
    actor.__name__: actor
    for actor in (
        anonymous,
        delegate,
        stranger,
        focal_point,
        other_focal_point,
        president_office,
        committee,
        isu_staff,
        administrator,
        without_factor,
    )
}


def member(role: str, email: str, *, is_staff: bool = False) -> User:
    """Return a new user with one role."""
    user = User.objects.create_user(email, "a long enough password", is_staff=is_staff)
    user.groups.add(Group.objects.get(name=role))
    return user


class Asker(Client):
    """A client that hands a request over, and keeps nothing: no cookies, templates or contexts.

    A page is made of many small templates, and Django's own client copies the context of each.
    """

    def request(self, **request: Any) -> Any:
        """Return the answer; an error of ours is one of status 500."""
        return self.handler(self._base_environ(**request))


def signed_in(user: User | None, *, factor: bool = True, browser: type[Client] = Client) -> Client:
    """Return a client with the session of a user, as sign-in leaves it."""
    client = browser(raise_request_exception=False)
    if user is None:
        return client
    client.force_login(user, backend=BACKEND)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "password")
    if factor and is_privileged(user):
        record_authentication(request, user, "mfa", type="totp")
    request.session.save()
    return client


def proven(user: User) -> Client:
    """Return a client of somebody who has just shown once more that it is they."""
    client = signed_in(user)
    client.post("/accounts/reauthenticate/", {"password": "a long enough password"})
    return client


def client_of(name: str) -> Client:
    """Return a client of the actor with this name."""
    return signed_in(ACTORS[name](), factor=name != "without_factor", browser=Asker)


def ask(client: Client, method: str, path: str, **request: Any) -> HttpResponse:
    """Ask as if it were for the first time: nothing of it stays."""
    cookies = copy.deepcopy(client.cookies)
    block = transaction.atomic()
    # As a test's own block: operations that want to be outermost accept it.
    block._from_testcase = True
    # The language of the request must not stay in this thread.
    with block, translation.override(translation.get_language()):
        response = client.generic(method, path, **request)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response
