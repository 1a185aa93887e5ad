"""In every process of a portal under test: kills a worker at a named point of a delivery.

On the path of `test_fault_points.py` alone. A file `<FAULT_POINTS>/<point>` asks for one death: the
process that takes it away writes the message's number beside it, and kills itself by signal 9.
"""

import importlib.abc
import importlib.util
import os
import signal
import sys
from pathlib import Path
from typing import Any

TARGET = "intersessional.outbox.operations.delivering"
FOLDER = Path(os.environ["FAULT_POINTS"])


# The negative control: a message that a worker has taken stays with it for ever.
FOR_EVER_SECONDS = 10**8


def die_at(point: str, number: object = "") -> None:
    """Die here, if somebody has asked for it."""
    try:
        # Only one process can take a file away.
        (FOLDER / point).rename(FOLDER / f"taken-{os.getpid()}")
    except FileNotFoundError:
        return
    with (FOLDER / "deaths").open("a") as deaths:
        deaths.write(f"{point} {number}\n")
    os.kill(os.getpid(), signal.SIGKILL)


def wrap(module: Any) -> None:
    """Put the points around what delivers a message; nothing in it is changed."""
    claim, end = module.claim, module._end
    if "FAULT_LEASE_FOR_EVER" in os.environ:
        module.LEASE_SECONDS = FOR_EVER_SECONDS

    def claimed(lane: str) -> Any:
        if module.Message.objects.due(lane).exists():
            die_at("before-claim")
        message = claim(lane)
        if message is not None:
            die_at("after-claim", message.uuid)
        return message

    def ended(message: Any, **fields: Any) -> None:
        is_sent = fields.get("state") == module.State.SENT
        if is_sent:
            die_at("after-250", message.uuid)
        end(message, **fields)
        if is_sent:
            die_at("after-update", message.uuid)

    module.claim, module._end = claimed, ended


class Finder(importlib.abc.MetaPathFinder):
    """Finds the one module as ever, and wraps it when it has been loaded."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Return the spec of the module, with our loader around its own."""
        if name != TARGET:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec and spec.loader:
            load = spec.loader.exec_module

            def load_and_wrap(module: Any) -> None:
                load(module)
                wrap(module)

            spec.loader.exec_module = load_and_wrap  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, Finder())
