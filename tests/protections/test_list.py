"""The list of protections fits the text and the tests that there are; a share of it is tried."""

import ast
import os
from functools import cache

import pytest

from tests.long import results
from tests.long_list import is_drawn
from tests.protections import ROOT, Protection
from tests.protections.__main__ import all_red, table
from tests.protections.listed import ALL

SHARE = max(4, round(len(ALL) * results.SCALE / 2)) if results.SCALE < 1 else len(ALL)


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("protection", ALL, ids=lambda each: each.name)
def test_it_can_be_switched_off(protection: Protection) -> None:
    assert bool(protection.sql) != bool(protection.file)
    if protection.file:
        assert protection.count() == 1
        assert protection.old != protection.new
    for test in protection.tests:
        file, _, name = test.partition("::")
        assert name.partition("[")[0] in functions_of(file)


def test_each_rule_has_some_and_each_name_is_one() -> None:
    assert {each.rule for each in ALL} == set(range(1, 17))
    assert len({each.name for each in ALL}) == len(ALL) >= 40


def test_the_page_shows_this_list() -> None:
    """`sh bin/without --write` puts it there."""
    assert table() in results.PAGE.read_text("utf-8")


def test_a_text_that_is_not_there_is_found() -> None:
    gone = Protection("gone", 1, "", (), file="manage.py", old="nothing of this kind")

    with pytest.raises(ValueError, match="0 times"):
        gone.switch_off(ROOT)


@pytest.mark.long
def test_some_are_switched_off_and_their_tests_fail() -> None:
    """Others for each commit; `sh bin/without` tries them all."""
    whole = len(ALL) <= SHARE or os.environ.get("PROTECTIONS") == "all"
    drawn = [each for each in ALL if is_drawn(each.name, SHARE / len(ALL))]
    chosen = ALL if whole else (drawn or ALL)[:SHARE]

    lines = all_red(chosen)

    assert [line["name"] for line in lines if not line["red"]] == []
