"""Which tests run long beside those marked so (long.txt, slow.txt, medium.txt).

And a share of them, drawn by the commit.
"""

import re
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


LISTED = [*_lines("long.txt"), *_lines("sometimes.txt")]
_PATTERNS = [re.compile(line[1:]) for line in _lines("long.txt")]
_SOMETIMES = [re.compile(line[1:]) for line in _lines("sometimes.txt")]
_SLOW = set(_lines("slow.txt"))
_MEDIUM = set(_lines("medium.txt"))


def runs_long(nodeid: str) -> bool:
    """Say whether a test is one of those that run in `make test-long` only."""
    if nodeid in _SLOW or nodeid in _MEDIUM:
        return True
    return any(pattern.search(nodeid) for pattern in _PATTERNS)


def runs_each_time(nodeid: str) -> bool:
    """Say whether a test that runs long runs for each commit, at whatever scale (medium.txt)."""
    return nodeid in _MEDIUM


def runs_sometimes(nodeid: str) -> bool:
    """Say whether only a share of the commits runs a test, at a smaller scale (sometimes.txt)."""
    return any(pattern.search(nodeid) for pattern in _SOMETIMES)


def strangers(nodeids: list[str]) -> list[str]:
    """Return the lines of long.txt and sometimes.txt that fit none of the tests."""
    return [
        f"~{pattern.pattern}"
        for pattern in [*_PATTERNS, *_SOMETIMES]
        if not any(pattern.search(nodeid) for nodeid in nodeids)
    ]


def is_drawn(group: str, share: float) -> bool:
    """Say whether what a test shares (tests/schedule.py) is in the share of the wide tests that runs.

    Each commit draws anew, and draws the same for whoever runs it again: some commits take all in turn.
    """
    if share >= 1:
        return True
    number = int.from_bytes(sha256(f"{_commit()} {group}".encode()).digest()[:4])
    return number < share * 2**32


@cache
def _commit() -> str:
    """Return the commit that is checked out; nothing where there is no repository."""
    found = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True)
    return found.stdout.strip()
