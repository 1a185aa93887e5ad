"""What a letter costs beside the bare layout by WeasyPrint, and whether the memory of a worker grows.

Bare is the same HTML, style sheet and fonts, written with the same variant. Ours is all that a worker
does for a letter: queries, facts, the look for signs without a shape, template, layout, tags, checksum,
row. CPU time of this process; the two take turns, so that a busy machine slows both.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from weasyprint import HTML
from weasyprint.pdf import tags

from intersessional.accounts.models import User
from registration.delegations.models import Entity
from registration.letters import pdf_tags, rendering
from registration.letters.issuing import (
    issue_confirmation,
    issue_delegation_confirmation,
    issue_invitation,
    issue_visa_letter,
)
from registration.letters.models import Letter
from registration.letters.visas import order_visa_letter
from registration.meetings.models import Meeting
from registration.registrations.emails import registration_of
from registration.registrations.models import Registration
from registration.registrations.operations import confirm
from tests.bench.figures import milliseconds, resident_mib, scaled, show
from tests.people import ON_14_MAY, PAOLA, TERMS, isu_staff, traveller
from tests.registration.letters.delegations import confirmed, delegation

pytestmark = pytest.mark.django_db

Issue = Callable[[], Letter]


@pytest.fixture
def staff() -> User:
    """Somebody of the ISU."""
    return isu_staff()


def of_a_person(staff: User) -> Issue:
    """Return what issues the confirmation of one person."""
    registration = confirmed(staff)
    message: Any = type("Message", (), {"about_id": registration.pk})
    return lambda: issue_confirmation(registration_of(message), language="en")


def of_a_delegation(staff: User, members: int, code: str = "ec", language: str = "en") -> Issue:
    """Return what issues the confirmation of a delegation."""
    for number in range(members):
        confirmed(staff, PAOLA, entity_code=code, email=f"p{number}@mission.example")
    return lambda: issue_delegation_confirmation(
        delegation(code), language=language, by=staff, at=ON_14_MAY
    )


def of_an_entity(staff: User, code: str) -> Issue:
    """Return what issues the invitation of an entity."""
    meeting = Meeting.objects.get(slug="2018")
    entity = Entity.objects.get(code=code)
    return lambda: issue_invitation(entity, meeting=meeting, by=staff, at=ON_14_MAY)


def of_a_traveller(staff: User) -> Issue:
    """Return what issues a letter for a visa."""
    registration = traveller()
    confirm(registration, by=staff, at=ON_14_MAY)
    version = registration.travel_document.version
    order_visa_letter(registration, TERMS, version=version, by=staff, at=ON_14_MAY)
    registration = Registration.objects.for_change().with_delegation().get(pk=registration.pk)
    return lambda: issue_visa_letter(registration, by=staff, at=ON_14_MAY)


KINDS: dict[str, Callable[[User], Issue]] = {
    "confirmation of a person": of_a_person,
    "note verbale, 3 members": lambda staff: of_a_delegation(staff, 3),
    "note verbale, 14 members, French": lambda staff: of_a_delegation(staff, 14, language="fr"),
    "note verbale, 60 members": lambda staff: of_a_delegation(staff, 60),
    "letter to an organisation, 3 members": lambda staff: of_a_delegation(staff, 3, "org-icbl-cmc"),
    "invitation": lambda staff: of_an_entity(staff, "zm"),
    "letter for a visa": of_a_traveller,
}


def test_overhead(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = []
    for kind, prepare in KINDS.items():
        issue = prepare(staff)
        html = page_of(issue, monkeypatch)
        ours: list[float] = []
        bare: list[float] = []
        for turn in range(scaled(20) + 2):
            # In turn the one and the other first; the first two turns read fonts and compile templates.
            acts = [(ours, issue), (bare, lambda html=html: print_bare(html))]
            for times, act in acts if turn % 2 else acts[::-1]:
                times.append(cpu(act))
            Letter.objects.all().delete()
        ours, bare = ours[2:], bare[2:]
        rows.append(
            {
                "letter": kind,
                "ours, ms": milliseconds(ours),
                "bare, ms": milliseconds(bare),
                "overhead, %": round(
                    (statistics.median(ours) / statistics.median(bare) - 1) * 100, 1
                ),
                "runs": len(ours),
            }
        )
        connection.cursor().execute("UPDATE registrations_registration SET state = 'received'")

    show("letters-overhead", rows)


def test_memory(staff: User) -> None:
    person, note = of_a_person(staff), of_a_delegation(staff, 13)
    last = scaled(500)
    marks = sorted({last // 10, last // 2, last})
    rows = []
    for number in range(1, last + 1):
        (note if number % 2 else person)()
        Letter.objects.all().delete()
        if number in marks:
            held = resident_mib()
            row = {"letters": number, "resident, MiB": held}
            rows.append(row | {"in use, MiB": resident_mib(in_use=True)})

    show("letters-memory", rows)


def cpu(act: Callable[[], object]) -> float:
    """Return the CPU seconds that an act takes in this process."""
    # What others left behind is not its own.
    gc.collect()
    begun = time.process_time()
    act()
    return time.process_time() - begun


def page_of(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the HTML from which a letter is laid out."""
    found: list[str] = []
    lay_out = rendering._lay_out
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "_lay_out", lambda html: (found.append(html), lay_out(html))[1])
        issue()
    Letter.objects.all().delete()
    return found[-1]


def print_bare(html: str) -> bytes:
    """Print as a small script would: nothing but WeasyPrint."""
    with stock_tags():
        pdf = HTML(string=html).write_pdf(
            font_config=rendering._fonts(),
            stylesheets=[rendering._style()],
            pdf_variant=rendering.VARIANT,
        )
    return bytes(pdf or b"")


@contextmanager
def stock_tags() -> Iterator[None]:
    """Take our remedy out of WeasyPrint for a moment."""
    pdf_tags.tag_languages()
    remedied = tags._build_box_tree
    tags._build_box_tree = remedied.__wrapped__
    try:
        yield
    finally:
        tags._build_box_tree = remedied
