"""What a letter states, as plain values. Stored with the letter; knows no model."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

NAME_LENGTH = 120
LINE_LENGTH = 300
LINES = 10


class UnfitFacts(ValueError):
    """A value is too long, or an address is not one that may be printed; forms refuse it earlier."""


@dataclass(frozen=True, kw_only=True)
class ConfirmationFacts:
    """What the confirmation of one person states. Texts are already in `language`.

    `closes_on` is the last day on which registration is in time; `code` verifies the letter;
    `badge_code` is what the QR code of the badge holds; `category` and `role` are the keys of
    `Category` and `Role`.

    :raises UnfitFacts: see there
    """

    language: str
    city: str
    issued_on: date
    reference: str
    code: str
    verify_url: str

    receipt_number: str
    badge_code: str

    honorific: str
    given_names: str
    family_name: str
    function: str
    department: str
    entity_name: str
    category: str
    role: str
    days: tuple[date, ...]

    meeting_title: str
    meeting_begins_on: date
    meeting_ends_on: date
    venue_name: str
    venue_address: tuple[str, ...]
    closes_on: date
    contact_email: str

    def __post_init__(self) -> None:
        for field in fields(self):
            _check_length(field.name, getattr(self, field.name))
        if not self.verify_url.startswith(("https://", "http://")):
            raise UnfitFacts(f"not a web address: {self.verify_url[:40]!r}")
        if not self.days:
            raise UnfitFacts("no day of presence")

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; days as ISO dates."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the facts that `to_json` gave."""
        return cls(**{name: _from_plain(name, value) for name, value in stored.items()})


def _check_length(name: str, value: Any) -> None:
    limit = NAME_LENGTH if name in ("given_names", "family_name") else LINE_LENGTH
    texts = value if isinstance(value, tuple) else (value,)
    if len(texts) > LINES:
        raise UnfitFacts(f"{name} has {len(texts)} parts; at most {LINES} can be printed")
    for text in texts:
        if isinstance(text, str) and len(text) > limit:
            raise UnfitFacts(f"{name} has {len(text)} characters; at most {limit} can be printed")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _from_plain(name: str, value: Any) -> Any:
    if name == "days":
        return tuple(date.fromisoformat(day) for day in value)
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
