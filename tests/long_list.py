"""Which tests run long beside those that are marked so: long.txt."""

import re
from pathlib import Path

LISTED = [
    line
    for line in (Path(__file__).parent / "long.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_EXACT = {line for line in LISTED if not line.startswith("~")}
_PATTERNS = [re.compile(line[1:]) for line in LISTED if line.startswith("~")]


def runs_long(nodeid: str) -> bool:
    """Say whether a test is one of those that run in `make test-long` only (long.txt)."""
    return nodeid in _EXACT or any(pattern.search(nodeid) for pattern in _PATTERNS)


def strangers(nodeids: list[str]) -> list[str]:
    """Return the lines of long.txt that fit none of the tests."""
    known = set(nodeids)
    return [line for line in _EXACT if line not in known] + [
        f"~{pattern.pattern}"
        for pattern in _PATTERNS
        if not any(pattern.search(nodeid) for nodeid in nodeids)
    ]
