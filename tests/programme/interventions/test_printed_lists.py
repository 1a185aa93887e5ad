"""A list of speakers on paper: ordered by a press, made by a worker, opened and read."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.interventions import tasks
from programme.interventions.afterwards import printed
from programme.interventions.models import Intervention, Printout
from programme.interventions.queries import ListedSegment
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.papers import complaints
from tests.people import LAYLA, ON_14_MAY, PAOLA, receive
from tests.programme.interventions.floors import ask, states_speak
from tests.programme.interventions.meetings_held import Heard, hold, person
from tests.programme.interventions.test_lists_pages import address, text_of
from tests.registration.letters.conftest import OpenedPDF
from tests.registration.letters.test_rendering_hostile import PAYLOADS

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def segment(felix: User, set_clock: Any) -> ListedSegment:
    """A list: Jordan's minister, Croatia for a group, Ecuador, Ukraine to be named; Zimbabwe writes."""
    set_clock(ON_14_MAY)
    found = states_speak()
    ask(found, "ec", by=felix, speaker_id=receive(PAOLA).pk)
    ask(found, "ua", by=felix)
    ask(found, "hr", by=felix, on_behalf_of="Group of Friends")
    ask(found, "jo", by=felix, speaker_id=receive(LAYLA).pk, protocol_level=4)
    ask(found, "zw", by=felix, is_written_only=True)
    return found


def printed_list(client: Client, segment: ListedSegment, prefix: str = "") -> OpenedPDF:
    """Press the button, let the worker print, and take the file."""
    page = client.post(f"{prefix}{address(segment, 'print/')}", follow=True)
    assert page.status_code == 202
    tasks.print_due()
    response = client.get(page.redirect_chain[-1][0])
    assert response["Content-Type"] == "application/pdf"
    return OpenedPDF(b"".join(response.streaming_content))  # type: ignore[attr-defined]


WORDS = {
    "": (
        "List of speakers",
        "2 Victim assistance",
        ["1 Jordan", "2 Croatia, on behalf of Group of Friends", "3 Ecuador", "4 Ukraine"],
        "Minister. Update Minister; received Monday 14 May, 09:00 4:00 On the list",
        "to be named. Update",
    ),
    "/fr": (
        "Liste des orateurs",
        "2 Assistance aux victimes",
        ["1 Jordanie", "2 Croatie, au nom de", "3 Équateur", "4 Ukraine"],
        "Ministre",
        "à désigner",
    ),
    "/es": (
        "Lista de oradores",
        "2 Asistencia a las víctimas",
        ["1 Jordania", "2 Croacia, en nombre de", "3 Ecuador", "4 Ucrania"],
        "Ministro",
        "por designar",
    ),
}


@pytest.mark.parametrize("prefix", WORDS)
def test_the_paper_is_whole_tagged_and_in_order(
    ines: Client, segment: ListedSegment, prefix: str
) -> None:
    title, item, places, minister, unnamed = WORDS[prefix]

    opened = printed_list(ines, segment, prefix)

    # Each piece of a line is a word of its own here.
    aloud = opened.read_aloud.replace(" ,", ",")
    assert complaints(opened.content) == []
    root = opened.pdf.trailer["/Root"]
    assert root["/Lang"] == (prefix.strip("/") or "en")
    assert root["/MarkInfo"]["/Marked"]
    assert opened.pdf.metadata
    assert str(opened.pdf.metadata.title).startswith(title)
    assert item in aloud
    found = [aloud.index(one) for one in places]
    assert found == sorted(found)
    assert minister in aloud
    assert unnamed in aloud
    assert aloud.index("Zimbabwe") > found[-1]
    kinds = [str(tag.get("/S")) for tag in opened.tags()]
    assert kinds.count("/H1") == 1
    assert kinds.count("/Table") == 2
    assert not any(is_box for _glyph, is_box in opened.drawn())


def test_while_it_is_run_the_paper_says_who_has_spoken(
    ines: Client, felix: User, set_clock: Any
) -> None:
    segment = states_speak()
    for code in ("th", "sn"):
        ask(segment, code, by=felix)
    people = [person(code, gender=g) for code, g in (("ec", "woman"), ("ua", "man"), ("hr", ""))]
    heard = [Heard(p.delegation.entity.code, p, 240) for p in people]
    hold(segment, [*heard, Heard("pe", kind="point_of_order")], by=felix)
    set_clock(segment.segment.begins_at + timedelta(minutes=13))

    aloud = printed_list(ines, segment).read_aloud

    assert "1 Ecuador" in aloud
    assert "3 Croatia" in aloud
    assert aloud.index("3 Croatia") < aloud.index("1 Thailand")
    assert "Delivered: 3 of 5. Time used: 12 of" in aloud
    assert "Women 1, men 1, others or not said 1. No order is changed for balance." in aloud
    assert "Peru" not in aloud


def test_the_same_list_is_printed_once(ines: Client, segment: ListedSegment, felix: User) -> None:
    first = ines.post(address(segment, "print/"))
    again = ines.post(address(segment, "print/"))
    french = ines.post(f"/fr{address(segment, 'print/')}")
    ask(segment, "pe", by=felix)
    changed = ines.post(address(segment, "print/"))

    assert first["Location"] == again["Location"]
    assert len({first["Location"], french["Location"], changed["Location"]}) == 3
    assert Printout.objects.count() == 3
    assert AuditEntry.objects.filter(verb="export_speakers").count() == 4


def test_it_is_on_its_way_and_then_has_failed(
    ines: Client, segment: ListedSegment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> bytes:
        raise ValueError("a name that no log may hold")

    waiting = ines.post(address(segment, "print/"), follow=True)
    path = waiting.redirect_chain[-1][0]
    monkeypatch.setattr(printed, "render", broken)
    tasks.print_due()
    Printout.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    failed = ines.get(path)

    assert "The list is being printed" in text_of(waiting)
    assert waiting["Refresh"] == "2"
    assert "The list cannot be printed at the moment" in text_of(failed)
    assert "Refresh" not in failed
    [row] = Printout.objects.all()
    assert (row.attempts, row.pdf) == (1, None)
    assert row.next_try_at > timezone.now()


def test_a_name_that_no_font_prints_is_told_before(
    ines: Client, segment: ListedSegment, felix: User
) -> None:
    Registration.objects.filter(family_name="Chávez").update(given_names="Paola 𓀀")

    refused = ines.post(address(segment, "print/"))

    assert refused.status_code == 409
    assert "No font of ours prints 𓀀 (U+13000), in the line of Ecuador." in text_of(refused)
    assert not Printout.objects.exists()


def test_what_is_typed_is_printed_and_never_obeyed(ines: Client, segment: ListedSegment) -> None:
    payloads = [one for one in PAYLOADS if len(one) <= 200 and "\x00" not in one]
    rows = list(Intervention.objects.filter(segment=segment.pk).order_by("pk"))
    for row, payload in zip(rows, payloads[25:], strict=False):
        Intervention.objects.filter(pk=row.pk).update(on_behalf_of=payload)

    opened = printed_list(ines, segment)

    for payload in payloads[25 : 25 + len(rows)]:
        assert "".join(payload.split())[:25] in opened.bare_text.replace("\u200b", "")
    assert "/EmbeddedFiles" not in str(opened.pdf.trailer["/Root"])


def test_names_are_not_kept_longer_than_a_day(ines: Client, segment: ListedSegment) -> None:
    ines.post(address(segment, "print/"))
    ines.post(f"/fr{address(segment, 'print/')}")
    Printout.objects.filter(language="fr").update(asked_at=timezone.now() - timedelta(hours=25))

    tasks.erase_printouts()

    assert [one.language for one in Printout.objects.all()] == ["en"]


def test_a_printout_of_another_list_is_absent(ines: Client, segment: ListedSegment) -> None:
    path = ines.post(address(segment, "print/"))["Location"]
    other = path.replace(segment.uid, "0" * len(segment.uid))

    assert ines.get(other).status_code == 404
    assert ines.get(address(segment, "print/999999/")).status_code == 404
