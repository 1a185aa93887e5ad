"""What somebody asks for, as it was typed: plain values, compared field by field."""

import json
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .models import Kind, ProtocolLevel

if TYPE_CHECKING:
    from .models import Intervention

# Read by the list: whoever changes these may get another place.
STANDING = frozenset({"protocol_level", "on_behalf_of"})
# What only the staff change once the list has closed.
FIXED_AFTER_CLOSING = STANDING | {"kind", "about_code"}


@dataclass(frozen=True)
class InterventionDetails:
    """A request for the floor; `about_code` is the State on whose request a comment is.

    `speaker_id` is the key of a registration of the delegation, or None: to be named.
    """

    kind: str = Kind.UPDATE
    about_code: str = ""
    on_behalf_of: str = ""
    speaker_id: int | None = None
    protocol_level: int = ProtocolLevel.OTHER
    is_written_only: bool = False
    language: str = "en"
    minutes_wished: int | None = None
    has_disaggregated_data: bool = False
    note: str = ""
    late_reason: str = ""

    @classmethod
    def of(cls, intervention: "Intervention") -> "InterventionDetails":
        """Return what a request says now."""
        code = intervention.about.code if intervention.about else ""
        names = {one.name for one in fields(cls)} - {"about_code"}
        return cls(about_code=code, **{name: getattr(intervention, name) for name in names})

    def differences(self, other: "InterventionDetails") -> dict[str, tuple[Any, Any]]:
        """Return the fields in which another one differs, with both values."""
        mine, theirs = asdict(self), asdict(other)
        return {name: (mine[name], theirs[name]) for name in mine if mine[name] != theirs[name]}

    def digest(self, *about: object) -> str:
        """Return a mark of these answers, together with what they are about."""
        said = json.dumps([asdict(self), [str(one) for one in about]], sort_keys=True)
        return sha256(said.encode()).hexdigest()
