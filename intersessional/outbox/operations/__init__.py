"""What is done with messages.

`enqueue` belongs to the transaction of the act it tells about; `sweep` runs in a worker.
"""

from .delivering import MAX_ATTEMPTS, MAX_CUT_SHORT, claim, deliver, sweep
from .promising import (
    CannotBeSentAgain,
    enqueue,
    enqueue_many,
    send_again,
    send_failed_again,
    take_back,
)

__all__ = [
    "MAX_ATTEMPTS",
    "MAX_CUT_SHORT",
    "CannotBeSentAgain",
    "claim",
    "deliver",
    "enqueue",
    "enqueue_many",
    "send_again",
    "send_failed_again",
    "sweep",
    "take_back",
]
