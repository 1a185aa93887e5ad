"""A database cluster in which all migrations are applied: made once, copied for whoever needs one.

To apply them takes most of a minute, and a whole run begins some twenty databases. So it begins with
the snapshot, as `make run` does, which embedded/test_snapshot.py compares with all migrations. It is
kept in var/tests/ for the runs to come, under a name that changes with what makes a schema: migrations,
models, roles, and the packages.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from intersessional.embedded.cluster import Cluster
from intersessional.embedded.prepare import contents
from intersessional.embedded.service import ROOT
from intersessional.embedded.snapshot import FILE

FOLDER = ROOT / "var" / "tests"
SCHEMA = {"migrations", "models", "roles", "apps"}
PACKAGES = ("intersessional", "registration", "programme")
# Without them the portal reads no settings, whoever asks for a cluster.
SECRETS = {"SECRET_KEY": "only-for-the-tests-" * 3, "SEALING_KEYS": "only-for-the-tests-" * 2}
# As a first start does, and as production does.
FROM_SNAPSHOT = (
    "-c",
    "import django; django.setup(); from intersessional.embedded import prepare; prepare.migrate()",
)
BY_MIGRATIONS = ("manage.py", "migrate", "--verbosity=0")


def copy_to(data: Path) -> None:
    """Fill the data folder of a cluster that does not exist yet; its database is `cluster.USER`."""
    data.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    FOLDER.mkdir(parents=True, exist_ok=True)
    # Who comes first makes it, the others wait.
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = FOLDER / f"migrated-{_fingerprint()}"
        if not kept.exists():
            _make(kept)
        shutil.copytree(kept, data, symlinks=True)


def _make(kept: Path) -> None:
    for old in [*FOLDER.glob("migrated-*"), FOLDER / "begun"]:
        shutil.rmtree(old, ignore_errors=True)
    with Cluster(FOLDER / "begun", fsync=False) as cluster:
        cluster.create()
        run(cluster.url(), FROM_SNAPSHOT)
    (FOLDER / "begun" / "data").rename(kept)
    shutil.rmtree(FOLDER / "begun", ignore_errors=True)


def run(url: str, command: tuple[str, ...]) -> None:
    """Apply the migrations to a database in one of the two ways."""
    subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=ROOT,
        # Whoever is not pytest names no settings.
        env={"DJANGO_SETTINGS_MODULE": "intersessional.settings"}
        | os.environ
        | SECRETS
        | {"DATABASE_URL": url},
        check=True,
    )


def _fingerprint() -> str:
    files = {file for package in PACKAGES for file in (ROOT / package).rglob("*.py")}
    making = {file for file in files if SCHEMA & {file.stem, *(part.name for part in file.parents)}}
    return contents([*sorted(making), FILE, ROOT / "uv.lock"])[:16]
