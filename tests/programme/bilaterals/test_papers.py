"""Papers of the bilaterals: what a day sheet says, who may have it, and what is on the doors."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.bilaterals import papers, tasks
from programme.bilaterals.models import (
    Absence,
    Bilateral,
    Break,
    Candidate,
    Excusal,
    Host,
    Note,
    Participant,
    Printout,
    Resource,
)
from programme.bilaterals.papers import printed
from programme.bilaterals.reading import frame_of
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Registration, Role
from tests.access.actors import signed_in
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals import days
from tests.programme.bilaterals.days import at, host_of, make_candidate, placed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_14_may")]
PAPERS = "/bilaterals/papers/"
CANARY = "Zanzibar canary of the notes"


@pytest.fixture
def on_14_may(set_clock: Any) -> None:
    """The clock stands."""
    set_clock(ON_14_MAY)


@pytest.fixture
def office(paul: User) -> Client:
    """The browser of the President's office."""
    return signed_in(paul)


@pytest.fixture
def committee(carla: User) -> Client:
    """The browser of an officer of Article 5."""
    return signed_in(carla)


def put(
    host: str, code: str, hour: int, minute: int = 0, *, rank: int = 1, **fields: Any
) -> Bilateral:
    """A bilateral of a host; told ones have their offer."""
    told = {"offered_at": ON_14_MAY} if fields.get("state", "proposed") != "proposed" else {}
    candidate = make_candidate(host_of(host), entity_code=code, rank=rank)
    return placed(candidate, at(hour, minute), **(told | fields))


def page(client: Client, path: str = PAPERS, status: int = 200) -> str:
    """A page as text, its spaces as one."""
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def rows_of(host: str | None = "article-5", language: str = "en") -> list[dict[str, Any]]:
    """The rows of the day sheet of a host."""
    meeting = days.meeting()
    found = host_of(host) if host else None
    facts = papers.facts_of(meeting, found, language=language, at=ON_14_MAY)
    rows: list[dict[str, Any]] = facts["hosts"][0]["rows"]
    return rows


def meetings_in(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the rows that are bilaterals."""
    return [row for row in rows if row["kind"] == "meeting"]


def note_on(bilateral: Bilateral, by: User) -> None:
    """A confidential note with the canary."""
    note = Note(host=bilateral.hosts[0], bilateral=bilateral, written_at=ON_14_MAY, written_by=by)
    note.text = CANARY
    note.save()


def test_the_day_is_in_order_with_its_breaks_and_free_places(june: Meeting) -> None:
    put("article-5", "iq", 14, 0, state="accepted")
    put("article-5", "ba", 10, 0, state="offered", expires_at=at(9))
    Break.objects.create(meeting=june, begins_at=at(11), ends_at=at(11, 15))

    rows = rows_of()

    assert [(row["kind"], row["hours"]) for row in rows][:6] == [
        ("free", "09:30–09:55"),
        ("meeting", "10:00–10:25"),
        ("free", "10:30–10:55"),
        ("pause", "11:00–11:15"),
        ("free", "11:15–11:40"),
        ("free", "11:45–12:10"),
    ]
    assert [row["name"] for row in meetings_in(rows)] == ["Bosnia and Herzegovina", "Iraq"]
    assert [row["state"] for row in meetings_in(rows)] == ["Offered", "Accepted"]
    assert meetings_in(rows)[0]["notes"] == ["To be answered before Wednesday 6\xa0June, 09:00."]
    noon = [row for row in rows if row["hours"] == "12:30–14:00"]
    assert noon == [{"kind": "pause", "hours": "12:30–14:00", "text": "Break"}]
    Break.objects.filter(begins_at=at(12, 30)).update(is_lunch=True)
    assert "Lunch" in [row.get("text") for row in rows_of()]


def test_a_delegation_has_its_name_in_the_language_of_the_paper(june: Meeting) -> None:
    put("article-5", "ba", 10, state="accepted")

    assert meetings_in(rows_of(language="fr"))[0]["name"] == "Bosnie-Herzégovine"
    assert meetings_in(rows_of(language="es"))[0]["name"] == "Bosnia y Herzegovina"


def test_participants_are_named_else_the_head(june: Meeting) -> None:
    """A participant who withdrew does not come."""
    bilateral = put("article-5", "ec", 10, state="accepted")
    assert meetings_in(rows_of())[0]["who"] == "Nobody named yet"

    paola = receive(PAOLA)
    Registration.objects.filter(pk=paola.pk).update(role=Role.HEAD)
    assert meetings_in(rows_of())[0]["who"] == f"Head of delegation: {paola.printed_name}"

    named = Participant.objects.create(bilateral=bilateral, registration=paola)
    assert meetings_in(rows_of())[0]["who"] == paola.printed_name
    assert named.registration.printed_name.endswith("CHÁVEZ")


def test_what_the_host_has_to_mind(june: Meeting, paul: User) -> None:
    """Its own member as guest, excused members, a joint meeting, another room."""
    chile = make_candidate(host_of("article-5"), entity_code="cl", rank=2)
    Candidate.objects.filter(pk=chile.pk).update(
        recusal_reason="by telephone", recusal_confirmed_by=paul, needs_accessible_room=True
    )
    Excusal.objects.create(
        candidate=chile,
        entity=Entity.objects.get(code="co"),
        reason="at the podium",
        excused_at=ON_14_MAY,
        excused_by=paul,
    )
    placed(chile, at(10))
    joint = make_candidate(host_of("article-5"), host_of("cooperation"), entity_code="kh")
    placed(joint, at(11), room=days.room_named("Room D"))

    first, second = meetings_in(rows_of())

    assert first["notes"] == [
        "Chile meets its own Committee; its member steps aside.",
        "Excused: Colombia.",
        "Needs a room without steps.",
    ]
    assert second["notes"] == [
        f"Joint meeting with: {host_of('cooperation').name}.",
        "In Room D.",
    ]


def test_the_president_has_the_committee_that_she_chairs_on_her_sheet(june: Meeting) -> None:
    """Marked; where she is taken, the Committee’s own free place is none."""
    chaired = Host.objects.filter(president_chairs=True, committee__isnull=False).get()
    put(chaired.slug, "ba", 10, state="accepted")
    put("president", "iq", 11, state="accepted")
    put("victim-assistance", "et", 12)

    hers, theirs = rows_of("president"), rows_of(chaired.slug)

    assert [(row["name"], row["committee"]) for row in meetings_in(hers)] == [
        ("Bosnia and Herzegovina", chaired.name),
        ("Iraq", ""),
    ]
    assert [row["name"] for row in meetings_in(theirs)] == ["Bosnia and Herzegovina"]
    [closed] = [row for row in theirs if row["kind"] == "closed"]
    assert closed["hours"] == "11:00–11:25"
    assert closed["text"] == "Not available: the President is in another bilateral"


def test_whoever_did_not_come_is_on_it_and_whoever_declined_is_next(june: Meeting) -> None:
    put("article-5", "ba", 10, state="no_show")
    put("article-5", "iq", 11, rank=3, state="declined")
    put("article-5", "zw", 12, state="held", started_at=at(12, 2), ended_at=at(12, 20))
    host = host_of("article-5")
    for n, code in enumerate(("ao", "td", "th", "rs", "sd", "ua")):
        make_candidate(host, entity_code=code, rank=n + 4, is_set_aside=code == "td")

    [day] = papers.facts_of(june, host, language="en", at=ON_14_MAY)["hosts"]

    found = meetings_in(day["rows"])
    assert [(row["name"], row["state"]) for row in found] == [
        ("Bosnia and Herzegovina", "Did not come"),
        ("Zimbabwe", "Held"),
    ]
    assert found[1]["notes"] == ["Met 12:02–12:20."]
    assert [line["rank"] for line in day["left_out"]] == ["1", "3", "4", "6", "7"]
    assert day["left_out"][1]["why"].startswith("Declined.")
    assert day["left_out_count"] == 7


def test_an_absent_host_has_no_free_places(june: Meeting) -> None:
    resource = Resource.objects.of(host=host_of("article-5"))
    Absence.objects.create(
        meeting=june, resource=resource, begins_at=at(9), ends_at=at(10), reason="Opening"
    )

    first, second, *_rest = rows_of()

    assert (first["kind"], first["text"]) == ("closed", "Not available: Opening")
    assert second["kind"] == "free"


def test_a_sheet_is_ordered_printed_and_handed_out(
    office: Client, june: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the worker alone; the same day once, noted each time."""
    put("article-5", "ba", 10)
    monkeypatch.setattr(printed, "render", lambda facts, language: b"%PDF- " + language.encode())
    path = f"{PAPERS}article-5/print/"

    waiting = office.post(path, {"language": "fr"}, follow=True)
    again = office.post(path, {"language": "fr"})
    english = office.post(path, {"language": "xx"})
    tasks.print_due()
    file = office.get(waiting.redirect_chain[-1][0])

    assert waiting.status_code == 202
    assert waiting["Refresh"] == "2"
    assert again["Location"] == waiting.redirect_chain[-1][0] != english["Location"]
    assert Printout.objects.count() == 2
    assert b"".join(file.streaming_content) == b"%PDF- fr"  # type: ignore[attr-defined]
    assert file["Content-Disposition"].startswith('attachment; filename="')
    assert "-2018.pdf" in file["Content-Disposition"]
    entries = AuditEntry.objects.filter(verb="export_bilaterals")
    assert [one.subject_id for one in entries] == [host_of("article-5").pk] * 3


def test_what_cannot_be_printed_is_tried_again_and_said(
    office: Client, june: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> bytes:
        raise ValueError("a name that no log may hold")

    monkeypatch.setattr(printed, "render", broken)
    path = office.post(f"{PAPERS}article-5/print/")["Location"]
    tasks.print_due()
    Printout.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    failed = office.get(path)

    assert "The day sheet cannot be printed at the moment" in failed.content.decode()
    assert "Refresh" not in failed
    [row] = Printout.objects.all()
    assert (row.attempts, row.pdf) == (1, None)
    assert row.next_try_at > timezone.now()


def test_names_are_not_kept_longer_than_a_day(office: Client, june: Meeting) -> None:
    office.post(f"{PAPERS}article-5/print/")
    office.post(f"{PAPERS}whole-day/print/")
    Printout.objects.filter(key="whole-day").update(asked_at=timezone.now() - timedelta(hours=25))

    tasks.erase_printouts()

    assert [one.key for one in Printout.objects.all()] == ["article-5"]


def test_a_text_that_no_font_prints_is_told_before(office: Client, june: Meeting) -> None:
    bilateral = put("article-5", "ba", 10)
    Candidate.objects.filter(pk=bilateral.candidate_id).update(reason="Mines 𓀀")

    answer = office.post(f"{PAPERS}article-5/print/")

    assert answer.status_code == 409
    assert "No font of ours prints 𓀀 (U+13000), in the line of Bosnia and Herzegovina." in (
        answer.content.decode()
    )
    assert not Printout.objects.exists()


def test_an_officer_has_the_papers_of_the_own_host_alone(
    committee: Client, office: Client, june: Meeting
) -> None:
    """Neither by address nor by the key of somebody else’s order."""
    put("article-5", "ba", 10, state="accepted")
    put("victim-assistance", "et", 10, state="accepted")
    theirs = office.post(f"{PAPERS}victim-assistance/print/")["Location"]
    whole = office.post(f"{PAPERS}whole-day/print/")["Location"]

    text = page(committee)
    assert host_of("article-5").name in text
    assert host_of("victim-assistance").name not in text
    assert "whole-day" not in text
    assert "Bosnia" in page(committee, f"{PAPERS}article-5/")
    for path in (f"{PAPERS}victim-assistance/", f"{PAPERS}whole-day/", theirs, whole):
        page(committee, path, 404)
    assert committee.post(f"{PAPERS}whole-day/print/").status_code == 404
    stolen = theirs.replace("victim-assistance", "article-5")
    page(committee, stolen, 404)
    assert "Ethiopia" in page(office, f"{PAPERS}whole-day/")


def test_doors_name_only_who_accepted_or_was_there(office: Client, june: Meeting) -> None:
    """Without state and reason; by the order of the day."""
    bilateral = put("article-5", "ba", 11, state="accepted")
    Candidate.objects.filter(pk=bilateral.candidate_id).update(reason="Secret reason")
    put("article-5", "iq", 10, state="held")
    put("article-5", "zw", 12, state="offered")
    put("article-5", "td", 14, state="no_show")

    text = page(office, "/bilaterals/signs/")
    [sign] = papers.signs_of(frame_of(june), {host_of("article-5").pk}, june.zone)

    assert [one.name for one in sign.entries] == ["Iraq", "Bosnia and Herzegovina", ""]
    assert (sign.hosts, {one.hosts for one in sign.entries}) == (host_of("article-5").name, {""})
    assert "Zimbabwe" not in text
    assert "Chad" not in text
    assert "Secret reason" not in text
    assert "Accepted" not in text
    assert text.index("Iraq") < text.index("Bosnia") < text.index("Reserved")


def test_the_door_of_a_shared_room_says_reserved_for_the_others(
    committee: Client, june: Meeting
) -> None:
    put("article-5", "ba", 10, state="accepted")
    room = host_of("article-5").room
    put("victim-assistance", "et", 11, state="accepted", room=room)

    text = page(committee, "/bilaterals/signs/")

    assert "Bosnia and Herzegovina" in text
    assert "Ethiopia" not in text
    assert "Reserved" in text
    assert host_of("victim-assistance").name in text


def test_no_paper_holds_a_confidential_note(
    committee: Client, office: Client, june: Meeting, carla: User
) -> None:
    note_on(put("article-5", "ba", 10, state="accepted"), carla)
    Note.objects.get()

    for client, paths in (
        (committee, (PAPERS, f"{PAPERS}article-5/", "/bilaterals/signs/")),
        (office, (PAPERS, f"{PAPERS}whole-day/", "/bilaterals/signs/")),
    ):
        for path in paths:
            assert "canary" not in page(client, path)
    facts = papers.facts_of(june, None, language="en", at=ON_14_MAY)
    assert "canary" not in json.dumps(facts)
    assert Note.objects.seen_by(carla).get().text == CANARY


def test_a_meeting_without_a_day_of_bilaterals_says_so(office: Client, june: Meeting) -> None:
    Meeting.objects.filter(pk=june.pk).update(bilaterals_on=None)

    assert "This meeting has no day of bilaterals." in page(office)
    for path in ("article-5/", "whole-day/", "bilaterals.xlsx"):
        page(office, f"{PAPERS}{path}", 404)
    page(office, "/bilaterals/signs/", 404)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        (PAPERS, 20),
        (f"{PAPERS}article-5/", 23),
        (f"{PAPERS}whole-day/", 24),
        ("/bilaterals/signs/", 20),
        # The file, and the audit entry about it.
        (f"{PAPERS}bilaterals.xlsx", 27),
    ],
)
def test_nothing_grows_with_the_day(
    office: Client,
    june: Meeting,
    path: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    put("article-5", "ba", 10, state="accepted")
    page_of(office, path)
    with django_assert_num_queries(queries):
        page_of(office, path)
    put("article-5", "iq", 11, state="accepted")
    put("victim-assistance", "et", 10)
    make_candidate(host_of("compliance"), entity_code="zw")
    with django_assert_num_queries(queries):
        page_of(office, path)


def page_of(client: Client, path: str) -> None:
    """Open a page or file."""
    assert client.get(path).status_code == 200
