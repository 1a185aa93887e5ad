"""Web servers and workers share the database, the broker and the storage, and nothing else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from intersessional.embedded.service import ROOT

PACKAGES = ("intersessional", "registration", "programme")
# Words that name a place on this machine's disk for writing, or the folder for state.
WORDS = {
    "VAR_DIR",
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "mkstemp",
    "FileSystemStorage",
}
MAYBE = re.compile("|".join(sorted(WORDS)) + r"|os\.open|open\(.*['\"][rbt]?[wax+]")
# Who may, and why it is no state that another process would miss.
MAY = {
    "intersessional/backups/archive.py": "the parts of the backup, into the file that was opened",
    "intersessional/backups/making.py": "the backup itself, where the operator wants it",
    "intersessional/catalogues.py": "makes the .mo files before anything starts",
    "intersessional/desk/management/commands/demonstration.py": "passwords of the demonstration",
    "intersessional/outbox/mailboxes.py": "marks reports in a mailbox that the operator named",
    "intersessional/privacy/operations/log.py": "flushes what the storage has written",
    "intersessional/wsgi.py": "figures of one web server, told by it alone",
    "intersessional/settings.py": "the clock of the demonstration, style sheets made beforehand",
    "registration/letters/rendering.py": "the list of our own fonts, for one process, for a moment",
}


def test_no_part_keeps_state_on_its_own_disk() -> None:
    found = {
        str(file.relative_to(ROOT)): words
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        if "embedded" not in file.parts and "migrations" not in file.parts
        # To read the others as Python, too, would take seconds.
        if MAYBE.search(file.read_text())
        if (words := sorted(set(local_words(ast.parse(file.read_text())))))
    }

    assert {name: words for name, words in found.items() if name not in MAY} == {}
    # A reason that nobody needs any more would hide the next one.
    assert set(MAY) - set(found) == set()


def test_what_writes_to_a_disk_is_found() -> None:
    """The control."""
    code = 'Path("x").open("ab"); open("y", mode="w"); os.open("z", 1); Path("p").write_text("")'
    words = list(local_words(ast.parse(code + '; file.open("rb"); settings.VAR_DIR')))

    assert sorted(words) == ["VAR_DIR", "open", "open", "os.open", "write_text"]


def local_words(tree: ast.AST) -> Iterator[str]:
    """Return what writes to a place on the disk: by its name, or `open` with a mode that writes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WORDS:
            yield node.attr
        elif isinstance(node, ast.Name) and node.id in WORDS:
            yield node.id
        elif isinstance(node, ast.Call) and _opens(node.func):
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func) == "os.open":
                yield "os.open"
            elif any(_writes(each) for each in [*node.args, *(k.value for k in node.keywords)]):
                yield "open"


def _opens(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "open"


def _writes(argument: ast.expr) -> bool:
    value = argument.value if isinstance(argument, ast.Constant) else None
    is_mode = isinstance(value, str) and 0 < len(value) <= 3 and set(value) <= set("rwaxbt+")
    return is_mode and bool(set(str(value)) & set("wax+"))


def test_the_paths_are_those_of_the_repository() -> None:
    assert all((ROOT / name).exists() for name in MAY)
    assert Path(__file__).is_relative_to(ROOT)
