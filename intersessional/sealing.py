"""Sealing what only few may read before it enters the database (RELIABILITY rule 13).

The keys stand outside the database: `SEALING_KEYS` in the settings, the first of which seals while all
of them open. So a key is changed by putting a new one before the old one; `docs/operations.md` says how.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotBeOpened(Exception):
    """None of the keys opens what was sealed: a key is missing, or the bytes were altered."""


def seal(content: bytes) -> bytes:
    """Return `content` sealed with the newest key, authenticated; never the same bytes twice."""
    return _cipher().encrypt(content)


def unseal(sealed: bytes) -> bytes:
    """Return what was sealed.

    :raises CannotBeOpened: by no key that we hold
    """
    try:
        return _cipher().decrypt(sealed)
    except InvalidToken as error:
        raise CannotBeOpened from error


def stamp(content: bytes) -> str:
    """Return what only a holder of the newest key can say of `content`, which stays readable."""
    return _stamp(settings.SEALING_KEYS[0], content)


def is_stamped(content: bytes, said: str) -> bool:
    """Return whether a holder of one of our keys has said so of exactly this content."""
    return any(
        hmac.compare_digest(_stamp(key, content).encode(), said.encode())
        for key in settings.SEALING_KEYS
    )


def _stamp(key: str, content: bytes) -> str:
    # A key of its own: what seals is not used for anything else.
    own = hashlib.sha256(f"intersessional.stamp/{key}".encode()).digest()
    return hmac.new(own, content, "sha256").hexdigest()


def _cipher() -> MultiFernet:
    digests = (
        hashlib.sha256(f"intersessional.sealing/{key}".encode()).digest()
        for key in settings.SEALING_KEYS
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
