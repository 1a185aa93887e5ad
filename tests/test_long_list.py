"""The list of tests that run long fits the tests that there are."""

import os
import subprocess
import sys

import pytest

from tests.long_list import LISTED, is_drawn, runs_long, strangers
from tests.schedule import drawn_as


@pytest.mark.long
def test_each_line_of_the_list_fits_a_test() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    # All of them, also where a share is drawn.
    environment = {name: value for name, value in os.environ.items() if name != "WIDE_SHARE"}
    found = subprocess.run(
        [*command, "tests"], capture_output=True, text=True, check=True, env=environment
    )

    nodeids = [line for line in found.stdout.splitlines() if "::" in line]

    assert strangers(nodeids) == []


def test_a_line_that_fits_none_is_found() -> None:
    assert sorted(strangers([])) == sorted(LISTED)


def test_a_test_of_the_list_runs_long() -> None:
    assert runs_long("tests/accounts/test_limits.py::test_two_hundred_wrong_codes_are_locked")
    assert not runs_long("tests/accounts/test_limits.py::test_nothing_of_this_name")


def test_a_share_is_drawn_and_the_same_is_drawn_again() -> None:
    tests = [f"tests/test_some.py::test_{number}" for number in range(1_000)]

    drawn = [test for test in tests if is_drawn(test, 0.34)]

    assert 250 < len(drawn) < 430
    assert drawn == [test for test in tests if is_drawn(test, 0.34)]
    assert all(is_drawn(test, 1) for test in tests)


def test_the_answers_of_an_actor_are_drawn_as_one() -> None:
    one = "tests/access/test_matrix.py::test_each_door[delegate]"
    another = "tests/access/test_headers.py::test_every_answer_is_protected[delegate]"

    assert drawn_as(one) == drawn_as(another)
    assert drawn_as("tests/desk/test_home.py::test_it") == "tests/desk/test_home.py::test_it"
