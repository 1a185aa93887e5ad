"""What somebody typed into a form when their session had ended: kept until they are back.

It lies in the new, anonymous session, which the sign-in takes over, and is sealed there with a key
that the database does not hold: it may tell of needs. Only the form that was typed gets it back, and
only for an hour.

    @signed_in(otherwise=kept.keeping())          the page shows its own form
    @signed_in(otherwise=kept.keeping("show"))    the form is on another page of the same app
    form = SomeForm(kept.typed(request))          what was sent now, or was kept, or None
"""

import json
import zlib
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from intersessional.access import View
from intersessional.network import client_network
from intersessional.signing_keys import signing_keys

from . import limits

KEY = "typed_form"
LIFE_SECONDS = 3600
# More than a whole form can hold; whatever is longer did not come from one.
LONGEST = 40_000
# Ours to know again, and nobody's answers.
_NOT_TYPED = {"csrfmiddlewaretoken"}
# What a form says of itself, and is kept with what somebody typed.
_HIDDEN = {"version"}

# The full name of a page, and what its address says.
Place = tuple[str, dict[str, Any]]


def keeping(page: str = "", *, longest: int = LONGEST) -> View:
    """Return the view that sends to sign in whoever has no session (any more); their form waits.

    It waits at the address it was sent to, or at the `page` of the same app on which it stands.
    What has more than `longest` characters is not kept, nor are files.
    """

    def keep_typed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        place = _place(request)
        if page and place:
            place = _other_page(place, page)
        if request.method == "POST":
            _say(request, is_kept=keep(request, place, longest=longest))
        path = _path(place) if page and place else request.get_full_path()
        return redirect_to_login(path, resolve_url("account_login"))

    return keep_typed


def typed(request: HttpRequest) -> QueryDict | None:
    """Return the form that comes with a POST, which ends the keeping; else what was kept, or None."""
    if request.method != "POST":
        return kept(request)
    forget(request)
    return request.POST


def keep(request: HttpRequest, place: Place | None, *, longest: int = LONGEST) -> bool:
    """Keep the form that came with this request, for a place; say whether there was room.

    A form in which there is nothing but a file is not kept.
    """
    answers = {name: values for name, values in request.POST.lists() if name not in _NOT_TYPED}
    text = json.dumps([_key(place), answers], ensure_ascii=False)
    typed_values = [values for name, values in answers.items() if name not in _HIDDEN]
    if request.FILES and not any(map(any, typed_values)):
        return False
    if len(text) > longest or not limits.may_keep(client_network(request)):
        return False
    request.session[KEY] = _seal().encrypt(zlib.compress(text.encode())).decode()
    return True


def kept(request: HttpRequest) -> QueryDict | None:
    """Return the form that was kept for this address, or None."""
    sealed = request.session.get(KEY)
    if not sealed:
        return None
    try:
        text = zlib.decompress(_seal().decrypt(sealed.encode(), ttl=LIFE_SECONDS))
    except (InvalidToken, zlib.error):
        forget(request)
        return None
    page, answers = json.loads(text)
    return _form(answers) if page == _key(_place(request)) else None


def forget(request: HttpRequest) -> None:
    """Keep nothing any more."""
    request.session.pop(KEY, None)


def _form(answers: dict[str, list[str]]) -> QueryDict:
    form = QueryDict(mutable=True)
    for name, values in answers.items():
        form.setlist(name, values)
    return form


def _place(request: HttpRequest) -> Place | None:
    match = request.resolver_match
    return (match.view_name, dict(match.kwargs)) if match else None


def _other_page(place: Place, page: str) -> Place:
    """Return another page of the same delegation, at the same meeting."""
    name, given = place
    kwargs = {key: value for key, value in given.items() if key in {"slug", "code"}}
    return f"{name.rpartition(':')[0]}:{page}", kwargs


def _path(place: Place) -> str:
    name, kwargs = place
    return reverse(name, kwargs=kwargs)


def _key(place: Place | None) -> str:
    """Return what tells the page, in whatever language it is shown."""
    return f"{place[0]} {sorted(place[1].items())}" if place else ""


def _say(request: HttpRequest, *, is_kept: bool) -> None:
    messages.warning(
        request,
        _("Your session had ended. Sign in, and what you typed is there again; nothing is lost.")
        if is_kept
        else _("Your session had ended. Please sign in, and fill in the form again."),
    )


def _seal() -> MultiFernet:
    keys = (
        salted_hmac("registrations.kept", "", secret=key, algorithm="sha256").digest()
        for key in signing_keys()
    )
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])
