"""Random codes that stand in addresses and on paper."""

import re
import secrets

# Crockford's base 32: no I, L, O, U, which are misread or spell words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
# Read as the digits that they look like.
_LOOK_ALIKES = str.maketrans("OIL", "011")


def address_token() -> str:
    """Return 128 random bits for an address that only its owner knows (22 characters)."""
    return secrets.token_urlsafe(16)


def paper_code() -> str:
    """Return 80 random bits that a person can type from paper: four groups of four."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)))


def read_paper_code(typed: str) -> str | None:
    """Return the code that somebody meant who typed it from paper, or None where it cannot be one.

    Small letters, other groups or none, spaces, any kind of dash, O for 0 and I or L for 1 are as good.
    """
    code = re.sub(r"[\s\u200b\u00ad\u2010-\u2015\u2212-]+", "", typed).upper()
    code = code.translate(_LOOK_ALIKES)
    return _grouped(code) if len(code) == _LENGTH and set(code) <= set(ALPHABET) else None


def _grouped(code: str) -> str:
    return "-".join(code[n : n + 4] for n in range(0, _LENGTH, 4))
