"""What somebody hands in as a statement."""

from dataclasses import dataclass

from intersessional.uploads import Upload


@dataclass(frozen=True)
class NewStatement:
    """A file that was examined, and what is said of it; `reason` is what has changed."""

    upload: Upload
    language: str
    check_against_delivery: bool = True
    may_be_published: bool = True
    reason: str = ""
