"""What a certificate of attendance states, as plain values; kept with the letter."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from registration.letters.facts import UnfitFacts, check_address, check_lengths, plain

# Of one issue, and not of what is certified.
_OF_THE_ISSUE = {"issued_on", "reference", "code", "verify_url"}


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """What the certificate of one person states. Texts are already in `language`.

    `days` are those on which the door saw the person come; `category` is the key of `Category`.

    :raises letters.facts.UnfitFacts: see there
    """

    language: str
    city: str
    issued_on: date
    reference: str
    code: str
    verify_url: str

    honorific: str
    given_names: str
    family_name: str
    function: str
    department: str
    entity_name: str
    category: str
    days: tuple[date, ...]

    meeting_title: str
    meeting_begins_on: date
    meeting_ends_on: date
    venue_name: str
    venue_address: tuple[str, ...]
    contact_email: str

    def __post_init__(self) -> None:
        check_lengths(self)
        check_address(self.verify_url)
        if not self.days:
            raise UnfitFacts("no day of presence")

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; days as ISO dates."""
        return {name: plain(value) for name, value in asdict(self).items()}

    def is_said_by(self, stored: Mapping[str, Any]) -> bool:
        """Say whether a letter with the `stored` facts certifies the same."""
        mine = self.to_json()
        return all(stored.get(name) == mine[name] for name in mine.keys() - _OF_THE_ISSUE)
