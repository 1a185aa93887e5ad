"""The supervisor: one process that starts the parts, restarts what dies, and ends them all."""

import contextlib
import os
import shlex
import signal
import subprocess
import sys
import xmlrpc.client
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any, cast

from supervisor.xmlrpc import SupervisorTransport

from intersessional.embedded.leftovers import PART
from intersessional.embedded.places import Places
from intersessional.embedded.service import ROOT, launched, wait_until

PORTAL = "portal"
# What Postgres, the broker and the sink need to close, and the letter that is just being rendered.
PATIENCE_SECONDS = {"postgres": 20, "letters": 8, "worker": 8, "web": 8}


@dataclass(frozen=True)
class Part:
    """A program under the supervisor; `waits` is one that is started later, by `start_waiting`."""

    name: str
    command: list[str]
    stop_signal: signal.Signals = signal.SIGTERM
    waits: bool = False


class Supervisor:
    """supervisord as a child of this process, with a configuration of its own."""

    def __init__(self, places: Places, parts: list[Part]) -> None:
        self.places = places
        self.parts = parts
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, environment: dict[str, str]) -> None:
        """Start the supervisor and, with it, each part that does not wait."""
        configuration = self.places.run / "supervisord.conf"
        configuration.write_text(configured(self.places, self.parts))
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)]
        with self.places.logfile("supervisor").open("ab") as log:
            self.process = subprocess.Popen(
                # If this process is killed, the supervisor still ends everything in good order.
                launched(command, die_with_parent=signal.SIGTERM),
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(lambda: bool(self.states()), 15, give_up=self.ended)

    def start_first(self, name: str) -> None:
        """Start one of the parts that wait, before the others compete with it for the machine."""
        self._remote.startProcess(f"{PORTAL}:{name}", False)

    def start_waiting(self) -> None:
        """Start the parts that still wait."""
        self._remote.startProcessGroup(PORTAL, False)
        pidfiles = [self.places.pidfile(part.name) for part in self.parts]
        wait_until(lambda: all(file.exists() for file in pidfiles), 15, give_up=self.ended)

    def states(self) -> dict[str, str]:
        """Return the state of each part in the supervisor's words; empty if it does not answer."""
        try:
            found = cast("list[dict[str, Any]]", self._remote.getAllProcessInfo())
        except (OSError, HTTPException, xmlrpc.client.Error):
            return {}
        return {process["name"]: process["statename"] for process in found}

    def ended(self) -> bool:
        """Say whether the supervisor is gone."""
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """End all parts in the order opposite to their start, then the supervisor."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        try:
            self.process.wait(sum(PATIENCE_SECONDS.values()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def _remote(self) -> Any:
        socket = f"unix://{control_socket(self.places)}"
        transport = SupervisorTransport(None, None, socket)
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor


def control_socket(places: Places) -> Path:
    """Return the socket on which the supervisor takes orders."""
    return places.sockets / "supervisor.sock"


def configured(places: Places, parts: list[Part]) -> str:
    """Return the supervisor's configuration."""
    sections = {
        "supervisord": {
            "nodaemon": "true",
            "silent": "true",
            "umask": "077",
            "logfile": str(places.logfile("supervisor")),
            "pidfile": str(places.pidfile("supervisor")),
            "directory": str(ROOT),
            # Named, so that it does not warn of running as root.
            **({"user": "root"} if os.geteuid() == 0 else {}),
        },
        "unix_http_server": {"file": str(control_socket(places)), "chmod": "0700"},
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
        },
        **{f"program:{part.name}": _program(places, part) for part in parts},
        **_groups(parts),
    }
    return "\n".join(_section(name, values) for name, values in sections.items())


def _groups(parts: list[Part]) -> dict[str, dict[str, str]]:
    """Return two groups: the portal ends as one, and only then what it stands on."""
    servers = [part.name for part in parts if not part.waits]
    portal = [part.name for part in parts if part.waits]
    return {
        f"group:{name}": {"programs": ",".join(members), "priority": priority}
        for name, members, priority in (("servers", servers, "1"), (PORTAL, portal, "2"))
        if members
    }


def _program(places: Places, part: Part) -> dict[str, str]:
    command = launched(
        part.command,
        pidfile=places.pidfile(part.name),
        # If the supervisor itself is killed, nothing survives it.
        die_with_parent=part.stop_signal,
        # Inside its user namespace Postgres may not look at others, and sees to its own children.
        replace=part.name != "postgres",
    )
    return {
        "command": shlex.join(command),
        "environment": f'{PART}="{part.name}"',
        "autostart": "false" if part.waits else "true",
        "autorestart": "true",
        "startsecs": "1",
        # Never give up: after a crash Postgres, for one, refuses to start for two seconds.
        "startretries": "1000000",
        "stopsignal": part.stop_signal.name.removeprefix("SIG"),
        # The parent ends its children in good order; what is left then is killed with it.
        "killasgroup": "true",
        "stopwaitsecs": str(PATIENCE_SECONDS.get(part.name, 5)),
        "redirect_stderr": "true",
        "stdout_logfile": str(places.logfile(part.name)),
        "stdout_logfile_maxbytes": "10MB",
        "stdout_logfile_backups": "3",
    }


def _section(name: str, values: dict[str, str]) -> str:
    # The supervisor expands %(…)s; a per cent sign of ours is only that.
    lines = [f"{key} = {value.replace('%', '%%')}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines, ""])
