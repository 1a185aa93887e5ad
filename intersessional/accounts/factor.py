"""The second factor of staff, which they need outside the demonstration."""

import base64
import hashlib

import segno
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether this session was opened with a second factor, or needs none here."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


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
        """Return the secret."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = (hashlib.sha256(f"intersessional.accounts.factor/{key}".encode()) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests])
