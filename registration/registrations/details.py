"""What somebody submits, as a value: the form makes it, the operations take it."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from intersessional.signing_keys import digests

if TYPE_CHECKING:
    from .models import Registration


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What one person says of themselves, and may correct until the closing.

    Not among them: the delegation, which the staff change, and the e-mail address, by which the
    person signs in.
    """

    honorific: str = ""
    given_names: str
    family_name: str
    function: str
    department: str = ""
    role: str = "member"
    phone: str = ""
    languages: tuple[str, ...] = ()
    days: tuple[date, ...]
    gender: str = ""
    accessibility: str = ""
    diet: str = ""
    wants_visa_letter: bool = False

    @classmethod
    def of(cls, registration: "Registration") -> Self:
        """Return the particulars of a registration as they stand; asks for the needs, too."""
        needs = getattr(registration, "needs", None)
        values = {
            field.name: getattr(registration, field.name)
            for field in fields(Particulars)
            if field.name not in NEEDS
        }
        return cls(
            **values
            | {"languages": tuple(registration.languages), "days": tuple(registration.days)}
            | {name: getattr(needs, name, "") for name in NEEDS}
        )

    def differences(self, other: "Particulars") -> dict[str, tuple[Any, Any]]:
        """Return what differs in `other`, as name → (here, there)."""
        pairs = {f.name: (getattr(self, f.name), getattr(other, f.name)) for f in fields(self)}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


# Kept in a table of their own, and in no record of what changed.
NEEDS = frozenset({"accessibility", "diet"})
# By these somebody is like another one; the person bears them, too.
NAMES = frozenset({"given_names", "family_name"})
# What people answer for themselves: whoever enters it for somebody new never reads or changes it again.
OWN_ANSWERS = NEEDS | {"gender"}
# What the letter of confirmation states and the badge bears: a change needs a new confirmation.
PRINTED = frozenset(
    {"honorific", "given_names", "family_name", "function", "department", "role", "days"}
)


@dataclass(frozen=True, kw_only=True)
class Details(Particulars):
    """All that the public form asks.

    `entity_code` names a listed entity; it is empty when `unlisted_name` names one that is not on
    the list. `late_reason` counts only after the closing time.
    """

    entity_code: str
    email: str
    unlisted_name: str = ""
    late_reason: str = ""

    def digest(self) -> str:
        """Return a keyed digest, by which the same submission is known again."""
        return self._digests()[0]

    def has_digest(self, kept: str) -> bool:
        """Say whether this is the submission of which a digest was kept, by any key of ours."""
        return kept in self._digests()

    def _digests(self) -> list[str]:
        return digests("registration", repr(sorted(asdict(self).items())))
