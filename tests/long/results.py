"""Figures of the long tests, kept as JSON in `var/results/`, one file a name."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "var" / "results"


def record(name: str, figures: dict[str, Any]) -> None:
    """Print figures and keep them, with when, where, at which scale, and how to have them again."""
    scale = os.environ.get("SCALE", "1")
    test = os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")[0]
    said = {
        "name": name,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "scale": float(scale),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs",
        "command": f"SCALE={scale} sh bin/test {test} -m long -s",
        "figures": figures,
    }
    print(json.dumps(said))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(said, indent=2) + "\n", "utf-8")
