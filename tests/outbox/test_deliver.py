"""Keeping the promise: what leaves, what is tried again, what fails and is seen. By real SMTP."""

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.core.mail import mailers
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink, free_port
from intersessional.outbox import operations
from intersessional.outbox.models import Message
from intersessional.outbox.operations import delivering
from tests.people import ON_14_MAY, isu_staff

pytestmark = pytest.mark.django_db


def promised(kind: str = "plain", language: str = "en") -> Message:
    return Message.objects.create(
        kind=kind, lane="mail", about_type="x", about_id=1, key=kind, language=language
    )


def sweep_again() -> None:
    """Sweep as if the waiting time were over."""
    Message.objects.filter(state="queued").update(next_try_at=timezone.now())
    operations.sweep("mail")


@pytest.fixture(autouse=True)
def composers(settings) -> None:  # type: ignore[no-untyped-def]
    """Kinds of the tests' own."""
    names = ("plain", "injecting", "not_needed", "not_possible", "failing")
    settings.OUTBOX_COMPOSERS = {name: (f"tests.outbox.composers.{name}", "mail") for name in names}


@pytest.fixture
def no_server(settings) -> None:  # type: ignore[no-untyped-def]
    """Nobody listens where mails should go."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": free_port(), "timeout": 5},
        }
    }


def test_a_message_leaves_and_says_what_was_said(sink: Sink) -> None:
    message = promised(language="fr")

    assert operations.sweep("mail") == 1

    message.refresh_from_db()
    [mail] = sink.messages()
    assert (message.state, message.attempts, message.note) == ("sent", 1, "")
    assert message.sent_at is not None
    assert message.raw is None
    assert message.recipient == mail["To"] == "p.chavez@mission.example"
    assert message.subject == mail["Subject"]
    assert message.text.strip() == mail.get_body(("plain",)).get_content().strip()  # type: ignore[union-attr]


def test_the_headers_are_in_order(sink: Sink) -> None:
    message = promised(language="es")

    operations.sweep("mail")

    [mail] = sink.messages()
    assert mail["Message-ID"] == f"<{message.uuid}@intersessional.invalid>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "es"
    assert mail["From"] == "Implementation Support Unit <isu@apminebanconvention.org>"
    assert mail["Reply-To"] == "isu@apminebanconvention.org"
    assert abs(parsedate_to_datetime(mail["Date"]) - timezone.now()) < timedelta(minutes=1)


def test_text_html_and_attachment_arrive_whole(sink: Sink) -> None:
    promised()

    operations.sweep("mail")

    [mail] = sink.messages()
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    [attachment] = mail.iter_attachments()
    assert html.strip() == f"<p>{text.strip()}</p>"
    assert "Grüße, ليلى" in text
    assert attachment.get_content() == bytes(range(256))
    assert attachment.get_filename() == "a.bin"


def test_what_goes_over_the_wire_is_ascii(sink: Sink) -> None:
    promised()

    operations.sweep("mail")

    [file] = sink.files()
    assert file.read_bytes().isascii()


def test_line_breaks_reach_no_header(sink: Sink) -> None:
    message = promised("injecting")

    operations.sweep("mail")

    message.refresh_from_db()
    assert message.state == "queued"
    assert sink.messages() == []


def test_a_sweep_sends_everything_that_is_due_over_one_connection(sink: Sink) -> None:
    for number in range(3):
        Message.objects.create(
            kind="plain", lane="mail", about_type="x", about_id=1, key=f"{number}", language="en"
        )

    tried = operations.sweep("mail")

    assert tried == 3
    assert len({mail["Message-ID"] for mail in sink.messages()}) == 3


def test_an_empty_sweep_asks_once_and_needs_no_mail_server(
    no_server: None,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    with django_assert_num_queries(3):
        assert operations.sweep("mail") == 0


def test_a_failure_waits_longer_each_time_and_fails_for_good_after_five(no_server: None) -> None:
    message = promised()
    waits = []

    for _ in range(operations.MAX_ATTEMPTS):
        sweep_again()
        message.refresh_from_db()
        if message.state == "queued":
            waits.append(round((message.next_try_at - timezone.now()).total_seconds()))

    assert waits == pytest.approx([5, 60, 600, 3600], abs=2)
    assert (message.state, message.attempts) == ("failed", 5)
    assert message.note == "ConnectionRefusedError"
    assert operations.sweep("mail") == 0


def test_tries_that_were_cut_short_are_no_failures(no_server: None) -> None:
    """Five workers died with it; then the mail server is away for the first time."""
    message = promised()
    for _ in range(operations.MAX_ATTEMPTS):
        operations.claim("mail")
        Message.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    operations.sweep("mail")

    message.refresh_from_db()
    assert (message.state, message.attempts, message.cut_short) == ("queued", 6, 5)
    assert (message.next_try_at - timezone.now()).total_seconds() == pytest.approx(5, abs=2)
    Message.objects.update(state="failed")
    assert operations.send_again(message, by=isu_staff(), at=ON_14_MAY)
    message.refresh_from_db()
    assert (message.attempts, message.cut_short) == (0, 0)


def test_a_second_try_sends_the_very_same_bytes(sink: Sink, settings) -> None:  # type: ignore[no-untyped-def]
    message = promised()
    working = settings.MAILERS
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": free_port(), "timeout": 5},
        }
    }
    operations.sweep("mail")
    message.refresh_from_db()
    composed = bytes(message.raw)
    settings.MAILERS = working

    sweep_again()

    [file] = sink.files()
    assert file.read_bytes() == composed


def test_a_try_that_was_interrupted_is_repeated_byte_by_byte(sink: Sink) -> None:
    message = promised()
    claimed = operations.claim("mail")
    assert claimed is not None
    # The worker ends after the server took the mail and before the outcome was written.
    delivering._compose(claimed)
    from intersessional.outbox.envelope import StoredMail

    mailers.default.send_messages([StoredMail(claimed)])
    Message.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    operations.sweep("mail")

    first, second = (file.read_bytes() for file in sink.files())
    message.refresh_from_db()
    assert first == second
    assert (message.state, message.attempts) == ("sent", 2)


def test_a_try_that_outlived_its_lease_changes_nothing(sink: Sink) -> None:
    message = promised()
    late = operations.claim("mail")
    assert late is not None
    Message.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    operations.claim("mail")

    operations.deliver(late, mailers.default)

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sending", 2)


def test_a_failing_composer_leaves_no_address_in_the_note(sink: Sink) -> None:
    message = promised("failing")

    operations.sweep("mail")

    message.refresh_from_db()
    assert (message.state, message.note) == ("queued", "ValueError")


def test_a_failure_does_not_hold_up_the_others(sink: Sink) -> None:
    promised("failing")
    after = promised("plain")

    operations.sweep("mail")

    after.refresh_from_db()
    assert after.state == "sent"


def test_a_message_without_reason_is_cancelled_with_a_note(sink: Sink) -> None:
    message = promised("not_needed")

    operations.sweep("mail")

    message.refresh_from_db()
    assert (message.state, message.note) == ("cancelled", "The reason has gone.")
    assert sink.messages() == []


def test_a_message_that_a_person_must_look_at_fails_at_once(sink: Sink) -> None:
    message = promised("not_possible")

    operations.sweep("mail")

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", 1)
    assert message.note == "Please look at this."


@pytest.mark.parametrize("kind", ["not_possible", "not_needed"])
def test_send_again_queues_what_failed_or_was_cancelled(
    sink: Sink, kind: str, staff, settings
) -> None:  # type: ignore[no-untyped-def]
    message = promised(kind)
    operations.sweep("mail")
    settings.OUTBOX_COMPOSERS = {kind: ("tests.outbox.composers.plain", "mail")}
    message.refresh_from_db()

    operations.send_again(message, by=staff, at=ON_14_MAY)
    operations.sweep("mail")

    message.refresh_from_db()
    assert (message.state, message.attempts, message.note) == ("sent", 1, "")
    assert len(sink.messages()) == 1


def test_send_again_of_what_has_left_sends_a_copy_under_a_number_of_its_own(
    sink: Sink, staff: User
) -> None:
    message = promised()
    operations.sweep("mail")
    message.refresh_from_db()
    sent_at = message.sent_at

    operations.send_again(message, by=staff, at=ON_14_MAY)
    operations.sweep("mail")

    message.refresh_from_db()
    ids = [mail["Message-ID"] for mail in sink.messages()]
    assert len(set(ids)) == 2
    assert all(re.fullmatch(r"<[0-9a-f-]{36}@intersessional\.invalid>", each) for each in ids)
    assert (message.state, message.sent_at) == ("sent", sent_at)
    assert Message.objects.count() == 2


def test_send_again_twice_makes_one_copy(sink: Sink, staff: User) -> None:
    message = promised()
    operations.sweep("mail")

    answers = [operations.send_again(message, by=staff, at=ON_14_MAY) for _ in range(2)]

    assert answers == [True, False]
    assert Message.objects.count() == 2
    assert AuditEntry.objects.get().verb == "send_again"


def test_a_try_that_has_lost_its_lease_sends_and_keeps_nothing(sink: Sink) -> None:
    promised()
    late = operations.claim("mail")
    assert late is not None
    Message.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    operations.sweep("mail")

    operations.deliver(late, mailers.default)

    assert len(sink.messages()) == 1
    assert Message.objects.get().raw is None


def test_a_message_is_asked_again_before_each_try(sink: Sink, settings) -> None:  # type: ignore[no-untyped-def]
    message = promised()
    settings.OUTBOX_CHECKS = {"plain": "tests.outbox.composers.not_needed"}

    operations.sweep("mail")

    message.refresh_from_db()
    assert message.state == "cancelled"
    assert sink.messages() == []


def test_send_again_leaves_alone_what_still_waits(staff: User) -> None:
    message = promised()

    operations.send_again(message, by=staff, at=ON_14_MAY)

    message.refresh_from_db()
    assert (message.state, Message.objects.count()) == ("queued", 1)


def test_the_log_holds_numbers_and_no_addresses(sink: Sink, caplog) -> None:  # type: ignore[no-untyped-def]
    caplog.set_level("DEBUG")
    promised()
    promised("failing")

    operations.sweep("mail")

    assert "mission.example" not in caplog.text
    assert "sent" in caplog.text
