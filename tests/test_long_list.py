"""The list of tests that run long fits the tests that there are."""

import subprocess
import sys

import pytest

from tests.long_list import LISTED, runs_long, strangers


@pytest.mark.long
def test_each_line_of_the_list_fits_a_test() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    found = subprocess.run([*command, "tests"], capture_output=True, text=True, check=True)

    nodeids = [line for line in found.stdout.splitlines() if "::" in line]

    assert strangers(nodeids) == []


def test_a_line_that_fits_none_is_found() -> None:
    assert sorted(strangers([])) == sorted(LISTED)


def test_a_test_of_the_list_runs_long() -> None:
    assert runs_long("tests/accounts/test_limits.py::test_two_hundred_wrong_codes_are_locked")
    assert not runs_long("tests/accounts/test_limits.py::test_nothing_of_this_name")
