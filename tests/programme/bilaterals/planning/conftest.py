"""What the tests of the planner share: a solver that is loaded, which takes seconds once."""

import pytest

from programme.bilaterals.planning import solving


@pytest.fixture(autouse=True, scope="package")
def solver() -> None:
    """Load it before the first test, so that no test is blamed for it."""
    solving.load()
