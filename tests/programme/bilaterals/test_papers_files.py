"""The day as a book of sheets, the counts with what they mean, and day sheets as PDF."""

from datetime import datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry, AuditValues
from programme.bilaterals import papers, tasks
from programme.bilaterals.models import Candidate, Participant
from programme.bilaterals.reading import frame_of
from registration.delegations.models import EntityName
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.papers import complaints
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals import days
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed
from tests.programme.bilaterals.test_papers import (  # noqa: F401 - fixtures
    CANARY,
    PAPERS,
    committee,
    note_on,
    office,
    on_14_may,
    page,
    put,
)
from tests.registration.letters.conftest import OpenedPDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_14_may")]


def book(client: Client, prefix: str = "") -> Any:
    """The book that a browser gets."""
    answer = client.get(f"{prefix}{PAPERS}bilaterals.xlsx")
    assert answer.status_code == 200
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def values(sheet: Any) -> list[list[Any]]:
    """The cells of a sheet, row by row."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def counts(*slugs: str) -> tuple[list[papers.Count], papers.Count]:
    """The counts of some hosts."""
    hosts = {host_of(slug).pk for slug in slugs}
    return papers.counts_of(frame_of(days.meeting()), hosts)


def test_the_book_is_typed(office: Client, june: Meeting) -> None:  # noqa: F811
    """Times are times of day, answers a moment by the clocks of Geneva, ranks numbers."""
    put("article-5", "iq", 14, state="accepted", answered_at=at(9, 15))
    put("article-5", "ba", 10)
    make_candidate(host_of("article-5"), entity_code="zw", rank=7)

    found = book(office)

    assert found.sheetnames == ["Bilaterals", "Left out", "Counts"]
    heads, first, second = values(found["Bilaterals"])
    assert heads[:5] == ["Begins", "Ends", "Host", "Room", "Delegation"]
    own = host_of("article-5")
    assert first == [
        *(time(10), time(10, 25), own.name, str(own.room), "Bosnia and Herzegovina"),
        *("State Party", None, "Proposed", None),
    ]
    assert second[0] == time(14)
    assert second[7:] == ["Accepted", datetime(2018, 6, 6, 9, 15)]
    assert found["Bilaterals"]["A2"].number_format == "hh:mm"
    assert found["Bilaterals"]["I3"].number_format == "yyyy-mm-dd hh:mm"
    assert values(found["Left out"])[1][:4] == [own.name, 7, "Zimbabwe", "State Party"]
    assert values(found["Counts"])[2][:4] == [own.name, 2, 1, 1]


def test_no_cell_is_taken_for_a_formula(office: Client, june: Meeting) -> None:  # noqa: F811
    bilateral = put("article-5", "ec", 10, state="accepted")
    paola = receive(PAOLA)
    Registration.objects.filter(pk=paola.pk).update(
        honorific="", given_names='=HYPERLINK("http://x.example")'
    )
    Participant.objects.create(bilateral=bilateral, registration=paola)

    cell = book(office)["Bilaterals"]["G2"]

    assert cell.value.startswith("=HYPERLINK")
    assert cell.data_type == "s" or cell.quotePrefix
    assert cell.quotePrefix


def test_an_officer_has_the_own_host_in_the_book(
    committee: Client,  # noqa: F811
    june: Meeting,
) -> None:
    """With joint meetings; and who took it is written down."""
    put("victim-assistance", "et", 10, state="accepted")
    joint = make_candidate(host_of("article-5"), host_of("cooperation"), entity_code="kh")
    placed(joint, at(11))
    make_candidate(host_of("victim-assistance"), entity_code="zw")

    found = book(committee, "/fr")

    names = [str(host_of(slug).committee.name_fr) for slug in ("article-5", "cooperation")]  # type: ignore[union-attr]
    bilaterals = values(found.worksheets[0])
    assert [row[2] for row in bilaterals[1:]] == [", ".join(names)]
    assert [row[4] for row in bilaterals[1:]] == ["Cambodge"]
    assert len(values(found.worksheets[1])) == 1
    assert [row[0] for row in values(found.worksheets[2])][1] == names[0]
    [entry] = AuditEntry.objects.filter(verb="export_bilaterals")
    assert entry.subject_id == june.pk
    assert AuditValues.objects.get(entry=entry).after == {"format": "xlsx", "language": "fr"}


def test_each_state_is_counted_where_it_belongs(june: Meeting) -> None:
    """What is planned adds up; declined, not answered and cancelled ones are not planned."""
    states = (
        *("proposed", "offered", "another_time", "accepted", "accepted", "held", "held"),
        *("no_show", "declined", "expired", "cancelled"),
    )
    codes = ("ba", "rs", "sd", "cy", "gb", "iq", "kh", "zw", "ua", "ao", "td")
    for n, (state, code) in enumerate(zip(states, codes, strict=True)):
        marks = {"started_at": at(9, 33), "ended_at": at(9, 50)} if code == "iq" else {}
        wanted = {"wanted_at": at(16)} if state == "another_time" else {}
        begins = at(9 + n // 2, 30 * (n % 2))
        candidate = make_candidate(host_of("article-5"), entity_code=code)
        placed(candidate, begins, state=state, offered_at=ON_14_MAY, **marks, **wanted)

    [row], total = counts("article-5")

    assert (row.planned, row.waiting, row.accepted, row.held, row.missed, row.refused) == (
        *(8, 3, 2, 2, 1, 2),
    )
    assert (row.minutes, row.marked) == (17, 1)
    assert row.minutes_words == "17 (1 of 2 marked)"
    assert (total.planned, total.minutes) == (8, 17)


def test_a_joint_bilateral_counts_once_in_total(june: Meeting) -> None:
    """For each of its hosts, as far as one sees them."""
    joint = make_candidate(host_of("article-5"), host_of("cooperation"), entity_code="kh")
    placed(joint, at(11))
    put("victim-assistance", "et", 10)

    rows, total = counts("article-5", "cooperation")

    assert [row.planned for row in rows] == [1, 1]
    assert total.planned == 1


def test_the_page_says_what_it_counts(
    office: Client,  # noqa: F811
    committee: Client,  # noqa: F811
    june: Meeting,
) -> None:
    """Below the table; in one line for one host."""
    put("article-5", "ba", 10, state="accepted")

    theirs, all_of_it = page(committee), page(office)

    assert "Marked as held by the host or the President’s office." in theirs
    assert theirs.count("All together") == 1
    assert all_of_it.count("All together") == 2


def test_no_file_holds_a_confidential_note(
    office: Client,  # noqa: F811
    committee: Client,  # noqa: F811
    june: Meeting,
    carla: User,
) -> None:
    note_on(put("article-5", "ba", 10, state="held"), carla)

    for client in (office, committee):
        texts = [str(cell) for sheet in book(client) for row in values(sheet) for cell in row]
        assert "Bosnia and Herzegovina" in texts
        assert not [text for text in texts if CANARY in text]


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "words", "guest"),
    [
        ("en", "Wednesday 6 June 2018", "The former Yugoslav Republic of Macedonia"),
        ("fr", "mercredi 6 juin 2018", "ex-République yougoslave de Macédoine"),
        ("es", "miércoles 6 de junio de 2018", "ex República Yugoslava de Macedonia"),
    ],
)
def test_a_day_sheet_is_opened_and_read(
    office: Client,  # noqa: F811
    june: Meeting,
    carla: User,
    language: str,
    words: str,
    guest: str,
) -> None:
    """In its language, in the order of the day, tagged, with room for notes and without the host’s."""
    put("article-5", "iq", 14, state="accepted")
    bilateral = put("article-5", "mk", 10, state="offered", expires_at=at(9))
    names = EntityName.objects.filter(entity__code="mk", language=language)
    names.update(name=guest)
    Candidate.objects.filter(pk=bilateral.candidate_id).update(reason="A work plan & <b>maps</b>")
    note_on(bilateral, carla)

    page = office.post(f"{PAPERS}article-5/print/", {"language": language}, follow=True)
    tasks.print_due()
    file = office.get(page.redirect_chain[-1][0])
    opened = OpenedPDF(b"".join(file.streaming_content))  # type: ignore[attr-defined]

    text = opened.bare_text
    for one in (words, guest, "A work plan & <b>maps</b>"):
        assert "".join(one.split()) in text
    assert text.index("".join(guest.split())) < text.index("Ira")
    assert CANARY.replace(" ", "") not in text
    root: Any = opened.pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert complaints(opened.content) == []


@pytest.mark.long
def test_the_whole_day_has_each_host_and_an_empty_day_says_so(
    office: Client,  # noqa: F811
    june: Meeting,
) -> None:
    put("article-5", "iq", 14, state="accepted")
    host_of("compliance").windows.all().delete()

    facts = papers.facts_of(june, None, language="en", at=ON_14_MAY)
    opened = OpenedPDF(papers.render(facts, "en"))

    assert len(opened.pdf.pages) == 5
    for slug in ("president", "article-5", "victim-assistance", "cooperation", "compliance"):
        assert host_of(slug).name in opened.text
    assert "This host has no times on the day." in opened.text
    assert complaints(opened.content) == []
