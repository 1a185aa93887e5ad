"""What somebody asks for, as it was typed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AskDetails:
    """The subject of a bilateral that is asked for, and wishes."""

    reason: str
    wishes: str = ""
