"""The characters of a sign-in code: made in the worker, kept as a digest."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from intersessional.codes import ALPHABET

from .models import SignInCode

VALID_MINUTES = 15
TRIES = 5
# 40 bits and five tries: a guess is hopeless, and eight characters can be typed from a telephone.
LENGTH = 8
# What people type for what they read.
_MISREAD = str.maketrans("OIL", "011")


def make(code: SignInCode) -> str:
    """Make the characters of a code and keep their digest; a second call makes others."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    SignInCode.objects.filter(pk=code.pk).update(digest=_digest(code, characters))
    return f"{characters[:4]}-{characters[4:]}"


def is_right(code: SignInCode, typed: str) -> bool:
    """Say whether these are the characters; spaces, hyphens and case do not matter."""
    return constant_time_compare(code.digest, _digest(code, typed)) and bool(code.digest)


def forget_address(code: SignInCode) -> None:
    """Remove an address that nobody here has."""
    SignInCode.objects.filter(pk=code.pk).update(email="", digest="")


def _digest(code: SignInCode, typed: str) -> str:
    letters = "".join(c for c in typed.upper() if c.isalnum()).translate(_MISREAD)
    salt = "intersessional.accounts.sign_in_code"
    return salted_hmac(salt, f"{code.pk}/{letters}", algorithm="sha256").hexdigest()
