"""Find and end what an earlier run left behind: only processes that are surely ours.

The supervisor gives each of its programs two variables, the folder and the part's name. A process
that carries both for this very folder, while nobody holds the folder's lock, is an orphan.
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from intersessional.embedded.service import wait_until

FOLDER = "INTERSESSIONAL_VAR"
PART = "INTERSESSIONAL_PART"
# How a part is asked to end; all others by SIGTERM. Postgres would wait for its sessions.
POLITE = {"postgres": signal.SIGINT}


def find(folder: Path) -> dict[int, str]:
    """Return the processes (id → part) that were started for `folder`, except this one."""
    found = {pid: _part(environment, folder) for pid, environment in _environments()}
    return {pid: part for pid, part in found.items() if part and pid != os.getpid()}


def end(processes: dict[int, str], patience_seconds: float = 10) -> None:
    """Ask each process to end, then make it."""
    for pid, part in processes.items():
        _send(pid, POLITE.get(part, signal.SIGTERM))
        _send(pid, signal.SIGCONT)
    if not wait_until(lambda: not any(alive(pid) for pid in processes), patience_seconds):
        for pid in processes:
            _send(pid, signal.SIGKILL)
        wait_until(lambda: not any(alive(pid) for pid in processes), 5)


def end_predecessors(folder: Path, part: str) -> None:
    """Kill what is left of the same part, e.g. the children of a parent that was killed.

    They would hold its port and its queue while the new one starts.
    """
    for pid in [pid for pid, found in find(folder).items() if found == part]:
        _send(pid, signal.SIGKILL)


def alive(pid: int) -> bool:
    """Say whether a process exists and is not a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return b") Z " not in Path(f"/proc/{pid}/stat").read_bytes()
    return True


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _part(environment: set[str], folder: Path) -> str:
    """Return the part's name from the variables of a process; empty if it is not ours."""
    if f"{FOLDER}={folder}" not in environment:
        return ""
    return next((v.partition("=")[2] for v in environment if v.startswith(f"{PART}=")), "")


def _environments() -> list[tuple[int, set[str]]]:
    """Return each process of ours that can be looked into, with its variables."""
    if not sys.platform.startswith("linux"):
        return _environments_by_ps()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                variables = (entry / "environ").read_bytes().decode(errors="replace")
                found.append((int(entry.name), set(variables.split("\0"))))
    return found


def _environments_by_ps() -> list[tuple[int, set[str]]]:
    """The same where there is no /proc; a folder whose name has a space is not recognised."""
    listing = subprocess.run(
        ["/bin/ps", "-x", "-E", "-ww", "-o", "pid=,command="],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    rows = [line.split() for line in listing.splitlines()]
    return [(int(row[0]), set(row[1:])) for row in rows if row]
