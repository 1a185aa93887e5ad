"""Verifying a letter by its code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intersessional.access import public

from .models import Letter


@public
@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the letter with this code is valid, replaced or withdrawn; nothing personal.

    The address is printed, so it has no language of its own: the browser's decides.
    """
    translation.activate(translation.get_language_from_request(request))
    letter = get_object_or_404(Letter.objects.only("state", "issued_on"), code=code.upper())
    response = render(request, "letters/verify.html", {"state": letter.state, "letter": letter})
    patch_vary_headers(response, ["Accept-Language"])
    return response
