"""The delegate of the demonstration has one registration, from the first start on."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from intersessional import clock
from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from programme.interventions import timing
from programme.interventions.models import Intervention
from programme.interventions.queries import segments_of
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting
from registration.registrations import operations, queries
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

    assert not Registration.objects.filter(meeting__slug="2018").exists()


def test_there_are_people_of_an_earlier_meeting_and_no_mail_goes_to_them(start: Any) -> None:
    start()
    start()

    earlier = Registration.objects.filter(meeting__slug="2017")
    here = Delegation.objects.get(meeting__slug="2018", entity__code="cr")
    assert earlier.count() == 10
    assert "demonstration data" in Meeting.objects.get(slug="2017").title_en
    assert len(queries.people_of_earlier_meetings(here)) == 6
    told = Message.objects.filter(about_type=Registration._meta.label_lower)
    assert not told.filter(about_id__in=earlier).exists()


def test_one_list_does_not_fit_and_one_request_is_late_without_a_mail(start: Any) -> None:
    start()
    start()

    meeting = Meeting.objects.get(slug="2018")
    budgets = timing.budgets_of(segments_of(meeting), at=clock.now())
    short = [one for one in budgets.values() if not one.fits]
    assert [(one.speakers, one.needed_minutes, one.available_minutes) for one in short] == [
        (22, 77, 45)
    ]
    assert Intervention.objects.exclude(late_reason="").count() == 1
    assert not Message.objects.filter(kind__startswith="intervention_").exists()
