"""What a letter for a visa needs, as a value: the form makes it, the operation seals it."""

import json
from calendar import monthrange
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, Self

# After the last day of the meeting (RELIABILITY rule 13).
KEPT_DAYS = 30
# What a State of the Schengen area asks of a passport (Regulation (EU) 2016/399, article 6, 1 (a)).
VALID_MONTHS_AFTER = 3
ISSUED_YEARS_BEFORE = 10
_SHOWN_SIGNS = 3


@dataclass(frozen=True, kw_only=True)
class TravelParticulars:
    """What one person gives for the letter, as it stands in the passport.

    `post` and `payer_kind` are keys of `models.Post` and `models.Payer`; `payer` names who bears the
    costs where it is not the person's own delegation. The Latin names are there where the registration
    has the name in another script, or otherwise than the passport.
    """

    nationality: str
    birth_date: date
    birth_place: str
    passport_number: str
    passport_issued_on: date
    passport_expires_on: date
    post: str
    post_city: str
    post_country: str
    arrives_on: date
    departs_on: date
    payer_kind: str
    payer: str = ""
    latin_family_name: str = ""
    latin_given_names: str = ""

    @property
    def costs(self) -> tuple[str, str]:
        """What the person says of the costs."""
        return self.payer_kind, self.payer

    def to_bytes(self) -> bytes:
        """Return them as JSON, to be sealed."""
        return _to_json({name: _plain(value) for name, value in asdict(self).items()})

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return what `to_bytes` gave."""
        stored: dict[str, Any] = json.loads(content)
        dates = {field.name for field in fields(cls) if field.type is date}
        for name in dates:
            stored[name] = date.fromisoformat(stored[name])
        return cls(**stored)

    def __repr__(self) -> str:
        # A traceback or a log must not print a passport.
        return "TravelParticulars(…)"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a visa officer settles when a letter is issued: all that it promises.

    `payer_kind` is a key of `models.Payer`, or "" where it is not settled who bears the costs; only here
    does it say that a sponsorship was granted. `payer` is as in the particulars.
    """

    payer_kind: str = ""
    payer: str = ""
    is_invited_to_bilaterals: bool = False

    def to_bytes(self) -> bytes:
        """Return them as JSON, to be sealed."""
        return _to_json(asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return what `to_bytes` gave."""
        return cls(**json.loads(content))

    def __repr__(self) -> str:
        return "Terms(…)"


# What the passport says of the person: the focal point may give it, and does not read it back.
IDENTITY = (
    "latin_family_name",
    "latin_given_names",
    "nationality",
    "birth_date",
    "birth_place",
    "passport_number",
    "passport_issued_on",
    "passport_expires_on",
)


def masked(number: str) -> str:
    """Return a number of a passport with its last signs only, and of a short one with none."""
    shown = number[-_SHOWN_SIGNS:] if len(number) > 2 * _SHOWN_SIGNS else ""
    return "•" * 6 + shown


def must_be_valid_until(leaves_on: date) -> date:
    """Return the first day on which a passport may expire: three months after leaving."""
    return _months_later(leaves_on, VALID_MONTHS_AFTER)


def must_be_issued_from(arrives_on: date) -> date:
    """Return the first day on which a passport may have been issued: ten years before arriving."""
    return _months_later(arrives_on, -12 * ISSUED_YEARS_BEFORE)


def erased_on(meeting_ends_on: date) -> date:
    """Return the day on which everything of the passport is erased."""
    return meeting_ends_on + timedelta(days=KEPT_DAYS)


def _months_later(day: date, months: int) -> date:
    """Return the same day of another month, or its last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _to_json(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
