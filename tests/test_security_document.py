"""docs/security.md speaks of each requirement once, and of tests, modules and settings that exist."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = (ROOT / "docs/security.md").read_text()
# Of level 3: formulas, enumeration, races, deletion on a schedule.
CHOSEN = {"V1.2.10", "V6.3.8", "V15.4.2", "V14.2.7"}
ITEM = re.compile(r"V(\d+)\.(\d+)\.(\d+)")
STATES = {"met", "n/a", "not met"}


def levels() -> dict[str, int]:
    """Return the level of each requirement of the standard."""
    found = {}
    for line in (ROOT / "tests/asvs_levels.txt").read_text().splitlines():
        section, _, rest = line.partition(" ")
        if section.startswith("V"):
            found |= {f"{section}.{n}": int(level) for n, level in enumerate(rest.split(), 1)}
    return found


def rows() -> list[list[str]]:
    """Return the lines of the tables of requirements, as cells."""
    lines = (line for line in DOCUMENT.splitlines() if line.startswith("| V"))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def items_of(cell: str) -> Iterator[str]:
    """Yield the requirements of a line: one, or all from one to another of a section."""
    first, _, last = cell.partition("–")
    begin, end = ITEM.fullmatch(first), ITEM.fullmatch(last or first)
    assert begin, cell
    assert end, cell
    assert begin.group(1, 2) == end.group(1, 2), cell
    for number in range(int(begin[3]), int(end[3]) + 1):
        yield f"V{begin[1]}.{begin[2]}.{number}"


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_the_standard_is_whole() -> None:
    assert Counter(levels().values()) == {1: 70, 2: 183, 3: 92}


def test_each_requirement_stands_here_once() -> None:
    found = Counter(item for row in rows() for item in items_of(row[0]))

    wanted = {item for item, level in levels().items() if level < 3} | CHOSEN
    assert not wanted - set(found)
    assert not set(found) - set(levels())
    assert {item for item, times in found.items() if times > 1} == set()


def test_each_line_says_how_it_stands_and_why() -> None:
    known = levels()
    for item, level, subject, state, why, *_tests in rows():
        said = {str(known[one]) for one in items_of(item)}
        assert set(level.split("–")) == said, item
        assert subject, item
        assert state in STATES, item
        assert state == "met" or len(why) > 3, item
        assert state != "not met" or len(why) > 60, item


def test_the_sum_is_told() -> None:
    known = levels()
    found = Counter((known[item] == 3, row[3]) for row in rows() for item in items_of(row[0]))

    assert (
        f"**{found[False, 'met']} are met, {found[False, 'n/a']} have nothing to apply to, "
        f"and {found[False, 'not met']} are not met**. Of level 3, {found[True, 'met']} are named"
    ) in DOCUMENT
    assert {state for (is_third, state) in found if is_third} == {"met"}


def test_what_is_met_is_shown_by_a_test_or_a_place() -> None:
    for item, _level, _subject, state, why, *found in rows():
        assert state != "met" or why or any("::" in one for one in found), item


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/[\w/.]+\.py::\w+)`", DOCUMENT))))
def test_each_test_exists(named: str) -> None:
    path, _, name = named.partition("::")

    assert name in names_in(path)


def test_each_module_exists() -> None:
    named = set(
        re.findall(r"`([\w.-]+(?:/[\w.-]+)+|[\w.-]+\.(?:lock|yml)|\.dockerignore)`", DOCUMENT)
    )
    linked = {f"docs/{link}" for link in re.findall(r"\]\(([\w/.-]+)\)", DOCUMENT)}

    assert len(named) > 30
    assert [path for path in sorted(named | linked) if not (ROOT / path).exists()] == []


def importing(*packages: str) -> set[str]:
    """Return the modules of the portal that import one of these, wherever in the module."""
    found = set()
    for folder in ("intersessional", "registration", "programme"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
                if any(one.partition(".")[0] in packages for one in names):
                    found.add(str(path.relative_to(ROOT)))
    return found


def test_the_modules_with_a_cipher_are_named() -> None:
    [said] = re.findall(r"Every use of a\s+cipher stands in (.*?); digests", DOCUMENT, re.DOTALL)

    found = importing("cryptography", "pyhanko")
    assert len(found) == 5
    assert set(re.findall(r"`([\w/]+\.py)`", said)) == found


def test_the_modules_that_start_programs_are_named() -> None:
    [said] = [row[4] for row in rows() if row[0] == "V1.2.5"]

    found = importing("subprocess", "multiprocessing")
    of_one_machine = {one for one in found if one.startswith("intersessional/embedded/")}
    assert "`intersessional/embedded`" in said
    assert set(re.findall(r"`([\w/]+\.py)`", said)) == found - of_one_machine


def test_each_setting_exists() -> None:
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", DOCUMENT))

    assert len(named) > 15
    assert [name for name in sorted(named) if not hasattr(settings, name)] == []
