"""What somebody submits, as values: the forms make them, the operations take them."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from .population import CONFIRMED, Population


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """A version that is to be made.

    `seen` is the digest of the list that was shown; `token` that of the form. A corrected final list
    needs a `reason`.
    """

    kind: str
    population: Population = CONFIRMED
    note: str = ""
    reason: str = ""
    seen: str
    token: str


@dataclass(frozen=True, kw_only=True)
class Printed:
    """How somebody is to be printed."""

    honorific: str = ""
    given_names: str
    family_name: str
    function: str
    department: str = ""

    @classmethod
    def of(cls, row: Any) -> "Printed":
        """Return how a registration prints somebody, or how a correction wants it."""
        return cls(**{one.name: getattr(row, one.name) for one in fields(cls)})

    def as_fields(self) -> dict[str, str]:
        """Return the values by the names of a registration's fields."""
        return asdict(self)
