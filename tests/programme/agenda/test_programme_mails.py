"""Who is told of a version, and what the mail says."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.composing import Mail, NoLongerNeeded, composer_for
from intersessional.outbox.envelope import as_bytes
from intersessional.outbox.models import Message, State
from programme.agenda import checks, emails
from programme.agenda.models import (
    Contributor,
    Item,
    Notice,
    Panellist,
    Segment,
    Session,
    Subscription,
)
from programme.agenda.operations import subscribe, unsubscribe
from programme.agenda.proposals import propose
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.agenda import readers

LATER = ON_14_MAY + timedelta(hours=1)


@pytest.fixture
def told(meeting: Meeting) -> Meeting:
    """The meeting, its first three sessions with chairs of their own; version 2 says so."""
    readers.with_addresses(meeting)
    readers.publish(meeting)
    readers.sent()
    return meeting


def recipients() -> list[str]:
    waiting = Message.objects.filter(kind="programme_changed", state=State.QUEUED)
    return sorted(
        Notice.objects.filter(pk__in=waiting.values("about_id")).values_list("email", flat=True)
    )


def mail_to(email: str) -> Mail:
    notice = Notice.objects.filter(email=email).latest("pk")
    message = Message.objects.get(kind="programme_changed", about_id=notice.pk)
    emails.check_newest(message)
    return composer_for(message.kind)(message)


def test_one_moved_session_mails_exactly_those_concerned(told: Meeting) -> None:
    readers.delegate("third@delegates.example", told, 3)
    readers.delegate("fourth@delegates.example", told, 4, 9)
    readers.delegate("ninth@delegates.example", told, 9)
    readers.delegate("all@delegates.example", told)
    readers.move(told, 1, 30)

    readers.publish(told)

    # Neither other chairs, nor the panel of Friday, nor whoever asked for item 9.
    assert recipients() == [
        "all@delegates.example",
        "chair-2@chairs.example",
        "fourth@delegates.example",
        "third@delegates.example",
    ]
    assert Message.objects.filter(state=State.QUEUED).exclude(is_bulk=True).count() == 0


def test_the_mails_arrive_with_exactly_those_concerned(told: Meeting, sink: Sink) -> None:
    readers.delegate("third@delegates.example", told, 3, language="fr")
    readers.delegate("ninth@delegates.example", told, 9)
    readers.move(told, 1, 30)
    readers.publish(told)

    outbox.sweep("mail")

    assert sorted((str(mail["To"]), str(mail["Subject"])) for mail in sink.messages()) == [
        (
            "chair-2@chairs.example",
            "Changes of the programme, version 3; Intersessional Meetings 2018",
        ),
        (
            "third@delegates.example",
            "Modifications du programme, version 3\u202f; Réunions intersessions 2018",
        ),
    ]
    assert not Message.objects.unsent().exists()


def test_the_mail_of_a_moved_session(told: Meeting) -> None:
    readers.delegate("third@delegates.example", told, 3)
    readers.move(told, 1, 30)
    readers.publish(told)

    mail = mail_to("chair-2@chairs.example")

    assert mail.subject == "Changes of the programme, version 3; Intersessional Meetings 2018"
    words = (
        "Thursday afternoon now begins at 15:30 instead of 15:00, and ends at 18:30 instead of "
        "18:00."
    )
    text = " ".join(mail.text.split())
    for part in ("Dear Chair 2,", words, "You chair a session.", readers.NOTE["en"]):
        assert part in text
        assert part in mail.html
    # Whoever did not ask has nothing to stop.
    assert "/programme/subscriptions/" not in mail.text
    third = mail_to("third@delegates.example")
    assert "/m/2018/programme/subscriptions/" in third.text
    # What the session did is told; when the item is now stands there, too.
    assert "Thursday 7\xa0June, 11:30–13:00, 15:30–17:30" in third.text
    assert "4 Cooperation and assistance" not in third.text


def test_each_one_reads_their_own_changes_in_their_language(told: Meeting) -> None:
    readers.delegate("six@delegates.example", told, 6, language="fr")
    readers.delegate("nine@delegates.example", told, 9, language="es")
    parts = readers.sessions(told)[2].segments.order_by("position")
    for segment, minutes in ((parts[0], 15), (parts.reverse()[0], -15)):
        segment.minutes += minutes
        segment.save()
    Item.objects.filter(meeting=told, number=9).update(title_es="Artículo 5")

    readers.publish(told)

    six, nine = mail_to("six@delegates.example"), mail_to("nine@delegates.example")
    assert "Vendredi 10 h 55 au lieu de 10 h 40" in six.text.replace("\xa0", " ")
    assert "Artículo 5" not in six.text
    assert "«Artículo 5» en lugar de" in " ".join(nine.text.split())
    assert "10:55" not in nine.text
    assert "/fr/m/2018/programme/items/6/" in six.text
    assert "/m/2018/programme/items/6.ics?lang=fr" in six.text
    # English readers of item 9 are shown nothing new: the chair of Friday afternoon is told nothing.
    president = Contributor.objects.get(meeting=told, name="H.E. Suraya Dalil")
    assert recipients() == sorted(["chair-3@chairs.example", nine.to, six.to])
    assert president.email


def test_who_has_left_a_panel_is_told(told: Meeting) -> None:
    seat = Panellist.objects.get(panel__segment__session__meeting=told, position=2)
    seat.contributor.name = "Ms. Grace OKELLO"
    seat.contributor.save()
    readers.publish(told)
    readers.sent()
    email = seat.contributor.email
    seat.delete()

    readers.publish(told)

    assert email in recipients()
    mail = mail_to(email)
    assert "Ms. Grace OKELLO no longer sits on the panel." in " ".join(mail.text.split())
    assert "You no longer sit on a panel." in mail.text
    assert "You sit on a panel." not in mail.text


def test_who_comes_back_before_the_mail_has_left_still_sits_there(told: Meeting) -> None:
    seat = Panellist.objects.get(panel__segment__session__meeting=told, position=2)
    seat.contributor.name = "Ms. Grace OKELLO"
    seat.contributor.save()
    readers.publish(told)
    readers.sent()
    seat.delete()
    readers.publish(told)
    Panellist.objects.create(
        panel=seat.panel, contributor=seat.contributor, position=2, topic_en="Another topic"
    )

    readers.publish(told)

    assert Notice.objects.filter(email=seat.contributor.email).latest("pk").reasons == [
        "You sit on a panel."
    ]


def test_whoever_only_asked_finds_in_the_header_where_to_stop(told: Meeting) -> None:
    readers.delegate("friday@delegates.example", told, 6, language="fr")
    readers.delegate("CHAIR-3@chairs.example", told, 6)
    readers.move(told, 2, -15)
    readers.publish(told)

    asked, chair = mail_to("friday@delegates.example"), mail_to("chair-3@chairs.example")

    address = f"{settings.BASE_URL}/fr/m/2018/programme/subscriptions/"
    assert asked.unsubscribe_url == address
    notice = Notice.objects.get(email="friday@delegates.example")
    message = Message.objects.get(kind="programme_changed", about_id=notice.pk)
    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in as_bytes(message, asked)
    # A chair is told whatever they wish.
    assert chair.unsubscribe_url == ""
    assert b"List-Unsubscribe" not in as_bytes(message, chair)


def test_no_mail_has_two_empty_lines_together(told: Meeting) -> None:
    readers.move(told, 1, 30)
    readers.publish(told)

    for email in recipients():
        assert "\n\n\n" not in mail_to(email).text


def test_one_mail_for_an_address_with_several_reasons(told: Meeting) -> None:
    readers.delegate("chair-2@chairs.example", told, 3)
    Contributor.objects.filter(email="chair-2@chairs.example").update(
        email="Chair-2@CHAIRS.example", language="fr"
    )
    readers.move(told, 1, 30)

    readers.publish(told)

    assert recipients() == ["chair-2@chairs.example"]
    notice = Notice.objects.latest("pk")
    assert notice.language == "fr"
    assert notice.reasons == ["You asked to be told of changes of an item.", "You chair a session."]


def test_a_version_tells_also_what_the_last_one_has_not_told_yet(told: Meeting) -> None:
    readers.move(told, 1, 30)
    readers.publish(told, at=LATER)
    earlier = Message.objects.get(state=State.QUEUED)
    readers.move(told, 2, 15)

    readers.publish(told, at=LATER)

    # The earlier mail does not leave any more; the new one tells its reader of the first move.
    with pytest.raises(NoLongerNeeded):
        emails.check_newest(earlier)
    newest = Notice.objects.filter(publication__number=4)
    assert {one.email: one.since.number for one in newest} == {
        "chair-2@chairs.example": 2,
        "chair-3@chairs.example": 3,
    }
    assert "15:30 instead of 15:00" in " ".join(mail_to("chair-2@chairs.example").text.split())
    assert "Friday morning" not in mail_to("chair-2@chairs.example").text


@pytest.mark.parametrize("how", ["unsubscribed", "deactivated", "another item"])
def test_who_wants_no_mails_any_more_is_not_told_of_what_was_not_told_yet(
    told: Meeting, how: str
) -> None:
    reader = readers.delegate("third@delegates.example", told, 3)
    readers.move(told, 1, 30)
    readers.publish(told, at=LATER)
    item = Item.objects.get(meeting=told, number=3)
    if how == "deactivated":
        User.objects.filter(pk=reader.pk).update(is_active=False)
    else:
        unsubscribe(told, item_uid=item.uid, by=reader)
    if how == "another item":
        other = Item.objects.get(meeting=told, number=1).uid
        subscribe(told, item_uid=other, language="en", by=reader, at=LATER)
    readers.move(told, 1, 15)

    readers.publish(told, at=LATER)

    newest = Notice.objects.filter(publication__number=4).values_list("email", flat=True)
    assert list(newest) == ["chair-2@chairs.example"]


def test_what_was_taken_back_before_it_was_told_is_not_told(told: Meeting) -> None:
    readers.move(told, 1, 30)
    readers.publish(told, at=LATER)
    readers.move(told, 1, -30)

    readers.publish(told, at=LATER)

    assert not Notice.objects.filter(publication__number=4).exists()


def test_what_was_told_is_told_to_be_otherwise_again(told: Meeting) -> None:
    readers.move(told, 1, 30)
    readers.publish(told, at=LATER)
    readers.sent()
    readers.move(told, 1, -30)

    readers.publish(told, at=LATER)

    assert recipients() == ["chair-2@chairs.example"]
    assert "15:00 instead of 15:30" in " ".join(mail_to("chair-2@chairs.example").text.split())


def test_what_is_previewed_is_what_is_sent(told: Meeting) -> None:
    readers.delegate("all@delegates.example", told, language="fr")
    readers.move(told, 1, 30)
    proposal = propose(told)
    publication = proposal.publication(readers.NOTE, at=LATER)
    previews = [
        emails.compose(one.notice(publication), one.differences) for one in proposal.recipients
    ]

    readers.publish(told, at=LATER, seen=proposal.digest)

    assert [mail_to(preview.to) for preview in previews] == previews
    assert len(previews) == 2


def test_a_first_version_tells_those_who_take_part(meeting: Meeting) -> None:
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code, other._state.adding = None, "2019", "IM19", True
    other.save()
    chair = Contributor.objects.create(meeting=other, name="Ana", email="ana@chairs.example")
    first = readers.sessions(meeting)[0]
    session = Session.objects.create(
        meeting=other,
        title_en="Morning",
        begins_at=first.begins_at,
        ends_at=first.ends_at,
        chair=chair,
    )
    item = Item.objects.create(meeting=other, number=1, title_en="Opening")
    Segment.objects.create(session=session, item=item, position=1, minutes=9, audience="chair")

    publication = readers.publish(other)

    assert publication.number == 1
    assert recipients() == ["ana@chairs.example"]
    mail = mail_to("ana@chairs.example")
    assert mail.subject == "The programme, and your part in it; Intersessional Meetings 2018"
    assert "new session on Thursday 7\xa0June" in " ".join(mail.text.split(" ")).replace("\n", " ")


def test_loading_a_meeting_tells_nobody(meeting: Meeting) -> None:
    assert not Notice.objects.exists()
    assert not Message.objects.filter(kind="programme_changed").exists()


def test_an_address_has_one_notice_of_a_version(told: Meeting) -> None:
    notice = Notice.objects.first()
    assert notice
    notice.pk = None

    with pytest.raises(IntegrityError, match="notice_once_per_version"), transaction.atomic():
        notice.save()
    notice.email = "Upper@chairs.example"
    with pytest.raises(DatabaseError, match="notice_address_is_lower"), transaction.atomic():
        notice.save()


def test_publishing_takes_the_same_queries_for_any_number_of_readers(
    told: Meeting, django_assert_num_queries: object
) -> None:
    readers.move(told, 1, 30)
    with django_assert_num_queries(26):  # type: ignore[operator]
        readers.publish(told)
    readers.sent()
    readers.many_subscribers(told, 300)
    readers.move(told, 1, 30)

    # Of more than a hundred mails, one query asks which of them are rehearsed.
    with django_assert_num_queries(27):  # type: ignore[operator]
        readers.publish(told)

    assert Subscription.objects.count() == 300
    assert len(recipients()) == 301


def test_a_source_that_cannot_be_imported_is_found_at_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert checks.concerned_can_be_found() == []

    monkeypatch.setattr(settings, "PROGRAMME_CONCERNED", ["programme.agenda.nowhere.people"])

    assert [problem.id for problem in checks.concerned_can_be_found()] == ["agenda.E001"]
