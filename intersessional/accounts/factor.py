"""Whether somebody signed in with a second factor, which staff need outside the demonstration."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether this session was opened with a second factor, or needs none here."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
