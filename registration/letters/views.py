"""Verifying a letter by its code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intersessional.access import public

from .models import Letter


@public
@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the letter with this code is valid, replaced or withdrawn; nothing personal."""
    letter = get_object_or_404(Letter.objects.only("state", "issued_on"), code=code.upper())
    return render(request, "letters/verify.html", {"state": letter.state, "letter": letter})
