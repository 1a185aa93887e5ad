"""`bin/backup`, `bin/restore` and `bin/manage` for the portal of `make run`: as in production.

A backup is made while the portal runs, or while it does not; then the database is started for it. A
restore starts the database alone. Any other command of `manage.py` does as the backup does.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from intersessional.embedded.cluster import binary
from intersessional.embedded.errors import NotStarted
from intersessional.embedded.places import Places
from intersessional.embedded.run import Running, locked, refuse_what_is_not_ours
from intersessional.embedded.service import ROOT
from intersessional.embedded.surroundings import Surroundings


def backup(arguments: list[str]) -> int:
    """Run `manage.py backup` on this folder; return its exit code.

    :raises NotStarted: there is nothing yet, or the portal is just starting
    """
    return manage(["backup", *arguments])


def manage(arguments: list[str]) -> int:
    """Run a command of `manage.py` on this folder; return its exit code.

    :raises NotStarted: there is nothing yet, or the portal is just starting
    """
    places = Places.from_environment()
    if not places.var.exists():
        raise NotStarted(
            f"There is no portal in {places.shown(places.var)}/ yet: `make run` first."
        )
    surroundings = _surroundings(places)
    try:
        with locked(places), _database(surroundings):
            return _manage(surroundings, arguments)
    except Running:
        if surroundings.cluster and not surroundings.cluster.answers():
            raise
        return _manage(surroundings, arguments)


def restore(arguments: list[str]) -> int:
    """Run `manage.py restore` on this folder; return its exit code.

    :raises NotStarted: the portal is running
    """
    places = Places.from_environment()
    refuse_what_is_not_ours(places)
    places.make()
    try:
        with locked(places):
            surroundings = _surroundings(places)
            with _database(surroundings):
                return _manage(surroundings, ["restore", *arguments])
    except Running as running:
        raise NotStarted(f"{running} Stop it first: Ctrl-C where it was started.") from None


def _surroundings(places: Places) -> Surroundings:
    refuse_what_is_not_ours(places)
    return Surroundings.from_environment(places)


@contextmanager
def _database(surroundings: Surroundings) -> Iterator[None]:
    cluster = surroundings.cluster
    with cluster or nullcontext():
        if cluster:
            cluster.create()
        yield


def _manage(surroundings: Surroundings, arguments: list[str]) -> int:
    variables = surroundings.variables()
    if surroundings.cluster:
        # Its own programs of Postgres fit it best.
        variables["PATH"] = os.pathsep.join([str(binary("pg_dump").parent), variables["PATH"]])
    return subprocess.run(
        [sys.executable, "-W", "ignore", str(ROOT / "manage.py"), *arguments],
        env=variables,
        check=False,
    ).returncode
