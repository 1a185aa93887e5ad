"""Notes on the page of a delegation: sent, opened, removed, and those they name confirmed."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from intersessional.uploads import MAX_BYTES
from registration.delegations.models import Delegation, Note
from registration.registrations.models import ConfirmationRule, Registration
from tests.access.actors import signed_in
from tests.desk.test_delegation import PAGE, browser_of, member, text_of
from tests.people import OLENA, PAOLA, SMALL_PDF, focal_point, isu_staff, note, receive

pytestmark = pytest.mark.django_db

ADD = f"{PAGE}notes/add/"


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


def form(**changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("nota.html", SMALL_PDF, content_type="text/html")
    return {
        "file": file,
        "reference": "4-7-112/2018",
        "dated_on": "2018-05-09",
        "names": "Ms. Paola Fernanda CHÁVEZ\r\n\r\n  Col. Rodrigo  TERÁN \r\n",
    } | changes


def ecuador() -> Delegation:
    return Delegation.objects.get(entity__code="ec")


def test_sending_a_note(felix: Client) -> None:
    answer = felix.post(ADD, form())
    again = felix.post(ADD, form())

    [received] = Note.objects.all()
    assert answer["Location"] == again["Location"] == f"{PAGE}#note"
    assert received.names == ["Ms. Paola Fernanda CHÁVEZ", "Col. Rodrigo TERÁN"]
    assert received.file_name == "nota.pdf"
    assert "4-7-112/2018" in text_of(felix)


def test_what_is_typed_stays_and_the_file_is_asked_for_again(felix: Client) -> None:
    answer = felix.post(ADD, form(dated_on="yesterday"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "4-7-112/2018" in page
    assert "Col. Rodrigo" in page
    assert "Please choose the file again" in page
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "This is no PDF"),
        (b"", "The file is empty"),
        (SMALL_PDF + b" " * MAX_BYTES, "larger than 10 MB"),
        (SMALL_PDF + b" " * 3 * MAX_BYTES, "larger than 10 MB"),
    ],
)
def test_files_are_refused_with_a_sentence(felix: Client, content: bytes, sentence: str) -> None:
    answer = felix.post(ADD, form(file=SimpleUploadedFile("note.pdf", content)))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Note.objects.exists()


def test_the_largest_file_arrives(felix: Client) -> None:
    content = SMALL_PDF[:8] + b" " * (MAX_BYTES - len(SMALL_PDF)) + SMALL_PDF[8:]

    felix.post(ADD, form(file=SimpleUploadedFile("note.pdf", content)))

    assert Note.objects.get().size_bytes == MAX_BYTES


def test_the_file_goes_out_as_a_download(felix: Client) -> None:
    felix.post(ADD, form())

    answer = felix.get(f"{PAGE}notes/{Note.objects.get().pk}/file/")

    assert b"".join(answer.streaming_content) == SMALL_PDF  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="nota.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in answer["Cache-Control"]


def test_a_lost_file_is_absent(felix: Client) -> None:
    received = note(ecuador(), User.objects.get())
    received.file.storage.delete(received.file.name)

    assert felix.get(f"{PAGE}notes/{received.pk}/file/").status_code == 404


def test_strangers_find_nothing(felix: Client) -> None:
    received = note(ecuador(), User.objects.get())
    delegate = browser_of(User.objects.create_user(PAOLA.email))
    other = browser_of(focal_point("ua", "fiona@mission.example"))
    act = f"{PAGE}notes/{received.pk}/"

    for client in (delegate, other):
        assert client.get(ADD).status_code == client.post(ADD, form()).status_code == 404
        assert client.get(f"{act}file/").status_code == 404
        assert client.post(f"{act}remove/").status_code == 404
        assert client.post(f"{act}confirm/").status_code == 404
    # Under the code of one's own delegation, neither.
    assert other.get(f"/delegation/ua/notes/{received.pk}/file/").status_code == 404
    assert [one.removed_at for one in Note.objects.all()] == [None]


def test_a_removed_note_is_gone(felix: Client) -> None:
    received = note(ecuador(), User.objects.get())

    felix.post(f"{PAGE}notes/{received.pk}/remove/")

    assert felix.get(f"{PAGE}notes/{received.pk}/file/").status_code == 404
    assert "4-7-112/2018" not in text_of(felix)


def test_the_differences_are_shown(felix: Client) -> None:
    receive()
    receive(replace(PAOLA, given_names="Gabriela", family_name="Villacís", email="g@m.example"))
    before = text_of(felix)
    note(ecuador(), User.objects.get(), names=["Ms. Paola Fernanda CHÁVEZ", "Col. Rodrigo TERÁN"])

    page = text_of(felix)

    assert "The note verbale has not been received." in before
    assert "The note verbale has not been received." not in page
    assert "<bdi>Col. Rodrigo TERÁN</bdi> is named, but not registered." in page
    assert "<bdi>Ms. Gabriela VILLACÍS</bdi> is registered, but not named." in page


def test_who_is_not_named_misses_that(felix: Client) -> None:
    registration = receive()
    felix.post(f"{PAGE}{registration.receipt_number}/answer/", {"version": 1, "confirm": 1})
    before = text_of(felix)

    note(ecuador(), User.objects.get(), names=["Col. Rodrigo TERÁN"])

    assert "Not named in the note verbale." not in before
    assert "Not named in the note verbale." in text_of(felix)


def test_no_note_is_wanted_where_the_staff_decide_alone(felix: Client) -> None:
    delegation = ecuador()
    ConfirmationRule.objects.filter(
        meeting=delegation.meeting, category=delegation.category
    ).update(needs="staff")

    assert "The note verbale has not been received." not in text_of(felix)


def test_organisations_send_letters() -> None:
    client = browser_of(focal_point("org-icbl-cmc", "ines@icbl.example"))

    page = client.get("/delegation/org-icbl-cmc/").content.decode()

    assert "Send a letter" in page
    assert "ote verbale" not in page


def test_confirming_those_named(felix: Client) -> None:
    receive()
    receive(replace(PAOLA, given_names="Gabriela", family_name="Villacís", email="g@m.example"))
    received = note(ecuador(), User.objects.get())
    receive(OLENA)
    address = f"{PAGE}notes/{received.pk}/confirm/"

    once = felix.post(address, follow=True).content.decode()
    twice = felix.post(address, follow=True).content.decode()

    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["confirmed", "received", "received"]
    assert Message.objects.filter(kind="registration_confirmed").count() == 1
    assert "1 person named there is confirmed by the delegation." in once
    assert "Nobody named there was still to be confirmed." in twice


def test_a_removed_note_confirms_nobody(felix: Client) -> None:
    from registration.registrations.operations import endorse_named

    receive()
    user = User.objects.get()
    received = note(ecuador(), user)
    felix.post(f"{PAGE}notes/{received.pk}/remove/")

    assert endorse_named(received, by=user, at=received.received_at) == 0
    assert Registration.objects.get().state == "received"


@pytest.mark.parametrize("notes", [1, 3])
def test_the_page_takes_the_same_queries(
    felix: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    notes: int,
) -> None:
    for number in range(notes):
        member(number)
        note(ecuador(), User.objects.get(), reference=f"No. {number}")
    felix.get(PAGE)

    with django_assert_num_queries(17):
        felix.get(PAGE)


def test_staff_do_the_same_from_the_admin_site(felix: Client) -> None:
    receive()
    staff = signed_in(isu_staff())
    admin = f"/admin/delegations/delegation/{ecuador().pk}/change/"

    sent = staff.post(ADD, form())
    page = staff.get(admin).content.decode()
    received = Note.objects.get()
    done = staff.post(f"{PAGE}notes/{received.pk}/confirm/")

    assert sent["Location"] == done["Location"] == f"{PAGE}#note"
    assert ADD in page
    assert f"{PAGE}notes/{received.pk}/file/" in page
    # Confirmed and removed where the differences are seen.
    assert f'href="{PAGE}#note"' in page
    assert "Confirm those named" not in page
    assert staff.get(f"{PAGE}notes/{received.pk}/file/").status_code == 200
    assert Registration.objects.get().state == "confirmed"
