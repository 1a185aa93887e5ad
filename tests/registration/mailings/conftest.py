"""For the tests of messages to people."""

import pytest
from django.test import Client

from intersessional.accounts.models import User
from tests.access.actors import signed_in


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)
