"""Canaries: words of a passport that stand in the letter and in the permitted view, and nowhere else."""

import base64
import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import formats
from django.utils.translation import override
from pypdf import PdfReader

from intersessional import sealing
from intersessional.accounts.models import User
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations.models import Delegation
from registration.letters import visas
from registration.letters.issuing import issue_delegation_confirmation
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.models import TravelDocument
from tests import people
from tests.access.actors import ACTORS, ask, client_of, signed_in
from tests.access.sweep import AnswersOf
from tests.access.world import World
from tests.desk.test_sheets import HEADING, preview, write
from tests.people import ON_14_MAY, PAOLA, PASSPORT, TERMS, visa_officer

pytestmark = pytest.mark.django_db

# Of the passport itself. Where somebody travels to and who pays is no secret from the focal point.
WORDS = {PASSPORT.nationality, PASSPORT.birth_place, PASSPORT.passport_number}
# No page, mail or table holds one of these days for another reason.
DAYS = [PASSPORT.birth_date, PASSPORT.passport_issued_on, PASSPORT.passport_expires_on]


def printed_forms(day: date) -> set[str]:
    """Return the forms in which a day may come out: ISO, as typed, as each language prints it, short."""
    found = {day.strftime(form) for form in FORMS}
    found |= {f"{day.day}{sign}{day.month}{sign}{day.year}" for sign in "./- "}
    for language in ("en", "fr", "es"):
        with override(language):
            found |= {formats.date_format(day, form).replace("\xa0", " ") for form in NAMED}
    return found


FORMS = ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%m/%d/%Y"]
FORMS += ["%d/%m/%y", "%d.%m.%y", "%m/%d/%y"]
NAMED = ["DATE_FORMAT", "SHORT_DATE_FORMAT", "j F Y", "j M Y", "F j, Y", "N j, Y", "j b Y"]
IDENTITY = WORDS | {form for day in DAYS for form in printed_forms(day)}
CANARIES = IDENTITY | {PASSPORT.post_city, PASSPORT.post_country, PASSPORT.payer}
# Without separators, as in the machine-readable zone; standing alone, since digests have such digits.
BARE = "|".join(day.strftime(form) for day in DAYS for form in ("%Y%m%d", "%y%m%d"))
ZONE = f"{PASSPORT.birth_date:%y%m%d}[0-9][MFX<]{PASSPORT.passport_expires_on:%y%m%d}"
MACHINE_READABLE = re.compile(rf"(?<![0-9A-Za-z])(?:{BARE})(?![0-9A-Za-z])|{ZONE}")
# Who may see what, on which page.
PERMITTED = {
    ("delegate", "visa:document"),
    ("delegate", "visa:other:document"),
    ("administrator", "admin:registrations_traveldocument_change"),
}


def found_in(text: str, words: set[str] = CANARIES) -> set[str]:
    plain = re.sub("[\xa0\u202f]", " ", text).replace("\u200b", "")
    return {word for word in words if word in plain} | set(MACHINE_READABLE.findall(plain))


@pytest.mark.parametrize(
    "printed",
    [
        "1979-03-29",
        "29 March 1979",
        "29 mars 1979",
        "29 de marzo de 1979",
        "29.3.1979",
        "29/03/79",
        "19790329",
        " 790329 ",
        "KNR77319050ECU7903294F2309255<<",
        "25\u202fseptembre\xa02023",
        "26 Sep 2013",
    ],
)
def test_every_form_of_a_day_is_looked_for(printed: str) -> None:
    """The control: each of them would be found, and a digest that holds such digits would not."""
    assert found_in(printed)
    assert not found_in("a0790329b-14 May 2018, 29 May 2018, 2023, 1979")


def a_day() -> World:
    """Everything that happens to a letter for a visa: given, ordered, mailed, seen, downloaded."""
    world = World()
    vera = visa_officer()
    operations.confirm(world.paola, by=vera, at=ON_14_MAY)
    visas.order_visa_letter(world.paola, TERMS, version=1, by=vera, at=ON_14_MAY)
    for lane in ("mail", "letters"):
        while outbox.sweep(lane):  # one sweep ends after some seconds
            pass
    letter = Letter.objects.get(kind="visa")
    office = signed_in(vera)
    office.get(f"/admin/registrations/traveldocument/{world.paola.pk}/change/")
    assert office.get(f"/admin/letters/letter/{letter.pk}/pdf/").status_code == 200
    office.get(f"/admin/registrations/registration/{world.paola.pk}/history/")
    return world


@pytest.mark.parametrize("actor", ACTORS)
def test_no_page_shows_a_passport_but_the_permitted_one(actor: str, answers_of: AnswersOf) -> None:
    shown = {
        (answer.address.name, frozenset(found))
        for answer in answers_of(actor)
        if answer.method == "GET"
        for found in [found_in(readable(answer.response.content))]
        if found
    }

    allowed = {name for who, name in PERMITTED if who == actor}
    assert {name for name, _found in shown if name not in JOURNEY} - allowed == set()
    for name, found in shown:
        if name in JOURNEY and name not in allowed:
            assert (actor, found & IDENTITY) == ("focal_point", frozenset())
    assert {name for name, _found in shown} >= allowed


JOURNEY = {"visa:document", "visa:other:document"}


def readable(content: bytes) -> str:
    """Return the text of a page or a file: what lies in an archive, a sheet or a PDF is unpacked."""
    # The small files of the tests have no table of their parts: they are read as they are.
    if content.startswith(b"%PDF-1") and b"startxref" in content:
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(page.extract_text() for page in pages)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(readable(archive.read(name)) for name in archive.namelist())
    return content.decode(errors="replace")


def test_no_table_holds_a_passport_in_plain(sink: Any) -> None:
    a_day()

    cells = list(every_cell())

    assert len(cells) > 1000
    assert [(where, found) for where, text in cells if (found := found_in(text))] == []


def test_without_the_seal_the_tables_show_it(sink: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    class NoCipher:
        def encrypt(self, content: bytes) -> bytes:
            return content

        def decrypt(self, content: bytes) -> bytes:
            return content

    monkeypatch.setattr(sealing, "_cipher", NoCipher)
    a_day()

    found = {where: words for where, text in every_cell() if (words := found_in(text))}

    assert found.keys() == {
        "registrations_traveldocument.sealed",
        "registrations_traveldocument.sealed_terms",
    }
    assert found["registrations_traveldocument.sealed"] >= WORDS | {"1979-03-29", "2023-09-25"}


def every_cell() -> Iterator[tuple[str, str]]:
    """Return each value of each table as text; bytes as Latin letters, and what base64 hides."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", as_text(value)


def as_text(value: Any) -> str:
    if isinstance(value, memoryview | bytes):
        raw = bytes(value)
        return raw.decode("utf-8", "replace") + "".join(_opened(raw))
    return str(value)


def _opened(raw: bytes) -> Iterator[str]:
    """A mail hides its texts in base64."""
    for block in re.findall(rb"(?:[A-Za-z0-9+/]{60,}\r?\n)+", raw):
        yield base64.b64decode(block + b"==").decode("utf-8", "replace")


def sheet_of_paola(world: World, user: User, start: str) -> Iterator[bytes]:
    """A row much like her, left out: the steps, and the sheets that come back."""
    browser = signed_in(user)
    row = [world.paola.given_names, "Chavez", "Counsellor", "other@mission.example"]
    address, page = preview(browser, [HEADING, row], start=start)
    write(browser, address, page)
    yield page.encode()
    for path in (address, address.replace("/rows/", "/left-out/"), f"{start}template/"):
        yield ask_content(browser, path)


def ask_content(browser: Any, path: str) -> bytes:
    response = ask(browser, "GET", path)
    return b"".join(response) if response.streaming else response.content


def admin_pages(world: World) -> Iterator[bytes]:
    """What the audit trail, the messages, the letters and the histories say to an administrator."""
    browser = client_of("administrator")
    for model in ("audit/auditentry", "outbox/message", "letters/letter"):
        yield ask_content(browser, f"/admin/{model}/")
        app, name = model.split("/")
        rows = apps.get_model(app, name).objects.order_by("-pk")[:40]
        for pk in rows.values_list("pk", flat=True):
            yield ask_content(browser, f"/admin/{model}/{pk}/change/")
    for name in ("registration", "traveldocument"):
        yield ask_content(browser, f"/admin/registrations/{name}/{world.paola.pk}/history/")
    yield ask_content(browser, "/admin/registrations/traveldocument/")


EXPORTS: dict[str, Callable[[World], Iterator[bytes]]] = {
    "sheet of a delegation": lambda world: sheet_of_paola(
        world, people.focal_point(), "/delegation/ec/sheet/"
    ),
    "confirmation of a delegation": lambda world: confirmation_of_paolas(world),
    "files of invitations": lambda world: iter(
        [ask_content(client_of("isu_staff"), f"/desk/invitations/files/{world.bundle.pk}/")]
    ),
    "calendar": lambda world: iter([ask_content(client_of("delegate"), "/meeting.ics")]),
    "badge letter": lambda world: iter(
        bytes(letter.content) for letter in Letter.objects.filter(kind="confirmation", version=2)
    ),
    "admin site": admin_pages,
}


def confirmation_of_paolas(world: World) -> Iterator[bytes]:
    """The letter that names her to her mission."""
    Letter.objects.filter(kind="delegation").delete()
    delegation = Delegation.objects.with_names().get(pk=world.paola.delegation_id)
    user = User.objects.get(email="vera@isu.example")
    letter = issue_delegation_confirmation(delegation, language="en", by=user, at=ON_14_MAY)
    yield bytes(letter.content)


@pytest.mark.parametrize("export", EXPORTS)
def test_no_export_holds_a_passport(sink: Any, export: str) -> None:
    world = a_day()

    texts = [readable(content) for content in EXPORTS[export](world)]

    assert all(texts)
    assert texts
    assert [found for text in texts if (found := found_in(text))] == []


def test_neither_mails_nor_logs_tell_of_a_passport(
    sink: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    a_day()

    mails = sink.messages()
    assert [mail for mail in mails if "visa" in mail["Subject"]]
    for mail in mails:
        parts = [
            part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
        ]
        assert found_in(" ".join(map(str, parts))) == set()
    assert found_in(caplog.text) == set()
    assert Message.objects.filter(kind="visa_letter_ready", state="sent").count() == 1


def test_a_form_that_is_refused_leaves_nothing_in_the_logs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    world = World()
    person = User.objects.get_or_create(email=PAOLA.email)[0]
    TravelDocument.objects.all().delete()
    answers = {
        "version": "0",
        "passport_number": "KNR7731905<",
        "birth_place": PASSPORT.birth_place,
        "birth_date": "29.03.1979",
    }

    for fields in (answers, answers | {"birth_place": "\x00" + PASSPORT.birth_place}):
        path = f"/registrations/{world.paola.receipt_number}/visa/"
        assert signed_in(person).post(path, fields).status_code in {400, 422}

    assert found_in(caplog.text) == set()
    assert "Canarivilla" not in str(list(Message.objects.values()))
