"""The variables that every part of a running portal shares."""

import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from intersessional.embedded.broker import Broker
from intersessional.embedded.certificate import kept_certificate
from intersessional.embedded.cluster import Cluster
from intersessional.embedded.errors import NotStarted
from intersessional.embedded.leftovers import FOLDER
from intersessional.embedded.places import Places
from intersessional.embedded.sink import Sink, free_port

DEFAULT_PORT = 8000
HOST = "127.0.0.1"


@dataclass
class Surroundings:
    """What is embedded (None where a variable names a server elsewhere), and the web's port."""

    places: Places
    port: int
    cluster: Cluster | None = None
    broker: Broker | None = None
    sink: Sink | None = None
    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, places: Places) -> Self:
        """Read PORT, DATABASE_URL, BROKER_URL and EMAIL_URL.

        :raises NotStarted: PORT is not the number of a port
        """
        given, sockets = os.environ, places.sockets
        return cls(
            places=places,
            port=port_number(given.get("PORT", "")),
            cluster=None if given.get("DATABASE_URL") else Cluster(places.var / "postgres"),
            broker=None if given.get("BROKER_URL") else Broker(places.run, sockets=sockets),
            sink=None if given.get("EMAIL_URL") else Sink(places.mail),
            given=given,
        )

    @property
    def url(self) -> str:
        """Where the portal answers on this machine."""
        return f"http://{HOST}:{self.port}"

    def variables(self) -> dict[str, str]:
        """Return the whole environment of the portal's processes."""
        embedded = {
            "DATABASE_URL": self.cluster.url() if self.cluster else "",
            "BROKER_URL": self.broker.url if self.broker else "",
            "EMAIL_URL": self.sink.url if self.sink else "",
        }
        return {
            "SECRET_KEY": kept_secret(self.places.var / "secret_key"),
            "SEALING_KEYS": kept_secret(self.places.var / "sealing_keys"),
            "SIGNING_CERTIFICATE": str(kept_certificate(self.places.var / "signing.p12")),
            "INTERSESSIONAL_BASE_URL": self.url,
            "PROMETHEUS_MULTIPROC_DIR": str(self.places.run / "figures"),
            # Many threads, few heaps: what one has freed, the others take. Large pieces go back.
            "MALLOC_ARENA_MAX": "2",
            "MALLOC_MMAP_THRESHOLD_": "65536",
            "MALLOC_TRIM_THRESHOLD_": "131072",
            **self.given,
            **{name: value for name, value in embedded.items() if value},
            FOLDER: str(self.places.var),
            "INTERSESSIONAL_DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "intersessional.settings",
            "PYTHONUNBUFFERED": "1",
        }


def port_number(text: str) -> int:
    """Return the port that PORT names; 8000 without it."""
    if not text:
        return DEFAULT_PORT
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise NotStarted(f"PORT={text} is not the number of a port (1 to 65535).")
    return int(text)


def check_port(port: int) -> None:
    """Refuse a port that another program uses, or that we may not use.

    :raises NotStarted: with a port in the text that is free at this moment
    """
    advice = f"choose another one, for example: PORT={free_port()} make run"
    if _answers(port):
        raise NotStarted(f"Port {port} is in use by another program; {advice}")
    with socket.socket() as probe:
        # As the web server does: connections that have just ended do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise NotStarted(f"Port {port} cannot be used ({problem.strerror}); {advice}") from None


def kept_secret(file: Path) -> str:
    """Return a secret of this folder; made at the first start, so that what it protects survives."""
    if not file.exists():
        part = file.with_name(f".{file.name}")
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(48) + "\n")
        part.replace(file)
    return file.read_text().strip()


def _answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True
