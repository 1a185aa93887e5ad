"""What a mail server says of a mail that it could not deliver, read from its report (RFC 3464).

Servers write them in their own ways: Postfix as the RFC has it, Exchange with a page of HTML before
it, old Exims as plain text. What counts is whether the report names one of our messages: by the address
that it was sent back to (`envelope.return_path`), or by the Message-ID in what it returns.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Part
from typing import Any
from uuid import UUID

from django.conf import settings

from .models import DIAGNOSTIC_LENGTH, Fate

_HEX = r"[0-9a-fA-F]"
_UUID = rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
_STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
# Where a report says to whom it goes, before and after forwarding.
_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_ANSWERED = ("In-Reply-To", "References")
# More of a returned mail is not looked at: its head comes first.
_LOOKED_AT = 100_000
_FATES = {"failed": Fate.FAILED, "delayed": Fate.DELAYED}


@dataclass(frozen=True)
class Report:
    """One message of ours that did not arrive, or not yet; `uuid` is its number."""

    uuid: UUID
    fate: Fate
    status_code: str
    diagnostic: str

    @property
    def is_permanent(self) -> bool:
        """Whether trying again would change nothing, as far as the server says."""
        return self.fate == Fate.FAILED and not self.status_code.startswith("4")


def read_report(raw: bytes) -> Report | None:
    """Return what a mail reports of a message of ours; None where it is no such report."""
    mail = email.message_from_bytes(raw)
    said = _by_the_rules(mail) or _in_plain_words(mail)
    number = _number(mail) if said else None
    if said is None or number is None:
        return None
    fate, status, diagnostic = said
    return Report(number, fate, status, diagnostic)


def _by_the_rules(mail: Part) -> tuple[Fate, str, str] | None:
    """Return fate, code and words of a report with a part `message/delivery-status`."""
    found = [(_FATES[action], block) for action, block in _recipients(mail) if action in _FATES]
    # Where it speaks of several recipients, the worst of it counts.
    for wanted in (Fate.FAILED, Fate.DELAYED):
        for fate, block in found:
            if fate == wanted:
                said = _line(block.get("Diagnostic-Code")).partition(";")
                words = (said[2] or said[0]).strip()
                return fate, _status(_line(block.get("Status"))) or _status(words), words
    return None


def _recipients(mail: Part) -> Iterator[tuple[str, Part]]:
    """Return what was done for each recipient of which a report speaks, and the lines about it."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Part) and "Action" in block:
                yield _line(block.get("Action")).split(" ")[0].lower(), block


def _in_plain_words(mail: Part) -> tuple[Fate, str, str] | None:
    """Return the same of a report that is only text, as Exim wrote them."""
    if "X-Failed-Recipients" not in mail:
        return None
    text = next((_text(part) for part in mail.walk() if not part.is_multipart()), "")
    lines = [_line(line) for line in text.splitlines()]
    words = next((line for line in lines if _STATUS.search(line)), "")
    words = words or next((line for line in lines if re.search(r"\b[45]\d\d[ -]", line)), "")
    return Fate.FAILED, _status(words), words[:DIAGNOSTIC_LENGTH]


def _number(mail: Part) -> UUID | None:
    """Return the number of the message that came back, as the report names it."""
    return next(filter(None, map(_as_uuid, _numbers(mail))), None)


def _numbers(mail: Part) -> Iterator[str]:
    local, _at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    own = rf"{re.escape(local)}\+({_HEX}{{32}})@{re.escape(domain)}"
    ours = rf"<({_UUID})@{re.escape(settings.MESSAGE_ID_DOMAIN)}>"
    for name in _TO if domain else ():
        yield from _found(own, mail.get_all(name, []))
    for part in mail.walk():
        if part is not mail:
            yield from _found(ours, part.get_all("Message-ID", []))
        if not part.is_multipart():
            yield from _found(ours, [_text(part)])
    for name in _ANSWERED:
        yield from _found(ours, mail.get_all(name, []))


def _found(pattern: str, values: list[Any]) -> Iterator[str]:
    for value in values:
        yield from re.findall(pattern, str(value), re.IGNORECASE)


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _text(part: Part) -> str:
    content = part.get_payload(decode=True)
    return content[:_LOOKED_AT].decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _status(text: str) -> str:
    found = _STATUS.search(text)
    return found[1] if found else ""


def _line(value: object) -> str:
    """Return a header or line on one line, of signs that can be stored and shown."""
    text = "".join(c if c.isprintable() else " " for c in str(value or ""))
    return " ".join(text.split())[:DIAGNOSTIC_LENGTH]
