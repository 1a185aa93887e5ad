"""Where things lie while the portal runs on one machine."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from intersessional.embedded.service import ROOT, socket_folder


@dataclass(frozen=True)
class Places:
    """The folder `var/` and what is in it."""

    var: Path

    @classmethod
    def from_environment(cls) -> "Places":
        """Return the folder that INTERSESSIONAL_VAR names; `var/` of the repository without it."""
        named = os.environ.get("INTERSESSIONAL_VAR")
        return cls((Path(named) if named else ROOT / "var").absolute())

    @property
    def run(self) -> Path:
        """Process ids, sockets, the supervisor's configuration."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        """One log for each process."""
        return self.var / "log"

    @property
    def mail(self) -> Path:
        """What the mail sink received."""
        return self.var / "mail"

    @property
    def sockets(self) -> Path:
        """Where unix sockets lie; elsewhere than in `run` when its path is too long for them."""
        return socket_folder(self.run)

    def make(self) -> None:
        """Make the folders; only their owner can look inside."""
        for folder in (self.var, self.run, self.log, self.mail):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def remove_short_folder(self) -> None:
        """Remove the folder that stood in for `run`, if there is one."""
        note = self.run / "sockets"
        if note.exists():
            shutil.rmtree(note.read_text().strip(), ignore_errors=True)
            note.unlink()

    def pidfile(self, part: str) -> Path:
        """Return the file that holds the process id of a part."""
        return self.run / f"{part}.pid"

    def logfile(self, part: str) -> Path:
        """Return the log of a part."""
        return self.log / f"{part}.log"

    def shown(self, path: Path) -> str:
        """Return a path as people see it: relative to the repository where it lies inside."""
        return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
