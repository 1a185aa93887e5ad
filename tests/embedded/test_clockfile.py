"""The demonstration's clock."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intersessional.embedded.clockfile import FIRST_START, set_clock
from intersessional.embedded.errors import NotStarted

MOMENT = timedelta(seconds=5)


def test_first_start_is_14_may_2018_in_the_morning(tmp_path: Path) -> None:
    now = set_clock(tmp_path / "clock.json")

    assert now - FIRST_START < MOMENT


def test_later_starts_keep_the_shift(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    file.write_text(json.dumps({"offset_seconds": -3600}))

    now = set_clock(file)

    assert datetime.now(UTC) - timedelta(hours=1) - now < MOMENT
    assert json.loads(file.read_text()) == {"offset_seconds": -3600}


def test_a_wish_sets_the_clock_anew(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    set_clock(file)

    now = set_clock(file, "2018-05-31T23:59:59+02:00")

    assert now - datetime.fromisoformat("2018-05-31T23:59:59+02:00") < MOMENT
    assert json.loads(file.read_text())["starts_at"] == "2018-05-31T23:59:59+02:00"


@pytest.mark.parametrize("wish", ["yesterday", "2018-05-31", "2018-05-31T10:00"])
def test_a_wish_without_an_instant_is_refused_and_changes_nothing(
    tmp_path: Path, wish: str
) -> None:
    file = tmp_path / "clock.json"

    with pytest.raises(NotStarted, match="INTERSESSIONAL_NOW"):
        set_clock(file, wish)

    assert not file.exists()
