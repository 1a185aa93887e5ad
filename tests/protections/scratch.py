"""A copy of the tree with a database of its own, in which protections are switched off one at a time."""

import compileall
import os
import py_compile
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from intersessional.embedded.cluster import Cluster
from tests import migrated
from tests.protections import ROOT, Protection, forked

MOST_SECONDS = 600
# What pytest says of a test that failed by what it asserts, and not by an accident.
ASSERTED = ("assert ", "AssertionError", "Failed: ")
TESTED, KEPT = "test_intersessional", "kept_intersessional"


class NotRed(Exception):
    """A test passed without its protection, or could not even begin."""


@dataclass(frozen=True)
class Outcome:
    """What became of one test: `passed`, `failed` by an assertion, or `broken` in any other way."""

    test: str
    result: str
    message: str = ""


class Scratch:
    """The copy: its files, and a running cluster in which the meeting of 2018 has been loaded."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "tree"
        self.lasting = folder / "lasting"
        self.cluster = Cluster(self.lasting / "pg", fsync=False)
        self.is_filled = False

    def run(self, tests: Sequence[str], environment: dict[str, str] | None = None) -> list[Outcome]:
        """Run some tests in the copy, and say what became of each.

        :raises NotRed: pytest could not collect them, or took too long
        """
        report = self.lasting / "report.xml"
        report.unlink(missing_ok=True)
        said = self.lasting / "said"
        code = forked.run(
            self.root,
            ["-q", "--reuse-db", "-p", "no:cacheprovider", f"--junitxml={report}", *tests],
            self._environment() | (environment or {}),
            said,
            MOST_SECONDS,
        )
        if code is None:
            raise NotRed(f"it took more than {MOST_SECONDS} s")
        if code not in (0, 1) or not report.exists():
            raise NotRed(said.read_text("utf-8", "replace")[-3000:])
        self.is_filled = True
        return [_outcome(case) for case in ET.parse(report).iter("testcase")]

    @contextmanager
    def without(self, protection: Protection) -> Iterator[None]:
        """Switch one protection off for a while."""
        if protection.sql:
            self._rename(TESTED, KEPT)
            self._on("postgres", f"CREATE DATABASE {TESTED} TEMPLATE {KEPT}")
            self._on(TESTED, protection.sql)
        else:
            whole = (self.root / protection.file).read_bytes()
            protection.switch_off(self.root)
        try:
            yield
        finally:
            if protection.sql:
                self._on("postgres", f"DROP DATABASE {TESTED} WITH (FORCE)")
                self._rename(KEPT, TESTED)
            else:
                (self.root / protection.file).write_bytes(whole)

    def _environment(self) -> dict[str, str]:
        # The tests that are named run, whatever share of them is drawn.
        left_out = ("PYTEST_", "DJANGO_", "COV_", "WIDE_SHARE")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
        return inherited | {
            "LASTING_CLUSTER": str(self.lasting),
            # To look through all migrations takes longer than a test.
            "LASTING_DATABASE": TESTED if self.is_filled else "",
            # For the processes that tests begin: nothing that was changed is kept compiled.
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def _rename(self, old: str, new: str) -> None:
        self._on("postgres", f"ALTER DATABASE {old} RENAME TO {new}")

    def _on(self, database: str, statement: str) -> None:
        with closing(psycopg2.connect(self.cluster.url(database))) as session:
            session.autocommit = True
            with session.cursor() as cursor:
                cursor.execute(statement)


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Make a copy of the tree, as it is here, and remove it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="itw-"))
    made = Scratch(folder)
    try:
        _copy_tree(made.root)
        migrated.copy_to(made.cluster.data)
        with made.cluster:
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_tree(root: Path) -> None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    names = [name.decode() for name in listed.split(b"\0") if name]
    # Compiled catalogues are made by bin/bootstrap, and are not in the repository.
    names += [str(file.relative_to(ROOT)) for file in (ROOT / "locale").rglob("*.mo")]
    for name in names:
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    # By their contents: a module that is changed within the same second is not taken for the old one.
    by_contents = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(root, quiet=2, invalidation_mode=by_contents)


def _outcome(case: ET.Element) -> Outcome:
    test = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '')}"
    error, failure = case.find("error"), case.find("failure")
    if error is not None:
        return Outcome(test, "broken", error.get("message", ""))
    if failure is not None:
        message = failure.get("message", "")
        return Outcome(test, "failed" if message.startswith(ASSERTED) else "broken", message)
    return Outcome(test, "passed")
