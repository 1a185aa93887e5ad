"""What somebody submits, as values: the forms make them, the operations take them."""

from dataclasses import asdict, dataclass

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

    def as_fields(self) -> dict[str, str]:
        """Return the values by the names of a registration's fields."""
        return asdict(self)
