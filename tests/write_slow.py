"""Writes tests/slow.txt: which tests took longest, as a run of all of them has measured.

    sh bin/test -m "not long or wide" -n 2 --junitxml=var/all.xml
    .venv/bin/python -m tests.write_slow var/all.xml

What takes more than half a second (of a test, with what is made for it alone) runs in `make test-long`
only. Run it on a machine that does nothing else; what a run did not meet keeps its line.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

SECONDS = 0.5
FILE = Path(__file__).with_name("slow.txt")
HEAD = """\
# Tests that run in `make test-long` because they are slow: more than half a second, as
# `python -m tests.write_slow` found in the report of a whole run (its top says how).
# Written by it; a name that is gone does no harm.
"""


def main(reports: list[str]) -> None:
    """Write the list anew from reports in JUnit's format."""
    times = {}
    for report in reports:
        # A report of our own run.
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            nodeid = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
            times[nodeid] = float(case.get("time", 0))
    before = [line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    kept = {name for name in before if name not in times}
    slow = kept | {name for name, seconds in times.items() if seconds > SECONDS}
    FILE.write_text(HEAD + "".join(f"{name}\n" for name in sorted(slow)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
