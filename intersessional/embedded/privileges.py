"""Run a program as somebody other than root: Postgres refuses root."""

import os
import subprocess
from functools import cache
from pathlib import Path

from intersessional.embedded.errors import NotStarted

NOBODY = 65534

# In a user namespace the program believes to be nobody while its files still belong to root: no
# folder has to be opened for anyone. Where namespaces are refused (many containers) it becomes
# nobody for real and keeps the one capability that lets it pass folders closed to others.
WAYS = (
    (
        ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"),
        0,
    ),
    (
        (
            "setpriv",
            f"--reuid={NOBODY}",
            f"--regid={NOBODY}",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
            "--",
        ),
        NOBODY,
    ),
)


def prefix(program: Path, directory: Path) -> list[str]:
    """Return what to write before `program` so that it does not run as root.

    Empty for an ordinary user. `directory` is given to the user that the program will run as.

    :raises NotStarted: this machine offers root no way to run a program as another user
    """
    if os.geteuid() != 0:
        return []
    way, owner = _way(program)
    give(directory, owner)
    return list(way)


def give(directory: Path, owner: int) -> None:
    """Make `owner` the owner of `directory` and all in it, where it is not yet."""
    if not directory.exists() or directory.stat().st_uid == owner:
        return
    for path in (*directory.rglob("*"), directory):
        os.chown(path, owner, owner, follow_symlinks=False)


@cache
def _way(program: Path) -> tuple[tuple[str, ...], int]:
    """Return the first way by which `program` starts at all, found by trying."""
    for way, owner in WAYS:
        if _works([*way, str(program), "--version"]):
            return way, owner
    raise NotStarted(
        "Postgres does not run as root, and neither unshare nor setpriv works here: "
        "start as an ordinary user, or set DATABASE_URL."
    )


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except OSError:
        return False
