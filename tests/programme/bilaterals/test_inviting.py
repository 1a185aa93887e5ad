"""Invitations: who is invited, until when, and what becomes of them by themselves."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.composing import NoLongerNeeded
from intersessional.outbox.envelope import as_bytes
from intersessional.outbox.models import Message
from programme.bilaterals import inviting, tasks
from programme.bilaterals.models import Bilateral, Engagement
from programme.bilaterals.operations import answering, day, expiring, offering, placing
from programme.bilaterals.operations.held_together import AnotherStands
from programme.bilaterals.operations.people import BusyElsewhere
from programme.bilaterals.policies import NotInThisState, ReasonNeeded
from registration.delegations.models import Entity
from tests.people import ON_14_MAY, focal_point
from tests.programme.bilaterals.days import at, host_of, officer
from tests.programme.bilaterals.invited import (
    again,
    event_in,
    forget,
    last,
    mail_of,
    offered,
    paola,
    place,
    told,
    words,
)

pytestmark = pytest.mark.django_db

UNTIL = datetime.fromisoformat("2018-05-28T18:00:00+02:00")
FELIX = "felix@mission.example"


@pytest.fixture
def felix(db: None) -> User:
    """The focal point of Ecuador."""
    return focal_point()


def test_many_are_invited_at_once_each_in_its_language(felix: User, paul: User) -> None:
    ecuador = place(by=paul)
    chad = place("td", begins_at=at(10), by=paul)
    Entity.objects.filter(code="td").update(
        email="tchad@mission.example", correspondence_language="fr"
    )

    sent = offering.offer(
        [ecuador, chad], expires_at=UNTIL, note="Please bring figures.", by=paul, at=ON_14_MAY
    )

    assert [(one.state, one.sequence, one.expires_at) for one in sent] == [
        ("offered", 1, UNTIL)
    ] * 2
    assert told() == [("invited", FELIX), ("invited", "tchad@mission.example")]
    languages = Message.objects.order_by("pk").values_list("language", flat=True)
    assert list(languages) == ["en", "fr"]
    mail = mail_of(Message.objects.order_by("pk").first(), check=True)
    assert mail.subject.startswith("Invitation to a bilateral meeting: ")
    for body in (mail.text, mail.html):
        said = words(body)
        assert "Please bring figures." in said
        assert "Wednesday 6 June 2018, 09:30–09:55" in said
        assert "Room B (without steps)" in said
        assert "before Monday 28 May 2018, 18:00" in said
        assert f"/m/2018/bilaterals/{ecuador.code}/" in said
    assert AuditEntry.objects.filter(verb="offer").count() == 2


def test_the_calendar_file_survives_the_envelope(felix: User, paul: User) -> None:
    bilateral = offered(by=paul)
    message = Message.objects.get()
    mail = mail_of(message)

    method, event = event_in(mail)

    assert (method, event["status"], event["sequence"]) == ("REQUEST", "TENTATIVE", 1)
    assert str(event["uid"]).startswith(f"{bilateral.code}@")
    assert event["dtstart"].dt == at(9, 30)
    assert event["dtstart"].params["TZID"] == "Europe/Zurich"
    assert event["attendee"] == f"mailto:{FELIX}"
    raw = as_bytes(message, mail)
    assert b"text/calendar" in raw
    assert b"method=" in raw


def test_whoever_cannot_be_told_is_named_and_nothing_is_sent(felix: User, paul: User) -> None:
    ecuador = place(by=paul)
    chad = place("td", begins_at=at(10), by=paul)
    Entity.objects.filter(code="td").update(email="")

    with pytest.raises(inviting.NobodyToTell, match="Chad"):
        offering.offer([ecuador, chad], by=paul, at=ON_14_MAY)

    assert not Message.objects.exists()
    assert again(ecuador).state == "proposed"


def test_a_deadline_lies_before_the_beginning(felix: User, paul: User) -> None:
    bilateral = place(by=paul)
    for wrong in (ON_14_MAY, at(9, 31)):
        with pytest.raises(inviting.BadDeadline):
            offering.offer([bilateral], expires_at=wrong, by=paul, at=ON_14_MAY)
    with pytest.raises(inviting.BadDeadline):
        offering.offer([bilateral], by=paul, at=at(9, 30))

    [sent] = offering.offer([bilateral], by=paul, at=ON_14_MAY)

    assert sent.expires_at == at(9, 30)


def test_sent_twice_is_sent_once(felix: User, paul: User) -> None:
    bilateral = place(by=paul)
    assert len(offering.offer([bilateral], by=paul, at=ON_14_MAY)) == 1
    assert offering.offer([bilateral], by=paul, at=ON_14_MAY) == []
    assert again(bilateral).sequence == 1
    assert Message.objects.count() == 1


def test_it_ends_at_the_very_instant_and_frees_its_place(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)

    assert expiring.expire_due(at=UNTIL - timedelta(microseconds=1)) == 0
    assert expiring.expire_due(at=UNTIL) == 1
    assert expiring.expire_due(at=UNTIL) == 0

    ended = again(bilateral)
    assert (ended.state, ended.sequence) == ("expired", 2)
    assert not Engagement.objects.filter(bilateral=bilateral, is_active=True).exists()
    mail = mail_of(Message.objects.filter(kind="bilateral_expired").earliest("pk"), check=True)
    method, event = event_in(mail)
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 2)
    with pytest.raises(inviting.TooLate, match="Monday 28"):
        answering.accept(ended, by=felix, at=UNTIL)


def test_no_answer_at_the_instant_of_the_end_even_before_it_is_swept(
    felix: User, paul: User
) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    with pytest.raises(inviting.TooLate):
        answering.accept(bilateral, by=felix, at=UNTIL)
    answering.accept(bilateral, by=felix, at=UNTIL - timedelta(microseconds=1))
    assert again(bilateral).state == "accepted"


def test_one_reminder_two_days_before_the_end(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    due = UNTIL - timedelta(hours=48)

    assert expiring.remind_due(at=due - timedelta(seconds=1)) == 0
    assert expiring.remind_due(at=due) == 1
    assert expiring.remind_due(at=due) == 0

    assert again(bilateral).reminded_at == due
    assert told() == [("invited", FELIX), ("reminded", FELIX)]


def test_a_reminder_takes_nothing_from_who_is_answering(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    seen = again(bilateral).version
    due = UNTIL - timedelta(hours=48)

    assert expiring.remind_due(at=due) == 1

    answering.decline(bilateral, "We fly.", version=seen, by=felix, at=due)
    assert again(bilateral).state == "declined"


def test_where_there_is_little_time_the_reminder_comes_half_way(
    felix: User, paul: User, set_clock: Any
) -> None:
    offered(by=paul, until=ON_14_MAY + timedelta(hours=10))

    assert expiring.remind_due(at=ON_14_MAY + timedelta(hours=5, seconds=-1)) == 0
    assert expiring.remind_due(at=ON_14_MAY + timedelta(hours=5)) == 1
    assert "We have no answer" in words(last("reminded").text)


def test_a_reminder_is_not_sent_to_who_has_answered(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    due = UNTIL - timedelta(hours=48)
    expiring.remind_due(at=due)
    answering.decline(bilateral, "We fly.", by=felix, at=due)

    with pytest.raises(NoLongerNeeded):
        last("reminded")
    with pytest.raises(NoLongerNeeded):
        last("invited")
    answer = Message.objects.filter(kind="bilateral_declined").earliest("pk")
    assert mail_of(answer, check=True).to == FELIX


def test_longer_time_is_told_and_reminded_of_anew(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    expiring.remind_due(at=UNTIL - timedelta(hours=1))
    later = UNTIL + timedelta(days=2)

    offering.extend(bilateral, expires_at=later, by=paul, at=ON_14_MAY)
    offering.extend(bilateral, expires_at=later, by=paul, at=ON_14_MAY)

    now = again(bilateral)
    assert (now.expires_at, now.reminded_at, now.sequence) == (later, None, 2)
    assert "Wednesday 30 May 2018, 18:00" in words(last("extended").text)
    assert [kind for kind, _ in told()] == ["invited", "reminded", "extended"]


def test_a_proposal_goes_in_silence_and_an_invitation_does_not(felix: User, paul: User) -> None:
    focal_point("ua", "fiona@mission.example")
    silent, loud = place(by=paul), offered("ua", begins_at=at(10), by=paul)
    forget()

    offering.cancel(silent, reason="", by=paul, at=ON_14_MAY)
    assert Message.objects.exclude(state="sent").count() == 0
    with pytest.raises(ReasonNeeded):
        offering.cancel(loud, reason=" ", by=paul, at=ON_14_MAY)
    offering.cancel(loud, reason="The President is ill.", by=paul, at=ON_14_MAY)

    mail = last("cancelled")
    assert mail.to == "fiona@mission.example"
    assert "The President is ill." in words(mail.text)
    method, event = event_in(mail)
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 2)
    with pytest.raises(NotInThisState):
        offering.cancel(loud, reason="Again", by=paul, at=ON_14_MAY)


def test_inviting_anew_takes_the_same_entry_of_the_calendar(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    first = event_in(last("invited"))[1]["uid"]
    answering.decline(bilateral, "Too early.", by=felix, at=ON_14_MAY)

    offering.offer_again(bilateral, expires_at=UNTIL, by=paul, at=ON_14_MAY)

    now = again(bilateral)
    assert (now.state, now.sequence, now.answer, now.answered_at) == ("offered", 3, "", None)
    _method, event = event_in(
        mail_of(Message.objects.filter(kind="bilateral_invited").latest("pk"))
    )
    assert (event["uid"], event["sequence"]) == (first, 3)


def test_inviting_anew_is_refused_where_somebody_was_taken_meanwhile(
    felix: User, paul: User
) -> None:
    bilateral = offered(by=paul)
    answering.decline(bilateral, "Too early.", by=felix, at=ON_14_MAY)
    place("ua", by=paul)

    with pytest.raises(BusyElsewhere, match="Ukraine, 09:30–09:55"):
        offering.offer_again(bilateral, by=paul, at=ON_14_MAY)

    assert again(bilateral).state == "declined"


def test_inviting_anew_is_refused_where_another_one_stands(felix: User, paul: User) -> None:
    bilateral = offered(by=paul)
    answering.decline(bilateral, "Too early.", by=felix, at=ON_14_MAY)
    placing.place(
        bilateral.candidate, begins_at=at(10), room=bilateral.room_id, by=paul, at=ON_14_MAY
    )

    with pytest.raises(AnotherStands):
        offering.offer_again(bilateral, by=paul, at=ON_14_MAY)


def test_a_move_is_told_to_its_delegation_alone(felix: User, paul: User) -> None:
    focal_point("ua", "fiona@mission.example")
    bilateral = offered(by=paul, until=UNTIL)
    offered("ua", begins_at=at(11), by=paul)
    uid = event_in(last("invited"))[1]["uid"]
    forget()

    placing.move(
        bilateral, begins_at=at(10), room=bilateral.room_id, version=2, by=paul, at=ON_14_MAY
    )

    fresh = Message.objects.exclude(state="sent")
    assert [(one.kind, mail_of(one).to) for one in fresh] == [("bilateral_moved", FELIX)]
    mail = last("moved")
    said = words(mail.text)
    assert "It begins on Wednesday 6 June 2018, 10:00, and no longer on" in said
    assert "Wednesday 6 June 2018, 09:30." in said
    method, event = event_in(mail)
    assert (method, event["sequence"], event["dtstart"].dt) == ("REQUEST", 2, at(10))
    assert str(event["uid"]) == f"{bilateral.code}@{str(uid).split('@')[1]}"
    assert again(bilateral).expires_at == UNTIL


def test_moved_and_moved_back_before_anything_left(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    forget()
    for hour, minute in ((11, 0), (9, 30)):
        current = again(bilateral)
        placing.move(
            current,
            begins_at=at(hour, minute),
            room=current.room_id,
            version=current.version,
            by=paul,
            at=ON_14_MAY,
        )

    assert last("moved").subject.startswith("Your bilateral meeting stands as below")


def test_who_was_never_invited_is_invited_though_it_has_moved(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    placing.move(
        bilateral, begins_at=at(10), room=bilateral.room_id, version=2, by=paul, at=ON_14_MAY
    )

    mail = last("invited")

    assert "Wednesday 6 June 2018, 10:00–10:25" in words(mail.text)
    _method, event = event_in(mail)
    assert (event["sequence"], event["dtstart"].dt) == (2, at(10))
    assert last("moved").to == FELIX
    answering.decline(bilateral, "We fly.", by=felix, at=ON_14_MAY)
    for kind in ("invited", "moved"):
        with pytest.raises(NoLongerNeeded):
            last(kind)


def test_one_that_fails_stops_no_other(
    felix: User, paul: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the reminders nor the ends; the log has its key alone."""
    sick, sound = offered(by=paul, until=UNTIL), offered("ua", begins_at=at(10), by=paul)
    Bilateral.objects.filter(pk=sound.pk).update(expires_at=UNTIL)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'Ecuador'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER fails BEFORE UPDATE ON bilaterals_bilateral FOR EACH ROW"
            f" WHEN (OLD.id = {sick.pk}) EXECUTE FUNCTION fail()"
        )

    assert expiring.remind_due(at=UNTIL - timedelta(hours=1)) == 1
    assert expiring.expire_due(at=UNTIL) == 1

    assert (again(sick).state, again(sound).state) == ("offered", "expired")
    assert again(sound).reminded_at
    said = [one.getMessage() for one in caplog.records if "expiring" in one.name]
    assert len(said) == 2
    assert all(one.startswith(f"bilateral {sick.pk}: ") for one in said)
    assert "Ecuador" not in caplog.text


def test_the_sweep_reads_only_what_ends(
    felix: User, paul: User, django_assert_num_queries: Any
) -> None:
    begun = offered("ua", begins_at=at(10), by=paul)
    day.start(begun, version=begun.version, by=paul, at=at(10))

    with django_assert_num_queries(1):
        assert expiring.expire_due(at=at(18)) == 0


def test_what_was_accepted_stays_so(felix: User, paul: User) -> None:
    person = paola()
    bilateral = offered(by=paul, until=UNTIL)
    answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    current = again(bilateral)

    moved = placing.move(
        current,
        begins_at=at(10),
        room=current.room_id,
        version=current.version,
        by=paul,
        at=ON_14_MAY,
    )

    assert again(bilateral).state == "accepted"
    assert moved.bilateral.version == again(bilateral).version


def test_a_proposal_that_moves_is_nobodys_news(felix: User, paul: User) -> None:
    bilateral = place(by=paul)
    placing.move(
        bilateral, begins_at=at(10), room=bilateral.room_id, version=1, by=paul, at=ON_14_MAY
    )
    assert not Message.objects.exists()
    assert Bilateral.objects.get().sequence == 0


def test_who_may_stand_at_the_door_keeps_the_place(felix: User, paul: User) -> None:
    """Without a deadline before the bilateral it stands to its end; and one that has begun stays."""
    silent, begun = offered(by=paul), offered("ua", begins_at=at(10), by=paul)
    day.start(begun, version=begun.version, by=paul, at=at(10))

    assert expiring.expire_due(at=at(9, 30)) == 0
    assert expiring.expire_due(at=at(9, 55)) == 1

    assert again(silent).state == "expired"
    assert expiring.expire_due(at=at(18)) == 0
    assert again(begun).state == "offered"


def test_the_tasks_go_by_the_portals_clock(felix: User, paul: User, set_clock: Any) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    set_clock(UNTIL - timedelta(hours=1))
    tasks.remind_due()
    tasks.expire_due()
    assert (again(bilateral).state, again(bilateral).reminded_at) == (
        "offered",
        UNTIL - timedelta(hours=1),
    )
    set_clock(UNTIL)
    tasks.remind_due()
    tasks.expire_due()
    assert again(bilateral).state == "expired"
    assert [kind for kind, _ in told()] == ["invited", "reminded", "expired", "expired"]


def test_who_asked_for_another_time_waits_for_the_office(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    assert expiring.expire_due(at=UNTIL) == 0
    current = again(bilateral)
    placing.move(
        current,
        begins_at=at(10),
        room=current.room_id,
        version=current.version,
        by=paul,
        at=ON_14_MAY,
    )
    now = again(bilateral)
    assert (now.state, now.wanted_at, now.expires_at) == ("offered", None, UNTIL)


def test_the_office_keeps_the_time_and_says_why(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, until=UNTIL)
    with pytest.raises(inviting.NotOpen):
        offering.keep_the_time(bilateral, reason="Full.", by=paul, at=ON_14_MAY)
    answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    later = UNTIL + timedelta(days=1)
    for wrong, error in ((" ", ReasonNeeded), ("Full.", inviting.BadDeadline)):
        with pytest.raises(error):
            offering.keep_the_time(
                bilateral, reason=wrong, expires_at=ON_14_MAY, by=paul, at=ON_14_MAY
            )

    offering.keep_the_time(
        bilateral, reason="The day is full.", expires_at=later, by=paul, at=ON_14_MAY
    )

    now = again(bilateral)
    assert (now.state, now.wanted_at, now.answer, now.begins_at) == ("offered", None, "", at(9, 30))
    assert (now.expires_at, now.sequence) == (later, 3)
    mail = last("time_kept")
    said = words(mail.text)
    assert mail.to == FELIX
    assert "The reason: The day is full." in said
    assert "before Tuesday 29 May 2018, 18:00" in said
    assert event_in(mail)[1]["sequence"] == 3
    assert AuditEntry.objects.filter(verb="keep_bilateral_time").count() == 1
    answering.accept(now, by=felix, at=ON_14_MAY)


def test_the_officers_hear_that_nobody_answered(felix: User, paul: User, june: Any) -> None:
    officer(host_of("article-5"))
    offered(by=paul, until=UNTIL)

    expiring.expire_due(at=UNTIL)

    assert told()[-2:] == [("expired", FELIX), ("expired", "carla@committee.example")]
    assert "Ecuador has not answered in time. The place is free again." in words(
        last("expired").text
    )


def test_what_was_answered_is_not_sent_as_if_new(felix: User, paul: User) -> None:
    accepted, declined = offered(by=paul), offered("ua", begins_at=at(10), by=paul)
    answering.accept(accepted, by=felix, at=ON_14_MAY)
    answering.decline(declined, "No.", by=paul, at=ON_14_MAY, on_behalf="By telephone")
    for one in (accepted, declined):
        with pytest.raises(inviting.NotOpen):
            offering.offer([one], by=paul, at=ON_14_MAY)
