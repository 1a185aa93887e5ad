"""Publishing: what is shown is what is published, once, by one at a time."""

import re
from html import unescape

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from programme.agenda.models import Contributor, Notice, Publication, Session
from programme.agenda.operations import NothingToPublish, ProposalChanged, publish_programme
from programme.agenda.proposals import propose
from programme.agenda.queries import latest
from programme.agenda.signals import programme_published
from programme.agenda.snapshots import take
from registration.meetings.models import Meeting
from tests import people
from tests.own_database import at_once
from tests.programme.agenda import readers

URL = "/desk/programme/publish/"
NOTE = {"note_en": "Thursday afternoon begins later.", "note_fr": "Plus tard.", "note_es": ""}


@pytest.fixture
def ines(client: Client, settings: object, meeting: Meeting) -> Client:
    """Ines of the ISU, signed in; the draft has people who can be reached, as version 2 says."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    readers.with_addresses(meeting)
    readers.publish(meeting)
    readers.sent()
    client.force_login(people.isu_staff())
    return client


def shown(client: Client) -> str:
    return unescape(client.get(URL).content.decode())


def hidden(page: str) -> dict[str, str]:
    """Return what the page's form carries."""
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1]  # type: ignore[index]
        for name in ("seen", "token")
    }


def test_the_page_says_what_changes_and_who_is_told(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)
    readers.delegate("third@delegates.example", meeting, 3)

    page = shown(ines)

    assert "Version 3 differs from version 2 in 1 point." in page
    assert "Thursday afternoon now begins at 15:30 instead of 15:00" in page
    assert re.findall(r'name="preview" value="([^"]+)"', page) == [
        "chair-2@chairs.example",
        "third@delegates.example",
    ]
    assert "Publish version 3 and send 2 mails" in page


def test_what_was_shown_is_published_and_told(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)
    told = []
    programme_published.connect(lambda **given: told.append(given), weak=False, dispatch_uid="test")

    response = ines.post(URL, NOTE | hidden(shown(ines)), follow=True)

    programme_published.disconnect(dispatch_uid="test")
    publication = latest(meeting)
    assert publication
    assert response.redirect_chain == [("/desk/programme/versions/3/", 302)]
    assert "Version 3 is published. 1 mail is on its way." in response.content.decode()
    assert (publication.number, publication.note_fr) == (3, "Plus tard.")
    assert publication.content == take(meeting) | {"calendar": publication.content["calendar"]}
    assert str(publication.published_by) == "ines@isu.example"
    assert Notice.objects.get(publication=publication).email == "chair-2@chairs.example"
    assert AuditEntry.objects.filter(verb="publish_programme").count() == 2
    assert [(one["publication"].number, one["previous"].number) for one in told] == [(3, 2)]


def test_the_same_form_sent_twice_counts_once(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)
    form = NOTE | hidden(shown(ines))

    first, second = ines.post(URL, form), ines.post(URL, form)

    assert first.url == second.url == "/desk/programme/versions/3/"
    assert Publication.objects.filter(meeting=meeting).count() == 3
    assert Notice.objects.filter(publication__number=3).count() == 1


def test_the_same_form_with_another_note_is_no_success(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)
    form = NOTE | hidden(shown(ines))
    ines.post(URL, form)
    readers.move(meeting, 1, 5)
    other = {"note_en": "Thursday afternoon begins at three."}

    response = ines.post(URL, form | other)

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert other["note_en"] in page
    nothing_was_published(meeting, 3)
    # What is sent now is another form.
    assert ines.post(URL, NOTE | other | hidden(page)).url == "/desk/programme/versions/4/"
    assert Publication.objects.get(number=4).note_en == other["note_en"]


def test_a_mail_is_read_before_it_is_sent(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)
    readers.delegate("third@delegates.example", meeting, 3, language="fr")
    form = NOTE | hidden(shown(ines)) | {"preview": "third@delegates.example"}

    response = ines.post(URL, form)

    page = unescape(response.content.decode())
    assert response.status_code == 200
    assert "Plus tard." in page
    assert "15 h 30 au lieu de 15 h 00" in page.replace("\xa0", " ")
    assert NOTE["note_en"] in page
    assert hidden(page) == {name: form[name] for name in ("seen", "token")}
    assert not Publication.objects.filter(number=3).exists()


def nothing_was_published(meeting: Meeting, number: int = 2) -> None:
    newest = latest(meeting)
    assert newest
    assert newest.number == number
    assert not Notice.objects.filter(publication__number__gt=number).exists()


@pytest.mark.parametrize("meanwhile", ["draft", "address"])
def test_a_draft_or_addresses_that_changed_meanwhile_are_shown_again(
    ines: Client, meeting: Meeting, meanwhile: str
) -> None:
    readers.move(meeting, 1, 30)
    form = NOTE | hidden(shown(ines))
    if meanwhile == "draft":
        readers.move(meeting, 2, 15)
    else:
        Contributor.objects.filter(email=readers.CHAIRS[1]).update(email="new@chairs.example")

    response = ines.post(URL, form)

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert "Nothing was published" in page
    assert NOTE["note_en"] in page
    assert ("Friday morning now begins" in page) == (meanwhile == "draft")
    assert ("new@chairs.example" in page) == (meanwhile == "address")
    nothing_was_published(meeting)
    # What is shown now can be published with the same note.
    assert ines.post(URL, NOTE | hidden(page)).status_code == 302


def test_mails_that_leave_and_new_readers_stop_no_correction(
    ines: Client, meeting: Meeting
) -> None:
    readers.delegate("all@delegates.example", meeting)
    readers.move(meeting, 1, 30)
    readers.publish(meeting)
    readers.move(meeting, 1, 15)
    form = NOTE | hidden(shown(ines))
    readers.sent()
    readers.delegate("third@delegates.example", meeting, 3)

    response = ines.post(URL, form)

    assert response.status_code == 302
    # Who is told, and since when, is what is true when the version is published.
    told = Notice.objects.filter(publication__number=4).select_related("since")
    assert {one.email: one.since.number for one in told} == {
        "all@delegates.example": 3,
        "chair-2@chairs.example": 3,
        "third@delegates.example": 3,
    }


def test_a_preview_of_what_changed_meanwhile_is_refused_too(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)
    form = NOTE | hidden(shown(ines)) | {"preview": "chair-2@chairs.example"}
    readers.move(meeting, 1, 5)

    response = ines.post(URL, form)

    assert response.status_code == 409
    assert "The mail to" not in response.content.decode()


def test_without_english_note_nothing_is_published(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)

    response = ines.post(URL, NOTE | {"note_en": " "} | hidden(shown(ines)))

    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert 'href="#id_note_en">Say in English what is new.' in page
    assert "Plus tard." in page
    nothing_was_published(meeting)


def test_a_form_that_has_seen_nothing_publishes_nothing(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)

    response = ines.post(URL, NOTE)

    assert response.status_code == 409
    nothing_was_published(meeting)


def test_what_must_be_settled_first_stops_publishing(ines: Client, meeting: Meeting) -> None:
    segment = readers.sessions(meeting)[2].segments.get(position=1)
    segment.minutes += 15
    segment.save()

    page = shown(ines)
    response = ines.post(URL, NOTE | hidden(page))

    assert "segments take 195 minutes, the session has 180" in page
    assert "Publish version" not in page
    assert response.status_code == 409
    assert NOTE["note_en"] in response.content.decode()
    nothing_was_published(meeting)


def test_a_note_typed_when_the_session_had_ended_is_there_again(
    ines: Client, meeting: Meeting
) -> None:
    readers.move(meeting, 1, 30)
    form = NOTE | hidden(shown(ines))
    ines.logout()

    away = ines.post(URL, form)
    ines.force_login(User.objects.get(email="ines@isu.example"))
    page = shown(ines)

    assert away.url == f"/accounts/login/?next={URL}"
    assert NOTE["note_en"] in page
    assert NOTE["note_fr"] in page
    assert "What you typed before your session ended is in the form." in page
    nothing_was_published(meeting)
    assert ines.post(URL, NOTE | hidden(page)).url == "/desk/programme/versions/3/"


def test_nothing_to_publish(ines: Client, meeting: Meeting) -> None:
    page = shown(ines)

    assert "There is nothing to publish" in page
    assert "<form" not in page.partition("<main")[2]
    with pytest.raises(NothingToPublish):
        readers.publish(meeting)
    nothing_was_published(meeting)


@pytest.mark.parametrize("number", [0, 30])
def test_the_page_takes_the_same_queries_for_any_number_of_readers(
    ines: Client, meeting: Meeting, django_assert_num_queries: object, number: int
) -> None:
    readers.many_subscribers(meeting, number)
    readers.move(meeting, 1, 30)

    # What was published is read once by each process.
    shown(ines)
    with django_assert_num_queries(23):  # type: ignore[operator]
        page = shown(ines)

    assert page.count('name="preview"') == number + 1


@pytest.mark.parametrize("more", [0, 3])
def test_the_versions_are_listed_each_with_its_changes(
    ines: Client, meeting: Meeting, django_assert_num_queries: object, more: int
) -> None:
    for _ in range(more):
        readers.move(meeting, 1, 5)
        readers.publish(meeting)
        readers.sent()

    with django_assert_num_queries(6):  # type: ignore[operator]
        page = ines.get("/desk/programme/versions/").content.decode()

    rows = re.findall(r'data-label="Changes">([^<]+)</td>\s*<td[^>]+>(\d+)<', page)
    # The second put other chairs into three sessions; each later one moved a session.
    assert rows == [("1", "1")] * more + [("3", "4"), ("–", "0")]


def test_a_version_is_shown_with_what_it_changed_and_says(ines: Client, meeting: Meeting) -> None:
    readers.move(meeting, 1, 30)
    readers.publish(meeting)
    readers.move(meeting, 1, 30)

    page = unescape(ines.get("/desk/programme/versions/3/").content.decode())

    assert "15:30 instead of 15:00" in page
    assert "Knowing what remains" not in page
    assert "3 Clearing mined areas" in page
    assert "16:00" not in page.partition("What it says")[0]
    assert ines.get("/desk/programme/versions/9/").status_code == 404


def test_the_draft_is_taken_back_on_the_page(ines: Client, meeting: Meeting) -> None:
    url = "/desk/programme/versions/1/back/"
    page = unescape(ines.get(url).content.decode())
    assert "as chair, H.E. Suraya Dalil (Afghanistan) instead of Chair 2" in page
    assert "Chair 2 is taken out." not in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen

    refused = ines.post(url, {"seen": "0" * 64})
    done = ines.post(url, {"seen": seen[1]}, follow=True)

    assert refused.status_code == 409
    assert "somebody changed the draft" in refused.content.decode()
    assert done.redirect_chain == [("/desk/programme/publish/", 302)]
    assert "Version 3 differs from version 2 in 3 points." in done.content.decode()
    assert set(Session.objects.filter(meeting=meeting).values_list("chair__name", flat=True)) == {
        "H.E. Suraya Dalil"
    }


def test_of_two_who_publish_at_once_the_second_is_told(transactional_db: None) -> None:
    meeting = Meeting.objects.get(slug="2018")
    readers.with_addresses(meeting)
    seen = propose(meeting).digest
    by: User = people.isu_staff()

    def one() -> str:
        try:
            return str(
                publish_programme(
                    meeting, note=readers.NOTE, by=by, at=people.ON_14_MAY, seen=seen
                ).number
            )
        except ProposalChanged:
            return "changed"

    assert sorted(at_once(4, one)) == ["2", "changed", "changed", "changed"]
    assert Publication.objects.filter(meeting=meeting).count() == 2
    assert Message.objects.filter(kind="programme_changed").count() == Notice.objects.count() > 0
