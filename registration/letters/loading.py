"""Loading the texts of the invitation from the data files beside this module.

`data/<meeting>/<audience>.<language>.txt` holds one text, each part under a line `## name`.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from registration.meetings.models import Meeting

from .audiences import Audience
from .models import UNTOUCHED, InvitationTemplate

DATA = Path(__file__).parent / "data"
_PART = re.compile(r"^## (\w+)\n", re.MULTILINE)


def load_invitation_texts(meeting: Meeting) -> None:
    """Write the texts of a meeting that are missing; what staff have saved since stays theirs.

    :raises ValidationError: a file holds what cannot be printed
    """
    for path in sorted((DATA / meeting.slug).glob("*.txt")):
        audience, language = path.stem.split(".")
        key = {"meeting": meeting, "audience": Audience(audience), "language": language}
        held = InvitationTemplate.objects.filter(**key).first()
        template = held or InvitationTemplate(**key)
        if template.version != UNTOUCHED:
            continue
        for name, value in read(path).items():
            setattr(template, name, value)
        template.full_clean(validate_unique=False, validate_constraints=False)
        template.save()


def read(path: Path) -> dict[str, Any]:
    """Return the parts of one file, and its date."""
    _before, *found = _PART.split(path.read_text(encoding="utf-8"))
    parts: dict[str, Any] = {
        name: text.strip() for name, text in zip(found[::2], found[1::2], strict=True)
    }
    if parts.get("dated_on"):
        parts["dated_on"] = date.fromisoformat(parts["dated_on"])
    return parts
