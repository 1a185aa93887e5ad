"""How to tell us of a fault that concerns security: a page, and a file for programs (RFC 9116)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from intersessional.access import public

# It promises that somebody still looks: half a year, and the date moves on by itself every day.
VALID = timedelta(days=180)
_KEPT_SECONDS = 24 * 60 * 60


@public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Say how to report a fault, what we promise, and what may be tried."""
    contact = settings.SECURITY_CONTACT
    return render(
        request,
        "desk/security.html",
        {"contact": contact, "address": contact.removeprefix("mailto:")},
    )


@public
@require_safe
@cache_control(public=True, max_age=_KEPT_SECONDS)
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Say the same to programs, at the place where they look."""
    # Real time: the clock of the demonstration is of no use to those who ask.
    text = "".join(f"{field}: {value}\n" for field, value in _fields(timezone.now()))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _fields(now: datetime) -> list[tuple[str, str]]:
    expires = (now + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    with translation.override(settings.LANGUAGE_CODE):
        page = settings.BASE_URL + reverse("desk:security")
    return [
        ("Contact", settings.SECURITY_CONTACT),
        ("Expires", f"{expires:%Y-%m-%dT%H:%M:%SZ}"),
        ("Preferred-Languages", ", ".join(code for code, _name in settings.LANGUAGES)),
        ("Canonical", settings.BASE_URL + reverse("security_txt")),
        ("Policy", page),
    ]
