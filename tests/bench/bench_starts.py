"""How long `make run` takes until the portal is ready: the first time, and the second.

In a folder of its own, with Python and the packages already there (`bin/bootstrap` is measured apart, as
the packages come from the network). The time of the processors is that of all that is started.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from intersessional.embedded import leftovers
from intersessional.embedded.service import ROOT, wait_until
from intersessional.embedded.sink import free_port
from tests.bench.figures import show
from tests.bench.processes import cpu_seconds
from tests.portal import INHERITED, START_SECONDS, STOP_SECONDS


def test_starts() -> None:
    folder = Path(tempfile.mkdtemp(prefix="itp-"))
    try:
        rows = [bootstrap(), started(folder, "first start"), started(folder, "second start")]
    finally:
        leftovers.end(leftovers.find(folder / "var"))
        shutil.rmtree(folder, ignore_errors=True)

    show("starts", rows)


def bootstrap() -> dict[str, Any]:
    """Return what the look for Python and packages takes where all is there."""
    begun = time.monotonic()
    done = subprocess.run(["sh", "bin/bootstrap"], cwd=ROOT, capture_output=True, check=True)
    assert done.returncode == 0
    return {"what": "bootstrap, all there", "seconds": _since(begun), "CPU s": ""}


def started(folder: Path, what: str) -> dict[str, Any]:
    """Start the portal in a folder, and return how long it took until it was ready; then stop it."""
    var = folder / "var"
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "intersessional.embedded", "run"],
        cwd=ROOT,
        env=inherited | {"INTERSESSIONAL_VAR": str(var), "PORT": str(free_port())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        described = var / "demo.json"
        wait_until(described.exists, 2 * START_SECONDS, give_up=lambda: process.poll() is not None)
        assert described.exists()
        row = {"what": what, "seconds": _since(begun), "CPU s": round(cpu_seconds(process.pid), 1)}
        process.send_signal(signal.SIGINT)
        assert process.wait(STOP_SECONDS) == 0
    finally:
        process.kill()
        process.wait()
    return row


def _since(begun: float) -> float:
    return round(time.monotonic() - begun, 1)
