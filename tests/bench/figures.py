"""Figures of a benchmark: printed as a table, kept as JSON."""

import ctypes
import gc
import json
import os
import platform
import statistics
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

SCALE = float(os.environ.get("SCALE", "1"))
FOLDER = Path(__file__).parents[2] / "var" / "bench"


def scaled(count: int) -> int:
    """Return how often something is done: a share of `count`, five times at least."""
    return max(5, round(count * SCALE))


def milliseconds(seconds: Sequence[float]) -> float:
    """Return the median of some times."""
    return round(statistics.median(seconds) * 1000, 1)


def resident_mib(*, in_use: bool = False) -> float:
    """Return the memory that this process holds; only what is `in_use`, if the C library can tell."""
    if in_use:
        gc.collect()
        with suppress(OSError, AttributeError):
            # What is free, but scattered among what is not, goes back to the system.
            ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)


def show(name: str, rows: list[dict[str, Any]]) -> None:
    """Print rows with the same columns as a table and as JSON, and keep the JSON."""
    columns = list(rows[0])
    widths = [max(len(str(value)) for value in [c, *(row[c] for row in rows)]) for c in columns]
    print(f"\n\n{name}")
    for cells in [columns, *([row[c] for c in columns] for row in rows)]:
        print("  " + "  ".join(str(c).ljust(w) for c, w in zip(cells, widths, strict=True)))
    result = {"name": name, "machine": f"{platform.machine()}, {os.cpu_count()} CPUs", "rows": rows}
    print(json.dumps(result))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")


def rows_wanted() -> list[int]:
    """Return with how many registrations to measure: ROWS=450,4500,45000."""
    return [int(text) for text in os.environ.get("ROWS", "450,4500").split(",")]
