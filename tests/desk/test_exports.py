"""Exports: what a role may see, no formula in it, each written down; large ones by a worker."""

import csv
import io
import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone, translation
from openpyxl import load_workbook

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.desk.exports import mails, operations
from intersessional.desk.exports.base import cells
from intersessional.desk.exports.datasets import DATASETS, datasets_for
from intersessional.desk.exports.writing import plain, write
from intersessional.desk.models import Export
from intersessional.outbox.models import Message
from programme.interventions.afterwards.csvs import safe
from registration.meetings.models import Meeting
from registration.registrations.models import Needs, Registration
from tests.access.actors import signed_in
from tests.desk.crowds import crowd
from tests.people import receive
from tests.programme.interventions.test_lists_pages import text_of
from tests.registration.mailings.messages import draft, send

pytestmark = pytest.mark.django_db

PAGE = "/desk/exports/"
# By how its name begins: what each mail is about (None: an account, which is of no meeting).
ABOUT = {
    "registration_reminder": "registrations.reminder",
    "registration_": "registrations.registration",
    "visa_letter_ready": "registrations.registration",
    "invitation_sent": "letters.invitation",
    "delegation_confirmed_to_office": "letters.letter",
    "delegation_": "delegations.focalpoint",
    "focal_point_": "delegations.focalpoint",
    "list_correction_decided": "attendance.correction",
    "programme_changed": "agenda.notice",
    "intervention_": "interventions.intervention",
    "statement_received": "interventions.statement",
    "swap_": "interventions.swap",
    "bilateral_ask": "bilaterals.ask",
    "bilateral_": "bilaterals.notice",
    "mailing_test": "mailings.trial",
    "mailing": "mailings.recipient",
    "sign_in_code": None,
    "staff_": None,
}
NASTY = [
    "=1+1",
    "+41 22 906 16 60",
    "-Name",
    "@SUM(A1)",
    "\t=1+1",
    "\u00a0=1+1",
    "＝1+1",
    "Counsellor\n=1+1",
    '=HYPERLINK("http://x.example","y")',
    "0229061660",
    "Chávez; “a, b”",
]


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"))))


def take(client: Client, dataset: str, *columns: str, **fields: str) -> Any:
    data = {"columns": list(columns), "format": "csv"} | fields
    return client.post(f"{PAGE}{dataset}/", data)


def test_a_sheet_holds_what_was_chosen_and_is_written_down(ines: Client, staff: User) -> None:
    crowd("ec", ["woman", "man"], by=staff)
    crowd("ua", ["man"], by=staff)
    receive()

    found = rows(
        take(
            ines,
            "registrations",
            *("delegation", "email", "state"),
            delegation="ec",
            state="confirmed",
            reason="For the reception",
        )
    )

    assert [row["Delegation"] for row in found] == ["Ecuador", "Ecuador"]
    assert found[0].keys() == {"Delegation", "E-mail address", "State of the registration"}
    entry = AuditEntry.objects.get(verb="export")
    assert entry.by == staff
    assert entry.values_changed.after == {
        "dataset": "registrations",
        "columns": ["delegation", "email", "state"],
        "filters": {"delegation": "ec", "state": "confirmed"},
        "format": "csv",
        "reason": "For the reception",
        "rows": 2,
    }


@pytest.mark.parametrize("key", list(DATASETS))
def test_each_takes_the_same_queries_however_many_rows(
    key: str, ines: Client, staff: User, django_assert_max_num_queries: Any
) -> None:
    """Every dataset, with all its columns, in both formats."""
    columns = [one.key for one in DATASETS[key].columns]
    crowd("ec", ["woman"], by=staff)
    receive()
    # What a process remembers of the programme.
    take(ines, key, *columns)
    with django_assert_max_num_queries(22) as few:
        assert body(take(ines, key, *columns))
    for code in ("ua", "hr", "co"):
        crowd(code, ["woman", "man"], by=staff)
    with django_assert_max_num_queries(22) as many:
        assert body(take(ines, key, *columns, format="xlsx")).startswith(b"PK")

    assert len(few) == len(many)


@pytest.mark.parametrize("rows_wanted", [1, 3])
def test_registrations_take_few_queries(
    rows_wanted: int, ines: Client, staff: User, django_assert_num_queries: Any
) -> None:
    """Names of delegations, how many rows, the rows; for one and for three."""
    crowd("ec", ["woman"] * rows_wanted, by=staff)
    dataset, meeting = DATASETS["registrations"], Meeting.objects.get(slug="2018")

    with django_assert_num_queries(4):
        known = dataset.known(meeting)
        found = dataset.rows(known, staff, {})
        assert found.count() == rows_wanted
        assert len(list(cells(found, dataset.columns, known))) == rows_wanted


def test_a_csv_is_what_one_cell_after_the_other_would_be(ines: Client, staff: User) -> None:
    """Column by column, with a memory of what was said, each byte is the same."""
    made = crowd("ec", [""] * len(NASTY), by=staff) + crowd("ua", [""] * len(NASTY), by=staff)
    for number, (one, value) in enumerate(zip(made, NASTY * 2, strict=True)):
        one.department, one.family_name = value, f"{value}{number}"
        one.languages, one.days = ["en", "ar", "fr"][: number % 4], one.days[: 1 + number % 2]
        one.role, one.is_late = "adviser" if number % 3 else "member", number % 5 == 0
        one.late_reason = "-late" if one.is_late else ""
        one.confirmed_at += timedelta(minutes=number)
        one.save()
    Needs.objects.create(registration=made[3], diet="=No nuts", accessibility="Two\r\nlines")

    for language in ("en", "fr"):
        with translation.override(language):
            assert taken(staff) == one_by_one()


def taken(staff: User) -> bytes:
    """All registrations and columns, as they go out."""
    dataset, file = DATASETS["registrations"], io.BytesIO()
    known = dataset.known(Meeting.objects.get(slug="2018"))
    found = cells(dataset.rows(known, staff, {}), dataset.columns, known)
    write(file, "csv", [str(one.title) for one in dataset.columns], found, title="-")
    return file.getvalue()


def one_by_one() -> bytes:
    """The same from the objects, as slowly as one would write it without many rows in mind."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([str(one.title) for one in DATASETS["registrations"].columns])
    for one in Registration.objects.order_by("delegation", "position", "pk"):
        needs = Needs.objects.filter(registration=one).first()
        values = [
            *(one.receipt_number, one.delegation.name, one.delegation.get_category_display()),
            *(one.honorific, one.given_names, one.family_name, one.function, one.department),
            *(one.get_role_display(), one.get_participation_display(), one.email, one.phone),
            ", ".join(one.languages),
            ", ".join(day.isoformat() for day in one.days),
            one.get_state_display(),
            *(_clock(at, one.meeting) for at in (one.received_at, one.confirmed_at)),
            translation.gettext("yes" if one.is_late else "no"),
            one.late_reason,
            translation.gettext("yes" if one.wants_visa_letter else "no"),
            *((needs.accessibility, needs.diet) if needs else ("", "")),
        ]
        writer.writerow([_guarded(str(value)) for value in values])
    return ("\ufeff" + text.getvalue()).encode()


def _clock(at: datetime, meeting: Meeting) -> str:
    return timezone.localtime(at, meeting.zone).strftime("%Y-%m-%d %H:%M")


def _guarded(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text):
        return text
    digits = text.replace(" ", "")
    is_shortened = digits.isdecimal() and (digits[0] == "0" or len(digits) > 11)
    return f"'{safe(text)}" if is_shortened else safe(text)


def test_gender_and_passports_are_columns_of_nobody() -> None:
    keys = {column.key for one in DATASETS.values() for column in one.columns}

    assert not {key for key in keys if re.search("gender|passport|birth|nationality", key)}


def test_needs_are_for_those_who_may_see_them(ines: Client, staff: User) -> None:
    Needs.objects.create(registration=receive(), diet="No nuts")
    assert [row["Dietary needs"] for row in rows(take(ines, "registrations", "diet"))] == [
        "No nuts"
    ]

    group = Group.objects.get(name=roles.ISU_STAFF)
    group.permissions.remove(group.permissions.get(codename="view_needs"))

    assert "Dietary needs" not in text_of(ines.get(f"{PAGE}registrations/"))
    assert take(ines, "registrations", "diet").status_code == 422


def test_a_committee_takes_requests_and_its_own_bilaterals_alone(client: Client) -> None:
    user = User.objects.create_user("c@state.example", "a long enough password", is_staff=True)
    user.groups.add(Group.objects.get(name=roles.COMMITTEE))
    browser = signed_in(user)

    assert [one.key for one in datasets_for(user)] == ["requests", "bilaterals"]
    assert take(browser, "registrations", "email").status_code == 404
    assert rows(take(browser, "bilaterals", "delegation")) == []
    # What a delegation wrote to the secretariat alone.
    assert take(browser, "requests", "note").status_code == 422


def test_what_is_wrong_is_said_and_stays_typed(ines: Client) -> None:
    response = ines.post(
        f"{PAGE}registrations/", {"format": "csv", "state": "confirmed", "reason": "Why"}
    )

    words = text_of(response)
    assert response.status_code == 422
    assert "Tick at least one column." in words
    assert 'value="Why"' in response.content.decode()
    assert not AuditEntry.objects.filter(verb="export").exists()


def nasty_people(staff: User) -> None:
    made = crowd("ec", [""] * len(NASTY), by=staff)
    for one, value in zip(made, NASTY, strict=True):
        Registration.objects.filter(pk=one.pk).update(department=value)


def test_no_cell_is_a_formula(ines: Client, staff: User) -> None:
    nasty_people(staff)

    book = load_workbook(io.BytesIO(body(take(ines, "registrations", "department", format="xlsx"))))
    found = rows(take(ines, "registrations", "department"))

    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == NASTY
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    # The same in a CSV, with an apostrophe before what a program could take for something else.
    values = [row["Ministry or department"] for row in found]
    assert values == [*(f"'{value}" for value in NASTY[:-1]), NASTY[-1]]


@pytest.mark.parametrize(
    ("value", "shown"), [(12, "12"), (-3, "-3"), (None, ""), ("0041", "'0041"), ("2018", "2018")]
)
def test_cells_of_a_csv(value: Any, shown: str) -> None:
    assert plain(value) == shown


@pytest.fixture
def large(ines: Client, staff: User, monkeypatch: pytest.MonkeyPatch) -> Export:
    """An export of three rows that is large, ordered by Ines."""
    monkeypatch.setattr(operations, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(operations, "CHUNK", 2)
    crowd("ec", ["woman", "man", "man"], by=staff)
    response = take(ines, "registrations", "email", "given_names")
    found = Export.objects.get()
    assert response["Location"] == f"{PAGE}files/{found.pk}/"
    return found


def test_a_large_one_is_made_by_a_worker(ines: Client, large: Export) -> None:
    page = f"{PAGE}files/{large.pk}/"
    before = ines.get(page)
    assert "0 of 3 rows" in text_of(before)
    assert before["Refresh"] == "2"
    assert ines.get(f"{page}file/").status_code == 404
    Export.objects.update(done=2)
    assert "2 of 3 rows" in text_of(ines.get(page))

    assert operations.make_due() == 1

    assert "The file is ready: 3 rows." in text_of(ines.get(page))
    assert len(rows(ines.get(f"{page}file/"))) == 3
    verbs = AuditEntry.objects.filter(subject_type="desk.export").values_list("verb", flat=True)
    assert sorted(verbs) == ["order_export", "take_export"]


def test_a_large_one_is_for_its_maker_alone_and_for_a_day(ines: Client, large: Export) -> None:
    operations.make_due()
    other = User.objects.create_user("o@isu.example", "a long enough password", is_staff=True)
    other.groups.add(Group.objects.get(name=roles.ISU_STAFF))
    page = f"{PAGE}files/{large.pk}/file/"
    assert signed_in(other).get(page).status_code == 404
    assert ines.get(page).status_code == 200

    Export.objects.update(asked_at=timezone.now() - operations.KEPT)

    assert operations.erase_old() == 1
    assert ines.get(page).status_code == 404


# --- In LibreOffice ----------------------------------------------------------------------------------

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.mark.long
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_libreoffice_finds_no_formula_and_every_value(
    format: str, ines: Client, staff: User, tmp_path: Path
) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LOUD: LibreOffice is missing, so no export was opened in it (soffice).")
    nasty_people(staff)
    source = tmp_path / f"export.{format}"
    source.write_bytes(body(take(ines, "registrations", "department", format=format)))

    cells = opened_in_libreoffice(source, tmp_path)

    assert {kind for kind, _formula, _words in cells} == {"string"}
    assert {formula for _kind, formula, _words in cells} == {None}
    values = [words for _kind, _formula, words in cells[1:]]
    guarded = NASTY if format == "xlsx" else [f"'{v}" for v in NASTY[:-1]] + NASTY[-1:]
    assert values == guarded


def opened_in_libreoffice(source: Path, folder: Path) -> list[tuple[Any, Any, str]]:
    """Open a sheet, save it as one of LibreOffice's own, and return kind, formula, words of cells."""
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            # Comma, quotation mark, UTF-8.
            *(["--infilter=CSV:44,34,76"] if source.suffix == ".csv" else []),
            *("--convert-to", "fods", "--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    root = ElementTree.parse(folder / "export.fods").getroot()
    found = []
    for cell in root.iter(f"{_TABLE}table-cell"):
        if kind := cell.get(f"{_OFFICE}value-type"):
            lines = [_words(one) for one in cell.findall(f"{_TEXT}p")]
            found.append((kind, cell.get(f"{_TABLE}formula"), "\n".join(lines)))
    return found


def _words(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    for child in paragraph:
        parts += [{f"{_TEXT}tab": "\t", f"{_TEXT}s": " "}.get(child.tag, child.text or "")]
        parts.append(child.tail or "")
    return "".join(parts)


def test_each_kind_of_mail_is_exported_or_left_out_by_name(settings: Any) -> None:
    found = {
        kind: next((about for name, about in ABOUT.items() if kind.startswith(name)), "nowhere")
        for kind in settings.OUTBOX_COMPOSERS
    }

    exported = {model._meta.label_lower for model, _path in mails.ABOUT}

    assert {about for about in found.values() if about} == exported
    for model, path in mails.ABOUT:
        assert list(model._default_manager.filter(**{f"{path}__slug": "2018"})) == []


def test_mails_of_messages_to_people_are_exported(ines: Client, staff: User) -> None:
    receive()
    mailing = draft(staff)
    send(mailing, staff)
    Message.objects.create(
        **{"kind": "staff_new_device", "lane": "mail", "key": "k", "language": "en"},
        about_type="accounts.user",
        about_id=mailing.pk,
    )

    found = rows(take(ines, "mails", "kind", "recipient"))

    assert {row["Kind"] for row in found} == {"registration_received", "mailing"}


def test_a_probe_is_recorded_as_nobody_taking_it(ines: Client, large: Export) -> None:
    operations.make_due()

    assert ines.head(f"{PAGE}files/{large.pk}/file/").status_code == 200

    assert not AuditEntry.objects.filter(verb="take_export").exists()


def test_whoever_may_no_longer_have_a_column_gets_no_empty_lines(
    ines: Client, staff: User, large: Export
) -> None:
    Export.objects.filter(pk=large.pk).update(columns=["number", "gone"])

    operations.make_due()

    large.refresh_from_db()
    assert (bytes(large.file), large.done) == (b"", 0)
    assert "You may no longer have all" in ines.get(f"{PAGE}files/{large.pk}/").content.decode()
    assert ines.get(f"{PAGE}files/{large.pk}/file/").status_code == 404


def test_a_large_one_is_not_ordered_twice(ines: Client, large: Export) -> None:
    wanted = operations.wanted_of(large)
    given = {"language": large.language, "by": large.asked_by, "at": timezone.now()}

    again = operations.export(large.meeting, wanted, **given)

    assert again == large
