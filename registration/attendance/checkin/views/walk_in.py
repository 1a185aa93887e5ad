"""Registering somebody at the desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from registration.delegations.queries import correspondence_language
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations import kept
from registration.registrations.operations import (
    NoPlace,
    SubmittedDifferently,
    UnknownDelegation,
)
from registration.registrations.transitions import TransitionRefused

from ...badges.operations import NothingToPrint, TokenUsed
from .. import policies, searching
from ..forms import WalkInForm
from ..walking_in import MeetingOver, WalkIn
from ..walking_in import walk_in as register
from ..wording import about
from .guards import actor, for_the_secretariat, here
from .scanning import PLACE

CONFLICT = 409
UNPROCESSABLE = 422


@for_the_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Register, confirm and check in somebody at once; then the badge, which is being printed."""
    meeting = here(request)
    form = WalkInForm(kept.typed(request), meeting=meeting)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=UNPROCESSABLE)
    cleaned = form.cleaned_data
    if not cleaned["is_another"]:
        found = searching.alike(meeting, cleaned["given_names"], cleaned["family_name"])
        # Whoever sends the same form again meets the person it made.
        if found and all(one.submission_token != cleaned["token"] for one in found):
            form.ask_whether_another()
            alike = [{"person": one, "about": about(one)} for one in found]
            return _show(request, form, alike=alike, status=UNPROCESSABLE)
    return _register(request, form, meeting)


def _register(request: HttpRequest, form: WalkInForm, meeting: Meeting) -> HttpResponse:
    cleaned, at = form.cleaned_data, clock.now()
    language = (get_language() or "en")[:2]
    guest = WalkIn(
        details=form.details(policies.day_of(meeting, at)),
        participation=cleaned["participation"],
        reason=cleaned["reason"],
        token=cleaned["token"],
        language=correspondence_language(cleaned["delegation"]) or language,
        badge_language=language,
        place=request.session.get(PLACE, ""),
    )
    try:
        registration, order = register(guest, meeting=meeting, by=actor(request), at=at)
    except SubmittedDifferently as conflict:
        form.begin_anew()
        return _show(request, form, sent_before=conflict.first, status=CONFLICT)
    except UnknownDelegation as refusal:
        form.add_error("delegation", str(refusal))
    except TokenUsed as refusal:
        form.begin_anew()
        form.add_error(None, str(refusal))
    except NothingToPrint:
        form.add_error("family_name", _("No font has all letters of the name: write it in Latin."))
    except MeetingOver:
        form.add_error(
            None, _("The meeting is over: nobody can be registered at the desk any more.")
        )
    except (TransitionRefused, NoPlace):
        form.add_error(None, _("All places are taken. The secretariat can set a larger quota."))
    else:
        name = registration.printed_name
        messages.success(request, _("%(name)s is registered and checked in.") % {"name": name})
        return redirect(meeting_path(meeting, "badges:print", order.pk))
    return _show(request, form, status=UNPROCESSABLE)


def _show(request: HttpRequest, form: WalkInForm, status: int = 200, **more: Any) -> HttpResponse:
    form.render_list()
    is_kept = form.is_bound and request.method != "POST"
    context = {"form": form, "is_kept": is_kept, **more}
    return render(request, "checkin/walk_in.html", context, status=status)
