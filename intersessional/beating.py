"""A beat of which one can tell whether it beats: `python -m intersessional.beating` asks.

Each round touches a file in the folder for temporary files; the health check of the container looks
how old it is. What the beat fails to bring about, with a broker that is away, is another matter: /readyz
says it.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from celery import beat

FILE = Path(tempfile.gettempdir()) / "intersessional-beat"
# A round takes two seconds at most; one that waits for a frozen broker, some more.
OLDEST_SECONDS = 60


class Scheduler(beat.Scheduler):
    """Celery's own, which leaves a trace of each round."""

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Do what is due, and leave a trace."""
        wait = super().tick(*args, **kwargs)
        FILE.touch()
        return wait


def is_beating() -> bool:
    """Say whether the last round was a moment ago."""
    try:
        return time.time() - FILE.stat().st_mtime < OLDEST_SECONDS
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_beating() else "The beat has not beaten for a minute.")
