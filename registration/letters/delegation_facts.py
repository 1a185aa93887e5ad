"""What the confirmation of a delegation states, as plain values, stored with it. Knows no model."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from .facts import UnfitFacts, check_address, check_lengths, plain

MOST_MEMBERS = 500


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """One line of the table; `role` is a key of `Role`.

    :raises UnfitFacts: a value is too long to be printed
    """

    honorific: str
    given_names: str
    family_name: str
    function: str
    department: str
    role: str
    days: tuple[date, ...]

    def __post_init__(self) -> None:
        check_lengths(self)


@dataclass(frozen=True, kw_only=True)
class DelegationFacts:
    """All that the confirmation of a delegation states. Texts are already in `language`.

    `members` are the confirmed ones, in the order of the letter; of those who are not confirmed yet it
    says only how many (`unconfirmed`). `note_reference` and `note_dated_on` tell of the delegation's own
    note, `replaces_code` and `replaces_on` of the earlier letter; empty and None where there is none.

    :raises UnfitFacts: see there
    """

    language: str
    city: str
    issued_on: date
    reference: str
    code: str
    verify_url: str

    entity_name: str
    category: str
    is_observer: bool = False
    postal_address: tuple[str, ...] = ()
    members: tuple[MemberFacts, ...]
    unconfirmed: int
    note_reference: str
    note_dated_on: date | None
    replaces_code: str
    replaces_on: date | None

    meeting_title: str
    # Else one speaks of it as of several, as of the intersessional meetings.
    is_one_meeting: bool = False
    meeting_begins_on: date
    meeting_ends_on: date
    venue_name: str
    venue_address: tuple[str, ...]
    closes_on: date
    contact_email: str

    def __post_init__(self) -> None:
        check_lengths(self)
        check_address(self.verify_url)
        if not 1 <= len(self.members) <= MOST_MEMBERS:
            raise UnfitFacts(f"{len(self.members)} members; 1 to {MOST_MEMBERS} can be printed")

    @property
    def digest(self) -> str:
        """What tells this letter from one that states something else of the delegation."""
        return digest(
            self.language,
            self.entity_name,
            self.category,
            self.members,
            is_observer=self.is_observer,
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values, days as ISO dates, with the digest."""
        values = {name: plain(value) for name, value in asdict(self).items() if name != "members"}
        return values | {"members": _plain_members(self.members), "digest": self.digest}


def digest(
    language: str,
    entity_name: str,
    category: str,
    members: tuple[MemberFacts, ...],
    *,
    is_observer: bool,
) -> str:
    """Return what changes when, and only when, a letter about the delegation would state other things.

    Neither the addresses, the meeting's own facts nor those who are not confirmed count: a letter that
    was issued is not wrong because somebody else registered, nor replaced for 200 delegations by a
    mended address. That a State is no observer adds nothing, as in the digests of earlier versions.
    """
    stated: list[Any] = [language, entity_name, category, _plain_members(members)]
    if is_observer:
        stated.append("observer")
    return sha256(json.dumps(stated, ensure_ascii=False).encode()).hexdigest()


def _plain_members(members: tuple[MemberFacts, ...]) -> list[dict[str, Any]]:
    return [{name: plain(value) for name, value in asdict(one).items()} for one in members]
