"""The programme on paper: opened and read, printed once by whichever worker comes first."""

from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from intersessional.printing import claim
from programme.agenda import paper, tasks
from programme.agenda.models import Contributor, Edition, Item, Segment
from programme.agenda.operations import print_due, printing
from registration.letters.rendering import PrintingUnavailable
from registration.meetings.models import Meeting
from tests.own_database import at_once
from tests.own_database import transactional_db as transactional_db  # a fixture
from tests.papers import complaints
from tests.programme.agenda.versions import publish
from tests.registration.letters.conftest import OpenedPDF
from tests.registration.letters.test_rendering_hostile import PAYLOADS

_opened: dict[str, OpenedPDF] = {}


def programme(meeting: Meeting, language: str) -> OpenedPDF:
    """The second version of the programme of 2018, rendered once for all tests."""
    if language not in _opened:
        _opened[language] = rendered(meeting, language)
    return _opened[language]


def rendered(meeting: Meeting, language: str = "en") -> OpenedPDF:
    return OpenedPDF(paper.render(publish(meeting), language))


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is printed, and print a few bytes instead of pages."""
    found: list[str] = []

    def counted(publication: Any, language: str) -> bytes:
        found.append(language)
        return f"%PDF-{publication.number}-{language}".encode()

    monkeypatch.setattr(paper, "render", counted)
    return found


# --- What is on it --------------------------------------------------------------------------------

WORDS = {
    "en": [
        "Programme Intersessional Meetings 7–8 June 2018",
        "Version 2 of 4 June 2018: The hours have changed.",
        "The hours are indicative",
        "Thursday 7 June 2018 Morning, 10:00–13:00",
        "Chair: H.E. Suraya Dalil, President of the Seventeenth Meeting of the States Parties",
        "3. Clearing mined areas (continued)",
        "Request and comments: Croatia",
        "Moderator: Chair of the Committee on Article 5 Implementation",
    ],
    "fr": [
        "Programme Réunions intersessions 7 et 8 juin 2018",
        "Version 2 du 4 juin 2018 : Les heures ont changé.",
        "Les heures sont indicatives",
        "Jeudi 7 juin 2018 Matin, 10 h 00–13 h 00",
        "3. Déminage des zones minées (suite)",
        "Demande et observations : Croatie",
        "Comité sur l’application de l’article 5",
    ],
    "es": [
        "Programa Reuniones entre períodos de sesiones 7 y 8 de junio de 2018",
        "Versión 2 del 4 de junio de 2018: The hours have changed.",
        "Las horas son indicativas",
        "Jueves 7 de junio de 2018 Mañana, 10:00–13:00",
        "3. Limpieza de zonas minadas (continuación)",
        "Solicitud y observaciones: Croacia",
        "Saber lo que queda por hacer",
    ],
}
FOOTERS = {
    "en": "Version 2 of 4 June 2018, page 2 of 2",
    "fr": "Version 2 du 4 juin 2018, page 2 sur 2",
    "es": "Versión 2 del 4 de junio de 2018, página 2 de 2",
}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_both_days_a_page_each_in_every_language(meeting: Meeting, language: str) -> None:
    opened = programme(meeting, language)

    assert len(opened.pdf.pages) == 2
    assert complaints(opened.content) == []
    root = opened.pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert opened.pdf.metadata
    assert opened.pdf.metadata.title
    assert "2018" in opened.pdf.metadata.title
    aloud = opened.read_aloud
    assert [words for words in WORDS[language] if words not in aloud] == []
    assert FOOTERS[language] in opened.text
    # Decoration: nobody hears it on every page.
    assert FOOTERS[language] not in aloud


def test_every_line_is_there_in_the_order_of_time(meeting: Meeting) -> None:
    aloud = programme(meeting, "en").read_aloud

    places = [aloud.index(f" {number}. ") for number in range(1, 12)]
    assert places == sorted(places)
    assert aloud.count("Main conference room") == 4
    assert "15:00–17:00 9. Thematic discussion on Article 5" in aloud
    # Also for whoever copies the text.
    assert "10:00 The President opens the meetings 10:10 Opening" in programme(meeting, "en").text
    assert "Annual reports under Article 7." in aloud


def test_headings_and_tables_are_tagged(meeting: Meeting) -> None:
    kinds = [str(tag.get("/S")) for tag in programme(meeting, "fr").tags()]

    assert (kinds.count("/H1"), kinds.count("/H2"), kinds.count("/H3")) == (1, 2, 4)
    assert kinds.count("/Table") == 4
    assert kinds.count("/TH") == 4 * 3 + 12
    assert "/L" in kinds


def test_no_sign_is_missing(meeting: Meeting) -> None:
    assert not any(is_box for _glyph, is_box in programme(meeting, "fr").drawn())


def test_what_is_not_translated_is_marked_as_english(meeting: Meeting) -> None:
    Item.objects.filter(meeting=meeting, number=7).update(title_fr="", summary_fr="")

    opened = rendered(meeting, "fr")

    assert "7. Universalization" in opened.read_aloud
    assert [str(tag["/Lang"]) for tag in opened.tags() if "/Lang" in tag].count("en") >= 2


def test_what_is_typed_is_printed_and_never_obeyed(meeting: Meeting) -> None:
    segments = list(Segment.objects.filter(session__meeting=meeting))
    payloads = [one for one in PAYLOADS if len(one) <= 200]
    for segment, payload in zip(segments, payloads, strict=False):
        Segment.objects.filter(pk=segment.pk).update(title_en=payload)
    Item.objects.filter(meeting=meeting, number=2).update(
        title_en=payloads[30], summary_en="\n".join(payloads)
    )
    Contributor.objects.filter(meeting=meeting).update(name=payloads[27], function_en=payloads[28])

    opened = rendered(meeting)

    text = opened.bare_text
    assert [one for one in payloads if "".join(one.split()) not in text] == []
    assert "/EmbeddedFiles" not in opened.pdf.trailer["/Root"].get("/Names", {})


def test_a_break_and_an_empty_session(meeting: Meeting) -> None:
    Segment.objects.filter(session__meeting=meeting, item__number__gte=9).delete()
    Segment.objects.filter(session__meeting=meeting, item__number=1, position=2).update(
        item=None, audience="break", title_en="Coffee"
    )

    aloud = rendered(meeting).read_aloud

    assert "10:10–10:20 Coffee" in aloud
    assert "Afternoon, 15:00–18:00" in aloud


def test_a_long_programme_takes_more_pages(meeting: Meeting) -> None:
    Item.objects.filter(meeting=meeting).update(summary_en="What there is to say. " * 60)

    assert len(rendered(meeting).pdf.pages) > 2


# --- Printed once ---------------------------------------------------------------------------------


def test_a_worker_prints_each_language_once(meeting: Meeting, renderings: list[str]) -> None:
    assert print_due() == 3
    assert print_due() == 0

    publish(meeting)
    assert print_due() == 3

    assert renderings == ["en", "es", "fr"] * 2
    assert Edition.objects.filter(printed_at__isnull=False).count() == 6


def test_workers_at_the_same_time_print_it_once(
    transactional_db: None, renderings: list[str]
) -> None:
    together = Barrier(4)

    def work() -> int:
        together.wait(30)
        return print_due()

    assert sum(at_once(4, work)) == 3
    assert sorted(renderings) == ["en", "es", "fr"]


def test_what_a_killed_worker_had_begun_is_printed_by_the_next(
    client: Client, meeting: Meeting, renderings: list[str]
) -> None:
    printing.order_missing()
    # Killed in the middle of the first one.
    lost = claim(Edition.objects.order_by("-publication_id", "language"))
    assert lost
    # Nobody else tries before the task itself would have been ended.
    assert tasks.print_due.time_limit < (lost.next_try_at - timezone.now()).total_seconds() < 70
    assert client.get("/programme.pdf")["Retry-After"] == "5"

    assert print_due() == 2
    assert renderings == ["es", "fr"]
    Edition.objects.filter(pk=lost.pk).update(next_try_at=timezone.now())
    assert print_due() == 1

    assert renderings == ["es", "fr", "en"]
    assert Edition.objects.get(pk=lost.pk).attempts == 2


def test_what_cannot_be_printed_is_tried_ever_more_rarely(
    client: Client, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(publication: Any, language: str) -> bytes:
        raise PrintingUnavailable

    monkeypatch.setattr(paper, "render", fail)
    waits, said = [], []
    for _ in range(6):
        Edition.objects.update(next_try_at=timezone.now())
        print_due()
        edition = Edition.objects.get(language="en")
        waits.append(round((edition.next_try_at - timezone.now()).total_seconds()))
        said.append(int(client.get("/programme.pdf")["Retry-After"]))

    assert waits == said == [10, 60, 360, 2160, 3600, 3600]
    assert client.get("/programme.pdf").text.startswith("The programme cannot be printed at the")
    assert not Edition.objects.filter(printed_at__isnull=False).exists()


def test_a_round_with_nothing_to_do_asks_two_questions(
    meeting: Meeting, renderings: list[str], django_assert_num_queries: Any
) -> None:
    print_due()

    # Besides, the savepoint in which the next one would be claimed.
    with django_assert_num_queries(4):
        print_due()


def test_an_edition_is_printed_whole_or_not_at_all(meeting: Meeting, renderings: list[str]) -> None:
    print_due()

    for changes in ({"pdf": None}, {"sha256": "x"}, {"printed_at": None}):
        with pytest.raises(IntegrityError, match="edition_is_printed_whole"), transaction.atomic():
            Edition.objects.update(**changes)


# --- Handed out -----------------------------------------------------------------------------------


def test_until_it_is_printed_one_is_asked_to_come_back(
    client: Client, meeting: Meeting, renderings: list[str]
) -> None:
    answer = client.get("/programme.pdf?lang=fr")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().startswith("Le programme est en cours d’impression")
    # The request prints nothing.
    assert renderings == []
    assert not Edition.objects.exists()


def test_it_is_handed_out_in_the_language_that_is_asked_for(
    client: Client, meeting: Meeting, renderings: list[str], django_assert_num_queries: Any
) -> None:
    print_due()

    with django_assert_num_queries(4):
        answer = client.get("/programme.pdf?lang=fr")
    with django_assert_num_queries(3):
        known = client.get("/programme.pdf?lang=fr", headers={"If-None-Match": answer["ETag"]})

    assert answer.content == b"%PDF-1-fr"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="IM18-programme-1-fr.pdf"'
    assert (answer["Content-Language"], answer["Cache-Control"]) == ("fr", "no-cache")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (known.status_code, known.content) == (304, b"")
    assert client.get("/programme.pdf?lang=de").content == b"%PDF-1-en"
    assert client.get("/m/2018/programme.pdf").content == b"%PDF-1-en"


def test_a_new_version_takes_the_place_of_the_old_one(
    client: Client, meeting: Meeting, renderings: list[str]
) -> None:
    print_due()
    mark = client.get("/programme.pdf")["ETag"]

    publish(meeting)

    # Never the paper of an older version.
    assert client.get("/programme.pdf").status_code == 503
    print_due()
    answer = client.get("/programme.pdf", headers={"If-None-Match": mark})
    assert (answer.status_code, answer.content) == (200, b"%PDF-2-en")
