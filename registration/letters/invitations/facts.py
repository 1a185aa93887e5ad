"""What an invitation states, as plain values. Stored with the letter; knows no model."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from ..facts import UnfitFacts, check_length, plain


@dataclass(frozen=True, kw_only=True)
class InvitationFacts:
    """What fills the placeholders of one invitation. Texts are already in `language`.

    `closes_on` and `requests_close_on` are last days that are in time; `presidency` is what the
    President presides over. An empty `code` makes a draft, which says that it was not issued.

    :raises UnfitFacts: a value is too long, or an address cannot be printed
    """

    language: str
    audience: str
    city: str
    issued_on: date
    reference: str
    code: str
    verify_url: str

    entity_name: str
    is_observer: bool
    # Its lines; none where it is not known, as in the letters of earlier versions.
    postal_address: tuple[str, ...] = ()

    meeting_title: str
    meeting_begins_on: date
    meeting_ends_on: date
    venue_name: str
    venue_address: tuple[str, ...]
    closes_on: date
    visa_advised_on: date | None
    bilaterals_on: date | None
    requests_close_on: date | None
    president_name: str
    presidency: str
    contact_email: str
    portal_url: str

    def __post_init__(self) -> None:
        for field in fields(self):
            check_length(field.name, getattr(self, field.name))
        for url in filter(None, (self.verify_url, self.portal_url)):
            if not url.startswith(("https://", "http://")):
                raise UnfitFacts(f"not a web address: {url[:40]!r}")

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; days as ISO dates."""
        return {name: plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the facts that `to_json` gave."""
        return cls(**{name: _from_plain(name, value) for name, value in stored.items()})


def _from_plain(name: str, value: Any) -> Any:
    if name.endswith("_on") and value is not None:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
