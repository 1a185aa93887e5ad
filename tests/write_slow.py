"""Writes tests/medium.txt: what takes too long for `make test`, as a run of it has measured.

    sh bin/test -m "not long" -n 2 --dist loadscope --no-loadscope-reorder --junitxml=var/all.xml
    .venv/bin/python -m tests.write_slow var/all.xml

What takes longer than SECONDS (of a test, with what is made for it alone) runs in `make test-long`, for
each commit; but for the main ways through the portal, which stay. Run it on a machine that does nothing
else; what a run did not meet keeps its line. Of what stands in slow.txt, older and slower, each commit
draws a share.
"""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

SECONDS = 0.2
FILE = Path(__file__).with_name("medium.txt")
HEAD = """\
# Tests that run in `make test-long`, for each commit, because `make test` is to end in six minutes: as
# `python -m tests.write_slow` found in the report of a whole run (its top says how).
# Written by it; a name that is gone does no harm.
"""
# These share a running portal, which takes long to start, or a browser.
# Or all answers of an actor, asked for by whichever test comes first.
SHARING = re.compile(
    r"tests/(journeys|delivery)/|tests/embedded/test_run\.py|tests/access/test_(headers|matrix)\.py.*\["
)
STAYS = re.compile(
    r"delivery/test_delivery\.py::test_(everybody|the_subject)"
    r"|journeys/test_registration\.py::test_a_delegate_registers"
    r"|journeys/test_without_javascript\.py::test_a_delegate_mends"
    r"|access/test_(headers|matrix)\.py.*\[anonymous\]"
    r"|test_static_checks\.py"
    r"|letters/test_invitations\.py::test_all_that"
)


def main(reports: list[str]) -> None:
    """Write the list anew from reports in JUnit's format."""
    times = {}
    for report in reports:
        # A report of our own run.
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            nodeid = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
            times[nodeid] = float(case.get("time", 0))
    kept = {name for name in _before() if name not in times}
    found = {name for name, seconds in times.items() if _is_moved(name, seconds)}
    FILE.write_text(HEAD + "".join(f"{name}\n" for name in sorted(kept | found)), "utf-8")


def _before() -> list[str]:
    lines = FILE.read_text("utf-8").splitlines() if FILE.exists() else []
    return [line for line in lines if not line.startswith("#")]


def _is_moved(nodeid: str, seconds: float) -> bool:
    is_long = seconds > SECONDS or SHARING.match(nodeid) is not None
    return is_long and STAYS.search(nodeid) is None


if __name__ == "__main__":
    main(sys.argv[1:])
