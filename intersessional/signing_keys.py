"""The keys made from `SECRET_KEY`: the newest signs and encrypts, those of before are still believed.

Django asks `SECRET_KEY_FALLBACKS` for sessions and signed values, but not for `salted_hmac`: what we
keep as a digest is looked up by every key here.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac


def signing_keys() -> list[str]:
    """Return all keys, the newest first."""
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def digests(salt: str, value: str) -> list[str]:
    """Return the keyed digests of a value, as it may have been kept: by the newest key first."""
    return [
        salted_hmac(salt, value, secret=key, algorithm="sha256").hexdigest()
        for key in signing_keys()
    ]
