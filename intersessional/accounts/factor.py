"""The second factor of staff, which they need outside the demonstration."""

import base64
import hashlib
from typing import Any

import segno
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersessional.signing_keys import signing_keys

# What allauth keeps sealed, of apps and of recovery codes.
_SEALED = {"secret", "seed", "migrated_codes"}


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether this session was opened with a second factor, or needs none here."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class SealedByLostKey(ValidationError):
    """A factor is encrypted with a key that is gone: it opens nothing any more, and is set up anew."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "This second factor can no longer be checked, since a key of the portal was changed."
                " Use a passkey, if you have one; else ask an administrator to remove your second"
                " factors, and set them up anew."
            ),
            code="lost_key",
        )


class FactorAdapter(DefaultMFAAdapter):
    """What we ask of allauth's second factors."""

    def build_totp_svg(self, url: str) -> str:
        """Return the picture as an element of the page: no `data:` address, no inline style."""
        drawing = segno.make(url, error="m", micro=False).svg_inline(
            scale=4, light="#fff", title=_("Code for your authenticator app")
        )
        return mark_safe(drawing)  # noqa: S308 - segno escapes the title; the rest are its numbers

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database: a copy of the tables opens no account."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret.

        :raises SealedByLostKey: no key that we hold opens it
        """
        return _opened(encrypted_text).decode()


def resealed(data: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of a factor, its secrets sealed with the newest key where they were not.

    :raises SealedByLostKey: no key that we hold opens one of them
    """
    return data | {name: _resealed(data[name]) for name in _SEALED & data.keys()}


def _resealed(value: Any) -> Any:
    if isinstance(value, list):
        return [_resealed(one) for one in value]
    try:
        _ciphers()[0].decrypt(value.encode())
    except InvalidToken:
        return _cipher().encrypt(_opened(value)).decode()
    return value


def _opened(sealed: str) -> bytes:
    try:
        return _cipher().decrypt(sealed.encode())
    except InvalidToken as error:
        raise SealedByLostKey from error


def _cipher() -> MultiFernet:
    return MultiFernet(_ciphers())


def _ciphers() -> list[Fernet]:
    digests = (
        hashlib.sha256(f"intersessional.accounts.factor/{key}".encode()).digest()
        for key in signing_keys()
    )
    return [Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]
