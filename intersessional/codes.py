"""Random codes that stand in addresses and on paper."""

import secrets

# Crockford's base 32: no I, L, O, U, which are misread or spell words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def address_token() -> str:
    """Return 128 random bits for an address that only its owner knows (22 characters)."""
    return secrets.token_urlsafe(16)


def paper_code() -> str:
    """Return 80 random bits that a person can type from paper: four groups of four."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(code[n : n + 4] for n in range(0, 16, 4))
