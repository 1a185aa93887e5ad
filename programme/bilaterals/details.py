"""What somebody enters, frozen, on its way from a form to an operation."""

from dataclasses import dataclass
from datetime import datetime

from intersessional.uploads import Upload


@dataclass(frozen=True)
class CandidateDetails:
    """What a placement of a candidate has to mind; `wanted` are times at which it would rather meet."""

    rank: int = 50
    weight: int = 1
    reason: str = ""
    minutes: int | None = None
    languages: tuple[str, ...] = ()
    needs_accessible_room: bool = False
    is_set_aside: bool = False
    wanted: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True)
class NewPaper:
    """A paper for a brief; `language` may be empty."""

    title: str
    upload: Upload
    language: str = ""
