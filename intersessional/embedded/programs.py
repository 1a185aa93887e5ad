"""The portal's own processes: the web server, the two workers and the clock's beat."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from intersessional.embedded.service import Service

# Somebody waits for a page, nobody for a mail: on a busy machine the workers come after the web server,
# the letters last.
NICENESS = {"mail": 5, "letters": 10}
QUEUES = {"worker": ("mail", 2), "letters": ("letters", 1)}


def web(port: int, *, workers: int = 2, threads: int = 8) -> list[str]:
    """Return the command of the web server on 127.0.0.1."""
    return [
        *(sys.executable, "-m", "gunicorn", "intersessional.wsgi:application"),
        *("--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)),
        # Loaded once, before the workers fork: the start and each replacement are quicker.
        *("--preload", "--graceful-timeout", "5", "--no-control-socket"),
        # No access log: the addresses of receipts would be in it.
        *("--error-logfile", "-"),
    ]


def worker(queue: str, *, processes: int = 1) -> list[str]:
    """Return the command of a worker for one queue."""
    return [
        *("nice", "-n", str(NICENESS[queue])),
        *(sys.executable, "-m", "celery", "--quiet", "-A", "intersessional.celery", "worker"),
        *("--queues", queue, "--hostname", f"{queue}@intersessional"),
        *("--concurrency", str(processes), "--loglevel", "INFO"),
        # The workers need not know of each other; a frozen broker has less to keep alive.
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def beat() -> list[str]:
    """Return the command of the beat; it keeps nothing on disk that a crash could spoil."""
    command = (sys.executable, "-m", "celery", "--quiet", "-A", "intersessional.celery", "beat")
    scheduler = ("--scheduler", "celery.beat.Scheduler", "--pidfile", "")
    return [*command, *scheduler, "--loglevel", "WARNING"]


class Program(Service):
    """One of these processes as a child of this one, for tests.

    `environment` is added to the variables of this process. With `url`, `start()` waits until the
    address answers; without, it returns at once.
    """

    def __init__(
        self,
        name: str,
        command: list[str],
        directory: Path | str,
        *,
        environment: Mapping[str, str] | None = None,
        url: str = "",
    ) -> None:
        super().__init__(directory)
        self.name = name
        self.environment = {**os.environ, **(environment or {})}
        self.url = url
        self._command = command

    def command(self) -> list[str]:
        """Return the command that was given."""
        return self._command

    def answers(self) -> bool:
        """Say whether the address answers with 200."""
        return not self.url or is_ok(self.url)


def is_ok(url: str) -> bool:
    """Say whether a GET of `url` is answered with 200 within two seconds."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
