"""`make run`: its refusals, its beginning, its end, and what dies in between."""

import fcntl
import json
import os
import signal
import socket
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from intersessional.embedded import leftovers
from intersessional.embedded.cluster import Cluster
from intersessional.embedded.programs import is_ok
from intersessional.embedded.service import ROOT, wait_until
from tests import migrated
from tests.embedded.conftest import Starter
from tests.portal import Portal

PARTS = {"postgres", "broker", "sink", "web", "worker", "letters", "beat"}
# By Ctrl-C each portal of the tests is ended.
SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def refusal(process: "subprocess.Popen[str]") -> str:
    """Return the words of a start that is refused."""
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    return output.strip()


def ready(process: "subprocess.Popen[str]", var: Path) -> dict[str, Any]:
    """Wait until the portal is ready; return its description."""
    file = var / "demo.json"
    wait_until(file.exists, 90, give_up=lambda: process.poll() is not None)
    assert file.exists(), process.communicate()[0] if process.poll() is not None else "too slow"
    description: dict[str, Any] = json.loads(file.read_text())
    return description


def begin(start: Starter, var: Path) -> "tuple[subprocess.Popen[str], dict[str, Any]]":
    """Start a portal with the database of an earlier run; return it when it is ready."""
    migrated.copy_to(Cluster(var / "postgres").data)
    process = start()
    return process, ready(process, var)


def pid(description: dict[str, Any], part: str) -> int:
    return int((ROOT / description["pidfiles"][part]).read_text())


def test_a_port_in_use_is_named_with_a_free_one(start: Starter, var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        words = refusal(start(PORT=str(port)))

    assert words.startswith(f"Port {port} is in use by another program; choose another one")
    assert "\n" not in words
    assert not (var / "postgres").exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.5"])
def test_a_port_that_is_none_is_refused(start: Starter, port: str) -> None:
    assert refusal(start(PORT=port)) == (f"PORT={port} is not the number of a port (1 to 65535).")


@pytest.mark.parametrize("command", ["run", "reset"])
def test_a_folder_in_use_is_refused(start: Starter, var: Path, command: str) -> None:
    (var / "run").mkdir(parents=True)
    (var / "demo.json").write_text('{"url": "http://127.0.0.1:8000"}')

    with (var / "run" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        words = refusal(start(command))

    assert words == "Intersessional is already running at http://127.0.0.1:8000/."
    assert (var / "demo.json").exists()


def test_reset_empties_the_folder(start: Starter, var: Path) -> None:
    (var / "mail").mkdir(parents=True)
    (var / "mail" / "1.eml").write_text("a mail")
    (var / "clock.json").write_text("{}")

    start("reset").wait(20)

    assert list(var.iterdir()) == []


def test_a_command_has_nothing_to_work_on_before_the_first_start(start: Starter, var: Path) -> None:
    words = refusal(start("manage"))

    assert words.startswith("There is no portal in ")
    assert not var.exists()


@pytest.mark.long
def test_a_command_works_on_the_portal_that_runs(portal: Portal) -> None:
    done = subprocess.run(
        ["sh", str(ROOT / "bin" / "manage"), "held_mail"],
        env={"PATH": os.environ["PATH"], "INTERSESSIONAL_VAR": str(portal.var)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "0 mails are held by a restore.\n"), done.stderr


def test_a_process_of_another_folder_is_not_ours(tmp_path: Path) -> None:
    variables = {leftovers.FOLDER: str(tmp_path / "other"), leftovers.PART: "web"}
    with subprocess.Popen(["/bin/sleep", "60"], env=variables) as stranger:
        found = leftovers.find(tmp_path)
        found_there = leftovers.find(tmp_path / "other")
        leftovers.end(found_there)

    assert found == {}
    assert found_there == {stranger.pid: "web"}


def test_the_whole_portal_starts(portal: Portal, start: Starter) -> None:
    """That it ends without a trace is asserted where it ends (`tests/portal.py`)."""
    running = leftovers.find(portal.var)
    second = refusal(start(INTERSESSIONAL_VAR=str(portal.var)))

    assert set(portal.description["pidfiles"]) == PARTS
    assert set(running.values()) == PARTS
    assert second == f"Intersessional is already running at {portal.url}/."
    assert stat.S_IMODE((portal.var / "secret_key").stat().st_mode) == 0o600


@pytest.mark.long
@pytest.mark.parametrize("number", SIGNALS)
def test_each_signal_ends_everything(start: Starter, var: Path, number: signal.Signals) -> None:
    process, _ = begin(start, var)

    process.send_signal(number)
    process.communicate(timeout=60)

    assert leftovers.find(var) == {}


@pytest.mark.long
def test_each_part_comes_back_after_it_was_killed(start: Starter, var: Path) -> None:
    _, description = begin(start, var)

    for part in sorted(PARTS):
        before = pid(description, part)
        os.kill(before, signal.SIGKILL)
        assert wait_until(lambda b=before, p=part: pid(description, p) != b, 20), part  # type: ignore[misc]
        assert wait_until(lambda: is_ok(f"{description['url']}/readyz"), 20), part


@pytest.mark.long
@pytest.mark.parametrize("victim", ["runner", "supervisor"])
def test_nothing_survives_a_killed_parent_and_the_next_start_works(
    start: Starter, var: Path, victim: str
) -> None:
    process, _ = begin(start, var)
    supervisor = int((var / "run" / "supervisor.pid").read_text())

    os.kill(process.pid if victim == "runner" else supervisor, signal.SIGKILL)

    assert wait_until(lambda: leftovers.find(var) == {}, 30)
    process.wait(30)
    # What a killed run leaves behind; the next start removes it, too, but perhaps after we look.
    (var / "demo.json").unlink(missing_ok=True)
    again = ready(start(), var)
    assert wait_until(lambda: is_ok(f"{again['url']}/readyz"), 20)
