"""Sheets of people: read, compared, previewed, written."""

import hashlib
import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from intersessional.outbox.models import Message
from registration.delegations.models import Delegation
from registration.registrations.models import Needs, Person, Quota, Registration, Sheet
from registration.registrations.operations import erase_old_sheets
from tests.access.actors import signed_in
from tests.desk.test_delegation import browser_of
from tests.people import CLOSING, OLENA, focal_point, isu_staff, receive
from tests.people import set_clock as stand_at

pytestmark = pytest.mark.django_db

START = "/delegation/ec/sheet/"
DESK = "/desk/sheet/"
HEADING = ["Given name(s)", "Family name", "Function", "E-mail address"]


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


def person(number: int) -> list[str]:
    """Somebody whose name is like nobody else's."""
    name = hashlib.sha256(str(number).encode()).hexdigest()
    return [name[:9], name[9:18], "Counsellor", f"p{number}@mission.example"]


def xlsx(rows: list[list[Any]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def send(client: Client, content: bytes, start: str = START, name: str = "s.xlsx") -> Any:
    return client.post(start, {"file": SimpleUploadedFile(name, content)})


def pasted(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def columns(*names: str) -> dict[str, str]:
    return {"has_heading": "on", **{f"column_{n}": name for n, name in enumerate(names)}}


FOUR = columns("given_names", "family_name", "function", "email")


def preview(
    client: Client, rows: list[list[str]], chosen: dict[str, str] = FOUR, start: str = START
) -> tuple[str, str]:
    """Go to the preview; return its address and its text."""
    sent = client.post(start, {"pasted": pasted(rows)})
    assert sent.status_code == 302, sent.content.decode()
    answer = client.post(sent["Location"], chosen)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], client.get(answer["Location"]).content.decode()


def write(client: Client, address: str, page: str, which: str = "all", **more: str) -> Any:
    [seen] = re.findall(r'name="seen" value="([^"]+)"', page)
    return client.post(address, {"seen": seen, "write": which} | more)


@pytest.mark.parametrize(("people", "portions"), [(3, 1), (50, 2), (500, 20)])
def test_three_and_five_hundred_take_the_same_queries(
    felix: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    people: int,
    portions: int,
) -> None:
    sent = send(felix, xlsx([HEADING, *(person(n) for n in range(people))]))
    address = felix.post(sent["Location"], FOUR)["Location"]

    with django_assert_num_queries(PREVIEW_QUERIES):
        page = felix.get(address).content.decode()
    with django_assert_num_queries(WRITE_QUERIES + PORTION_QUERIES * portions):
        write(felix, address, page)

    assert Registration.objects.count() == people
    assert Message.objects.count() == people


PREVIEW_QUERIES = 10
# Before and after the portions, and each of them, of twenty-five rows.
WRITE_QUERIES = 8
PORTION_QUERIES = 14


def test_headings_in_three_languages_are_guessed(felix: Client) -> None:
    for heading in (
        ["Surname", "First name", "Position", "E-mail"],
        ["Nom de famille", "Prénom", "Fonction", "Courriel"],
        ["Apellidos", "Nombres", "Cargo", "Correo electrónico"],
    ):
        sent = felix.post(START, {"pasted": pasted([heading, person(1)])})
        page = felix.get(sent["Location"]).content.decode()
        found = re.findall(r'<option value="(\w+)" selected', page)
        assert found == ["family_name", "given_names", "function", "email"]


def test_a_needed_column_that_is_missing_is_named(felix: Client) -> None:
    sent = felix.post(START, {"pasted": pasted([HEADING, person(1)])})
    answer = felix.post(sent["Location"], columns("given_names", "family_name", "function", ""))

    assert answer.status_code == 422
    assert "No column holds “E-mail address”. Choose the one that does." in answer.content.decode()


def test_new_changed_unchanged_and_likely_duplicates(felix: Client) -> None:
    paola = receive()
    receive(OLENA)
    rows = [
        HEADING,
        ["Paola Fernanda", "Chávez", "Ambassador", "p.chavez@mission.example"],
        ["Олена", "Ковальчук", "Counsellor", "else@mission.example"],
        person(3),
    ]
    address, page = preview(felix, rows)

    assert "Function: Counsellor → Ambassador" in page
    assert "Somebody very much alike is registered already." in page
    # The stranger's delegation and address stay unsaid.
    assert "Ukraine" not in page
    assert "o@mission.example" not in page
    assert Registration.objects.count() == 2

    write(felix, address, page, duplicates="leave")

    paola.refresh_from_db()
    assert (paola.function, paola.version) == ("Ambassador", 2)
    assert Registration.objects.count() == 3
    assert Message.objects.filter(kind="registration_amended").count() == 1
    written = felix.get(address).content.decode()
    assert "left-out" in written
    content = felix.get(f"{START}{address.split('/')[-3]}/left-out/").getvalue()
    cells = list(load_workbook(io.BytesIO(content)).worksheets[0].values)
    assert cells[1][-1] == "Somebody very much alike is registered already."


def test_what_changed_since_the_preview_is_not_written(felix: Client) -> None:
    paola = receive()
    rows = [HEADING, ["Paola Fernanda", "Chávez", "Ambassador", "p.chavez@mission.example"]]
    address, page = preview(felix, rows)
    Registration.objects.filter(pk=paola.pk).update(function="Minister", version=2)

    write(felix, address, page)

    paola.refresh_from_db()
    assert (paola.function, paola.version) == ("Minister", 2)
    assert Sheet.objects.get().counts == {"new": 0, "changed": 0, "left_out": 1}


def test_the_same_sheet_twice_counts_once(felix: Client) -> None:
    address, page = preview(felix, [HEADING, person(1), person(2)])

    write(felix, address, page)
    again = write(felix, address, page)

    assert again.status_code == 200
    assert (Registration.objects.count(), Message.objects.count()) == (2, 2)
    assert Sheet.objects.get().rows == []


GOOD = ["Ana", "Terán", "Counsellor", "a@mission.example"]
WIDE = [
    *HEADING,
    *("Role", "Languages", "Days", "Gender", "Telephone", "Honorific", "Visa letter", "Receipt"),
]
CHOSEN = columns(
    *("given_names", "family_name", "function", "email", "role", "languages", "days", "gender"),
    *("phone", "honorific", "wants_visa_letter", "receipt_number"),
)
CONTROL = "This text holds invisible control characters. Please type it instead of pasting it."
DAMAGED = "Some characters arrived damaged. Please type this text again."
ADDRESS = "E-mail address: Enter an e-mail address such as name@example.org."
ROLES = "Head of delegation, Deputy head of delegation, Member, Adviser"
LANGUAGES = "Arabic, Chinese, English, French, Russian, Spanish"
GENDERS = "Woman, Man, Another, I prefer not to say"
DAYS = "2018-06-06, 2018-06-07, 2018-06-08"


def allowed(label: str, text: str, words: str) -> str:
    return f"{label}: “{text}” is not allowed here. Write one of these: {words}."


def longest(label: str, most: int, length: int) -> str:
    return f"{label}: Ensure this value has at most {most} characters (it has {length})."


# The column, its bad value, and the reason.
BAD: list[tuple[int, str, str]] = [
    (0, "", "Given name(s): Enter the given name or names."),
    (1, "", "Family name: Enter the family name."),
    (2, "", "Function: Enter the function."),
    (3, "", "E-mail address: Enter the e-mail address."),
    (3, "nonsense", ADDRESS),
    (3, "a@b", ADDRESS),
    (3, "two@x.example, three@x.example", ADDRESS),
    (0, "A\x01na", f"Given name(s): {CONTROL}"),
    (0, "A\x00na", f"Given name(s): {CONTROL}"),
    (1, "Ter\u202ean", f"Family name: {CONTROL}"),
    (1, "Ter\u200fan", f"Family name: {CONTROL}"),
    (2, "Couns\ufffdllor", f"Function: {DAMAGED}"),
    (4, "Emperor", allowed("Role in the delegation", "Emperor", ROLES)),
    (4, "\x1bhead", f"Role in the delegation: {CONTROL}"),
    (5, "Klingon", allowed("Languages", "English, Klingon", LANGUAGES)),
    (6, "tomorrow", allowed("Days present", "tomorrow", DAYS)),
    (6, "2018-06-31", allowed("Days present", "2018-06-31", DAYS)),
    (6, "2019-06-07", allowed("Days present", "2019-06-07", DAYS)),
    (7, "robot", allowed("Gender", "robot", GENDERS)),
    (
        8,
        "call me",
        "Telephone: Enter a telephone number with digits, for example +41 22 000 00 00.",
    ),
    (8, "1" * 41, longest("Telephone", 40, 41)),
    (2, "x" * 201, longest("Function", 200, 201)),
    (0, "x" * 201, longest("Given name(s)", 120, 201)),
    (1, "x" * 201, longest("Family name", 120, 201)),
    (9, "x" * 41, longest("Honorific", 40, 41)),
    (9, "Ms.\u2066", f"Honorific: {CONTROL}"),
    (11, "IM18\u202e", f"Receipt number: {CONTROL}"),
    (4, "1", allowed("Role in the delegation", "1", ROLES)),
    (10, "perhaps", allowed("I need a letter for a visa", "perhaps", "yes, no")),
    (
        11,
        "IM18-9999",
        "Receipt number: nobody of this delegation has “IM18-9999”. Look at the receipt.",
    ),
]


def test_each_bad_row_has_its_reason_and_nothing_is_written(felix: Client) -> None:

    rows = [WIDE]
    for number, (column, value, _reason) in enumerate(BAD):
        row = [*GOOD, *[""] * 8]
        row[0], row[3] = person(number)[0], f"a{number}@mission.example"
        row[column] = value if column != 5 else f"English, {value}"
        rows.append(row)
    sent = send(felix, "\n".join("\t".join(row) for row in rows).encode(), name="s.csv")
    address = felix.post(sent["Location"], CHOSEN)["Location"]
    response = felix.get(address)

    lines = response.context["lines"]
    assert [line.texts for line in lines] == [[reason] for _column, _value, reason in BAD]
    assert [line.kind for line in lines] == ["error"] * len(BAD)
    assert write(felix, address, response.content.decode()).status_code == 422
    assert not Registration.objects.exists()
    assert not Message.objects.exists()


def test_rows_doubled_inside_a_sheet_are_found(felix: Client) -> None:
    _address, page = preview(felix, [HEADING, person(1), person(2), person(1)])

    assert "This person stands in row 2 already." in page


def test_formula_cells_stay_text(felix: Client) -> None:
    formula = '=HYPERLINK("https://evil.example","x")'
    sent = send(felix, xlsx([HEADING, ["Ana", "Terán", formula, "a@mission.example"]]))
    address = felix.post(sent["Location"], FOUR)["Location"]

    write(felix, address, felix.get(address).content.decode())

    assert Registration.objects.get().function == formula


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(felix: Client, encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in [HEADING, GOOD])

    send(felix, text.encode(encoding), name="s.csv")

    assert Sheet.objects.get().rows == [[1, HEADING], [2, GOOD]]


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * (70_000_000 if "bomb" in name else 10))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n", "This is no XLSX or CSV file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old XLS format or has a password"),
        (_zip("word/document.xml"), "This is no XLSX or CSV file"),
        (_zip("xl/workbook.xml"), "This XLSX file is damaged"),
        (_zip("xl/workbook.xml", "xl/vbaProject.bin"), "This sheet holds macros"),
        (_zip("xl/workbook.xml", "xl/bomb.xml"), "unpacks to more"),
        (b"a,b\n" * 502, "There are more than 500 rows"),
        (b"a," * 61 + b"a", "Row 1 has more than 60 columns"),
        (b"a," + b"x" * 2001, "more than 2000 characters"),
        (b",,\n\n", "There is no row in this sheet."),
        (b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_hostile_files_are_refused(felix: Client, content: bytes, reason: str) -> None:
    answer = send(felix, content)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Sheet.objects.exists()


def test_a_sheet_is_its_owners(felix: Client) -> None:
    address, _page = preview(felix, [HEADING, person(1)])
    colleague = browser_of(focal_point(email="clara@mission.example"))
    other = browser_of(focal_point("ua", "oksana@mission.example"))

    assert [colleague.get(address).status_code, other.get(address).status_code] == [404, 404]
    assert colleague.post(address, {"write": "all"}).status_code == 404


def test_a_sheet_is_erased_after_a_day(felix: Client) -> None:
    address, _page = preview(felix, [HEADING, person(1)])
    Sheet.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert felix.get(address).status_code == 404
    assert erase_old_sheets() == 1


def test_a_quota_lets_the_first_in_and_the_rest_wait(felix: Client) -> None:
    delegation = Delegation.objects.get(entity__code="ec")
    Quota.objects.create(meeting=delegation.meeting, delegation=delegation, places=1)
    address, page = preview(felix, [HEADING, person(1), person(2)])

    write(felix, address, page)

    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["confirmed", "waiting"]


def test_after_the_closing_the_reason_is_asked_for_and_makes_late_requests(
    felix: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_at(monkeypatch, CLOSING)
    address, page = preview(felix, [HEADING, person(1)])
    assert "Reason for the late request" in page

    refused = write(felix, address, page)

    assert refused.status_code == 422
    assert "Registration has closed. Tell us why you are late" in refused.content.decode()
    assert not Registration.objects.exists()
    assert not Person.objects.exists()
    assert not Sheet.objects.filter(written_at__isnull=False).exists()

    assert write(felix, address, page, late_reason="The note came late.").status_code == 302
    one = Registration.objects.get()
    assert (one.state, one.is_late, one.late_reason) == ("requested", True, "The note came late.")


def test_before_the_closing_nobody_is_asked_for_a_reason(felix: Client) -> None:
    _address, page = preview(felix, [HEADING, person(1)])

    assert "Reason for the late request" not in page


PAOLA = ["Paola Fernanda", "Chávez", "Ambassador", "p.chavez@mission.example"]
WITH_RECEIPT = FOUR | {"column_4": "receipt_number"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (PAOLA, ""),
        (["Paola", "Chávez Ruiz", *PAOLA[2:]], ""),
        (["Bruno", "Lindqvist", "Adviser", "b@mission.example"], "is of Ms. Paola Fernanda CHÁVEZ"),
        ([*PAOLA[:3], "other@mission.example"], "a sheet cannot change it"),
    ],
)
def test_a_receipt_number_out_of_step_renames_nobody(
    felix: Client, row: list[str], reason: str
) -> None:
    paola = receive()
    address, page = preview(
        felix, [[*HEADING, "Receipt"], [*row, paola.receipt_number]], WITH_RECEIPT
    )

    assert reason in page
    write(felix, address, page, "all" if not reason else "good")

    paola.refresh_from_db()
    assert (paola.function == "Ambassador") == (not reason)
    assert paola.family_name == ("Chávez" if reason else row[1])
    assert Registration.objects.count() == 1


def test_a_short_name_names_a_delegation() -> None:
    ines = signed_in(isu_staff())
    rows = [[*HEADING, "Country"], [*person(1), "Bolivia"], [*person(2), "Irán"]]

    address, page = preview(ines, rows, FOUR | {"column_4": "delegation"}, DESK)
    write(ines, address, page)

    codes = Registration.objects.order_by("pk").values_list("delegation__entity__code", flat=True)
    assert list(codes) == ["bo", "ir"]


def test_needs_are_taken_for_new_people_only(felix: Client) -> None:
    receive()
    rows = [
        [*HEADING, "Dietary needs"],
        [*GOOD, "halal"],
        ["Paola Fernanda", "Chávez", "Counsellor", "p.chavez@mission.example", "kosher"],
    ]
    chosen = FOUR | {"column_4": "diet"}
    address, page = preview(felix, rows, chosen)
    assert page.count("The needs in this row are not taken over.") == 1

    write(felix, address, page)

    assert list(Needs.objects.values_list("diet", flat=True)) == ["halal"]


@pytest.mark.parametrize("prefix", ["", "/fr", "/es"])
def test_the_template_comes_back_in_each_language(felix: Client, prefix: str) -> None:
    content = felix.get(f"{prefix}{START}template/").getvalue()
    book = load_workbook(io.BytesIO(content))
    heading = [str(cell) for cell in next(book.worksheets[0].values)]
    sent = send(felix, xlsx([heading, GOOD]))

    page = felix.get(sent["Location"]).content.decode()

    assert len(book.worksheets) == 2
    assert len(re.findall(r'<option value="\w+" selected', page)) == len(heading)


def test_the_staff_send_for_many_delegations() -> None:
    ines = signed_in(isu_staff())
    rows = [
        [*HEADING, "Country"],
        [*person(1), "EQUATEUR"],
        [*person(2), "ua"],
        [*person(3), "Atlantis"],
    ]
    address, page = preview(ines, rows, FOUR | {"column_4": "delegation"}, DESK)

    reason = "Delegation: “Atlantis” is not on the list. Write the name, the acronym or the code."
    assert reason in page
    assert write(ines, address, page).status_code == 422
    assert write(ines, address, page, "good").status_code == 302

    codes = Registration.objects.order_by("pk").values_list("delegation__entity__code", flat=True)
    assert list(codes) == ["ec", "ua"]
