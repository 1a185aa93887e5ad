"""Badges as they come out: what a reader of QR codes and of text finds on each page."""

import resource
import time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from registration.attendance.badges import operations as badges
from registration.attendance.badges.facts import KINDS
from registration.attendance.badges.fitting import CARD, LABEL, sizes_for
from registration.attendance.models import Badge, BadgePrint
from tests import papers
from tests.people import ON_14_MAY, User
from tests.registration.attendance.door import confirmed, order, printed

pytestmark = pytest.mark.django_db

STYLE = Path("templates/badges/badges.css")


@pytest.fixture(autouse=True)
def long_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one round of the worker last until all is printed, on a slow machine too."""
    monkeypatch.setattr("intersessional.printing.ROUND_SECONDS", 3600)


@pytest.mark.long
def test_a_badge_says_who_and_what_and_its_code_can_be_read(staff: User) -> None:
    paola = confirmed(staff)

    pdf = printed(paola, by=staff)

    [page] = PdfReader(BytesIO(pdf)).pages
    text = page.extract_text()
    for said in ("Paola Fernanda", "CHÁVEZ", "Counsellor", "Ecuador", "State Party", "SP"):
        assert said in text
    for unsaid in (paola.receipt_number, paola.email, "Ms."):
        assert unsaid not in text
    assert papers.qr_codes(pdf) == {Badge.objects.get().code}
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [105, 148]
    assert Badge.objects.get().printed_at == ON_14_MAY
    assert papers.complaints(pdf) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("layout", "per_page", "language"), [("a4", 4, "fr"), ("a4", 4, "en"), ("labels", 8, "es")]
)
def test_the_codes_on_sheets_can_be_read(
    staff: User, layout: str, per_page: int, language: str
) -> None:
    people = [confirmed(staff, number) for number in range(1, per_page + 2)]

    pdf = printed(*people, by=staff, layout=layout, language=language)

    codes = [one.code for one in Badge.objects.order_by("registration_id")]
    assert papers.qr_codes(pdf) == set(codes[:per_page])
    assert papers.qr_codes(pdf, 1) == set(codes[per_page:])


@pytest.mark.long
def test_450_badges_in_one_file_and_every_code_matches_its_person(staff: User) -> None:
    people = [confirmed(staff, number) for number in range(1, 451)]
    made = order(*people, by=staff, token="l" * 22)
    begun = time.monotonic()

    badges.print_due(at=ON_14_MAY)

    made.refresh_from_db()
    pdf = bytes(made.pdf)
    seconds = time.monotonic() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"450 badges: {seconds:.0f} s, {len(pdf) // 1000} kB, {memory} MB at most")
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 450
    names = {
        one.code: one.registration.family_name
        for one in Badge.objects.select_related("registration")
    }
    for number, page in enumerate(reader.pages):
        [code] = papers.qr_codes(pdf, number)
        assert names.pop(code).upper() in page.extract_text()
    assert names == {}


@pytest.mark.long
def test_what_ended_since_it_was_ordered_is_not_printed(staff: User) -> None:
    ana, bo = confirmed(staff, 1), confirmed(staff, 2, entity_code="ch")
    both, one = order(ana, bo, by=staff), order(ana, by=staff, token="o" * 22)
    order(bo, by=staff, token="u" * 22, language="fr")
    badges.reissue(ana, badges.one_card(ana, "en", "v" * 22), reason="lost", by=staff, at=ON_14_MAY)

    badges.print_due(at=ON_14_MAY)

    both.refresh_from_db()
    [page] = PdfReader(BytesIO(bytes(both.pdf))).pages
    assert bo.family_name.upper() in page.extract_text()
    assert "Switzerland" in page.extract_text()
    one.refresh_from_db()
    [empty] = PdfReader(BytesIO(bytes(one.pdf))).pages
    assert empty.extract_text() == ""
    assert Badge.objects.get(registration=ana, number=1).printed_at is None


@pytest.mark.parametrize("room", [CARD, LABEL])
def test_the_longer_a_name_the_smaller_it_is_set(room: object) -> None:
    facts = {"given_names": "Ana", "function": "Counsellor", "entity": "Peru"}

    sizes = [
        sizes_for(facts | {"family_name": family}, room)[0].family  # type: ignore[arg-type]
        for family in (
            "Paz",
            "Albuquerque-Vasconcelos",
            "Wolfeschlegelsteinhausenbergerdorff",
            "W" * 120,
        )
    ]

    assert sizes[0] > sizes[1] >= sizes[2] >= sizes[3]
    assert sizes[0] == room.sizes[0].family  # type: ignore[attr-defined]


def test_each_kind_has_a_colour_on_which_white_can_be_read() -> None:
    style = STYLE.read_text()

    for kind in KINDS:
        colour = style.partition(f".{kind} .category {{ background: #")[2].partition(" ")[0]
        digits = colour if len(colour) == 6 else "".join(2 * one for one in colour)
        assert _contrast_with_white(digits) >= 6, kind


def _contrast_with_white(digits: str) -> float:
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.long
def test_a_worker_that_is_killed_loses_one_sheet_at_most(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [confirmed(staff, number) for number in range(1, 4)]
    monkeypatch.setattr("registration.attendance.badges.paper.PER_SHEET", 1)
    made = order(*people, by=staff)
    render, calls = badges.paper.render_sheet, []

    def fails_once(*args: object) -> bytes:
        calls.append(args)
        if len(calls) == 2:
            raise MemoryError
        return render(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(badges.paper, "render_sheet", fails_once)
    badges.print_due(at=ON_14_MAY)
    assert BadgePrint.objects.get().pdf is None
    made.sheets.update(next_try_at=made.asked_at)

    badges.print_due(at=ON_14_MAY)

    assert len(calls) == 4
    assert len(PdfReader(BytesIO(bytes(BadgePrint.objects.get().pdf))).pages) == 3
