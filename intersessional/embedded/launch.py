"""Become another program: note the process id, promise to die with the parent, then exec."""

import argparse
import ctypes
import os
import signal
import sys
from pathlib import Path

from intersessional.embedded import leftovers

PR_SET_PDEATHSIG = 1


def die_with_parent(signal_name: str) -> None:
    """Have the kernel send `signal_name` to this process when its parent ends (Linux only)."""
    if sys.platform.startswith("linux"):
        number = int(signal.Signals[signal_name])
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)


def note_pid(path: Path) -> None:
    """Write the process id, which exec keeps, so that a reader never sees half of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(f"{os.getpid()}\n")
    part.replace(path)


def main() -> None:
    """Do what the options ask for, then become the program named after `--`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pidfile", type=Path)
    parser.add_argument("--die-with-parent", metavar="SIGNAL")
    parser.add_argument("--replace", action="store_true", help="end what is left of this part")
    parser.add_argument("program", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    program = options.program[1:] if options.program[:1] == ["--"] else options.program
    if options.die_with_parent:
        parent = os.getppid()
        die_with_parent(options.die_with_parent)
        if os.getppid() != parent:
            sys.exit("The parent ended before the program could start.")
    if options.replace:
        folder, part = os.environ[leftovers.FOLDER], os.environ[leftovers.PART]
        leftovers.end_predecessors(Path(folder), part)
    if options.pidfile:
        note_pid(options.pidfile)
    os.execvp(program[0], program)  # noqa: S606 this is what the module is for


if __name__ == "__main__":
    main()
