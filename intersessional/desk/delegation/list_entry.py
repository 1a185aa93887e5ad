"""How a delegation is printed on the list of participants, and asking for a correction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.attendance.models import Correction
from registration.attendance.participants import correcting
from registration.attendance.participants.forms import CorrectionForm
from registration.attendance.participants.listing import Listing, listing_of
from registration.attendance.participants.queries import content_of
from registration.delegations.models import Delegation
from registration.meetings.links import meeting_path
from registration.registrations import kept, policies
from registration.registrations.models import Registration
from registration.registrations.transitions import TransitionRefused

from .managed import delegation_or_404, member_or_404, page_of


@dataclass(frozen=True)
class Member:
    """A member, whether they are on the list, and how their line can be corrected."""

    registration: Registration
    is_listed: bool
    can_amend: bool
    has_asked: bool


@signed_in
@require_safe
def show(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show the delegation's lines as they are printed in each language."""
    delegation, at = delegation_or_404(request, code), clock.now()
    listings = list(_in_all_languages(delegation, at=at))
    listed = {line.registration for line in listings[0][2].lines()}
    context = {
        "delegation": delegation,
        "listings": listings,
        "members": _members(delegation, listed, by=cast(User, request.user), at=at),
        "is_listed": bool(listed),
        "back_url": page_of(request, delegation),
    }
    return render(request, "delegation/list_entry.html", context)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Ask for a correction of one line; as long as it can be amended, that page is the way."""
    delegation = delegation_or_404(request, code)
    registration = member_or_404(delegation, number)
    by, at = cast(User, request.user), clock.now()
    if policies.can_amend(registration, by=by, at=at):
        return redirect(meeting_path(delegation.meeting, "registrations:amend", number))
    form, status = CorrectionForm(kept.typed(request), registration=registration), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                correcting.ask_correction(
                    registration,
                    form.details(),
                    language=(get_language() or "en")[:2],
                    by=by,
                    at=at,
                )
            except (
                correcting.NothingToCorrect,
                correcting.AskedAlready,
                TransitionRefused,
            ) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("The secretariat has your correction. It answers by e-mail.")
                )
                return redirect(
                    meeting_path(
                        delegation.meeting, "delegation:list_entry", delegation.entity.code
                    )
                )
    context = {
        "form": form,
        "delegation": delegation,
        "registration": registration,
        "is_kept": form.is_bound and request.method != "POST",
    }
    return render(request, "delegation/list_correction.html", context, status=status)


def _in_all_languages(
    delegation: Delegation, *, at: datetime
) -> Iterator[tuple[str, str, Listing]]:
    content = content_of(delegation.meeting, delegation=delegation, at=at)
    for code, name in settings.LANGUAGES:
        with override(code):
            listing = listing_of(content)
        yield code, str(name), listing


def _members(delegation: Delegation, listed: set[int], *, by: User, at: datetime) -> list[Member]:
    members = Registration.objects.active().filter(delegation=delegation).in_order()
    asked = set(
        Correction.objects.open()
        .filter(registration__delegation=delegation)
        .values_list("registration", flat=True)
    )
    return [
        Member(
            one,
            is_listed=one.pk in listed,
            can_amend=policies.can_amend(one, by=by, at=at),
            has_asked=one.pk in asked,
        )
        for one in members.for_change()
    ]
