"""What was measured is kept with all that is needed to measure it again, and put into the table."""

from pathlib import Path

import pytest

from tests.long import results


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep nothing of this beside what was measured."""
    monkeypatch.setattr(results, "FOLDER", tmp_path)
    return tmp_path


def test_a_result_says_how_to_get_it_again() -> None:
    results.record("bookers", {"attempts": 2_000, "overlaps": 0})

    kept = results.read("bookers")
    assert kept
    assert kept["figures"] == {"attempts": 2_000, "overlaps": 0}
    assert kept["command"].endswith("sh bin/test long tests/long/test_bilaterals_bookers.py")
    assert kept["scale"] == results.SCALE
    assert {"date", "commit", "cores", "load"} <= set(kept)


def test_what_was_not_measured_says_so() -> None:
    results.record("soak", {"5xx": 0, "answers": {"200": 1_800}, "connections": [7, 8]})

    lines = {line.split(" | ")[0].strip("| "): line for line in results.table().splitlines()}

    assert "not yet measured" in lines["Bilaterals"]
    assert "5xx 0, answers 200: 1,800, connections 7 / 8" in lines["Soak"]


def test_a_table_is_put_between_its_marks_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- figures -->\nold\n<!-- end of figures -->\nafter\n")

    for _ in range(2):
        results.write_between_marks("figures", "new", page)

    assert page.read_text() == (
        "before\n<!-- figures -->\n\nnew\n\n<!-- end of figures -->\nafter\n"
    )
    with pytest.raises(SystemExit):
        results.write_between_marks("other", "new", page)


def test_each_command_names_files_that_are_there() -> None:
    for row in results.ROWS:
        for name in row.test.split():
            assert list(results.ROOT.glob(name)), name
