"""For the tests of own changes: people who have signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from intersessional.accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
Browser = Callable[..., Client]


@pytest.fixture
def paola(db: None) -> User:
    """Paola's way in: a user with the address of her registration."""
    return User.objects.create_user("p.chavez@mission.example")


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody who has registered nothing of Paola's."""
    return User.objects.create_user("somebody@elsewhere.example")


@pytest.fixture
def browser_of() -> Browser:
    """Returns a function that gives a browser in which somebody has signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in
