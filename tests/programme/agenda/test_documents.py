"""Documents: added, held back, handed out, replaced and removed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.uploads import MAX_BYTES, examined
from programme.agenda import operations, tasks
from programme.agenda.details import DocumentDetails
from programme.agenda.documents import documents_for
from programme.agenda.models import Document, DocumentFile, Item
from programme.agenda.operations import documents as acts
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.people import GENEVA, ON_14_MAY, SMALL_PDF, focal_point, isu_staff
from tests.programme.agenda.versions import (
    nothing_kept,  # noqa: F401 - a fixture
    publish,
)
from tests.test_uploads import document as docx

DESK = "/desk/programme/documents/"
LINK = "https://meetings.example/papers/article-5.pdf"
UNTIL = datetime(2018, 6, 7, 15, tzinfo=GENEVA)


@pytest.fixture
def ines(db: None) -> User:
    """Somebody of the ISU."""
    return isu_staff()


@pytest.fixture
def desk(ines: User) -> Client:
    """Her browser."""
    return signed_in(ines)


def upload(content: bytes = SMALL_PDF, name: str = "Étude.pdf") -> Any:
    return examined(SimpleUploadedFile(name, content))


def paper(by: User, **changes: Any) -> Document:
    """A paper of item 3, by default in English and for everybody."""
    meeting = Meeting.objects.get(slug="2018")
    source, language = changes.pop("source", None) or upload(), changes.pop("language", "en")
    uid = Item.objects.get(meeting=meeting, number=3).uid
    details = DocumentDetails(**({"title_en": "Survey results", "item_uid": uid} | changes))
    return operations.add_document(
        meeting, details=details, language=language, source=source, by=by, at=ON_14_MAY
    )


def put(document: Document, language: str, by: User, source: Any = None) -> DocumentFile:
    source, version = source or upload(), Document.objects.get(pk=document.pk).version
    return operations.put_file(
        document, language=language, source=source, version=version, by=by, at=ON_14_MAY
    )


def path_of(document: Document, language: str = "en") -> str:
    return f"/programme/documents/{document.uid}/{language}/"


def form(**changes: Any) -> dict[str, Any]:
    answers = {
        "item": Item.objects.get(number=3).uid,
        "title_en": "Survey results",
        "title_fr": "Résultats de l’enquête",
        "title_es": "",
        "language": "en",
        "file": SimpleUploadedFile("results.html", SMALL_PDF, content_type="text/html"),
        "link": "",
        "restricted_until": "",
        "position": "1",
    } | changes
    return {name: value for name, value in answers.items() if value is not None}


def files() -> set[str]:
    folder = Path(default_storage.path("documents"))
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def shown(user: Any, at: datetime = ON_14_MAY) -> list[Any]:
    meeting = Meeting.objects.get(slug="2018")
    uid = Item.objects.get(meeting=meeting, number=3).uid
    return documents_for(meeting, uid, user=user, at=at)


# --- On the desk ----------------------------------------------------------------------------------


def test_a_document_is_added_with_its_file(desk: Client, meeting: Meeting) -> None:
    answer = desk.post(f"{DESK}add/", form())

    [document] = Document.objects.all()
    [file] = document.files.all()
    assert answer["Location"] == DESK
    assert (document.title_fr, document.version) == ("Résultats de l’enquête", 1)
    # By its content, whatever the browser said; under a name of our own.
    assert (file.file_name, file.content_type) == ("results.pdf", "application/pdf")
    assert file.file.name.rpartition("/")[2] in files()
    assert "results" not in file.file.name
    assert list(AuditEntry.objects.values_list("verb", flat=True)[:2]) == [
        "put_document_file",
        "add_document",
    ]
    page = desk.get(DESK).content.decode()
    assert "Survey results" in page
    assert path_of(document) in page


def test_a_link_takes_the_place_of_a_file(desk: Client, meeting: Meeting) -> None:
    before = files()

    desk.post(f"{DESK}add/", form(file=None, link=LINK, item=""))

    document = Document.objects.get()
    assert document.item_uid == ""
    assert files() == before
    answer = Client().get(path_of(document))
    assert (answer.status_code, answer["Location"]) == (302, LINK)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_en": ""}, "Enter the title in English."),
        ({"title_en": "a\u202eb"}, "invisible control characters"),
        ({"file": None}, "Choose a file, or enter a link."),
        ({"link": LINK}, "Choose a file or enter a link, not both."),
        ({"file": None, "link": "http://meetings.example/x"}, "begins with https://."),
        ({"file": None, "link": "javascript:alert(1)"}, "begins with https://."),
        ({"file": None, "link": "https://ines@isu.example/"}, "begins with https://."),
        ({"file": None, "link": "https:///x"}, "begins with https://."),
        ({"file": None, "link": "https://[x/"}, "begins with https://."),
        ({"restricted_until": "2018-05-14T08:59"}, "This moment has passed."),
        ({"restricted_until": "soon"}, "Enter day and time such as 2018-06-07 15:00."),
        ({"item": "0" * 20}, "Select a valid choice."),
        ({"language": "de"}, "Select a valid choice."),
        ({"position": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    desk: Client, meeting: Meeting, changes: dict[str, Any], sentence: str
) -> None:
    before = files()

    answer = desk.post(f"{DESK}add/", form(**changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Résultats de l’enquête" in page
    assert not Document.objects.exists()
    assert files() == before


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<html><script>alert(1)</script>%PDF-1.7 %%EOF", "a.pdf", "This is no PDF"),
        (b"MZ\x90\x00", "paper.docx", "This is no PDF"),
        (
            docx(word__vbaProject__bin=b"x").replace(b"vbaProject/bin", b"vbaProject.bin"),
            "a.docx",
            "macros",
        ),
        (SMALL_PDF + b"x" * MAX_BYTES, "large.pdf", "larger than 10 MB"),
        (b"", "empty.pdf", "The file is empty."),
    ],
)
def test_a_hostile_file_is_refused(
    desk: Client, meeting: Meeting, content: bytes, name: str, sentence: str
) -> None:
    before = files()

    answer = desk.post(f"{DESK}add/", form(file=SimpleUploadedFile(name, content)))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Document.objects.exists()
    assert files() == before


def test_a_change_is_made_to_what_one_has_seen(desk: Client, ines: User, meeting: Meeting) -> None:
    document = paper(ines)
    page = f"{DESK}{document.uid}/"
    assert 'value="Survey results"' in desk.get(page).content.decode()

    first = desk.post(page, form(title_en="Results", version="1", file=None))
    second = desk.post(page, form(title_en="Outcome", version="1", file=None))

    document.refresh_from_db()
    assert first["Location"] == DESK
    assert second.status_code == 409
    text = second.content.decode()
    assert "Somebody else has changed this document" in text
    assert "<bdi>Results</bdi>" in text
    assert 'value="Outcome"' in text
    assert (document.title_en, document.version) == ("Results", 2)

    desk.post(page, form(title_en="Outcome", version="2", file=None))
    document.refresh_from_db()
    assert (document.title_en, document.version) == ("Outcome", 3)


def test_saving_what_is_there_changes_nothing(ines: User, meeting: Meeting) -> None:
    document = paper(ines)
    entries = AuditEntry.objects.count()

    same = acts._details_of(document)
    changed = operations.change_document(document, details=same, version=1, by=ines, at=ON_14_MAY)

    assert not changed
    assert AuditEntry.objects.count() == entries
    assert Document.objects.get().version == 1


def test_a_time_is_meant_in_the_meetings_zone(desk: Client, ines: User, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(time_zone="America/Bogota")

    desk.post(f"{DESK}add/", form(restricted_until="2018-06-07T15:00"))

    document = Document.objects.get()
    assert document.restricted_until_at
    assert document.restricted_until_at.isoformat() == "2018-06-07T20:00:00+00:00"
    assert 'value="2018-06-07T15:00"' in desk.get(f"{DESK}{document.uid}/").content.decode()


def test_a_newer_version_takes_the_place_of_the_older(
    desk: Client, ines: User, meeting: Meeting
) -> None:
    document = paper(ines)
    older = document.files.get()

    page = desk.get(f"{DESK}{document.uid}/en/").content.decode()
    new = SimpleUploadedFile("new.docx", docx())
    desk.post(f"{DESK}{document.uid}/en/", {"file": new, "version": "1"})

    newer = document.files.get(removed_at__isnull=True)
    older.refresh_from_db()
    assert "takes the place of the one that is there" in page
    assert (newer.file_name, older.removed_by) == ("new.docx", ines)
    assert older.file.storage.exists(older.file.name)
    assert b"".join(Client().get(path_of(document))).startswith(b"PK")


def test_removing_one_language_and_then_all(desk: Client, ines: User, meeting: Meeting) -> None:
    document = paper(ines)
    put(document, "fr", ines)

    desk.post(f"{DESK}{document.uid}/fr/remove/", {"version": "2"})
    assert [one.first.language for one in shown(ines)] == ["en"]
    answer = desk.post(f"{DESK}{document.uid}/remove/", {"version": "3"})

    assert answer["Location"] == DESK
    assert shown(ines) == []
    for browser in (desk, Client()):
        assert browser.get(path_of(document)).status_code == 404
    assert desk.get(f"{DESK}{document.uid}/").status_code == 404
    assert desk.post(f"{DESK}{document.uid}/fr/", {"link": LINK}).status_code == 404
    with pytest.raises(operations.DocumentChanged):
        put(document, "es", ines)
    assert not operations.remove_document(document, version=4, by=ines, at=ON_14_MAY)
    assert DocumentFile.objects.count() == 2


def test_two_who_replace_one_file_lose_nothing(desk: Client, ines: User, meeting: Meeting) -> None:
    document, other = paper(ines, language="fr"), "https://meetings.example/papers/other.pdf"
    path = f"{DESK}{document.uid}/fr/"
    seen = desk.get(path).context["form"]["version"].value()
    first = desk.post(path, {"link": LINK, "version": seen})

    second = desk.post(path, {"link": other, "version": seen})
    stale = SimpleUploadedFile("new.pdf", SMALL_PDF)
    third = desk.post(path, {"file": stale, "version": seen})

    assert first.status_code == 302
    assert (second.status_code, third.status_code) == (409, 409)
    text = second.content.decode()
    assert "Somebody else has changed this document" in text
    assert f'value="{other}"' in text
    assert "There now:" in text
    assert "Please choose the file again" in third.content.decode()
    assert document.files.current().get().link == LINK
    # Having seen it, they decide.
    again = second.context["form"]["version"].value()
    assert desk.post(path, {"link": other, "version": again}).status_code == 302
    assert document.files.current().get().link == other


@pytest.mark.parametrize("path", ["fr/remove/", "remove/"])
def test_what_nobody_has_seen_is_not_removed(
    desk: Client, ines: User, meeting: Meeting, path: str
) -> None:
    document = paper(ines)
    put(document, "fr", ines)
    entries = AuditEntry.objects.count()

    answer = desk.post(f"{DESK}{document.uid}/{path}", {"version": "1"})

    assert answer.status_code == 409
    assert "Somebody else has changed this document" in answer.content.decode()
    assert document.files.current().count() == 2
    assert AuditEntry.objects.count() == entries
    button = f'<input type="hidden" name="version" value="{2}">'
    assert answer.content.decode().count(button) == 3
    assert desk.post(f"{DESK}{document.uid}/{path}", {"version": "2"}).status_code == 302


@pytest.mark.parametrize("path", ["add/", "{uid}/", "{uid}/fr/"])
def test_what_was_typed_survives_the_end_of_a_session(
    ines: User, meeting: Meeting, settings: Any, path: str
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    path = DESK + path.format(uid=paper(ines).uid)
    browser = Client()

    sent = browser.post(path, form(link=LINK, title_en="Typed", version="1", file=None))
    browser.force_login(ines)
    page = browser.get(path)

    assert sent["Location"].startswith("/accounts/login/")
    assert page.status_code == 200
    assert (LINK if "/fr/" in path else 'value="Typed"') in page.content.decode()
    assert "What you typed before your session ended" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["", "add/", "{uid}/", "{uid}/en/", "{uid}/remove/", "{uid}/en/remove/"]
)
def test_nobody_else_comes_to_the_desk(ines: User, meeting: Meeting, path: str) -> None:
    document = paper(ines)
    browser = signed_in(focal_point())

    answer = browser.post(DESK + path.format(uid=document.uid))

    assert answer.status_code == 403
    assert (
        Client()
        .get(DESK + path.format(uid=document.uid))["Location"]
        .startswith("/accounts/login/")
    )
    assert Document.objects.current().count() == 1


def test_a_document_of_another_meeting_is_absent(
    desk: Client, ines: User, meeting: Meeting
) -> None:
    document = paper(ines)
    meeting.pk, meeting.slug, meeting.code, meeting._state.adding = None, "2019", "IM19", True
    meeting.save()

    assert desk.get(f"/m/2019{DESK}{document.uid}/").status_code == 404
    assert desk.post(f"/m/2019{DESK}{document.uid}/remove/").status_code == 404
    assert Client().get(f"/m/2019{path_of(document)}").status_code == 404
    assert Client().get(f"/m/2018{path_of(document)}").status_code == 200


def test_the_list_asks_as_often_for_many_as_for_one(
    desk: Client, ines: User, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    paper(ines)
    with django_assert_num_queries(9):
        desk.get(DESK)
    for number in range(3):
        put(paper(ines, title_en=f"Paper {number}"), "fr", ines)

    with django_assert_num_queries(9):
        page = desk.get(DESK).content.decode()

    assert "Paper 2" in page


def test_what_belongs_to_an_item_that_is_gone_is_still_found(
    desk: Client, ines: User, meeting: Meeting
) -> None:
    document = paper(ines, item_uid="0" * 20)

    page = desk.get(DESK).content.decode()
    assert "Items that are no longer in the programme" in page

    answer = desk.post(f"{DESK}{document.uid}/", form(item="0" * 20, version="1", file=None))
    assert answer.status_code == 302


# --- Handed out -----------------------------------------------------------------------------------


def test_everybody_gets_a_file_as_a_download(ines: User, meeting: Meeting) -> None:
    document = paper(ines)

    answer = Client().get(path_of(document))

    assert b"".join(answer) == SMALL_PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%89tude.pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in answer["Cache-Control"]


def test_held_back_until_the_very_instant(
    desk: Client, ines: User, meeting: Meeting, set_clock: Callable[[datetime], None]
) -> None:
    document = paper(ines, restricted_until_at=UNTIL)
    anonymous, felix = Client(), signed_in(focal_point())
    nothing = anonymous.get(path_of(document).replace(document.uid, "0" * 20))

    set_clock(UNTIL - timedelta(microseconds=1))
    for browser in (anonymous, felix):
        refused = browser.get(path_of(document))
        assert refused.status_code == nothing.status_code == 404
    assert b"Survey" not in refused.content
    assert desk.get(path_of(document)).status_code == 200

    set_clock(UNTIL)
    for browser in (anonymous, felix, desk):
        assert browser.get(path_of(document)).status_code == 200


def test_a_link_is_held_back_like_a_file(ines: User, meeting: Meeting) -> None:
    document = paper(ines, restricted_until_at=UNTIL, source=LINK)

    assert Client().get(path_of(document)).status_code == 404


@pytest.mark.parametrize("language", ["de", "EN", "fr-CH"])
def test_a_language_that_we_do_not_speak(ines: User, meeting: Meeting, language: str) -> None:
    assert Client().get(path_of(paper(ines), language)).status_code == 404


def test_a_missing_language_leads_to_another_visibly(ines: User, meeting: Meeting) -> None:
    document = paper(ines, language="fr")
    put(document, "es", ines)

    # English is missing, too: the first that there is.
    answer = Client().get(path_of(document, "en"))

    assert (answer.status_code, answer["Location"]) == (302, path_of(document, "fr"))
    document.files.filter(language="es").update(removed_at=ON_14_MAY, removed_by=ines)
    assert Client().get(path_of(document, "es"))["Location"] == path_of(document, "fr")


def test_a_file_that_is_lost_is_absent(ines: User, meeting: Meeting) -> None:
    document = paper(ines)
    file = document.files.get()
    file.file.storage.delete(file.file.name)

    assert Client().get(path_of(document)).status_code == 404


# --- On the page of an item -----------------------------------------------------------------------


def test_the_page_says_language_kind_and_size(ines: User, meeting: Meeting) -> None:
    document = paper(ines, title_fr="Résultats de l’enquête")
    put(document, "es", ines, source=LINK)

    with translation.override("fr"):
        [one] = shown(ines)
        html = " ".join(render_to_string("agenda/_documents.html", {"documents": [one]}).split())
        assert one.is_fallback

    assert "<bdi>Résultats de l’enquête</bdi>" in html
    assert f'href="{path_of(document)}" hreflang="en"' in html
    assert "pas encore dans cette langue" in html
    assert "celui-ci est en anglais" in html
    assert "Espagnol (meetings.example)</a>" in html


def test_who_sees_that_something_is_held_back(ines: User, meeting: Meeting) -> None:
    paper(ines, restricted_until_at=UNTIL)

    assert shown(focal_point()) == []
    [for_staff] = shown(ines)
    html = render_to_string("agenda/_documents.html", {"documents": [for_staff]})
    assert "held back until Thursday 7 June 2018, 15:00" in " ".join(html.split())
    [later] = shown(ines, at=UNTIL)
    assert later.held_until is None
    assert len(shown(focal_point(), at=UNTIL)) == 1


def test_a_page_asks_as_often_for_many_as_for_one(
    ines: User, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    from django.contrib.auth.models import AnonymousUser

    uid = Item.objects.get(number=3).uid
    paper(ines)
    for expected in (1, 3):
        with django_assert_num_queries(2):
            found = documents_for(meeting, uid, user=AnonymousUser(), at=ON_14_MAY)
        assert len(found) == expected
        put(paper(ines), "fr", ines)
        put(paper(ines), "fr", ines)


def test_the_draft_does_not_hide_the_documents_of_what_is_published(
    desk: Client, ines: User, meeting: Meeting
) -> None:
    item = Item.objects.create(meeting=meeting, number=12, title_en="Other business")
    publish(meeting)
    paper(ines, item_uid=item.uid)
    item.delete()

    assert len(documents_for(meeting, item.uid, user=ines, at=ON_14_MAY)) == 1
    assert "12 Other business" in desk.get(DESK).content.decode()


# --- In the database, and on the disk -------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"link": LINK}, "document_file_is_an_upload_or_a_link"),
        ({"file": ""}, "document_file_is_an_upload_or_a_link"),
        ({"file": "", "link": "http://a.example"}, "document_link_is_https"),
        ({"content_type": "text/html"}, "document_file_is_of_a_known_kind"),
        ({"size_bytes": MAX_BYTES + 1}, "document_file_has_a_size_within_the_limit"),
        ({"size_bytes": None}, "document_file_has_a_size_within_the_limit"),
        ({"sha256": "x"}, "document_file_has_a_fingerprint"),
        ({"removed_at": ON_14_MAY}, "document_file_removed_by_somebody"),
    ],
)
def test_what_the_database_refuses(
    ines: User, meeting: Meeting, changes: dict[str, Any], name: str
) -> None:
    document = paper(ines)
    if "file" in changes:
        changes |= {"content_type": "", "file_name": "", "size_bytes": None, "sha256": ""}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        document.files.update(**changes)


def test_one_version_for_each_language(ines: User, meeting: Meeting) -> None:
    file = paper(ines).files.get()
    file.pk = None

    with (
        pytest.raises(IntegrityError, match="document_file_once_per_language"),
        transaction.atomic(),
    ):
        file.save(force_insert=True)


def test_a_document_that_cannot_be_written_leaves_no_file(
    ines: User, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files()

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr(acts, "record", fail)
    with pytest.raises(RuntimeError):
        paper(ines)

    assert files() == before
    assert not Document.objects.exists()


def test_files_without_a_row_are_tidied_up_after_a_day(
    ines: User, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = paper(ines).files.get()
    orphan = kept.file.storage.save("documents/orphan", ContentFile(b"x"))

    tasks.tidy()
    assert kept.file.storage.exists(orphan)
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    tasks.tidy()

    assert kept.file.storage.exists(kept.file.name)
    assert not kept.file.storage.exists(orphan)
