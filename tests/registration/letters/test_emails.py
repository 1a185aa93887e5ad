"""The mails about a registration, as they arrive: by the outbox's own sweep, over SMTP."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.models import Registration
from tests import papers
from tests.pages import text as text_in
from tests.people import ABEBE, CLOSING, LAYLA, OLENA, ON_14_MAY, PAOLA, receive

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "fr", "es"]
MEETING = {
    "en": ("Intersessional Meetings", "World Meteorological Organization", "Ecuador"),
    "fr": ("Réunions intersessions", "Organisation météorologique mondiale", "Équateur"),
    "es": ("Reuniones entre períodos de sesiones", "Organización Meteorológica Mundial", "Ecuador"),
}
PREFIX = {"en": "", "fr": "/fr", "es": "/es"}
# A letter of Linear A, which no font of ours has.
UNPRINTABLE = "\U00010600"


def confirmed(staff: User, details=PAOLA, language: str = "en") -> Registration:  # type: ignore[no-untyped-def]
    """Receive and confirm; the acknowledgement is not of interest."""
    registration = receive(details, language=language)
    Message.objects.all().delete()
    return operations.confirm(registration, by=staff, at=ON_14_MAY)


def declined(staff: User, reason: str, language: str = "en") -> Registration:
    registration = receive(language=language)
    Message.objects.all().delete()
    return operations.decline(registration, reason=reason, by=staff, at=ON_14_MAY)


def shown(html: str) -> str:
    """Return the words of an HTML mail on one line."""
    from django.test.html import parse_html

    return text_in(parse_html(html.replace("<!doctype html>", "")))


def facts(registration: Registration, language: str) -> list[str]:
    """Return what both forms of a mail must tell."""
    return [
        *MEETING[language],
        "Avenue de la Paix 7bis",
        registration.receipt_number,
        registration.printed_name,
        registration.function,
        f"http://testserver{PREFIX[language]}/register/{registration.receipt_token}/",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_acknowledgement_tells_the_same_in_text_and_html(sink: Sink, language: str) -> None:
    registration = receive(language=language)

    outbox.sweep("mail")

    [mail] = sink.messages()
    text, html = papers.text_of(mail), papers.html_of(mail)
    assert mail["To"] == PAOLA.email
    assert mail["Content-Language"] == language
    assert registration.receipt_number in mail["Subject"]
    plain = text.replace("\xa0", " ")
    assert [fact for fact in facts(registration, language) if fact not in plain] == []
    told = shown(html) + html
    assert [fact for fact in facts(registration, language) if fact not in told] == []
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize(
    ("language", "function", "expected"),
    [
        ("en", "Adviser", "CHÁVEZ, Adviser, Ecuador"),
        ("en", "adviser, Ministry of Health", "CHÁVEZ, adviser, Ministry of Health, Ecuador"),
        ("en", "Special adviser", "CHÁVEZ, Special adviser, Adviser, Ecuador"),
        ("fr", "conseil", "CHÁVEZ, conseil, Équateur"),
        ("es", "Adviser", "CHÁVEZ, Adviser, Asesoría, Ecuador"),
    ],
)
def test_function_and_role_are_said_once_when_they_are_the_same(
    sink: Sink, language: str, function: str, expected: str
) -> None:
    receive(replace(PAOLA, function=function, role="adviser"), language=language)

    outbox.sweep("mail")

    [mail] = sink.messages()
    assert expected in papers.text_of(mail)
    assert expected in shown(papers.html_of(mail))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_confirmation_tells_the_same_and_carries_letter_and_calendar(
    sink: Sink, staff: User, language: str
) -> None:
    registration = confirmed(staff, language=language)

    outbox.sweep("letters")

    [mail] = sink.messages()
    plain = papers.text_of(mail).replace("\xa0", " ")
    told = shown(papers.html_of(mail)) + papers.html_of(mail)
    assert [fact for fact in facts(registration, language) if fact not in plain] == []
    assert [fact for fact in facts(registration, language) if fact not in told] == []
    assert [part.get_filename() for part in mail.iter_attachments()] == [
        "IM18-0001.pdf",
        "IM18.ics",
    ]
    letter = papers.letter(mail)
    assert len(letter.pages) == 1
    assert letter.trailer["/Root"]["/Lang"][:2] == language
    assert "CHÁVEZ" in letter.pages[0].extract_text()


def test_no_mail_says_more_than_it_should(sink: Sink) -> None:
    receive(replace(PAOLA, gender="woman", accessibility="Step-free", diet="No nuts"))

    outbox.sweep("mail")

    [mail] = sink.messages()
    for secret in ("Woman", "Step-free", "No nuts"):
        assert secret not in papers.text_of(mail) + papers.html_of(mail)


def test_the_calendar_file_holds_the_four_sittings(sink: Sink, staff: User) -> None:
    confirmed(staff)

    outbox.sweep("letters")

    [mail] = sink.messages()
    events = Calendar.from_ical(papers.attachment(mail, "text/calendar")).walk("VEVENT")
    assert [event["DTSTART"].dt.astimezone(UTC).isoformat() for event in events] == [
        "2018-06-07T08:00:00+00:00",
        "2018-06-07T13:00:00+00:00",
        "2018-06-08T08:00:00+00:00",
        "2018-06-08T13:00:00+00:00",
    ]


def test_the_letter_is_stored_once_as_it_was_sent(sink: Sink, staff: User) -> None:
    registration = confirmed(staff)

    outbox.sweep("letters")

    letter = Letter.objects.get()
    [mail] = sink.messages()
    sent = papers.attachment(mail, "application/pdf")
    assert letter.registration == registration
    assert (letter.state, letter.language, letter.version) == ("valid", "en", 2)
    assert letter.issued_on.isoformat() == "2018-05-14"
    assert bytes(letter.pdf) == sent
    assert letter.sha256 == hashlib.sha256(sent).hexdigest()


def test_the_codes_of_letter_and_badge_are_printed_and_can_be_scanned(
    sink: Sink, staff: User
) -> None:
    registration = confirmed(staff)

    outbox.sweep("letters")

    letter = Letter.objects.get()
    assert registration.badge_code in papers.qr_codes(bytes(letter.pdf))
    [mail] = sink.messages()
    assert letter.code in papers.letter(mail).pages[0].extract_text()


def test_send_again_sends_the_same_letter_and_prints_no_second(sink: Sink, staff: User) -> None:
    confirmed(staff)
    outbox.sweep("letters")
    outbox.send_again(Message.objects.get(), by=staff, at=ON_14_MAY)

    outbox.sweep("letters")

    first, second = (papers.attachment(mail, "application/pdf") for mail in sink.messages())
    assert first == second
    assert Letter.objects.count() == 1


def test_a_name_that_no_font_prints_fails_with_a_note_and_stores_no_letter(
    sink: Sink, staff: User
) -> None:
    confirmed(staff, replace(PAOLA, family_name=f"Ch{UNPRINTABLE}vez"))

    outbox.sweep("letters")

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("failed", 1)
    assert "U+10600" in message.note
    assert not Letter.objects.exists()
    assert sink.messages() == []


def test_a_registration_declined_before_its_confirmation_left_gets_none(
    sink: Sink, staff: User
) -> None:
    registration = confirmed(staff)
    Registration.objects.filter(pk=registration.pk).update(
        state="declined", declined_at=timezone.now(), declined_by=staff, decline_reason="No."
    )

    outbox.sweep("letters")

    message = Message.objects.get()
    assert (message.state, message.note) == ("cancelled", "The registration is declined.")
    assert sink.messages() == []
    assert not Letter.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_to_a_declined_one_quotes_the_reason(
    sink: Sink, staff: User, language: str
) -> None:
    declined(staff, "No badge <left> & more", language)

    outbox.sweep("mail")

    [mail] = sink.messages()
    assert "No badge <left> & more" in papers.text_of(mail)
    assert "No badge &lt;left&gt; &amp; more" in papers.html_of(mail)
    assert list(mail.iter_attachments()) == []


def test_a_request_is_acknowledged_as_a_request(sink: Sink) -> None:
    receive(replace(PAOLA, late_reason="The visa came today."), at=CLOSING)

    outbox.sweep("mail")

    [mail] = sink.messages()
    assert mail["Subject"].startswith("We have your request: ")


@pytest.mark.parametrize("details", [ABEBE, LAYLA, OLENA])
def test_names_of_every_script_arrive_in_text_and_html(sink: Sink, details) -> None:  # type: ignore[no-untyped-def]
    receive(details)

    outbox.sweep("mail")

    [mail] = sink.messages()
    name = f"{details.given_names} {details.family_name.upper()}"
    assert name in papers.text_of(mail)
    assert name in shown(papers.html_of(mail))


def test_markup_in_a_name_stays_text(sink: Sink) -> None:
    receive(replace(PAOLA, family_name="<b>O'Neil</b> & Söhne"))

    outbox.sweep("mail")

    [mail] = sink.messages()
    assert "<b>O'NEIL" not in papers.html_of(mail)
    assert "<B>O'NEIL</B> & SÖHNE" in papers.text_of(mail)
    assert "<B>O'NEIL</B> & SÖHNE" in shown(papers.html_of(mail))


def test_the_mail_is_dated_by_real_time_the_letter_by_the_portals_clock(
    sink: Sink, staff: User
) -> None:
    confirmed(staff)

    outbox.sweep("letters")

    [mail] = sink.messages()
    assert mail["Date"].datetime.year == datetime.now(UTC).year
    assert "14 May 2018" in papers.letter(mail).pages[0].extract_text().replace("\xa0", " ")
