"""Everybody, 197 States and 54 organisations, by one worker that is killed five times.

And the negative control: the same mails as direct tasks lose some.
"""

import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from intersessional.embedded.service import wait_until
from intersessional.embedded.sink import Sink
from tests.long import direct
from tests.long.crowd import scaled, until_quiet
from tests.long.test_worker_killed import DirectWorker
from tests.papers import attachment
from tests.portal import Portal, running_portal
from tests.visitor import Visitor

pytestmark = pytest.mark.long

KILLS = 5
# 251 is everybody; a batch of eleven already needs its second person.
MOST = scaled(251, 25)
# One worker with one process: what can have left without being written down.
IN_FLIGHT = 1
SECONDS_A_LETTER = 6
CHOOSE = "/desk/invitations/choose/?group=everybody"


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A portal of our own, to break."""
    with running_portal() as portal:
        yield portal


@dataclass
class Batch:
    """A batch as the one who watches it sees it."""

    portal: Portal
    watcher: Visitor
    path: str
    seen: list[int] = field(default_factory=list)

    def done(self) -> int:
        """Read the progress from the page, as after a reload, and remember it."""
        text = self.watcher.get(f"{self.path}progress/").text
        found = re.search(r"(\d+) of \d+ done", text)
        assert found, text
        self.seen.append(int(found[1]))
        return self.seen[-1]


def act(visitor: Visitor, path: str, **fields: object) -> str:
    """Send a form of a page; return where it leads."""
    page = visitor.get(path)
    token = page.value("csrfmiddlewaretoken")
    return visitor.post(path, {"csrfmiddlewaretoken": token, **fields}).url


def prepared(portal: Portal) -> tuple[Batch, int]:
    """A batch of everybody, approved by a second person; and how many it invites."""
    staff, second = portal.staff("isu_staff"), portal.staff("administrator")
    codes = re.findall(r'name="entities" id="[^"]+" value="([^"]+)"', staff.get(CHOOSE).text)
    chosen = codes if len(codes) <= MOST else codes[:MOST]
    path = act(staff, CHOOSE, entities=chosen).removeprefix(portal.url)
    assert path.startswith("/desk/invitations/"), path
    act(second, path, act="approve")
    return Batch(portal, staff, path), len(chosen)


def test_everybody_gets_one_letter_though_the_worker_is_killed_five_times(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = time.monotonic()
    batch, size = prepared(portal)

    for number in range(1, KILLS + 1):
        wanted = size * number // (KILLS + 1)
        wait_until(lambda n=wanted: batch.done() >= n, size * SECONDS_A_LETTER, every=0.5)  # type: ignore[misc]
        portal.kill("letters")
    # When the last worker has just begun.
    killed_at = batch.done()
    wait_until(lambda: batch.done() > killed_at + 1, 60, every=0.5)
    first = rss_of(portal)
    until_quiet(batch.done, size, most_seconds=size * SECONDS_A_LETTER, quiet=90)
    seconds = time.monotonic() - begun
    last = rss_of(portal)

    by_post = [
        code
        for (code,) in portal.rows(
            "SELECT entity.code FROM letters_invitation AS invitation"
            " JOIN delegations_entity AS entity ON entity.id = invitation.entity_id"
            " WHERE entity.email = ''"
        )
    ]
    copies = copies_of_each(portal)
    doubled = sum(len(mails) - 1 for mails in copies.values())
    merging = bundled(batch)
    with capsys.disabled():
        print(
            f"\n{size} invitations, {KILLS} kills: {len(copies)} mails, {doubled} twice,"
            f" {len(by_post)} for the post, {seconds:.0f} s;"
            f" the last worker had {first} MB at its start and {last} MB at the end;"
            f" one PDF of all after {merging:.0f} s, then {rss_of(portal)} MB"
        )
    assert batch.done() == size
    assert batch.seen == sorted(batch.seen)
    assert len(copies) == size - len(by_post)
    assert len({mails[0][0]["To"] for mails in copies.values()}) == len(copies)
    assert all(len({raw for _mail, raw in mails}) == 1 for mails in copies.values())
    assert doubled <= KILLS * IN_FLIGHT
    letters = portal.rows("SELECT sha256 FROM letters_letter WHERE kind = 'invitation'")
    assert len(letters) == size
    sent = {sha256(attachment(m[0][0], "application/pdf")).hexdigest() for m in copies.values()}
    assert sent <= {sum for (sum,) in letters}
    assert len(sent) == len(copies)


def copies_of_each(portal: Portal) -> dict[str, list[tuple[EmailMessage, bytes]]]:
    """Return the invitations that came, with their bytes, by their Message-ID.

    Which they are the outbox says: the demonstration invites a delegation to a bilateral, too.
    """
    rows = portal.rows("SELECT uuid FROM outbox_message WHERE kind = 'invitation_sent'")
    invitations = {str(number) for (number,) in rows}
    copies = defaultdict(list)
    for file, mail in zip(portal.mail_files(), portal.mails(), strict=False):
        if mail["Message-ID"].strip("<>").partition("@")[0] in invitations:
            copies[mail["Message-ID"]].append((mail, file.read_bytes()))
    return dict(copies)


def rss_of(portal: Portal) -> int:
    """Return the memory of the largest process of the letters worker in MB, or 0 while it is dead."""
    try:
        group = os.getpgid(portal.pid("letters"))
    except (ProcessLookupError, FileNotFoundError):
        return 0
    sizes = [_rss(folder) for folder in Path("/proc").glob("[0-9]*") if _group(folder) == group]
    return max(sizes, default=0) // 1024


def _group(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[2])
    except (OSError, IndexError):
        return 0


def _rss(folder: Path) -> int:
    try:
        found = re.search(r"VmRSS:\s+(\d+)", (folder / "status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def bundled(batch: Batch) -> float:
    """Ask for one PDF of all letters, and wait for it; return the seconds."""
    begun = time.monotonic()
    act(batch.watcher, batch.path, act="bundle", format="pdf", scope="all")
    files = re.compile(r'href="([^"]*/files/\d+/)"')

    def link() -> "re.Match[str] | None":
        return files.search(batch.watcher.get(f"{batch.path}progress/").text)

    assert wait_until(lambda: bool(link()), 300, every=0.5)
    found = link()
    assert found
    assert batch.watcher.get(found[1]).status == 200
    return time.monotonic() - begun


def test_direct_tasks_in_place_of_the_outbox_lose_some(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    direct.app.conf.broker_url = portal.broker_url()
    addresses = [f"entity{number}@control.example" for number in range(MOST)]

    with Sink(tmp_path / "mail") as sink:
        worker = DirectWorker(portal, sink, tmp_path)
        worker.start()
        for address in addresses:
            direct.acknowledge.delay(address)
        for number in range(1, KILLS + 1):
            wait_for(lambda n=number: len(sink.files()) >= MOST * n // (KILLS + 2))  # type: ignore[misc]
            worker.kill_all_and_restart()
        until_quiet(lambda: len(sink.files()), MOST, most_seconds=180, quiet=15)
        arrived = [str(mail["To"]) for mail in sink.messages()]
        worker.kill_all()

    lost, doubled = MOST - len(set(arrived)), len(arrived) - len(set(arrived))
    with capsys.disabled():
        print(f"\n{MOST} direct tasks, {KILLS} kills: {lost} lost, {doubled} twice")
    assert lost + doubled > 0


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait a little: what is lost does not come."""
    wait_until(condition, 20)
