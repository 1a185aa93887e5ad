"""Papers attached to a brief: for its readers alone, once each, few, and gone after a month."""

import html
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry, AuditValues
from intersessional.uploads import examined
from programme.bilaterals import tasks
from programme.bilaterals.briefs.facts import facts_of
from programme.bilaterals.details import NewPaper
from programme.bilaterals.models import Bilateral, BriefPaper, Printout
from programme.bilaterals.operations import brief_papers
from registration.meetings.models import Meeting
from tests import people
from tests.access.actors import signed_in
from tests.people import ON_14_MAY
from tests.programme.bilaterals import days
from tests.programme.bilaterals.placed import again, placed
from tests.programme.bilaterals.test_briefs import page_of, paper_of
from tests.programme.bilaterals.test_day import text_of
from tests.programme.interventions.floors import ask, states_speak
from tests.programme.interventions.statements import hand_in, pdf
from tests.registration.letters.conftest import OpenedPDF

pytestmark = pytest.mark.django_db

TITLE = "Work plan, as sent in April"


@pytest.fixture
def bilateral(june: Meeting) -> Bilateral:
    """Ecuador meets the Committee on Article 5."""
    return placed("ec", 11)


@pytest.fixture
def carlas(carla: User) -> Client:
    """The browser of the officer of the Committee on Article 5."""
    return signed_in(carla)


def send(
    client: Client,
    bilateral: Bilateral,
    content: bytes = pdf(),
    name: str = "plan.pdf",
    **sent: Any,
) -> Any:
    """Send the form of the brief."""
    answers = {"title": TITLE, "language": "", "file": SimpleUploadedFile(name, content)}
    return client.post(page_of(bilateral), answers | sent)


def attached(bilateral: Bilateral, by: User, mark: str = "") -> BriefPaper:
    """A paper; another one for another mark."""
    upload = examined(SimpleUploadedFile("plan.pdf", pdf(mark)))
    new = NewPaper(f"{TITLE} {mark}".strip(), upload)
    return brief_papers.attach_paper(bilateral, new, by=by, at=ON_14_MAY)[0]


def file_of(bilateral: Bilateral, paper: BriefPaper) -> str:
    """The address of a paper's file."""
    return f"{page_of(bilateral)}papers/{paper.pk}/"


def is_stored(paper: BriefPaper) -> bool:
    return bool(default_storage.exists(str(paper.file.name)))


def stored_files() -> int:
    """How many files there are of papers, with and without a row."""
    folder = "brief-papers"
    return len(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else 0


def picture() -> bytes:
    """A small PNG."""
    file = BytesIO()
    Image.new("RGB", (3, 3)).save(file, "PNG")
    return file.getvalue()


def test_a_paper_is_attached_and_shown(carlas: Client, bilateral: Bilateral) -> None:
    before = text_of(carlas.get(page_of(bilateral)))

    response = send(carlas, bilateral, language="fr")

    assert "Papers None. Attach a paper" in before
    assert response["Location"] == f"{page_of(bilateral)}#papers"
    page = text_of(carlas.get(page_of(bilateral)))
    assert "The paper is attached." in page
    assert f"Papers {TITLE} PDF, " in page
    assert "French · attached by carla@committee.example, Monday 14 May 2018" in page
    assert "It is erased 30 days after the meeting." in page


@pytest.mark.parametrize(
    ("content", "name", "kind", "ending"),
    [
        (pdf(), "Ecuador – plan.PDF", "application/pdf", ".pdf"),
        (picture(), "map.png", "image/png", ".png"),
    ],
    ids=["pdf", "png"],
)
def test_the_very_bytes_come_back_as_a_download(
    carlas: Client, bilateral: Bilateral, content: bytes, name: str, kind: str, ending: str
) -> None:
    send(carlas, bilateral, content, name)

    response: Any = carlas.get(file_of(bilateral, BriefPaper.objects.get()))

    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith("attachment")
    assert ending in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (days.planner, 200),
        (people.isu_staff, 200),
        (lambda: days.officer(days.host_of("compliance"), "cleo@committee.example"), 404),
        (lambda: people.focal_point(), 403),
    ],
    ids=["planner", "secretariat", "another Committee", "delegate"],
)
def test_whoever_may_read_the_brief_has_its_papers(
    bilateral: Bilateral, carla: User, who: Any, status: int
) -> None:
    paper, client = attached(bilateral, carla), signed_in(who())

    assert client.get(file_of(bilateral, paper)).status_code == status
    assert client.get(f"{file_of(bilateral, paper)}remove/").status_code == status
    done = 302 if status == 200 else status
    assert send(client, bilateral, pdf("another")).status_code == done
    assert client.post(f"{file_of(bilateral, paper)}remove/").status_code == done
    # One came and one went, or neither.
    assert BriefPaper.objects.count() == 1
    assert BriefPaper.objects.filter(pk=paper.pk).exists() == (status != 200)


def test_one_who_is_not_signed_in_signs_in(
    client: Client, bilateral: Bilateral, carla: User
) -> None:
    paper = attached(bilateral, carla)

    assert "/login/" in client.get(file_of(bilateral, paper))["Location"]
    assert send(client, bilateral, pdf("x")).status_code == 302
    assert BriefPaper.objects.count() == 1


def test_a_paper_is_not_reached_through_another_brief(
    carlas: Client, bilateral: Bilateral, paul: User
) -> None:
    """An officer has a brief of her own, and the number of a paper of somebody else's."""
    theirs = attached(placed("zw", 14, 0, "compliance"), paul)

    for address in (file_of(bilateral, theirs), f"{file_of(bilateral, theirs)}remove/"):
        assert carlas.get(address).status_code == 404
        assert carlas.post(address).status_code in {404, 405}
    assert carlas.get(f"{page_of(bilateral)}papers/{10**30}/").status_code == 404
    assert is_stored(theirs)


def test_the_same_file_counts_once(carlas: Client, bilateral: Bilateral) -> None:
    send(carlas, bilateral)

    response = send(carlas, bilateral, name="copy.pdf", title="Again")

    assert f"This file is attached already, as “{TITLE}”. Nothing changed." in html.unescape(
        text_of(carlas.get(response["Location"]))
    )
    assert BriefPaper.objects.count() == 1
    assert AuditEntry.objects.filter(verb="attach_brief_paper").count() == 1
    # At another bilateral it is another paper.
    other = placed("zw", 14)
    send(carlas, other)
    assert other.papers.count() == 1


def test_the_same_file_leaves_one_in_the_storage(bilateral: Bilateral, carla: User) -> None:
    attached(bilateral, carla)
    before = stored_files()

    attached(bilateral, carla)

    assert stored_files() == before


def test_the_database_has_the_last_word(bilateral: Bilateral, carla: User) -> None:
    paper = attached(bilateral, carla)
    paper.pk = None

    with (
        pytest.raises(IntegrityError, match="brief_paper_once_per_bilateral"),
        transaction.atomic(),
    ):
        paper.save(force_insert=True)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (
            {"content": b"<html></html>", "name": "a.pdf"},
            "This is no PDF, JPEG, PNG or Word (DOCX) file.",
        ),
        ({"content": b""}, "The file is empty."),
        ({"title": " "}, "Enter a short title."),
        ({"title": "a\u202eb"}, ""),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"language": "xx"}, "xx is not one of the available choices"),
        ({"file": ""}, "Choose the file."),
    ],
    ids=["type", "empty", "no title", "direction", "long", "language", "no file"],
)
def test_what_is_wrong_is_said_and_the_form_stays(
    carlas: Client, bilateral: Bilateral, sent: dict[str, Any], words: str
) -> None:
    before = stored_files()

    response = send(carlas, bilateral, **({"title": "Kept title"} | sent))

    page = html.unescape(text_of(response))
    assert response.status_code == 422
    assert words in page
    assert "needs your attention" in page or "need your attention" in page
    assert "<title>Error:" in response.content.decode()
    if "title" not in sent:
        assert 'value="Kept title"' in response.content.decode()
    else:
        assert "Please choose the file again: browsers do not keep it." in page
    assert BriefPaper.objects.count() == 0
    assert stored_files() == before


def test_a_brief_takes_twenty_papers(carlas: Client, bilateral: Bilateral, carla: User) -> None:
    for number in range(brief_papers.MOST):
        attached(bilateral, carla, str(number))
    before = stored_files()

    response = send(carlas, bilateral, pdf("one more"), title="One more")

    page = text_of(response)
    assert response.status_code == 409
    assert "A brief takes 20 papers. Please remove one that is no longer needed." in page
    assert "Please choose the file again" in page
    assert 'value="One more"' in response.content.decode()
    assert BriefPaper.objects.count() == 20
    assert stored_files() == before
    # What is there already is no other one.
    assert send(carlas, bilateral, pdf("3")).status_code == 302


def test_a_paper_is_removed_after_a_question(
    carlas: Client,
    bilateral: Bilateral,
    carla: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    paper = attached(bilateral, carla)
    address = f"{file_of(bilateral, paper)}remove/"

    asked = text_of(carlas.get(address))
    assert f"Remove this paper? {TITLE} It was attached by carla@committee.example" in asked
    assert is_stored(paper)
    with django_capture_on_commit_callbacks(execute=True):
        response = carlas.post(address, follow=True)

    assert "The paper is removed." in text_of(response)
    assert "Papers None." in text_of(response)
    assert not BriefPaper.objects.exists()
    assert not is_stored(paper)
    assert carlas.get(file_of(bilateral, paper)).status_code == 404
    assert carlas.post(address).status_code == 404


def test_whoever_removes_second_removes_nothing(bilateral: Bilateral, carla: User) -> None:
    paper = attached(bilateral, carla)
    seen = BriefPaper.objects.get()

    assert brief_papers.remove_paper(paper, by=carla, at=ON_14_MAY)
    assert not brief_papers.remove_paper(seen, by=carla, at=ON_14_MAY)
    assert AuditEntry.objects.filter(verb="remove_brief_paper").count() == 1


def test_a_disk_that_refuses_is_asked_again(
    bilateral: Bilateral,
    carla: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """The paper is gone for its readers; its file goes with the next tidying."""
    paper = attached(bilateral, carla)

    def refuse(_storage: FileSystemStorage, _name: str) -> None:
        raise OSError("read-only")

    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(FileSystemStorage, "delete", refuse)
        assert brief_papers.remove_paper(paper, by=carla, at=ON_14_MAY)

    assert not BriefPaper.objects.exists()
    assert is_stored(paper)
    brief_papers.remove_orphans(before=timezone.now() + timedelta(minutes=1))
    assert not is_stored(paper)


def test_the_record_says_who_and_no_name(carlas: Client, bilateral: Bilateral) -> None:
    send(carlas, bilateral, name="Chavez-health.pdf", title="On Ms. Chávez")
    paper = BriefPaper.objects.get()
    carlas.post(f"{file_of(bilateral, paper)}remove/")

    verbs = ["attach_brief_paper", "remove_brief_paper"]
    found = AuditEntry.objects.filter(verb__in=verbs).order_by("pk")
    assert [(one.verb, str(one.by)) for one in found] == [
        (verb, "carla@committee.example") for verb in verbs
    ]
    values = AuditValues.objects.filter(entry__in=found)
    said = json.dumps([[one.before, one.after] for one in values])
    assert paper.sha256 in said
    assert "Ch" not in said


def test_papers_are_erased_thirty_days_after_the_meeting(
    bilateral: Bilateral, carla: User, june: Meeting, set_clock: Callable[[datetime], None]
) -> None:
    paper = attached(bilateral, carla)
    due = june.ends_at + timedelta(days=30)

    set_clock(due - timedelta(seconds=1))
    tasks.erase_papers()
    assert BriefPaper.objects.count() == 1
    assert is_stored(paper)

    set_clock(due)
    tasks.erase_papers()
    assert not BriefPaper.objects.exists()
    assert not is_stored(paper)
    assert AuditEntry.objects.filter(verb="erase_brief_paper", by=None).count() == 1
    tasks.erase_papers()
    assert AuditEntry.objects.filter(verb="erase_brief_paper").count() == 1


def test_files_without_a_row_are_tidied(bilateral: Bilateral, carla: User) -> None:
    kept = attached(bilateral, carla)
    orphan = default_storage.save("brief-papers/orphan", ContentFile(b"x"))

    tasks.tidy()
    assert default_storage.exists(orphan)

    brief_papers.remove_orphans(before=timezone.now() + timedelta(minutes=1))
    assert not default_storage.exists(orphan)
    assert is_stored(kept)


def test_a_file_that_is_lost_is_absent(carlas: Client, bilateral: Bilateral, carla: User) -> None:
    paper = attached(bilateral, carla)
    default_storage.delete(str(paper.file.name))

    assert carlas.get(file_of(bilateral, paper)).status_code == 404
    assert carlas.post(f"{file_of(bilateral, paper)}remove/").status_code == 302


def test_the_printed_brief_names_them(carlas: Client, bilateral: Bilateral, carla: User) -> None:
    address = page_of(bilateral)[:-1] + ".pdf"
    carlas.post(address)
    assert carlas.get(address).status_code == 202
    attached(bilateral, carla)
    # What was ordered before tells nothing of it.
    assert carlas.get(address).status_code == 302
    Printout.objects.all().delete()

    printed = OpenedPDF(b"".join(paper_of(carlas, bilateral).streaming_content))

    assert f"{TITLE} (PDF)" in printed.text


def test_a_brief_says_that_a_statement_was_handed_in(
    carlas: Client, bilateral: Bilateral, carla: User
) -> None:
    """Whether there is one, as lists of speakers say it to the same readers; never what it is."""
    request = ask(states_speak(), "ec", by=people.focal_point())
    assert "Statement handed in" not in text_of(carlas.get(page_of(bilateral)))

    hand_in(request, by=carla, name="secret.pdf")

    response = carlas.get(page_of(bilateral))
    assert "On the list Statement handed in" in text_of(response)
    assert b"secret" not in response.content
    [speaking] = facts_of(again(bilateral), ON_14_MAY)["speaking"]
    assert speaking["has_statement"] is True


def test_what_was_typed_waits_for_who_signs_in_again(
    client: Client, carla: User, bilateral: Bilateral
) -> None:
    send(client, bilateral, title="Typed before")
    session = dict(client.session.items())
    back = signed_in(carla)
    kept = back.session
    kept.update({name: value for name, value in session.items() if name == "typed_form"})
    kept.save()

    page = back.get(page_of(bilateral)).content.decode()

    assert 'value="Typed before"' in page
    assert "It is not saved yet." in page


@pytest.mark.parametrize("papers", [1, 3])
def test_no_query_grows_with_papers(
    carlas: Client,
    bilateral: Bilateral,
    carla: User,
    papers: int,
    django_assert_num_queries: Any,
) -> None:
    made = [attached(bilateral, carla, str(number)) for number in range(papers)]

    with django_assert_num_queries(21):
        carlas.get(page_of(bilateral))
    with django_assert_num_queries(10):
        carlas.get(file_of(bilateral, made[0]))
    with django_assert_num_queries(16):
        send(carlas, bilateral, pdf("new"))
    with django_assert_num_queries(15):
        carlas.post(f"{file_of(bilateral, made[0])}remove/")
