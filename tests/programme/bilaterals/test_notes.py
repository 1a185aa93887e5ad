"""Confidential notes: seen by the host's officers only, never lost, and erased."""

import html
import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils.html import escape

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.bilaterals import tasks
from programme.bilaterals.models import Bilateral, Note, Printout
from programme.bilaterals.operations import notes
from registration.meetings.models import Meeting
from tests import people
from tests.access.actors import signed_in
from tests.programme.bilaterals import days
from tests.programme.bilaterals.placed import placed
from tests.programme.bilaterals.test_day import text_of

pytestmark = pytest.mark.django_db

CANARY = "They will ask for Zwischenlösung-7741"


@pytest.fixture
def bilateral(june: Meeting) -> Bilateral:
    """Zimbabwe meets the Committees on Article 5 and on cooperation together."""
    return placed("zw", 11, 0, "article-5", "cooperation")


@pytest.fixture
def carlas(carla: User) -> Client:
    """The browser of the officer of the Committee on Article 5."""
    return signed_in(carla)


def page_of(bilateral: Bilateral, host: str = "article-5") -> str:
    """The address of a host's note."""
    return f"/bilaterals/notes/{bilateral.code}/{host}/"


def write(client: Client, bilateral: Bilateral, text: str, version: int = 0) -> Any:
    """Send a note."""
    return client.post(page_of(bilateral), {"text": text, "version": version})


def version_shown(response: Any) -> int:
    """The version that a page would send."""
    found = re.search(r'name="version" value="(\d+)"', response.content.decode())
    assert found
    return int(found[1])


def test_a_note_is_written_sealed_and_read_again(carlas: Client, bilateral: Bilateral) -> None:
    response = carlas.post(
        page_of(bilateral), {"text": f"{CANARY}\r\n<b>second</b>", "version": 0}, follow=True
    )

    assert escape(f"{CANARY}\n<b>second</b>") in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    note = Note.objects.get()
    assert note.text == f"{CANARY}\n<b>second</b>"
    assert b"Zwischen" not in bytes(note.sealed)


def test_each_look_and_each_change_is_on_record_without_the_text(
    carlas: Client, bilateral: Bilateral
) -> None:
    write(carlas, bilateral, CANARY)
    carlas.get(page_of(bilateral))
    write(carlas, bilateral, f"{CANARY} and more", 1)
    write(carlas, bilateral, "", 2)

    entries = AuditEntry.objects.filter(subject_type="bilaterals.note").order_by("pk")
    assert [one.verb for one in entries] == ["write_note", "see_note", "write_note", "remove_note"]
    kept = [getattr(one, "values_changed", None) for one in entries]
    assert [one.after for one in kept if one] == [{"version": 1}, {"version": 2}]
    assert not Note.objects.exists()


def test_what_two_officers_write_at_once_is_not_lost(carlas: Client, bilateral: Bilateral) -> None:
    other = signed_in(days.officer(days.host_of("article-5"), "carlos@committee.example"))
    assert write(other, bilateral, "Theirs, first").status_code == 302

    response = write(carlas, bilateral, "Mine, second")

    assert response.status_code == 409
    page = text_of(response)
    assert "Somebody else wrote this note meanwhile" in page
    assert "Theirs, first" in page
    assert "Mine, second" in page
    assert Note.objects.get().text == "Theirs, first"
    # The next press is meant.
    assert write(carlas, bilateral, "Both", version_shown(response)).status_code == 302
    assert Note.objects.get().text == "Both"


def test_what_was_removed_meanwhile_is_said(carlas: Client, bilateral: Bilateral) -> None:
    write(carlas, bilateral, "A note")
    write(carlas, bilateral, "", 1)

    response = write(carlas, bilateral, "More", 1)

    assert response.status_code == 409
    assert "The note was removed." in text_of(response)
    assert version_shown(response) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [("ä" * 10_001, "at most 10000 characters"), ("a\x07b", "")],
)
def test_a_note_that_cannot_be_kept_stays_in_the_form(
    carlas: Client, bilateral: Bilateral, text: str, words: str
) -> None:
    response = write(carlas, bilateral, text)

    assert response.status_code == 422
    assert words in text_of(response)
    assert text in html.unescape(response.content.decode())
    assert not Note.objects.exists()


def test_ten_thousand_signs_fit_however_lines_end(carlas: Client, bilateral: Bilateral) -> None:
    text = "a\r\n" * 4_999 + "ab"

    assert write(carlas, bilateral, text).status_code == 302
    assert len(Note.objects.get().text) == 10_000


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (people.administrator, 404),
        (days.planner, 404),
        (people.isu_staff, 404),
        (lambda: days.officer(days.host_of("compliance"), "cleo@committee.example"), 404),
        # Of the other host at the same table: her own note, and not this one.
        (lambda: days.officer(days.host_of("cooperation"), "cora@committee.example"), 404),
        (lambda: people.focal_point("zw", "fon@mission.example"), 403),
        (lambda: User.objects.create_user("nobody@mission.example"), 403),
    ],
)
def test_nobody_else_opens_it(
    carlas: Client, bilateral: Bilateral, who: Callable[[], User], status: int
) -> None:
    write(carlas, bilateral, CANARY)
    client = signed_in(who())

    for response in (client.get(page_of(bilateral)), write(client, bilateral, "x", 1)):
        assert response.status_code == status
        assert "Zwischen" not in response.content.decode()
    assert Note.objects.get().text == CANARY


def test_each_host_of_a_joint_bilateral_has_a_note_of_its_own(
    carlas: Client, bilateral: Bilateral
) -> None:
    write(carlas, bilateral, CANARY)
    cora = signed_in(days.officer(days.host_of("cooperation"), "cora@committee.example"))

    response = cora.get(page_of(bilateral, "cooperation"))

    assert response.status_code == 200
    assert version_shown(response) == 0
    assert "Zwischen" not in response.content.decode()


def test_an_officer_who_left_reads_no_more(
    carlas: Client, bilateral: Bilateral, carla: User
) -> None:
    write(carlas, bilateral, CANARY)
    carla.host_offices.all().delete()

    assert carlas.get(page_of(bilateral)).status_code == 404


def test_a_note_on_a_bilateral_of_other_hosts_is_absent(
    carlas: Client, bilateral: Bilateral
) -> None:
    other = placed("ao", 9, 30, "compliance")

    assert carlas.get(page_of(other)).status_code == 404
    assert write(carlas, other, CANARY).status_code == 404


def test_notes_are_erased_thirty_days_after_the_meeting(
    carlas: Client,
    bilateral: Bilateral,
    june: Meeting,
    set_clock: Callable[[datetime], None],
) -> None:
    write(carlas, bilateral, CANARY)
    due = june.ends_at + timedelta(days=notes.KEPT_DAYS)

    set_clock(due - timedelta(seconds=1))
    tasks.erase_notes()
    assert Note.objects.count() == 1

    set_clock(due)
    tasks.erase_notes()
    assert Note.objects.count() == 0
    assert AuditEntry.objects.filter(verb="erase_note", by=None).count() == 1


def test_neither_logs_nor_reports_of_errors_hold_a_note(
    carlas: Client,
    bilateral: Bilateral,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An error in the middle of writing: what a report would show of it."""
    import sys

    from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

    caplog.set_level(logging.DEBUG)
    reports: list[str] = []
    seal = "programme.bilaterals.models.notes.seal"

    def broken(_content: bytes) -> bytes:
        raise RuntimeError("no key")

    monkeypatch.setattr(seal, broken)
    monkeypatch.setattr(SafeExceptionReporterFilter, "is_active", lambda *_: True)
    carlas.raise_request_exception = False

    def keep(request: Any, **_kwargs: Any) -> None:
        reports.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_text())

    from django.core.signals import got_request_exception

    got_request_exception.connect(lambda sender, request, **kw: keep(request), weak=False)
    try:
        assert write(carlas, bilateral, CANARY).status_code == 500
    finally:
        got_request_exception.receivers = [
            one for one in got_request_exception.receivers if "<lambda>" not in repr(one)
        ]

    assert len(reports) == 1
    assert "RuntimeError" in reports[0]
    assert "Zwischen" not in reports[0]
    assert "Zwischen" not in caplog.text


def test_the_number_of_queries(
    carlas: Client, bilateral: Bilateral, django_assert_num_queries: Any
) -> None:
    write(carlas, bilateral, CANARY)
    with django_assert_num_queries(13):
        carlas.get(page_of(bilateral))
    with django_assert_num_queries(15):
        write(carlas, bilateral, "Other", 1)


WITH_NAMES = ("brief", "day sheet", "running sheet", "live", "board", "book", "printed")


@pytest.mark.parametrize("host", ["cooperation", "compliance"])
def test_an_officer_of_another_host_finds_it_nowhere(
    carlas: Client, bilateral: Bilateral, host: str
) -> None:
    """Neither one who is at the same table, nor one who is not: on no page, paper or file of theirs."""
    write(carlas, bilateral, CANARY)
    own = bilateral if host == "cooperation" else placed("ec", 9, 30, host)
    browser = signed_in(days.officer(days.host_of(host), "other@committee.example"))
    assert browser.get(page_of(bilateral)).status_code == 404

    found = theirs(browser, own, host)

    assert [where for where, content in found.items() if "Zwischen" in content] == []
    # That something was read.
    assert [one for one in WITH_NAMES if own.delegation.name not in found[one]] == []
    assert ("Zimbabwe" in found["book"]) is (own == bilateral)


def theirs(browser: Client, bilateral: Bilateral, host: str) -> dict[str, str]:
    """What an officer of a host gets to see of its day, and of one of its bilaterals."""
    brief, sheet = f"/bilaterals/briefs/{bilateral.code}", f"/bilaterals/papers/{host}/"
    pages = {
        "brief": f"{brief}/",
        "own note": page_of(bilateral, host),
        "day sheet": sheet,
        "papers": "/bilaterals/papers/",
        "signs": "/bilaterals/signs/",
        "running sheet": f"/bilaterals/day/{host}/",
        "live": "/bilaterals/live/",
        "live board": "/bilaterals/live/board/",
        "board": "/bilaterals/board/",
        "board now": "/bilaterals/board/now/",
        "book": "/bilaterals/papers/bilaterals.xlsx",
    }
    answers = {where: browser.get(path) for where, path in pages.items()}
    assert {
        where: one.status_code for where, one in answers.items() if one.status_code != 200
    } == {}
    found = {where: shown(one) for where, one in answers.items()}
    assert browser.post(f"{brief}.pdf").status_code == 302
    assert browser.post(f"{sheet}print/", {"language": "en"}).status_code == 302
    printed = Printout.objects.values_list("facts", flat=True)
    assert len(printed) == 2
    return found | {"printed": str(list(printed))}


def shown(answer: Any) -> str:
    """What an answer says; of a book, all its parts."""
    if not answer.streaming:
        return html.unescape(answer.content.decode())
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())
