"""What an administrator does with somebody else’s account, each on a page that says what follows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.access import role

from .. import operations, queries, roles
from ..forms import NoForm, ReasonForm, RolesForm
from ..models import User
from .people import person_or_404


@dataclass(frozen=True)
class Act:
    """One act: its form, how it is done, and its words before and after."""

    form: type[ReasonForm | RolesForm | NoForm]
    do: Callable[..., bool]
    title: Promise
    says: Promise
    button: Promise
    done: Promise
    nothing: Promise
    # The mail that follows speaks the administrator's language: accounts have none.
    has_mail: bool = False
    is_grave: bool = False
    # The words for the account of a delegate or focal point; without them it is for staff alone.
    says_of_others: Promise | None = None
    done_of_others: Promise | None = None


ACTS = {
    "roles": Act(
        RolesForm,
        operations.change_roles,
        _("Change the roles"),
        _(
            "They hold from the next click on. With any of them but the check-in desk alone, the"
            " account is no focal point and no delegate any more: it does not open its delegation,"
            " its registration or its requests. Make sure that the delegation has another focal point."
        ),
        _("Change the roles"),
        _("The roles are changed."),
        _("Nothing was changed: these are the roles already."),
    ),
    "close": Act(
        ReasonForm,
        operations.close,
        _("Close the account"),
        _(
            "All sessions end at once; password, second factor and any invitation are void, also those"
            " that the person sent and nobody has accepted yet. What"
            " the person did stays on record, and the account can be opened again."
        ),
        _("Close the account"),
        _("The account is closed."),
        _("The account was closed already."),
        is_grave=True,
        says_of_others=_(
            "All sessions end at once, and no code is sent to this address any more. What the person"
            " did, and what is registered, stays. The account can be opened again."
        ),
    ),
    "open": Act(
        ReasonForm,
        operations.open_again,
        _("Open the account again"),
        _(
            "It has the roles that it had. The person receives a mail with a code, and chooses a new"
            " password and a new second factor."
        ),
        _("Open the account"),
        _("The account is open again; a mail is on its way."),
        _("The account was open already."),
        has_mail=True,
        says_of_others=_("The person signs in again with a code that comes by e-mail."),
        done_of_others=_("The account is open again."),
    ),
    "password": Act(
        ReasonForm,
        operations.new_password,
        _("Ask for a new password"),
        _(
            "The password is void and all sessions end at once. The person receives a mail with a"
            " code, and chooses a new password. The second factor stays."
        ),
        _("Ask for a new password"),
        _("The password is void; a mail is on its way."),
        _("Nothing was done: the account is closed."),
        has_mail=True,
        is_grave=True,
    ),
    "factor": Act(
        ReasonForm,
        operations.reset_factor,
        _("Remove a lost second factor"),
        _(
            "Make sure by telephone that it is really the person who asks. Passkeys, app and recovery"
            " codes are void and all sessions end at once; at the next sign-in the password leads to"
            " a new second factor. The person and all other administrators are told by mail."
        ),
        _("Remove the second factor"),
        _("The second factor is removed; the mails are on their way."),
        _("There was no second factor."),
        has_mail=True,
        is_grave=True,
    ),
    "sessions": Act(
        NoForm,
        operations.end_sessions,
        _("End all sessions"),
        _("Wherever the person is signed in, they have to sign in again."),
        _("End all sessions"),
        _("All sessions have ended."),
        _("There was no session."),
        is_grave=True,
        says_of_others=_("Wherever the person is signed in, they have to sign in again."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def _act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    person = person_or_404(pk)
    act = _for(person, ACTS[name])
    form = act.form(
        request.POST if request.method == "POST" else None, initial={"roles": sorted(person.held)}
    )
    if request.method == "POST" and form.is_valid():
        response = _do(request, act, person, form)
        if response is not None:
            return response
    is_own = person.user.pk == cast(User, request.user).pk
    context = {"act": act, "person": person, "form": form, "is_own": is_own}
    status = 422 if request.method == "POST" else 200
    return render(request, "staff/act.html", context, status=status)


def _for(person: queries.Person, act: Act) -> Act:
    """Return an act with the words for this account.

    :raises Http404: there is no such act for delegates and focal points
    """
    if person.is_of_staff:
        return act
    if act.says_of_others is None:
        raise Http404
    return replace(act, says=act.says_of_others, done=act.done_of_others or act.done)


def _do(request: HttpRequest, act: Act, person: queries.Person, form: Any) -> HttpResponse | None:
    given = dict(form.cleaned_data)
    if "roles" in given:
        given["wanted"] = given.pop("roles")
    if act.has_mail:
        given["language"] = (get_language() or "en")[:2]
    try:
        is_done = act.do(person.user, **given, by=cast(User, request.user), at=clock.now())
    except (operations.Forbidden, operations.NoRole) as refusal:
        form.add_error(None, str(refusal))
        return None
    tell = messages.success if is_done else messages.warning
    tell(request, str(act.done if is_done else act.nothing))
    return redirect("staff:person", person.user.pk)


# What takes something away at once needs no second look at who asks; what opens something does.
act = role(roles.ADMINISTRATOR)(_act)
act_after_proof = role(roles.ADMINISTRATOR)(reauthentication_required(_act))
