"""The mail sink: takes every mail by SMTP and lays it into a folder, one file each."""

import argparse
import asyncio
import contextlib
import email
import email.policy
import os
import signal
import socket
import sys
import time
import uuid
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from intersessional.embedded.service import Service

LARGEST_MAIL_BYTES = 50_000_000


class Sink(Service):
    """A sink on 127.0.0.1 that writes into `directory`; `port` is chosen when not given."""

    name = "sink"

    def __init__(self, directory: Path | str, *, port: int | None = None) -> None:
        super().__init__(directory)
        self.port = port or free_port()

    @property
    def url(self) -> str:
        """The EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Beside the mails, but never mistaken for one."""
        return self.directory / ".sink.log"

    def command(self) -> list[str]:
        """Return the sink in the foreground."""
        address = ["--listen", f"127.0.0.1:{self.port}", "--directory", str(self.directory)]
        return [sys.executable, "-m", "intersessional.embedded.sink", *address]

    def answers(self) -> bool:
        """Say whether a connection is taken."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def files(self) -> list[Path]:
        """Return the mails' files in the order in which they came."""
        return sorted(self.directory.glob("*.eml"))

    def messages(self) -> list[EmailMessage]:
        """Return the mails in the order in which they came."""
        return [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in self.files()
        ]

    def clear(self) -> None:
        """Throw all mails away."""
        for file in self.files():
            file.unlink(missing_ok=True)


class Folder:
    """Writes what arrives: whole files only, named so that they sort by arrival."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.directory.mkdir(parents=True, exist_ok=True)
        self.last = 0

    async def handle_DATA(  # noqa: N802 the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a mail; the sender hears 250 when the file is complete on the disk."""
        self.write(bytes(envelope.original_content or b""))
        return "250 OK"

    def write(self, content: bytes) -> Path:
        """Write one mail, byte by byte as it was received."""
        # The clock of a machine may step back; the order of arrival must not.
        self.last = max(self.last + 1, time.time_ns())
        name = f"{self.last:020d}-{uuid.uuid4().hex[:8]}"
        part = self.directory / f".{name}.part"
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return part.rename(self.directory / f"{name}.eml")


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def serve(host: str, port: int, directory: Path) -> None:
    """Take mails until the process is asked to end."""
    folder = Folder(directory)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(
        lambda: SMTP(folder, data_size_limit=LARGEST_MAIL_BYTES, enable_SMTPUTF8=True, loop=loop),
        host,
        port,
    )
    await ended.wait()
    server.close()


def main() -> None:
    """Run the sink from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listen", default="127.0.0.1:8025", metavar="HOST:PORT")
    parser.add_argument("--directory", type=Path, required=True)
    options = parser.parse_args()
    host, _, port = options.listen.rpartition(":")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(host, int(port), options.directory))


if __name__ == "__main__":
    main()
