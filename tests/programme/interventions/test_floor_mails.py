"""What is told by mail of a request for the floor, when, and in which language."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.composing import (
    Mail,
    NoLongerNeeded,
    check_still_needed,
    composer_for,
)
from intersessional.outbox.models import Message
from programme.interventions import operations
from programme.interventions.addressees import addressee, addressees
from programme.interventions.details import InterventionDetails
from programme.interventions.models import Intervention
from registration.registrations import operations as registrations
from registration.registrations.models import Registration
from tests.people import ON_14_MAY, PAOLA, focal_point, isu_staff, receive, set_clock
from tests.programme.interventions.floors import (
    CLOSED,
    UPDATE,
    ask,
    delegation,
    minutes_later,
    speakers,
    states_speak,
)

EVENTS = 'FROM "interventions_floorevent"'
PARTS = ("html", "text")


def mail_of(kind: str) -> Mail:
    """The mail of the last message of a kind, as a worker would compose it now."""
    message = Message.objects.filter(kind=f"intervention_{kind}").latest("pk")
    check_still_needed(message)
    return composer_for(message.kind)(message)


def words(text: str) -> str:
    return " ".join(unescape(text).replace("\xa0", " ").split())


def test_the_acknowledgement_says_everything(felix: User) -> None:
    segment = states_speak()
    ask(segment, "ua", by=felix)
    own = ask(segment, "ec", by=felix, protocol_level=4)
    ask(segment, "fr", by=felix)

    first = Message.objects.filter(about_id=own.pk).get()
    mail = composer_for(first.kind)(first)

    assert mail.to == "felix@mission.example"
    assert mail.subject == (
        "We have your request for the floor: 2 Victim assistance; Intersessional Meetings 2018"
    )
    for body in PARTS:
        text = words(getattr(mail, body))
        assert "You are number 1 on the list. Nobody speaks before you." in text
        assert "Minister; received Monday 14 May, 09:00" in text
        assert "2 Victim assistance" in text
        assert "Updates by States that assist survivors" in text
        assert "Thursday 7 June, 10:35" in text
        assert (
            "You can change it until Wednesday 6 June 2018, 23:59, and after that the speaker"
            in text
        )
        assert f"/m/2018/interventions/{own.pk}/" in text
        assert "/m/2018/interventions/?delegation=ec" in text


def test_a_statement_in_writing_is_no_place_on_the_list(felix: User) -> None:
    segment = states_speak()
    own = ask(segment, by=felix, is_written_only=True)

    mail = mail_of("received")
    operations.withdraw(own, segment=segment, by=felix, at=minutes_later(1))
    withdrawn = words(mail_of("withdrawn").text)

    assert mail.subject.startswith("We have noted your statement in writing")
    for body in PARTS:
        said = words(getattr(mail, body))
        assert "it has no place on the list" in said
        assert "until you are called" not in said
    assert "no longer makes a statement in writing" in withdrawn
    assert "the place is given up" not in withdrawn


def test_mails_say_who_closed_the_list_and_what_the_limit_is(felix: User) -> None:
    segment = states_speak()
    ask(segment, by=felix, minutes_wished=10)
    operations.close_list(segment, version=1, by=isu_staff(), at=ON_14_MAY)

    said = words(mail_of("received").text)

    assert "You wish for 10 minutes; the limit is 4 minutes." in said
    assert "The secretariat closed the list on Monday 14 May 2018, 09:00." in said
    assert "You can change it until" not in said


def test_it_comes_in_the_language_of_the_request(felix: User) -> None:
    operations.ask(
        UPDATE,
        segment=states_speak(),
        delegation=delegation("ec"),
        token="t" * 22,
        language="fr",
        by=felix,
        at=ON_14_MAY,
    )
    with translation.override("es"):
        mail = mail_of("received")

    text = words(mail.text)
    assert mail.subject.startswith("Nous avons reçu votre demande de parole")
    assert "Vous êtes au numéro 1" in text
    assert "/fr/m/2018/interventions/" in text


def test_a_late_request_waits_then_is_accepted(
    felix: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = states_speak()
    set_clock(monkeypatch, CLOSED)
    late = ask(segment, by=felix, at=CLOSED, late_reason="A courier.")

    waiting = words(mail_of("received").text)
    operations.accept(late, segment=segment, by=isu_staff(), at=CLOSED)
    accepted = words(mail_of("accepted").text)

    assert "your request waits for the secretariat" in waiting
    assert "You are number" not in waiting
    assert "Your late request was accepted." in accepted
    assert "You are number 1 on the list." in accepted


def test_a_declined_request_is_told_with_its_reason(felix: User) -> None:
    segment = states_speak()
    late = ask(segment, by=felix, at=CLOSED, late_reason="A courier.")

    operations.decline(late, segment=segment, reason="No time is left.", by=isu_staff(), at=CLOSED)

    assert "The reason: No time is left." in words(mail_of("declined").text)
    with pytest.raises(NoLongerNeeded):
        mail_of("received")


def test_a_late_request_in_writing_only_is_accepted_as_that(
    felix: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = states_speak()
    set_clock(monkeypatch, CLOSED)
    late = ask(segment, by=felix, at=CLOSED, late_reason="A courier.", is_written_only=True)

    operations.accept(late, segment=segment, by=isu_staff(), at=CLOSED)

    accepted = words(mail_of("accepted").text)
    assert "Your statement is kept as one in writing only." in accepted
    assert "comes after those" not in accepted


def test_a_withdrawal_by_the_staff_says_why(felix: User) -> None:
    segment = states_speak()
    own = ask(segment, by=felix)

    operations.withdraw(own, segment=segment, reason="By note.", by=isu_staff(), at=ON_14_MAY)

    assert "The reason: By note." in words(mail_of("withdrawn").text)


def test_what_happens_later_is_told(felix: User) -> None:
    segment, ines = states_speak("draw"), isu_staff()
    own = ask(segment, by=felix)
    ask(segment, "ua", by=felix)
    details = InterventionDetails(language="es")

    operations.amend(own, details, segment=segment, version=1, by=felix, at=ON_14_MAY)
    assert "Spanish" in words(mail_of("amended").text)
    operations.close_list(segment, version=2, by=ines, at=minutes_later(1))
    drawn = words(mail_of("drawn").text)
    assert "lots were drawn for it" in drawn
    assert "Anybody can draw again: for each request write the seed" in drawn
    draw = speakers(segment).draw
    assert draw
    assert f"Seed: {draw.seed}" in drawn
    last = Message.objects.filter(kind="intervention_drawn").latest("pk").about_id
    arrival = Intervention.objects.get(pk=last).arrival
    assert f"Came as number: {arrival}" in drawn
    assert f"Lot: {draw.lots.index(arrival) + 1}" in drawn
    to = 3 - (speakers(segment).place_of(own.pk) or 0)
    operations.move(
        own, to=to, segment=segment, version=4, reason="A train.", by=ines, at=minutes_later(3)
    )
    moved = words(mail_of("moved").text)
    assert "The reason: A train." in moved
    operations.withdraw(own, segment=segment, by=felix, at=minutes_later(4))
    withdrawn = words(mail_of("withdrawn").text)
    assert "the place is given up" in withdrawn
    assert "You can change" not in withdrawn
    assert "The reason" not in withdrawn
    # What came before it is no longer sent.
    for kind in ("received", "amended", "drawn", "moved"):
        message = Message.objects.filter(kind=f"intervention_{kind}", about_id=own.pk).latest("pk")
        with pytest.raises(NoLongerNeeded):
            check_still_needed(message)


def withdraw(one: Registration, by: User) -> None:
    registrations.withdraw(one, version=1, by=by, at=ON_14_MAY)


def decline(one: Registration, by: User) -> None:
    registrations.decline(one, reason="Not known.", by=by, at=ON_14_MAY)


def move(one: Registration, by: User) -> None:
    registrations.move(one, "ua", version=1, by=by, at=ON_14_MAY)


@pytest.mark.parametrize("leave", [withdraw, decline, move])
def test_when_the_speaker_leaves_whoever_asked_is_told_once(felix: User, leave: object) -> None:
    paola = receive(PAOLA)
    segment = states_speak()
    own = ask(segment, by=felix, speaker_id=paola.pk)
    other = ask(segment, by=felix, on_behalf_of="A group")

    leave(paola, isu_staff())  # type: ignore[operator]

    [message] = Message.objects.filter(kind="intervention_speaker_wanted")
    assert message.about_id == own.pk != other.pk
    mail = mail_of("speaker_wanted")
    assert "please name somebody else" in words(mail.text)
    assert "Speaker: to be named" in words(mail.text)
    own = Intervention.objects.get(pk=own.pk)
    assert own.present_speaker is None
    # Nothing of the request has changed; once nobody is needed, the mail is worth nothing.
    assert own.version == 1
    operations.withdraw(own, segment=segment, by=felix, at=ON_14_MAY)
    with pytest.raises(NoLongerNeeded):
        check_still_needed(message)


def test_each_list_is_added_up_once_when_a_speaker_leaves(felix: User) -> None:
    paola, segment = receive(PAOLA), states_speak()
    for group in ("", "A group", "Another group"):
        ask(segment, by=felix, speaker_id=paola.pk, on_behalf_of=group)

    with CaptureQueriesContext(connection) as found:
        withdraw(paola, isu_staff())

    assert Message.objects.filter(kind="intervention_speaker_wanted").count() == 3
    read = [one for one in found if one["sql"].startswith("SELECT") and EVENTS in one["sql"]]
    assert len(read) == 1


def test_the_mails_leave(felix: User, sink: Sink) -> None:
    focal_point("ua", "fiona@mission.example")
    own = ask(states_speak(), by=felix)
    operations.withdraw(own, segment=states_speak(), by=felix, at=ON_14_MAY)

    outbox.sweep("mail")

    assert [str(mail["Subject"]) for mail in sink.messages()] == [
        "Your request for the floor is withdrawn: 2 Victim assistance; Intersessional Meetings 2018"
    ]
    assert not Message.objects.unsent().exists()


def test_whoever_acts_for_the_delegation_is_written_to(felix: User, staff: User) -> None:
    segment = states_speak()
    by_staff = ask(segment, "ec", by=staff)
    for_ukraine = ask(segment, "ua", by=staff)
    own = ask(segment, "ec", by=felix, on_behalf_of="A group")

    found = addressees(Intervention.objects.select_related("asked_by"))

    assert found[by_staff.pk].email == found[own.pk].email == felix.email
    # Nobody manages Ukraine's delegation: whoever asked is told.
    assert found[for_ukraine.pk].email == staff.email


def test_whoever_lost_the_right_is_written_to_no_more(felix: User) -> None:
    segment = states_speak()
    paola = receive(PAOLA)
    user = User.objects.create_user(PAOLA.email)
    operations.give_right(paola, by=felix, at=ON_14_MAY)
    request = ask(segment, "ec", by=user)
    assert addressee(request).email == PAOLA.email

    operations.take_right(paola, by=felix, at=ON_14_MAY)

    assert addressee(request).email == felix.email
