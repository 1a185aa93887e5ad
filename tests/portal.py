"""A pytest plugin: the whole portal as `make run` starts it, in a folder and on a port of its own."""

import email
import email.policy
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import xmlrpc.client
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from supervisor.xmlrpc import SupervisorTransport

from intersessional.embedded import leftovers
from intersessional.embedded.broker import Broker
from intersessional.embedded.cluster import Cluster
from intersessional.embedded.places import Places
from intersessional.embedded.programs import is_ok
from intersessional.embedded.service import ROOT, wait_until
from intersessional.embedded.sink import free_port
from intersessional.embedded.supervision import control_socket
from tests import migrated
from tests.visitor import Receipt, Visitor

# A cold machine compiles every module and collects the static files.
START_SECONDS = 180
STOP_SECONDS = 60
RESTART_SECONDS = 30
MAIL_SECONDS = 60
# Nothing else: the tests' own settings (tests/services.py) must not reach the portal.
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH")

Predicate = Callable[[EmailMessage], bool]


class Portal:
    """A running portal."""

    def __init__(self, var: Path, process: "subprocess.Popen[bytes]") -> None:
        self.var = var
        self.process = process
        self.description: dict[str, Any] = json.loads((var / "demo.json").read_text())
        self.url: str = self.description["url"]
        self.accounts: dict[str, dict[str, str]] = self.description["accounts"]
        self.mail_dir = ROOT / self.description["mail_dir"]

    def visitor(self, **options: Any) -> Visitor:
        """Return somebody who has never been here."""
        return Visitor(self.url, **options)

    def staff(self, role: str = "isu_staff") -> Visitor:
        """Return somebody of the staff who has signed in."""
        visitor = self.visitor()
        visitor.sign_in(self.accounts[role])
        return visitor

    def register(self, language: str = "en", **changes: Any) -> Receipt:
        """Register somebody as a new visitor."""
        return self.visitor().register(language, **changes)

    def pid(self, part: str) -> int:
        """Return the process id of a part: web, worker, letters, beat, postgres, broker, sink."""
        return int((ROOT / self.description["pidfiles"][part]).read_text())

    def kill(self, part: str) -> None:
        """Kill a part and its children without farewell (-9); the supervisor starts it anew.

        One that is just being started anew is waited for: a mail that the sink finished after the
        last kill must not make the next one come too early.
        """
        assert wait_until(lambda: self.strike(part), RESTART_SECONDS), f"{part} stays dead"

    def strike(self, part: str) -> bool:
        """Kill a part if it runs; say whether it did."""
        try:
            os.killpg(self.pid(part), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    @contextmanager
    def stopped(self, server: str) -> Iterator[None]:
        """Keep the database, the broker or the sink stopped for a while: it refuses connections."""
        socket = control_socket(Places(self.var))
        transport = SupervisorTransport(None, None, f"unix://{socket}")
        remote: Any = xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)
        remote.supervisor.stopProcess(f"servers:{server}")
        try:
            yield
        finally:
            remote.supervisor.startProcess(f"servers:{server}")

    def mail_files(self) -> list[Path]:
        """Return the files of the mails in the order of arrival."""
        return sorted(self.mail_dir.glob("*.eml"))

    def mails(self, to: str = "", kind: Predicate = lambda mail: True) -> list[EmailMessage]:
        """Return the mails in the order of arrival, those to one address if given."""
        found = [_read(file) for file in self.mail_files()]
        return [mail for mail in found if to in mail["To"] and kind(mail)]

    def wait_for_mail(
        self, to: str, kind: Predicate = lambda mail: True, *, count: int = 1
    ) -> list[EmailMessage]:
        """Return the mails to an address when there are `count` of them, or what came in time."""
        wait_until(lambda: len(self.mails(to, kind)) >= count, MAIL_SECONDS, every=0.2)
        return self.mails(to, kind)

    def is_ready(self) -> bool:
        """Say whether pages are served."""
        return is_ok(f"{self.url}/readyz")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what the database answers, for what no page shows."""
        connecting = closing(psycopg2.connect(self.database_url()))
        with connecting as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    def database_url(self) -> str:
        """Return the DATABASE_URL with which its processes run."""
        return Cluster(self.var / "postgres").url()

    def broker_url(self) -> str:
        """Return the BROKER_URL with which its processes run."""
        places = Places(self.var)
        return Broker(places.run, sockets=places.sockets).url


@cache
def _read(file: Path) -> EmailMessage:
    """Return a mail, which is whole when it is there, and stays: who waits looks at all of them."""
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default)


@contextmanager
def running_portal(*, from_nothing: bool = False, **variables: str) -> Iterator[Portal]:
    """Start a portal with these variables, and stop it by Ctrl-C; no process may be left.

    `from_nothing` makes it apply all migrations itself, as at the first `make run`.
    """
    folder = Path(tempfile.mkdtemp(prefix="itp-"))
    var = folder / "var"
    if not from_nothing:
        migrated.copy_to(Cluster(var / "postgres").data)
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    own = {"INTERSESSIONAL_VAR": str(var), "PORT": str(free_port())}
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "intersessional.embedded", "run"],
            cwd=ROOT,
            env=inherited | own | variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C at the shell of the tests is theirs; the portal is ended by its fixture.
            start_new_session=True,
        )
    try:
        described = var / "demo.json"
        wait_until(described.exists, START_SECONDS, give_up=lambda: process.poll() is not None)
        assert described.exists(), (folder / "output").read_text()
        yield Portal(var, process)
        process.send_signal(signal.SIGINT)
        assert process.wait(STOP_SECONDS) == 0, (folder / "output").read_text()
        assert leftovers.find(var) == {}
        assert not described.exists()
    finally:
        process.kill()
        process.wait()
        leftovers.end(leftovers.find(var))
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """The portal of the demonstration on 14 May 2018, one for all tests: each brings new people."""
    with running_portal() as portal:
        yield portal
