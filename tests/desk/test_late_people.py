"""After the closing a focal point sends late requests, with a reason, and the staff decide."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from intersessional.outbox.models import Message
from registration.delegations.models import Delegation
from registration.registrations import operations
from registration.registrations.models import Extension, Registration
from tests.desk.test_delegation import PAGE, browser_of
from tests.desk.test_several import form as several_form
from tests.pages import Page
from tests.people import CLOSING, ON_14_MAY, PAOLA_FORM, focal_point, isu_staff

pytestmark = pytest.mark.django_db

REASON = "The note verbale came today."
ADD = f"{PAGE}add/"
SEVERAL = f"{PAGE}several/"
MEMBER = PAOLA_FORM | {"token": "A" * 22}


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


@pytest.fixture
def closed(set_clock: Any) -> None:
    set_clock(CLOSING)


def states() -> list[tuple[str, bool, str]]:
    found = Registration.objects.order_by("pk")
    return list(found.values_list("state", "is_late", "late_reason"))


@pytest.mark.parametrize(("path", "typed"), [(ADD, MEMBER), (SEVERAL, several_form())])
def test_the_reason_is_asked_for_and_nothing_is_lost(
    felix: Client, closed: None, path: str, typed: dict[str, Any]
) -> None:
    opened = Page(felix.get(path))
    answer = felix.post(path, typed)
    page = Page(answer)

    assert "late_reason" in opened.answers()
    assert answer.status_code == 422
    assert "Tell us why you are late" in page.html
    telling = next(name for name in typed if name.endswith("family_name"))
    assert page.answers()[telling] == typed[telling]
    assert not Registration.objects.exists()


def test_a_form_opened_in_time_and_sent_late_asks_for_the_reason(
    felix: Client, set_clock: Any
) -> None:
    assert "late_reason" not in Page(felix.get(SEVERAL)).answers()

    set_clock(CLOSING)

    assert "late_reason" in Page(felix.post(SEVERAL, several_form())).answers()


def test_one_person_becomes_a_late_request_that_the_staff_accept(
    felix: Client, closed: None
) -> None:
    answer = felix.post(ADD, MEMBER | {"late_reason": REASON})

    assert answer.status_code == 302
    assert states() == [("requested", True, REASON)]
    assert "late request" in Page(felix.get(PAGE)).html
    registration = Registration.objects.get()
    operations.accept(registration, by=isu_staff(), at=CLOSING)
    # The delegation's word was in it.
    assert Registration.objects.get().state == "confirmed"
    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["registration_received", "registration_confirmed"]


def test_several_people_become_late_requests(felix: Client, closed: None) -> None:
    answer = felix.post(SEVERAL, several_form(late_reason=REASON))

    assert answer.status_code == 302
    assert states() == [("requested", True, REASON)] * 5
    assert "5 late requests" in Page(felix.get(PAGE)).html
    assert set(Message.objects.values_list("kind", flat=True)) == {"registration_received"}


def test_an_extension_needs_no_reason(felix: Client, closed: None) -> None:
    delegation, staff = Delegation.objects.get(), isu_staff()
    Extension.objects.create(
        meeting=delegation.meeting,
        delegation=delegation,
        closes_at=CLOSING + timedelta(days=1),
        reason="A courier.",
        granted_at=ON_14_MAY,
        granted_by=staff,
    )

    opened = Page(felix.get(SEVERAL))
    felix.post(SEVERAL, several_form())

    assert "late_reason" not in opened.answers()
    assert [state for state, _late, _reason in states()] == ["confirmed"] * 5


def test_the_days_of_several_people_are_chosen(felix: Client) -> None:
    none = felix.post(SEVERAL, several_form(days=[]))
    felix.post(SEVERAL, several_form(days=["2018-06-08"]))

    assert "Choose at least one day." in Page(none).html
    assert {day.isoformat() for one in Registration.objects.all() for day in one.days} == {
        "2018-06-08"
    }
