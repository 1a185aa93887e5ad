"""Limits count exactly, however many processes ask at once."""

from intersessional.accounts import limits
from intersessional.accounts.limits import Allowance, TooManyTries
from tests.own_database import at_once

THREE = Allowance("test", 3, 10)


def test_a_limit_counts_exactly_among_many_processes(transactional_db: None) -> None:
    def try_it() -> bool:
        try:
            limits.count(THREE, "x")
        except TooManyTries:
            return False
        return True

    assert sorted(at_once(12, try_it)) == [False] * 9 + [True] * 3
