"""Inviting staff, and coming in by an invitation."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from intersessional import clock, network
from intersessional.access import public, role

from .. import limits, operations, roles
from ..forms import AcceptForm, InviteForm, SendAgainForm
from ..models import StaffInvitation, User
from ..operations.invitations import InvitationDetails
from .signing_in import slowed


@role(roles.ADMINISTRATOR)
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail; an account that the address has already is pointed out first."""
    if request.method != "POST":
        form = InviteForm(initial={"language": (get_language() or "en")[:2]})
        return render(request, "staff/invite.html", {"form": form})
    form = InviteForm(request.POST)
    if form.is_valid() and _invite(form, by=cast(User, request.user)):
        messages.success(request, _("The invitation is on its way."))
        return redirect("staff:index")
    return render(request, "staff/invite.html", {"form": form}, status=422)


def _invite(form: InviteForm, *, by: User) -> bool:
    given = form.cleaned_data
    details = InvitationDetails(
        given["email"], given["name"], tuple(given["roles"]), given["language"]
    )
    try:
        operations.invite(details, is_confirmed=given["is_confirmed"], by=by, at=clock.now())
    except operations.AlreadyInvited:
        form.add_error("email", _("This address is invited already: send that invitation again."))
    except operations.AlreadyStaff:
        form.add_error("email", _("This is a member of staff already: change the roles instead."))
    except operations.IsClosed:
        form.add_error("email", _("The account of this address is closed: open it again instead."))
    except operations.NeedsConfirmation:
        form.ask_to_confirm(given["roles"])
    return form.is_valid()


@role(roles.ADMINISTRATOR)
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an open invitation again; the code of the mail before is void."""
    invitation = _open_or_404(pk)
    form = SendAgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by, is_confirmed = cast(User, request.user), form.cleaned_data["is_confirmed"]
        try:
            operations.invite_again(invitation, is_confirmed=is_confirmed, by=by, at=clock.now())
            messages.success(request, _("The invitation is on its way again."))
            return redirect("staff:index")
        except operations.NeedsConfirmation:
            form.ask_to_confirm(invitation.roles)
        except (operations.AlreadyStaff, operations.IsClosed):
            form.add_error(None, _("The account of this address was changed. Please withdraw it."))
    context = {"form": form, "invitation": invitation}
    status = 422 if request.method == "POST" else 200
    return render(request, "staff/send_again.html", context, status=status)


@role(roles.ADMINISTRATOR)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an invitation void."""
    invitation = _open_or_404(pk)
    operations.withdraw(invitation, by=cast(User, request.user), at=clock.now())
    messages.success(request, _("The invitation is withdrawn; its code opens nothing any more."))
    return redirect("staff:index")


@public
@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Take the code of an invitation and a new password; only a POST uses the code up."""
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        response = _come_in(request, form)
        if response is not None:
            return response
    return slowed(render(request, "account/invitation.html", {"form": form}), form)


def _come_in(request: HttpRequest, form: AcceptForm) -> HttpResponse | None:
    code, password = form.cleaned_data["code"], form.cleaned_data["password"]
    try:
        invitation = operations.find_invitation(code, network=network.client_network(request))
        if invitation is None:
            raise ValidationError({"code": _wrong()})
        _check_password(password, invitation)
        user = operations.accept(code, password, at=clock.now())
        if user is None:
            raise ValidationError({"code": _wrong()})
    except limits.TooManyTries as refusal:
        form.add_error(None, refusal.as_error())
        return None
    except operations.NeedsConfirmation as refusal:
        form.add_error("code", str(refusal))
        return None
    except ValidationError as error:
        form.add_error(None, error)
        return None
    return _signed_in(request, user)


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    # Whoever was signed in here may be somebody else, or the same person as a delegate.
    logout(request)
    # They have just typed it twice; so the page of the second factor does not ask for it again.
    record_authentication(request, user, method="password", reauthenticated=True)
    response: HttpResponse = perform_login(request, user)
    return response


def _check_password(password: str, invitation: StaffInvitation) -> None:
    """Hold the password against the rules, the name and the address.

    :raises ValidationError: for the field `password`
    """
    try:
        validate_password(password, User(email=invitation.email, name=invitation.name))
    except ValidationError as error:
        raise ValidationError({"password": error}) from error


def _wrong() -> str:
    return _(
        "This code is not right, or no longer valid. Please ask whoever invited you for a new one."
    )


def _open_or_404(pk: int) -> StaffInvitation:
    return get_object_or_404(StaffInvitation, pk=pk, accepted_at=None, withdrawn_at=None)
