"""Requests for the floor, their record and statements, and who may ask beside focal points."""

from .events import FloorEvent, Verb
from .interventions import Intervention, Kind, ProtocolLevel
from .printouts import Printout
from .rights import FloorRight
from .statements import Disclosure, Statement, Step
from .swaps import Swap, SwapState

__all__ = [
    "Disclosure",
    "FloorEvent",
    "FloorRight",
    "Intervention",
    "Kind",
    "Printout",
    "ProtocolLevel",
    "Statement",
    "Step",
    "Swap",
    "SwapState",
    "Verb",
]
