"""What the great tasks cost: a sheet of people, exports, a plan of bilaterals, the list of participants.

Each in the process of the benchmark, as a web process or a worker does it: its time of the processor,
without that of the database, and the statements it asks.
"""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intersessional.accounts.models import User
from intersessional.desk.exports.base import cells
from intersessional.desk.exports.datasets import DATASETS
from intersessional.desk.exports.writing import write
from intersessional.desk.models import Format
from registration.attendance.participants import document, paper, queries
from registration.attendance.participants.listing import listing_of
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.access.full import fill
from tests.bench.figures import rows_wanted, scaled, show
from tests.desk import test_sheets as sheets
from tests.desk.test_delegation import browser_of
from tests.people import ON_14_MAY, focal_point, isu_staff
from tests.programme.bilaterals.planned import load_day, made

pytestmark = pytest.mark.django_db


def test_work() -> None:
    staff, table = isu_staff(), []
    for rows in rows_wanted():
        fill(rows, by=staff)
        table += [{"rows": rows} | one for one in exports(staff)]
        table += [{"rows": rows} | one for one in lists()]

    show("work-by-rows", table)


def test_a_sheet_of_500() -> None:
    people = scaled(500)
    rows = [sheets.HEADING, *(sheets.person(number) for number in range(people))]
    browser: Client = browser_of(focal_point())
    read, answer = measured("read and compare", lambda: sheets.preview(browser, rows))
    wrote, _answer = measured("write", lambda: sheets.write(browser, *answer))

    assert Registration.objects.count() >= people
    show("work-sheet", [{"people": people} | read, {"people": people} | wrote])


def test_a_proposal_of_bilaterals() -> None:
    staff = isu_staff()
    load_day(staff)
    plan, _made = measured("a plan of the day of 2018", lambda: made(staff))

    show("work-plan", [plan])


def exports(staff: User) -> list[dict[str, Any]]:
    """Return what the export of all registrations costs in each format, without the order for it."""
    dataset, meeting = DATASETS["registrations"], Meeting.objects.get(slug="2018")
    found = []
    for form in (Format.CSV, Format.XLSX):

        def export(form: str = form) -> int:
            known, file = dataset.known(meeting), io.BytesIO()
            columns = dataset.columns_for(staff)
            rows = cells(dataset.rows(known, staff, {}), columns, known)
            write(file, form, [str(one.title) for one in columns], rows, title="-")
            return len(file.getvalue())

        taken, size = measured(f"export, {form}", export)
        rate = round(Registration.objects.count() / max(taken["CPU s"], 0.001))
        found.append(taken | {"rows/s": rate, "bytes": size})
    return found


def lists() -> list[dict[str, Any]]:
    """Return what the list of participants costs: reading, and each file."""
    meeting = Meeting.objects.get(slug="2018")
    read, content = measured(
        "list of participants, read", lambda: queries.content_of(meeting, at=ON_14_MAY)
    )
    listing = replace(listing_of(content), kind="provisional", number=1)
    files = {
        "PDF": lambda: paper.pdf(listing),
        "DOCX": lambda: document.docx(listing, at=ON_14_MAY),
    }
    found = [read | {"rows/s": "", "bytes": ""}]
    for name, make in files.items():
        taken, file = measured(f"list of participants, {name}", make)
        found.append(taken | {"rows/s": "", "bytes": len(file)})
    return found


def measured(what: str, act: Callable[[], Any]) -> tuple[dict[str, Any], Any]:
    """Return what an act took, and what it returned."""
    with CaptureQueriesContext(connection) as asked:
        wall, cpu = time.perf_counter(), time.process_time()
        returned = act()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    times = {"CPU s": round(cpu, 2), "seconds": round(wall, 2)}
    return {"what": what} | times | {"queries": len(asked)}, returned
