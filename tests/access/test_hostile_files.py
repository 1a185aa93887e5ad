"""Whatever somebody sends as a file: refused with a sentence, or stored where it can harm nobody."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.http import parse_header_parameters

from intersessional.uploads import EXTENSIONS
from registration.delegations.models import Note
from registration.registrations.models import Sheet
from tests.desk.test_delegation import PAGE, browser_of
from tests.desk.test_sheets import FOUR, HEADING, START, person
from tests.hostile import files, sheets
from tests.people import SMALL_PDF, focal_point

pytestmark = pytest.mark.django_db

ADD = f"{PAGE}notes/add/"
SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


def send(client: Client, name: str, content: bytes, reference: str) -> HttpResponse:
    file = SimpleUploadedFile("x", content, content_type="application/pdf")
    # As a browser might send it; Django's own class would tidy the name.
    file._name = name
    answers: dict[str, Any] = {
        "file": file,
        "reference": reference,
        "dated_on": "2018-05-09",
        "names": "Ms. Paola Fernanda CHÁVEZ",
    }
    return client.post(ADD, answers)


def test_each_file_is_refused_with_a_sentence(felix: Client) -> None:
    wrong = {}
    for what, (name, content) in files.refused().items():
        answer = send(felix, name, content, f"Ref-{len(wrong)}-4711")
        page = answer.content.decode()
        if answer.status_code != 422 or "Ref-" not in page or not re.search("[Pp]lease", page):
            wrong[what] = answer.status_code

    assert wrong == {}
    assert not Note.objects.exists()


def test_what_is_stored_goes_out_inert(felix: Client) -> None:
    wrong = {}
    for number, (what, (name, content)) in enumerate(files.inert().items()):
        taken = send(felix, name, content, f"Ref-{number}")
        note = Note.objects.order_by("pk").last()
        assert note is not None, (what, taken.status_code)
        assert note.reference == f"Ref-{number}", (what, taken.status_code)
        wrong[what] = what_is_wrong(felix, note, content)

    assert {what: faults for what, faults in wrong.items() if faults} == {}


def test_a_name_that_no_computer_has_is_no_error_of_ours(felix: Client) -> None:
    """Longer than any file is named: the whole request is refused."""
    assert send(felix, "n" * 5000 + ".pdf", SMALL_PDF, "Ref").status_code == 400


def what_is_wrong(client: Client, note: Note, content: bytes) -> list[str]:
    """Return what is not as it should be of a file that was taken."""
    answer = client.get(f"{PAGE}notes/{note.pk}/file/")
    disposition, said = parse_header_parameters(answer["Content-Disposition"])
    name = said["filename"]
    checks = {
        "stored": re.fullmatch(r"notes/[0-9a-f]{32}", note.file.name),
        "status": answer.status_code == 200,
        "whole": b"".join(answer) == content,
        "download": disposition == "attachment",
        "type": answer["Content-Type"] in EXTENSIONS,
        "ending": name.endswith(EXTENSIONS[answer["Content-Type"]]),
        "name": len(name) <= 100 and not set(name) & set('/\\\r\n\0"\u202e'),
        "nosniff": answer["X-Content-Type-Options"] == "nosniff",
        "sandbox": answer["Content-Security-Policy"] == SANDBOX,
        "kept": "no-store" in answer["Cache-Control"],
    }
    return [check for check, is_right in checks.items() if not is_right]


def test_each_sheet_is_refused_or_read_as_text(felix: Client) -> None:
    good = [HEADING, person(1)]
    answers = {
        what: felix.post(START, {"file": SimpleUploadedFile("s.xlsx", content)})
        for what, content in sheets.refused(good).items()
    }
    pages = {
        what: answer.status_code
        for what, answer in answers.items()
        if answer.status_code != 422 or not re.search("[Pp]lease|no row", answer.content.decode())
    }
    assert pages == {}
    assert not Sheet.objects.exists()

    for content in sheets.texts(good).values():
        felix.post(START, {"file": SimpleUploadedFile("s.xlsx", content)})
    first = [sheet.rows[1][1][0] for sheet in Sheet.objects.order_by("pk")]
    assert [text.strip() for text in first] == [text.strip() for text in sheets.FORMULAS]


def test_entities_are_refused_before_they_grow() -> None:
    """openpyxl reads by way of defusedxml, where that is there."""
    from openpyxl.xml import DEFUSEDXML

    assert DEFUSEDXML is True


def test_no_sheet_reads_a_file_of_the_server(felix: Client) -> None:
    content = sheets.reading_a_file([HEADING, person(1)])
    answer = felix.post(START, {"file": SimpleUploadedFile("s.xlsx", content)}, follow=True)
    shown = (
        felix.post(answer.redirect_chain[-1][0], FOUR, follow=True)
        if answer.redirect_chain
        else answer
    )

    assert answer.status_code in {200, 422}
    assert b"root:" not in answer.content + shown.content
    assert "root:" not in str(list(Sheet.objects.values_list("rows", flat=True)))
