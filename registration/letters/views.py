"""Verifying a letter by its code."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intersessional.access import public
from intersessional.codes import read_paper_code
from intersessional.network import client_network

from . import limits
from .models import Kind, Letter, State
from .standing import has_lost_members

# Longer ones are no codes; they need not come back in the field.
LONGEST_TYPED = 60


def in_the_browsers_language(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Show a page whose address is printed, and has no language of its own, in the browser's."""

    @wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        translation.activate(translation.get_language_from_request(request))
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return shown


@public
@never_cache
@require_safe
@in_the_browsers_language
def ask(request: HttpRequest) -> HttpResponse:
    """Take a code as somebody types it, and lead to its page."""
    typed = request.GET.get("code")
    if typed is None:
        return _show(request)
    code = read_paper_code(typed)
    if code is None:
        problem = _("A code has 16 letters and digits, such as 0A1B-2C3D-4E5F-6G7H.")
        return _show(request, typed=typed, problem=problem, status=422)
    return redirect("letters:verify", code)


@public
@never_cache
@require_safe
@in_the_browsers_language
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the letter with this code is valid, replaced or withdrawn; nothing personal.

    What it is, of which meeting and of which day, besides. An unknown code costs the same query and
    the same page, so that the time tells nothing either. That somebody has left a delegation shows at
    once, though its new letter follows some minutes later.
    """
    try:
        limits.count(client_network(request))
    except limits.TooManyCodes as refusal:
        response = _show(request, typed=code, problem=str(refusal), status=429)
        response["Retry-After"] = str(refusal.seconds)
        return response
    shown = Letter.objects.select_related("meeting").only(
        "state", "issued_on", "kind", "meeting", "delegation", "facts"
    )
    letter = shown.filter(code=read_paper_code(code) or "").first()
    return _show(request, letter=letter, typed=code, status=200 if letter else 404)


def _show(
    request: HttpRequest,
    *,
    letter: Letter | None = None,
    typed: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "letter": letter,
        "is_being_replaced": letter is not None and _is_being_replaced(letter),
        "typed": typed if len(typed) <= LONGEST_TYPED else "",
        "problem": problem,
        "is_unknown": status == 404,
    }
    return render(request, "letters/verify.html", context, status=status)


def _is_being_replaced(letter: Letter) -> bool:
    is_of_delegation = letter.kind == Kind.DELEGATION and letter.state == State.VALID
    return is_of_delegation and has_lost_members(letter)
