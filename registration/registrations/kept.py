"""What somebody typed into a form when their session had ended: kept until they are back.

It lies in the new, anonymous session, which the sign-in takes over, and is sealed there with a key
that the database does not hold: it may tell of needs. Only the form that was typed gets it back, and
only for an hour.
"""

import json
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac

from intersessional.network import client_network

from . import limits

KEY = "typed_form"
LIFE_SECONDS = 3600
# More than a whole form can hold; whatever is longer did not come from one.
LONGEST = 40_000
# Ours to know again, and nobody's answers.
_NOT_TYPED = {"csrfmiddlewaretoken"}


def keep(request: HttpRequest) -> bool:
    """Keep the form that came with this request, for the same address; say whether there was room."""
    answers = {name: values for name, values in request.POST.lists() if name not in _NOT_TYPED}
    text = json.dumps([_page(request), answers])
    if len(text) > LONGEST or not limits.may_keep(client_network(request)):
        return False
    request.session[KEY] = _seal().encrypt(text.encode()).decode()
    return True


def kept(request: HttpRequest) -> QueryDict | None:
    """Return the form that was kept for this address, or None."""
    sealed = request.session.get(KEY)
    if not sealed:
        return None
    try:
        page, answers = json.loads(_seal().decrypt(sealed.encode(), ttl=LIFE_SECONDS))
    except InvalidToken:
        forget(request)
        return None
    return _form(answers) if page == _page(request) else None


def forget(request: HttpRequest) -> None:
    """Keep nothing any more."""
    request.session.pop(KEY, None)


def _form(answers: dict[str, list[str]]) -> QueryDict:
    form = QueryDict(mutable=True)
    for name, values in answers.items():
        form.setlist(name, values)
    return form


def _page(request: HttpRequest) -> str:
    """Return what tells the page, in whatever language it is shown."""
    match = request.resolver_match
    return f"{match.view_name} {sorted(match.kwargs.items())}" if match else ""


def _seal() -> Fernet:
    key = salted_hmac("registrations.kept", "", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
