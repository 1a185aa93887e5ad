"""What a letter states, as plain values. Stored with the letter; knows no model."""

from dataclasses import asdict, dataclass, fields, is_dataclass
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
        check_lengths(self)
        check_address(self.verify_url)
        if not self.days:
            raise UnfitFacts("no day of presence")

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; days as ISO dates."""
        return {name: plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the facts that `to_json` gave."""
        return cls(**{name: _from_plain(name, value) for name, value in stored.items()})


def check_lengths(facts: Any) -> None:
    """Refuse facts with a text, or a tuple of texts, that is longer than what can be printed.

    Tuples of other facts have looked at themselves.

    :raises UnfitFacts:
    """
    for field in fields(facts):
        check_length(field.name, getattr(facts, field.name))


def check_address(url: str) -> None:
    """Refuse what is no web address: it becomes a link.

    :raises UnfitFacts:
    """
    if not url.startswith(("https://", "http://")):
        raise UnfitFacts(f"not a web address: {url[:40]!r}")


def check_length(name: str, value: Any) -> None:
    """Refuse a text, or a tuple of texts, that is longer than what can be printed.

    :raises UnfitFacts:
    """
    limit = NAME_LENGTH if name in ("given_names", "family_name") else LINE_LENGTH
    parts = value if isinstance(value, tuple) else (value,)
    texts = [part for part in parts if not is_dataclass(part)]
    if len(texts) > LINES:
        raise UnfitFacts(f"{name} has {len(texts)} parts; at most {LINES} can be printed")
    for text in texts:
        if isinstance(text, str) and len(text) > limit:
            raise UnfitFacts(f"{name} has {len(text)} characters; at most {limit} can be printed")


def plain(value: Any) -> Any:
    """Return a value as JSON can carry it: days as ISO dates, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _from_plain(name: str, value: Any) -> Any:
    if name == "days":
        return tuple(date.fromisoformat(day) for day in value)
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
