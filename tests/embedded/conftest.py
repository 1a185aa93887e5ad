"""The command of `make run`, on a folder and a port of its own."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intersessional.embedded import leftovers
from intersessional.embedded.service import ROOT
from intersessional.embedded.sink import free_port

Starter = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder whose path is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="it-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture
def var(folder: Path) -> Path:
    """The folder in which a portal of the test keeps everything."""
    return folder / "var"


@pytest.fixture
def start(var: Path) -> Iterator[Starter]:
    """Starts `python -m intersessional.embedded …`; all of it is ended after the test."""
    started: list[subprocess.Popen[str]] = []
    # The tests' own settings (tests/services.py) must not reach the portal of the demonstration.
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    def starter(command: str = "run", **variables: str) -> "subprocess.Popen[str]":
        # As from a terminal, also where the tests themselves were started by nohup.
        heard = signal.signal(signal.SIGHUP, signal.SIG_DFL)
        process = subprocess.Popen(
            [sys.executable, "-m", "intersessional.embedded", command],
            cwd=ROOT,
            env=inherited | {"INTERSESSIONAL_VAR": str(var), "PORT": str(free_port())} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        signal.signal(signal.SIGHUP, heard)
        started.append(process)
        return process

    yield starter
    for process in started:
        process.kill()
        process.communicate()
    leftovers.end(leftovers.find(var), patience_seconds=15)
