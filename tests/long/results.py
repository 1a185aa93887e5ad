"""What the long tests measured: one JSON file for each figure, and the table of docs/reliability.md.

record("rush", {"registrations": 2000, "doubled": 0})     in a test, when it has passed
python -m tests.long.results                              prints the table
python -m tests.long.results --write                      puts it into docs/reliability.md
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "results"
PAGE = ROOT / "docs" / "reliability.md"
SCALE = float(os.environ.get("SCALE") or 1)
TABLE = "figures"


@dataclass(frozen=True)
class Row:
    """A line of the table: what is promised, and the results that show it, with their test."""

    figure: str
    target: str
    test: str
    names: tuple[str, ...]
    is_short: bool = False

    @property
    def command(self) -> str:
        """What measures it again, at the whole scale."""
        # What is not long runs in `make test`, too.
        which = "" if self.is_short else "long "
        return f"sh bin/test {which}{self.test}"


ROWS = [
    Row(
        "Deadline rush for correctness",
        "2,000 submissions, 64 clients, ≥ 40 kills: every receipt exists, 0 doubled, 503 with"
        " Retry-After and the form kept, all mails ≤ 60 s after the last kill",
        "tests/long/test_rush.py",
        ("rush", "rush without the token"),
    ),
    Row(
        "Deadline rush for speed",
        "15 registrations/s for 2 minutes: p95 ≤ 1 s outside the 10 s after a kill",
        "tests/long/test_rush_speed.py",
        ("rush for speed",),
    ),
    Row(
        "Confirmations, killed at random",
        "200 kills: 0 lost, ≤ 1 copy per kill, last mail ≤ 60 s after the last kill",
        "tests/long/test_worker_killed.py",
        ("worker killed", "direct tasks"),
    ),
    Row(
        "Confirmations, killed at named points",
        "100 kills: 0 lost, ≤ 1 copy per kill, the same bytes",
        "tests/long/test_fault_points.py",
        ("fault points", "lease without an end"),
    ),
    Row(
        "Bilaterals",
        "64 bookers, 2,000 attempts: 0 overlaps, 0 deadlocks, worst ≤ 1 s; the control overbooks",
        "tests/long/test_bilaterals_bookers.py",
        ("bookers", "bookers without the constraint"),
    ),
    Row(
        "Malformed requests",
        "≥ 20,000, no 5xx (100,000 by `REQUESTS=100000`)",
        "tests/long/test_malformed.py tests/long/test_malformed_forms.py",
        ("malformed", "malformed forms"),
    ),
    Row(
        "Permission matrix",
        "100 % of the URL patterns, ≥ 7 actors",
        "tests/access/test_matrix.py",
        ("matrix",),
        is_short=True,
    ),
    Row(
        "State machines",
        "300 runs × 30 steps each (2,000 × 50 by `RUNS=2000 STEPS=50`)",
        "tests/long/test_*_machine.py",
        ("registration machine", "floor machine", "bilaterals machine", "editors machine"),
    ),
    Row(
        "Redis refused, frozen, flushed",
        "p95 of a registration grows by ≤ 10 % (it sinks while no worker can work beside it), 0 lost",
        "tests/long/test_broker_away.py",
        ("broker away", "a task in the request"),
    ),
    Row(
        "Restore drill",
        "≤ 60 s for 20,000 registrations, row-exact",
        "tests/long/test_restore_drill.py",
        ("restore drill",),
    ),
    Row(
        "Query budget",
        "form POST ≤ 14, no page above 25, none grows with rows",
        "tests/long/test_query_budget.py tests/access/test_ten_thousand.py",
        ("query budget", "ten thousand"),
    ),
    Row(
        "Soak",
        "15 minutes at 20 requests/s (2 hours by `SOAK_MINUTES=120`): no 5xx, nothing grows",
        "tests/long/test_soak.py",
        ("soak",),
    ),
]


def record(name: str, figures: Mapping[str, Any]) -> None:
    """Keep what a test measured, with all that is needed to measure it again."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    row = next((row for row in ROWS if name in row.names), None)
    kept = {
        "name": name,
        "figures": dict(figures),
        "scale": SCALE,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "command": f"SCALE={SCALE:g} {row.command}" if row else "",
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
    text = json.dumps(kept, indent=2, ensure_ascii=False) + "\n"
    (FOLDER / f"{name.replace(' ', '_')}.json").write_text(text, encoding="utf-8")


def read(name: str) -> dict[str, Any] | None:
    """Return what was kept under a name; None if it was not measured here."""
    file = FOLDER / f"{name.replace(' ', '_')}.json"
    found: dict[str, Any] | None = json.loads(file.read_text("utf-8")) if file.exists() else None
    return found


def table() -> str:
    """Return the table in Markdown, with what was measured in this checkout."""
    lines = ["| Figure | Target | Measured | Command |", "|---|---|---|---|"]
    for row in ROWS:
        cells = [row.figure, row.target, measured(row), f"`{row.command}`"]
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines)


def measured(row: Row) -> str:
    """Return what was measured for a line, and at which scale, when and where."""
    found = [kept for name in row.names if (kept := read(name))]
    if not found:
        return "not yet measured"
    parts = [f"{kept['name']}: {_said(kept['figures'])} ({_when(kept)})" for kept in found]
    if any(kept["scale"] < 1 for kept in found):
        parts.append("not yet measured at the full scale")
    return "; ".join(parts)


def _said(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_number(value)}" for name, value in figures.items())


def _number(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_number(one)}" for name, one in value.items())
    if isinstance(value, list):
        return " / ".join(map(_number, value))
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _when(kept: Mapping[str, Any]) -> str:
    return (
        f"{kept['date'][:10]}, SCALE={kept['scale']:g}, {kept['cores']} cores, load {kept['load']}"
    )


def write_between_marks(name: str, text: str, page: Path = PAGE) -> None:
    """Put a text between `<!-- name -->` and `<!-- end of name -->` of a page."""
    before, mark, rest = page.read_text("utf-8").partition(f"<!-- {name} -->\n")
    _old, end, after = rest.partition(f"<!-- end of {name} -->\n")
    if not mark or not end:
        raise SystemExit(f"{page} has no marks for “{name}”.")
    page.write_text(f"{before}{mark}\n{text}\n\n{end}{after}", "utf-8")


def commit() -> str:
    """Return the commit that is checked out."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT
    )
    return found.stdout.strip()


def main() -> None:
    """Print the table, or write it."""
    if "--write" in sys.argv[1:]:
        write_between_marks(TABLE, table())
    else:
        print(table())


if __name__ == "__main__":
    main()
