"""Who may ask for the floor beside the focal points: a delegation gives and takes the right."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from programme.interventions.operations import give_right, take_right
from registration.registrations import kept
from registration.registrations.transitions import State

from .managed import delegation_or_404, member_or_404, page_of


@signed_in(otherwise=kept.keeping("show"))
@require_POST
def right(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Give a member the right to ask for the floor (`right=give`), or take it."""
    delegation = delegation_or_404(request, code)
    member = member_or_404(delegation, number)
    by, at = cast(User, request.user), clock.now()
    name = {"name": member.printed_name}
    if request.POST.get("right") == "give":
        give_right(member, by=by, at=at)
        text = _("%(name)s can now ask for the floor for the delegation.") % name
        if member.state != State.CONFIRMED:
            warning = _(
                "The registration of %(name)s is not confirmed yet. The right ends if it is declined."
            )
            messages.warning(request, warning % name)
    else:
        take_right(member, by=by, at=at)
        text = _("%(name)s can no longer ask for the floor.") % name
    messages.success(request, text)
    return redirect(f"{page_of(request, delegation)}#floor")
