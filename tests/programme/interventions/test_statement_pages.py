"""The interpreters’ view, the staff’s pages of statements, and what lists and screens say of them."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.interventions import operations
from programme.interventions.models import Intervention, Statement
from programme.interventions.queries import ListedSegment
from tests.pages import Page, attributes, text
from tests.people import PAOLA, isu_staff, receive
from tests.programme.interventions.floors import IN_THE_ROOM, ask, speakers, states_speak
from tests.programme.interventions.statements import browser, deliver, hand_in, interpreter, pdf
from tests.test_uploads import document as docx

STATES = (
    *("af", "ao", "ba", "kh", "td", "co", "cd", "hr", "et", "iq", "jo", "mr", "mz", "pe", "sn"),
    *("rs", "so", "ss", "lk", "sd", "tj", "th", "tr", "ua", "ye", "zw", "be", "ch", "se", "no"),
    *("at", "de", "fr", "it", "jp", "ca", "mx", "nl", "nz", "es", "gb", "ie", "dk", "fi", "au"),
    *("br", "cl", "cr", "uy", "ec"),
)
# Session and user; who it is; meeting and segments; lists; requests with their names; statements.
VIEW, BOARD = 11, 11


@pytest.fixture(autouse=True)
def in_the_room(set_clock: Callable[[datetime], None]) -> None:
    """It is three in the afternoon of 7 June 2018."""
    set_clock(IN_THE_ROOM)


@pytest.fixture
def segment(db: None) -> ListedSegment:
    """Where States speak."""
    return states_speak()


@pytest.fixture
def asked(segment: ListedSegment, felix: User) -> Intervention:
    """Ecuador's request."""
    return ask(segment, by=felix, speaker_id=receive(PAOLA).pk, language="es")


@pytest.fixture
def ines(db: None) -> User:
    """Somebody of the ISU."""
    return isu_staff()


@pytest.fixture
def desk(ines: User) -> Client:
    """Her browser."""
    return browser(ines)


@pytest.fixture
def booth(db: None) -> Client:
    """The browser of an interpreter."""
    return browser(interpreter())


def uid(segment: ListedSegment) -> str:
    item = segment.segment.item
    assert item
    return item.uid


def view(segment: ListedSegment) -> str:
    return f"/interventions/interpreters/{uid(segment)}/"


def board(segment: ListedSegment, request: Intervention | None = None) -> str:
    return f"/desk/statements/{uid(segment)}/" + (f"{request.pk}/" if request else "")


def rows(page: Page) -> list[str]:
    return [text(row) for row in page.all("tr")][1:]


# Interpreters


def test_interpreters_see_an_item_at_once_in_the_order_of_the_speakers(
    booth: Client, segment: ListedSegment, asked: Intervention, felix: User, ines: User
) -> None:
    others = [ask(segment, code, by=felix) for code in ("hr", "th")]
    written = ask(segment, "ua", by=felix, is_written_only=True)
    hand_in(asked, pdf("a"), by=felix, language="es")
    hand_in(asked, pdf("b"), by=felix, language="es", reason="The figures.")
    hand_in(written, docx(), by=felix, check_against_delivery=False)
    deliver(segment, others[0], ines)
    version = speakers(segment).version
    operations.call_next(segment, pk=others[1].pk, version=version, by=ines, at=IN_THE_ROOM)

    page = Page(booth.get(view(segment)))

    found = rows(page)
    first = [next(word for word in row.split() if not word.isdigit()) for row in found]
    assert first == ["Thailand", "Ecuador", "Ukraine", "Croatia"]
    assert "not here yet" in found[0]
    for words in (
        "Paola Fernanda CHÁVEZ",
        "Spanish, version 2 (PDF)",
        "check against delivery",
        "What has changed: The figures.",
    ):
        assert words in found[1]
    assert "version 1" not in found[1]
    assert "English, version 1 (Word)" in found[2]
    assert "check against delivery" not in found[2]
    current = [row for row in page.all("tr") if "aria-current" in attributes(row)]
    assert [text(row).split()[0] for row in current] == ["Thailand"]
    index = text(Page(booth.get("/interventions/interpreters/")).root)
    assert "4 requests · 2 with a statement" in index


def test_interpreters_are_led_there(booth: Client) -> None:
    page = Page(booth.get("/interventions/"))

    assert page.links()["Statements by item, as they come"] == "/interventions/interpreters/"
    assert b"you cannot ask for the floor" not in booth.get("/interventions/").content


def test_the_archive_holds_the_newest_of_each(
    booth: Client, segment: ListedSegment, asked: Intervention, felix: User
) -> None:
    hand_in(asked, pdf("a"), by=felix)
    hand_in(asked, pdf("b"), by=felix, reason="The figures.")
    hand_in(asked, docx(), by=felix, language="fr")
    gone = hand_in(ask(segment, "hr", by=felix), pdf("gone"), by=felix)
    gone.file.storage.delete(gone.file.name)

    answer = booth.get(f"/statements/items/{uid(segment)}.zip")

    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert sorted(archive.namelist()) == ["01 Ecuador en v2.pdf", "01 Ecuador fr v3.docx"]
    assert archive.read("01 Ecuador en v2.pdf") == pdf("b")
    assert answer["Content-Type"] == "application/zip"
    number = segment.segment.item.number if segment.segment.item else None
    assert f'filename="statements-item-{number}-2018.zip"' in answer["Content-Disposition"]


def test_a_long_name_makes_no_two_files_one(
    booth: Client, segment: ListedSegment, asked: Intervention, felix: User
) -> None:
    asked.delegation.entity.names.update(name="Association " * 16)
    hand_in(asked, pdf("a"), by=felix)
    hand_in(asked, pdf("b"), by=felix, language="fr")

    answer = booth.get(f"/statements/items/{uid(segment)}.zip")

    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert [re.sub("(Association )+", "… ", name) for name in names] == [
        "01 … fr v2.pdf",
        "01 … en v1.pdf",
    ]


def test_who_does_not_interpret_has_no_such_pages(
    segment: ListedSegment, asked: Intervention, felix: User
) -> None:
    paths = ["/interventions/interpreters/", view(segment), f"/statements/items/{uid(segment)}.zip"]

    for client in (browser(felix), browser(User.objects.create_user("x@elsewhere.example"))):
        assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    assert Client().get(view(segment))["Location"].startswith("/accounts/login/")


def test_the_pages_ask_the_same_for_five_and_for_fifty(
    booth: Client,
    desk: Client,
    segment: ListedSegment,
    felix: User,
    django_assert_num_queries: Callable,
) -> None:
    pages = [
        (booth, "/interventions/interpreters/", VIEW),
        (booth, view(segment), VIEW),
        (desk, board(segment), BOARD),
        (desk, "/desk/statements/", BOARD),
    ]

    def asks(codes: tuple[str, ...]) -> None:
        for code in codes:
            hand_in(ask(segment, code, by=felix), pdf(code), by=felix)
        for client, path, count in pages:
            with django_assert_num_queries(count):
                assert client.get(path).status_code == 200

    for client, path, _count in pages:
        client.get(path)
    asks(STATES[:5])
    asks(STATES[5:])
    assert Statement.objects.count() == 50


# The staff


def test_the_staff_see_what_is_held_and_what_can_be_published(
    desk: Client, segment: ListedSegment, asked: Intervention, felix: User, ines: User
) -> None:
    other = ask(segment, "hr", by=felix)
    hand_in(asked, by=felix)
    hand_in(other, by=felix, may_be_published=False)
    deliver(segment, asked, ines)

    index, page = Page(desk.get("/desk/statements/")), Page(desk.get(board(segment)))

    [row] = [row for row in rows(index) if "Victim assistance" in row]
    assert row.split()[-5:] == ["2", "2", "1", "1", "0"]
    assert "Publish those of 1 delegation" in page.html
    found = rows(page)
    assert "held until delivered" in found[0]
    assert "not for publication" in found[0]
    assert "delivered: open to those who take part" in found[1]


def test_each_act_is_in_the_audit_and_on_the_page(
    desk: Client, segment: ListedSegment, asked: Intervention, felix: User
) -> None:
    hand_in(asked, by=felix)

    desk.post(board(segment, asked), {"do": "release", "reason": "Read by the President."})
    desk.post(board(segment), {"do": "publish"})
    desk.post(board(segment), {"do": "take_back"})
    desk.post(board(segment, asked), {"do": "hold", "reason": "A mistake."})
    # What is no act of this page does nothing.
    desk.post(board(segment), {"do": "delete"})
    desk.post(board(segment, asked), {"do": "delete"})

    verbs = AuditEntry.objects.filter(subject_type="interventions.disclosure").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "release_statement",
        "publish_statement",
        "take_back_statement",
        "hold_statement",
    ]
    told = text(Page(desk.get(board(segment, asked))).root)
    for words in ("Released", "Read by the President.", "Published: version 1", "A mistake."):
        assert words in told


def test_a_request_without_statement_is_neither_released_nor_broken(
    desk: Client, segment: ListedSegment, asked: Intervention
) -> None:
    answer = desk.post(board(segment, asked), {"do": "release", "reason": "Why not."})

    assert answer.status_code == 404
    assert desk.get(board(segment, asked)).status_code == 200
    assert desk.get(f"/desk/statements/{uid(segment)}/{asked.pk + 99}/").status_code == 404
    assert desk.get("/desk/statements/nowhere/").status_code == 404
    assert not AuditEntry.objects.filter(subject_type="interventions.disclosure").exists()


def test_of_a_request_that_was_withdrawn_the_staff_see_what_there_was(
    desk: Client, segment: ListedSegment, asked: Intervention, felix: User
) -> None:
    hand_in(asked, by=felix)
    operations.withdraw(asked, segment=segment, by=felix, at=IN_THE_ROOM)

    page = Page(desk.get(board(segment, asked)))

    assert "Version 1, English" in page.html
    assert "Hand in for the delegation" not in page.links()
    assert "Release it" not in page.html
    assert "Ecuador" not in "".join(rows(Page(desk.get(board(segment)))))


def test_lists_and_screens_say_that_a_statement_is_here(
    desk: Client, segment: ListedSegment, asked: Intervention, felix: User
) -> None:
    chair, listed = f"/floor/{segment.uid}/", f"/desk/speakers/{segment.uid}/"
    words = "statement here: check against delivery"
    before = [desk.get(path).content.decode() for path in (chair, listed)]

    hand_in(asked, by=felix)

    after = [desk.get(path).content.decode() for path in (chair, listed)]
    assert not any("statement here" in page for page in before)
    assert all(words in page for page in after)
    links = Page(desk.get(listed)).links()
    assert links[f"{words} , Ecuador"] == board(segment, asked)
    # The screens are told of it by the second.
    assert _mark(before[0]) != _mark(after[0])
    hand_in(asked, pdf("2"), by=felix, check_against_delivery=False, reason="Final.")
    last = desk.get(chair).content.decode()
    assert "statement here" in last
    assert words not in last
    assert _mark(after[0]) != _mark(last)


def _mark(page: str) -> str:
    return re.findall(r'data-mark="([^"]*)"', page)[0]


def test_the_pages_are_there_in_french_and_spanish(
    desk: Client, segment: ListedSegment, asked: Intervention, felix: User
) -> None:
    hand_in(asked, by=felix)

    for language, words in (("fr", "Déclarations"), ("es", "Declaraciones")):
        assert words in desk.get(f"/{language}{board(segment)}").content.decode()
        assert desk.get(f"/{language}{view(segment)}").status_code == 200
