"""What the embedded parts have in common: a folder, a command, a beginning and an end."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from intersessional.embedded.errors import NotStarted

ROOT = Path(__file__).resolve().parent.parent.parent
# The kernel's limit is 104 bytes on macOS, and a server adds a name of its own to the folder.
LONGEST_SOCKET_FOLDER = 70
PLAIN = re.compile(r"[A-Za-z0-9._/-]+")


class Service:
    """A program that serves while it runs, as a child of this process.

    On Linux the child dies with this process, however that ends. Used as a context manager it is
    stopped at the end of the block.
    """

    name = "service"
    stop_signal = signal.SIGTERM
    patience_seconds = 30.0

    def __init__(self, directory: Path | str) -> None:
        self.directory = Path(directory).absolute()
        self.environment: dict[str, str] | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process id of the running program."""
        if self.process is None:
            raise NotStarted(f"The {self.name} was not started.")
        return self.process.pid

    @property
    def log(self) -> Path:
        """Where the program's own words go."""
        return self.directory / f"{self.name}.log"

    def prepare(self) -> None:
        """Make everything that must exist before `command()` can run."""
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)

    def command(self) -> list[str]:
        """Return the program and its arguments; it stays in the foreground."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Say whether the program takes requests now."""
        raise NotImplementedError

    def start(self) -> Self:
        """Start the program and return when it answers.

        :raises NotStarted: it ended, or did not answer within `patience_seconds`
        """
        self.prepare()
        command = launched(self.command(), die_with_parent=self.stop_signal)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C at the shell is for us; we end the child in our own time.
                start_new_session=True,
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End the program, in peace if it can, and return when it is gone."""
        if self.process is None:
            return
        if self.process.poll() is None:
            # A stopped process (SIGSTOP) takes no notice of a polite request.
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(self.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process = None

    def pause(self) -> None:
        """Freeze the program: it holds its connections and answers nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a frozen program go on."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """End the program at once, without any farewell."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)

    def _wait(self) -> None:
        def ended() -> bool:
            return self.process is None or self.process.poll() is not None

        if not wait_until(self.answers, self.patience_seconds, give_up=ended):
            raise NotStarted(f"The {self.name} did not start. {last_words(self.log)}")


def launched(
    program: list[str],
    *,
    pidfile: Path | None = None,
    die_with_parent: signal.Signals | None = None,
    replace: bool = False,
) -> list[str]:
    """Return `program` behind the launcher, which notes its pid and binds it to its parent.

    A prefix that changes the user must stand before the launcher: changing it forgets the bond.
    """
    options: list[str] = []
    if pidfile is not None:
        options += ["--pidfile", str(pidfile)]
    if die_with_parent is not None:
        options += ["--die-with-parent", die_with_parent.name]
    if replace:
        options.append("--replace")
    launcher = [sys.executable, "-m", "intersessional.embedded.launch", *options, "--"]
    change = program.index("--") + 1 if program[0] in {"unshare", "setpriv"} else 0
    return [*program[:change], *launcher, *program[change:]]


def wait_until(
    holds: Callable[[], bool],
    seconds: float,
    *,
    every: float = 0.05,
    give_up: Callable[[], bool] = lambda: False,
) -> bool:
    """Ask `holds` again and again for `seconds`; return whether it came true."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end or give_up():
            return holds()
        time.sleep(every)
    return True


def last_words(log: Path) -> str:
    """Return the end of a log in one line, for a sentence about a failure."""
    if not log.exists():
        return ""
    lines = log.read_text(errors="replace").strip().splitlines()[-3:]
    return f"Its last words: {' / '.join(lines)}" if lines else ""


def socket_folder(directory: Path) -> Path:
    """Return a folder for unix sockets: `directory` itself, or a short one in its place.

    A socket's address is limited to about a hundred bytes and is written into URLs. The short
    folder is remembered in `directory`, and made anew when it was cleaned away.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if len(str(directory).encode()) <= LONGEST_SOCKET_FOLDER and PLAIN.fullmatch(str(directory)):
        return directory
    note = directory / "sockets"
    folder = Path(note.read_text().strip()) if note.exists() else None
    if folder is None or not _is_ours(folder):
        folder = Path(tempfile.mkdtemp(prefix="intersessional-", dir=_short_parent()))
        note.write_text(f"{folder}\n")
    return folder


def _is_ours(folder: Path) -> bool:
    """Say whether nobody else can have put something into the folder."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return found.st_uid == os.geteuid() and found.st_mode & 0o777 == 0o700


def _short_parent() -> str:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    usable = len(runtime.encode()) <= 40 and PLAIN.fullmatch(runtime or " ")
    return runtime if usable and os.access(runtime, os.W_OK) else "/tmp"  # noqa: S108 mkdtemp: 0700
