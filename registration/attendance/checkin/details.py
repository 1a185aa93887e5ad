"""What a desk sends, and what it is told: values, of which nothing is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.db import models
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from intersessional.codes import read_paper_code
from intersessional.text import tidy, validate_one_line
from registration.registrations.models import Registration

from ..models import PLACE_LENGTH, Passage, Way

# A device that has had no network for longer than this keeps what somebody should look at.
LONGEST_KEPT = timedelta(days=3)
# So many scans at once; a device with more sends them in portions.
MOST_SCANS = 20
# The signature that a search puts beside a code.
_FOUND = Signer(salt="check-in/found-by-name")
LONGEST_PROOF = 100
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Wanted(models.TextChoices):
    """What a desk asks for: that somebody comes in, or goes out."""

    COME = "come", _("comes in")
    LEAVE = "leave", _("leaves")


class Outcome(models.TextChoices):
    """What became of a scan. The first five are written down; the others change nothing."""

    ENTERED = "entered"
    RETURNED = "returned"
    LEFT = "left"
    ALREADY = "already"
    NOT_INSIDE = "not_inside"
    UNKNOWN = "unknown"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    NOT_CONFIRMED = "not_confirmed"
    OTHER_MEETING = "other_meeting"
    KEY_USED = "key_used"
    OVER = "over"
    TOO_OLD = "too_old"
    BROKEN = "broken"


@dataclass(frozen=True)
class Scan:
    """A code that a desk read or typed, `ago` before it was sent; `key` names this act for ever.

    `proof` comes from the page that found the person by name (`proof_of`), and is empty otherwise.
    """

    key: str
    code: str
    wanted: str = Wanted.COME
    ago: timedelta = timedelta()
    place: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of a scan; `passage` is what was written, or what was there before."""

    outcome: Outcome
    registration: Registration | None = None
    passage: Passage | None = None
    way: Way = Way.BADGE
    has_badge: bool = False


def new_key() -> str:
    """Return a name for an act that has none from a device."""
    return str(uuid4())


def proof_of(code: str) -> str:
    """Return what a page puts beside the code of somebody who was found there by name."""
    return _FOUND.signature(code)


def was_found(scan: Scan) -> bool:
    """Say whether a page of ours found the person by name: a letter in a hand proves nothing."""
    code = code_in(scan.code)
    return (
        code is not None
        and scan.proof.isascii()
        and constant_time_compare(scan.proof, proof_of(code))
    )


def is_key(text: object) -> bool:
    """Say whether a device can have named an act so."""
    return isinstance(text, str) and _KEY.fullmatch(text) is not None


def read_scan(sent: object) -> Scan | None:
    """Return a scan as a device sent it (JSON), or None where it cannot be one."""
    if not isinstance(sent, Mapping) or not is_key(sent.get("key")):
        return None
    code, wanted = sent.get("code"), sent.get("wanted", Wanted.COME)
    if not isinstance(code, str) or len(code) > 200 or wanted not in Wanted.values:
        return None
    proof = sent.get("by_name")
    seconds = _seconds(sent.get("ago", 0))
    if seconds is None:
        return None
    return Scan(
        key=sent["key"],
        code=code,
        wanted=wanted,
        ago=timedelta(seconds=seconds),
        place=clean_place(sent.get("place", "")),
        proof=proof if isinstance(proof, str) and len(proof) <= LONGEST_PROOF else "",
    )


def clean_place(text: Any) -> str:
    """Return the name of a desk as it can be kept; nothing of what no name needs."""
    if not isinstance(text, str):
        return ""
    try:
        validate_one_line(text)
    except ValidationError:
        return ""
    return tidy(text)[:PLACE_LENGTH]


def code_in(text: str) -> str | None:
    """Return the code that was read, also from an address at whose end it stands; None: none."""
    return read_paper_code(text.strip()[-40:].rpartition("/")[2])


def _seconds(value: object) -> float | None:
    """Return how long ago something was, never in the time to come; None: no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Not a number, or beyond all: nothing of that is equal to itself minus itself.
    if isinstance(value, float) and not (-1e12 < value < 1e12):
        return None
    return float(min(max(value, 0), int(LONGEST_KEPT.total_seconds()) + 1))
