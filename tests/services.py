"""A pytest plugin: the settings of the tests, and a database cluster of their own.

Loaded by `-p tests.services` before Django's settings are read. Servers start when a test first
needs them, as real processes, and end with the tests.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from intersessional.embedded.broker import Broker
from intersessional.embedded.cluster import Cluster
from intersessional.embedded.sink import Sink
from tests import migrated

# `tests.protections` runs one test after the other on a cluster of its own, which stays.
LASTING = os.environ.get("LASTING_CLUSTER")
# And in it, once the first run has made it, a database.
FILLED = os.environ.get("LASTING_DATABASE")
FOLDER = Path(LASTING or tempfile.mkdtemp(prefix="it-"))
CLUSTER = Cluster(FOLDER / "pg", fsync=False)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Set what the settings read, so that the tests depend on nobody's environment."""
    os.environ.update(
        {
            "DATABASE_URL": CLUSTER.url("intersessional"),
            "DJANGO_SETTINGS_MODULE": "intersessional.settings",
            **migrated.SECRETS,
            "INTERSESSIONAL_VAR": str(FOLDER / "var"),
            "INTERSESSIONAL_BASE_URL": "http://testserver",
            "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        }
    )
    # WhiteNoise looks for the folder when a request comes.
    (FOLDER / "var" / "static").mkdir(parents=True, exist_ok=True)
    for name in ("BROKER_URL", "EMAIL_URL", "INTERSESSIONAL_DEMONSTRATION", "INTERSESSIONAL_NOW"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running cluster that forgets everything at a crash, and is quick for it."""
    if LASTING:
        yield CLUSTER
        return
    migrated.copy_to(CLUSTER.data)
    with CLUSTER:
        yield CLUSTER


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A running broker."""
    with Broker(FOLDER / "broker") as broker:
        yield broker


@pytest.fixture(scope="session")
def _sink() -> Iterator[Sink]:
    with Sink(FOLDER / "mail") as sink:
        yield sink


@pytest.fixture
def sink(_sink: Sink, settings: object) -> Sink:
    """An empty mail sink to which the portal sends, by SMTP."""
    _sink.clear()
    settings.MAILERS = {  # type: ignore[attr-defined]
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": _sink.port, "timeout": 10},
        }
    }
    return _sink
