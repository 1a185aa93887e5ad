"""One invitation: its letters, a new one in place of the last, the end of it; and the texts of all."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.letters import operations, pictures, policies, queries
from registration.letters.models import Invitation, State
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from . import presentation
from .forms import AnewForm, WithdrawForm


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show an invitation with all its letters; a POST withdraws the last one, with the reason."""
    invitation = _invitation_or_404(request, pk)
    posted = request.method == "POST"
    form = WithdrawForm(request.POST if posted else None, initial={"letter": invitation.letter_id})
    if posted and form.is_valid():
        try:
            operations.withdraw(invitation, **form.cleaned_data, **_by(request))
        except policies.NotNow as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Withdrawn. Whoever verifies the letter is told so."))
        return redirect(_path(invitation, "letter"))
    context = _shown(invitation) | {"form": form}
    return render(request, "desk/invitations/letter.html", context, status=422 if posted else 200)


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def anew(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show the letter that would take the place of the last one; a POST issues and sends it."""
    invitation = _invitation_or_404(request, pk)
    form = AnewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _issue(request, invitation, form)
        except presentation.CannotBePrinted as refusal:
            return _preview(request, invitation, why=str(refusal), status=422)
        return redirect(_path(invitation, "letter"))
    return _preview(request, invitation, status=422 if form.is_bound else 200)


@role(roles.ISU_STAFF)
@require_POST
def texts(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Copy the texts that the meeting lacks from an earlier one."""
    meeting = meeting_of(request)
    copied = operations.copy_texts(meeting, **_by(request))
    if copied:
        text = ngettext("%d text was copied.", "%d texts were copied.", copied) % copied
        messages.success(
            request, f"{text} {_('Please read each: it speaks of the other meeting.')}"
        )
    else:
        messages.warning(request, _("There is nothing to copy."))
    return redirect(meeting_path(meeting, "invitations:index"))


def _invitation_or_404(request: HttpRequest, pk: int) -> Invitation:
    found = Invitation.objects.select_related("meeting", "batch", "letter", "entity")
    invitation: Invitation = get_object_or_404(
        found.defer("letter__pdf", "letter__facts"), pk=pk, meeting=meeting_of(request)
    )
    return invitation


def _shown(invitation: Invitation) -> dict[str, Any]:
    line = queries.line_of(invitation)
    return {
        "invitation": invitation,
        "line": line,
        "colour": presentation.COLOURS[line.standing],
        "letters": queries.letters_of(invitation),
        "is_valid": bool(invitation.letter and invitation.letter.state == State.VALID),
    }


def _issue(request: HttpRequest, invitation: Invitation, form: AnewForm) -> None:
    """Issue it, and tell how it went.

    :raises presentation.CannotBePrinted:
    """
    try:
        with presentation.refusals_in_words():
            operations.issue_anew(invitation, **form.cleaned_data, **_by(request))
    except policies.NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Issued. The earlier letter verifies as replaced."))


def _preview(
    request: HttpRequest, invitation: Invitation, *, why: str = "", status: int = 200
) -> HttpResponse:
    pages = []
    try:
        policies.check_can_issue_anew(invitation, invitation.letter_id or 0)
        pdf = presentation.preview(invitation.entity, invitation.meeting, at=clock.now())
        pages = pictures.pages(pdf)
    except (policies.NotNow, presentation.CannotBePrinted) as refusal:
        why = why or str(refusal)
    context = _shown(invitation) | {"pages": pages, "why": why}
    response = render(request, "desk/invitations/anew.html", context, status=status)
    if pages:
        # The pages are in the page itself; nothing else may bring its own pictures.
        policy = settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]}
        response._csp_config = policy  # type: ignore[attr-defined]
    return response


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": cast(User, request.user), "at": clock.now()}


def _path(invitation: Invitation, name: str) -> str:
    return meeting_path(invitation.meeting, f"invitations:{name}", invitation.pk)
