"""Mails that came back: read from a mailbox, marked on the message, of whatever kind it is."""

import socket
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from intersessional.audit.models import AuditEntry
from intersessional.outbox import bouncing, tasks
from intersessional.outbox.bouncing import MOST_AT_ONCE, read_bounces
from intersessional.outbox.checks import reports_can_be_read
from intersessional.outbox.envelope import StoredMail
from intersessional.outbox.models import Bounce, Message
from intersessional.outbox.reports import read_report
from tests.access.actors import signed_in
from tests.outbox import reports
from tests.people import ON_14_MAY, receive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    """The portal knows where its mails come back to."""
    settings.MESSAGE_ID_DOMAIN = reports.OURS
    settings.BOUNCE_ADDRESS = reports.RETURNS


def sent(key: str = "one", **fields: Any) -> Message:
    given = {
        "kind": "registration_received",
        "lane": "mail",
        "about_type": "registrations.registration",
        "about_id": 1,
        "language": "en",
        "recipient": "p.chavez@mission.example",
        "state": "sent",
        "sent_at": timezone.now(),
    }
    return Message.objects.create(**(given | {"key": key} | fields))


def lay(folder: Path, *mails: bytes) -> str:
    for number, mail in enumerate(mails):
        (folder / f"{number:03}.eml").write_bytes(mail)
    return f"file://{folder}"


def read(url: str) -> str:
    out = StringIO()
    call_command("read_bounces", url, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize(
    ("shape", "status", "words", "for_good"),
    [
        (reports.postfix, "5.1.1", "User unknown in virtual mailbox table", True),
        (reports.exim, "5.2.2", "552 5.2.2 Mailbox size limit exceeded", True),
        (reports.exchange, "5.1.10", "RESOLVER.ADR.RecipientNotFound; Recipient not", True),
    ],
)
def test_each_server_is_understood(
    tmp_path: Path, shape: Any, status: str, words: str, for_good: bool
) -> None:
    message, other = sent(), sent("two")

    assert read(lay(tmp_path, shape(message.uuid))) == "1 marked, 0 known already, 0 ignored"

    bounce = Bounce.objects.get()
    assert (bounce.message, bounce.fate) == (message, "failed")
    assert (bounce.status_code, bounce.is_permanent) == (status, for_good)
    assert words in bounce.diagnostic
    assert not hasattr(other, "bounce")
    entry = AuditEntry.objects.get(verb="bounce")
    assert (entry.subject_id, entry.by) == (message.pk, None)


def test_each_report_counts_once_and_the_last_word_is_kept(tmp_path: Path) -> None:
    message = sent()
    held_up = reports.postfix(message.uuid, action="delayed")
    back = reports.postfix(message.uuid, to=reports.returned_to(message.uuid))

    assert read(lay(tmp_path, held_up)) == "1 marked, 0 known already, 0 ignored"
    assert not Bounce.objects.get().is_permanent
    assert read(lay(tmp_path, back, held_up, back)) == "1 marked, 2 known already, 0 ignored"

    assert Bounce.objects.get().fate == "failed"
    assert read(lay(tmp_path)) == "0 marked, 0 known already, 0 ignored"
    assert len(list((tmp_path / "read").iterdir())) == 3


def test_rubbish_is_counted_and_breaks_nothing(tmp_path: Path) -> None:
    message = sent()
    mails = [*reports.rubbish(message.uuid), reports.out_of_office(message.uuid)]

    told = read(lay(tmp_path, *mails, reports.postfix(message.uuid)))

    assert told == f"1 marked, 0 known already, {len(mails)} ignored"


def test_what_has_not_left_cannot_come_back(tmp_path: Path) -> None:
    waiting = sent(state="queued", sent_at=None)
    rehearsed = sent("two", is_inside=True)

    told = read(lay(tmp_path, reports.postfix(waiting.uuid), reports.postfix(rehearsed.uuid)))

    assert told == "0 marked, 0 known already, 2 ignored"


def test_a_mail_on_which_the_time_ended_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(raw: bytes) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(bouncing, "read_report", too_slow)
    url = lay(tmp_path, reports.postfix(sent().uuid))

    with pytest.raises(SoftTimeLimitExceeded):
        read_bounces(url, at=ON_14_MAY)

    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_so_many_at_once_and_a_maildir(tmp_path: Path) -> None:
    message = sent()
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1526281205.M1.mx").write_bytes(reports.postfix(message.uuid))
    (tmp_path / "new" / "1526281206.M2.mx").write_bytes(b"rubbish")

    taken = read_bounces(f"maildir://{tmp_path}", at=ON_14_MAY, limit=1)

    assert sum(taken.values()) == 1 < MOST_AT_ONCE
    assert [one.name for one in (tmp_path / "cur").iterdir()] == ["1526281205.M1.mx:2,S"]
    assert Bounce.objects.get().message == message


def test_a_mailbox_by_imap(imap: "Imap") -> None:
    message = sent()
    imap.mails = [b"rubbish", reports.postfix(message.uuid)]

    told = read(f"imap://bounces:p%40ss@127.0.0.1:{imap.port}/Reports")

    assert told == "1 marked, 0 known already, 1 ignored"
    assert 'LOGIN bounces "p@ss"' in imap.heard
    assert 'SELECT "Reports"' in imap.heard
    assert [line for line in imap.heard if "Seen" in line] == [
        r"UID STORE 1 +FLAGS (\Seen)",
        r"UID STORE 2 +FLAGS (\Seen)",
    ]


def test_a_mailbox_that_is_away_is_said_without_its_password() -> None:
    with pytest.raises(CommandError) as refusal:
        read("imap://bounces:geheim@127.0.0.1:1/INBOX")

    assert "geheim" not in str(refusal.value)
    with pytest.raises(CommandError, match="BOUNCES_URL"):
        read("pop3://mail.example.org")


def test_a_wrong_setting_is_found_at_the_start(settings: Any) -> None:
    settings.BOUNCES_URL, settings.BOUNCE_ADDRESS = "pop3://mail.example.org", "bounces"

    assert [one.id for one in reports_can_be_read()] == ["outbox.E002", "outbox.E003"]
    settings.BOUNCES_URL, settings.BOUNCE_ADDRESS = "imap://b:geheim@mail.example.org", ""
    [clear] = reports_can_be_read()
    assert "in clear" in clear.msg
    assert "geheim" not in clear.msg
    with pytest.raises(CommandError, match="in clear"):
        read(settings.BOUNCES_URL)
    for host in ("localhost", "127.0.0.1", "[::1]"):
        settings.BOUNCES_URL = f"imap://b:x@{host}/INBOX"
        assert reports_can_be_read() == []


def test_the_task_does_nothing_without_a_mailbox(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BOUNCES_URL = ""

    tasks.read_bounces()

    assert caplog.records == []
    assert settings.CELERY_BEAT_SCHEDULE["read-bounces"]["task"] == tasks.read_bounces.name


def test_each_mail_is_sent_back_to_an_address_of_its_own(settings: Any) -> None:
    message = sent()

    assert StoredMail(message).from_email == reports.returned_to(message.uuid)
    settings.BOUNCE_ADDRESS = ""
    assert StoredMail(message).from_email == settings.DEFAULT_FROM_EMAIL


def test_a_report_without_our_address_is_told_by_the_message(settings: Any) -> None:
    settings.BOUNCE_ADDRESS = ""
    uuid = UUID(int=7)

    report = read_report(reports.postfix(uuid))

    assert report is not None
    assert report.uuid == uuid


def test_the_staff_see_it_on_the_message_and_on_the_person(staff: Any, tmp_path: Path) -> None:
    paola = receive()
    back = Message.objects.get(kind="registration_received")
    Message.objects.filter(pk=back.pk).update(state="sent", sent_at=timezone.now())
    sent("two")
    read(lay(tmp_path, reports.exchange(back.uuid)))
    office = signed_in(staff)

    found = office.get("/admin/outbox/message/", {"came_back": "failed"})
    page = office.get(f"/admin/registrations/registration/{paola.pk}/change/")
    one = office.get(f"/admin/outbox/message/{back.pk}/change/")

    assert [message.pk for message in found.context["cl"].result_list] == [back.pk]
    assert "came back 5.1.10" in found.content.decode()
    assert "The mail came back" in page.content.decode()
    assert "RecipientNotFound" in page.content.decode()
    assert "RecipientNotFound" in one.content.decode()


class Imap(threading.Thread):
    """A mailbox that knows what the portal says to one, in words of RFC 3501."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.mails: list[bytes] = []
        self.heard: list[str] = []

    def run(self) -> None:
        with self.listening.accept()[0] as client, client.makefile("rwb") as lines:
            lines.write(b"* OK ready\r\n")
            lines.flush()
            while line := lines.readline().decode():
                tag, _space, said = line.strip().partition(" ")
                self.heard.append(said)
                lines.write(self.answer(said) + f"{tag} OK done\r\n".encode())
                lines.flush()
                if said == "LOGOUT":
                    return

    def answer(self, said: str) -> bytes:
        if said.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if "SEARCH" in said:
            found = " ".join(str(n + 1) for n in range(len(self.mails)))
            return f"* SEARCH {found}\r\n".encode()
        if "FETCH" in said:
            mail = self.mails[int(said.split()[2]) - 1]
            return b"* 1 FETCH (UID 1 BODY[]<0> {%d}\r\n%b)\r\n" % (len(mail), mail)
        return b"* BYE\r\n" if said == "LOGOUT" else b""


@pytest.fixture
def imap() -> Iterator[Imap]:
    """A mailbox."""
    server = Imap()
    server.start()
    yield server
    server.listening.close()


def test_a_stranger_sees_no_reports(client: Client) -> None:
    assert client.get("/admin/outbox/message/?came_back=failed").status_code == 302
