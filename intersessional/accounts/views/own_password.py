"""Another password in place of one’s own."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.access import signed_in

from .. import limits, operations
from ..forms import OwnPasswordForm
from ..limits import Allowance
from ..models import User
from .signing_in import slowed

# Whoever finds an open session must not try the password through here.
TRIES_OF_USER = Allowance("own-password/user", 10, 30)


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Take the present password and a new one; all other sessions end."""
    # The row itself: the user of a request only stands in for it.
    user = User.objects.get(pk=request.user.pk)  # type: ignore[misc]  # whoever signed in has one
    if not user.has_usable_password():
        raise Http404
    form = OwnPasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_theirs(form):
        operations.change_own_password(user, form.cleaned_data["password"], at=clock.now())
        update_session_auth_hash(request, user)
        user.sessions.exclude(session_key=request.session.session_key).delete()
        messages.success(
            request, _("Your password was changed. You are signed out everywhere else.")
        )
        return redirect("account_sessions")
    return slowed(render(request, "account/password.html", {"form": form}), form)


def _is_theirs(form: OwnPasswordForm) -> bool:
    whose = str(form.user.pk)
    try:
        limits.count(TRIES_OF_USER, whose)
    except limits.TooManyTries as refusal:
        form.add_error("present", refusal.as_error())
        return False
    if not form.user.check_password(form.cleaned_data["present"]):
        form.add_error("present", _("This is not your present password."))
        return False
    limits.uncount(TRIES_OF_USER, whose)
    return True
