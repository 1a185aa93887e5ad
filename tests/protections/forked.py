"""One run of pytest after the other, each in a process that has the packages of others imported already.

Most of the seconds of a run are spent there; what is ours is read anew by each.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# What pytest itself rewrites (its plugins, Hypothesis) and what needs the settings cannot be among them.
PACKAGES = [
    *("pytest", "playwright.sync_api", "psycopg2", "celery", "weasyprint", "openpyxl", "docx"),
    *("babel", "PIL.Image", "brotli", "cryptography.fernet", "prometheus_client", "icalendar"),
    *("pypdf", "pikepdf", "pypdfium2", "yaml", "jsonschema"),
    *("django.test", "django.db.models", "django.forms", "django.views.generic"),
]
OURS = {"tests", "intersessional", "registration", "programme"}


def run(
    root: Path, arguments: Sequence[str], environment: dict[str, str], said: Path, seconds: int
) -> int | None:
    """Run pytest in a tree; return its exit code, None if it took too long. `said` is what it said."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PACKAGES)
    process = processes.Process(target=_begin, args=(root, list(arguments), environment, said))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return process.exitcode


def _begin(root: Path, arguments: list[str], environment: dict[str, str], said: Path) -> None:
    with said.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    _forget(root)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(root)
    # The real module is imported only now, where nothing of the tests has been yet.
    import pytest

    code = pytest.main(arguments)
    sys.stdout.flush()
    os._exit(code)


def _forget(root: Path) -> None:
    """Forget what this process knows of the tree that it came from; look for everything in the other."""
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    here = Path(__file__).parents[2]
    sys.path[:] = [str(root), *(path for path in sys.path if Path(path or ".").resolve() != here)]
    sys.dont_write_bytecode = True
