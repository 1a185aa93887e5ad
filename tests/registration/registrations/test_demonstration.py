"""The delegate of the demonstration has one registration, from the first start on."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from intersessional.accounts.models import User
from registration.registrations import operations
from registration.registrations.details import Particulars
from registration.registrations.models import Registration
from tests.people import CLOSING, ON_14_MAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Returns what each start of the demonstration does."""
    settings.DEMONSTRATION = True
    settings.VAR_DIR = tmp_path
    return lambda: call_command("demonstration")


def test_the_delegate_is_registered_once_even_after_a_withdrawal(start: Any) -> None:
    start()
    start()
    registration = Registration.objects.for_change().get(email__startswith="delegate@")
    assert registration.email == "delegate@demonstration.example"
    assert registration.state == "received"
    assert Particulars.of(registration).days == tuple(registration.meeting.days)
    user = User.objects.get(email=registration.email)
    operations.withdraw(registration, version=1, by=user, at=ON_14_MAY)

    start()

    assert [one.pk for one in Registration.objects.visible_to(user)] == [registration.pk]


def test_after_the_closing_nobody_is_registered(start: Any, set_clock: Any) -> None:
    set_clock(CLOSING)

    start()

    assert not Registration.objects.exists()
