"""The demonstration's clock: how far it is shifted, fixed at the first start."""

import json
from datetime import UTC, datetime
from pathlib import Path

from intersessional.embedded.errors import NotStarted

# Monday, 14 May 2018, 09:00 in Geneva: registration is open, the meetings are 25 days away.
FIRST_START = datetime.fromisoformat("2018-05-14T09:00+02:00")


def set_clock(file: Path, wanted: str = "") -> datetime:
    """Write the clock's file where there is none, or anew for `wanted`; return the shifted now.

    :raises NotStarted: `wanted` (INTERSESSIONAL_NOW) is not an instant of ISO 8601 with its zone
    """
    real = datetime.now(UTC)
    if wanted or not file.exists():
        starts_at = _instant(wanted) if wanted else FIRST_START
        content = {
            "offset_seconds": (starts_at - real).total_seconds(),
            "set_at": real.isoformat(),
            "starts_at": starts_at.isoformat(),
        }
        part = file.with_name(f".{file.name}")
        part.write_text(json.dumps(content, indent=2) + "\n")
        part.replace(file)
    offset_seconds = json.loads(file.read_text())["offset_seconds"]
    return datetime.fromtimestamp(real.timestamp() + offset_seconds, tz=FIRST_START.tzinfo)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise NotStarted(
            f"INTERSESSIONAL_NOW={text} is not an instant with its zone, "
            "as for example 2018-05-14T09:00+02:00."
        )
    return instant
