"""Whether letters can be signed as the settings want it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from . import signing


@register
def check_certificate(**_: Any) -> list[CheckMessage]:
    """Refuse to start with a certificate that cannot sign: each letter would fail."""
    if not settings.SIGNING_CERTIFICATE:
        return []
    try:
        signing.valid_signer()
    except signing.CannotSign as error:
        return [Error(str(error), id="letters.E001")]
    return []
