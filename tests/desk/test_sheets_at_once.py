"""Somebody registers while a sheet is written, the sheet is written twice at once, or is interrupted."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from intersessional.outbox.models import Message
from registration.delegations.models import Category
from registration.meetings.models import Meeting
from registration.registrations.models import CategoryDeadline, Registration, Sheet
from registration.registrations.operations import importing
from tests.desk.test_delegation import browser_of
from tests.desk.test_sheets import HEADING, person, preview
from tests.own_database import at_once
from tests.people import OLENA, ON_14_MAY, focal_point, receive

PEOPLE = 120


@pytest.fixture
def felix(transactional_db: None) -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


@pytest.fixture
def sheet(felix: Client) -> tuple[str, dict[str, str]]:
    """A sheet of several portions, compared: its address, and the form that writes it."""
    address, page = preview(felix, [HEADING, *(person(n) for n in range(PEOPLE))])
    [seen] = re.findall(r'name="seen" value="([^"]+)"', page)
    return address, {"seen": seen, "write": "all"}


def one_after_the_other(*acts: Callable[[], Any]) -> list[Any]:
    """Return what each act returned, done at once in threads of their own."""
    turns: Iterator[Callable[[], Any]] = iter(acts)
    return at_once(len(acts), lambda: next(turns)())


def wait_for_the_line(*, behind: int = 0) -> None:
    """Return when a portion stands in the meeting's line, and rows up to `behind` are written."""
    for _ in range(4000):
        with transaction.atomic():
            free = Meeting.objects.select_for_update(skip_locked=True).filter(slug="2018")
            if not free and Sheet.objects.get().written_to >= behind:
                return
        time.sleep(0.002)
    raise AssertionError("Nobody writes the sheet.")


def registered_meanwhile(felix: Client, sheet: tuple[str, dict[str, str]]) -> bool:
    """Write the sheet, let somebody register meanwhile, and say whether they came through first."""
    address, form = sheet

    def register() -> bool:
        wait_for_the_line()
        receive(OLENA)
        return Sheet.objects.get().written_at is None

    return bool(one_after_the_other(lambda: felix.post(address, form), register)[1])


def test_somebody_registers_while_a_sheet_is_written(
    felix: Client, sheet: tuple[str, dict[str, str]]
) -> None:
    assert registered_meanwhile(felix, sheet)

    assert Registration.objects.count() == PEOPLE + 1
    numbers = set(Registration.objects.values_list("receipt_number", flat=True))
    assert numbers == {f"IM18-{n:04d}" for n in range(1, PEOPLE + 2)}
    # Not the last: the sheet went on afterwards.
    assert Registration.objects.get(email=OLENA.email).position <= PEOPLE


def test_control_in_one_portion_nobody_comes_through(
    felix: Client, sheet: tuple[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PORTION", PEOPLE)

    assert not registered_meanwhile(felix, sheet)


def test_a_sheet_written_twice_at_once_counts_once(
    felix: Client, sheet: tuple[str, dict[str, str]]
) -> None:
    address, form = sheet

    answers = at_once(2, lambda: felix.post(address, form))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Registration.objects.count() == PEOPLE
    assert Message.objects.count() == PEOPLE
    assert Sheet.objects.get().counts == {"new": PEOPLE, "changed": 0, "left_out": 0}


def test_a_closing_in_the_middle_says_which_rows_are_not_written(
    felix: Client, sheet: tuple[str, dict[str, str]]
) -> None:
    address, form = sheet

    def close() -> None:
        wait_for_the_line()
        with transaction.atomic():
            # In line, so that no portion is under way.
            meeting = Meeting.objects.select_for_update().get(slug="2018")
            CategoryDeadline.objects.create(
                meeting=meeting, category=Category.STATE_PARTY, closes_at=ON_14_MAY
            )

    answer, _nothing = one_after_the_other(lambda: felix.post(address, form), close)

    written = Sheet.objects.get().written_to
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Rows {written + 1} to {PEOPLE + 1} have not been written." in page
    assert "Registration has closed. Tell us why you are late" in page
    assert f"The rows up to row {written} have been written (new: {written - 1}," in page
    assert Registration.objects.count() == Message.objects.count() == written - 1
    assert 1 < written <= PEOPLE

    # The same page goes on where it was interrupted, now with the reason.
    [seen] = re.findall(r'name="seen" value="([^"]+)"', page)
    again = felix.post(address, form | {"seen": seen, "late_reason": "The note came late."})

    assert again.status_code == 302
    assert Registration.objects.count() == PEOPLE
    assert Registration.objects.filter(is_late=True).count() == PEOPLE + 1 - written
    assert Sheet.objects.get().counts == {"new": PEOPLE, "changed": 0, "left_out": 0}


def test_a_sheet_goes_on_after_a_crash(felix: Client, sheet: tuple[str, dict[str, str]]) -> None:
    address, form = sheet
    felix.raise_request_exception = False

    def kill() -> None:
        wait_for_the_line(behind=importing.PORTION + 1)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    connections.close_all()
    answer, _nothing = one_after_the_other(lambda: felix.post(address, form), kill)

    written = Sheet.objects.get().written_to
    assert answer.status_code >= 500
    assert importing.PORTION < written < PEOPLE
    assert Registration.objects.count() == Message.objects.count() == written - 1

    assert felix.post(address, form).status_code == 302

    assert Registration.objects.count() == Message.objects.count() == PEOPLE
    found = Sheet.objects.get()
    assert found.counts == {"new": PEOPLE, "changed": 0, "left_out": 0}
    assert found.rows == []
