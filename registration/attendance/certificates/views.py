"""Certificates of attendance: of all and of one for the staff, and one's own."""

from io import BytesIO
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import role, signed_in
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.uploads import PDF, attachment
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations.models import Registration

from . import operations, policies, queries


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show how many came and how many certificates there are; a POST orders those of all."""
    meeting = meeting_of(request)
    if request.method == "POST":
        number = operations.order_all(meeting, **_actor(request))
        text = ngettext("%d certificate is ordered.", "%d certificates are ordered.", number)
        messages.success(request, text % number)
        return redirect(meeting_path(meeting, "certificates:index"))
    return render(request, "certificates/index.html", _overview(meeting))


@role(roles.ISU_STAFF)
@require_safe
def progress(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Return the part of that page that changes by itself."""
    return render(request, "certificates/_progress.html", _overview(meeting_of(request)))


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Show how somebody's certificate stands; a POST orders it, at any time."""
    people = Registration.objects.for_meeting(meeting_of(request))
    registration = _found(people, number)
    if request.method == "POST":
        return _ordered(request, registration, operations.order, "certificates:person")
    context = {"person": registration, "found": queries.of_one(registration)}
    return render(request, "certificates/person.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Show how one's own certificate stands; a POST asks for it, when the meeting is over."""
    registration = _own_or_404(request, number)
    if request.method == "POST":
        return _ordered(request, registration, operations.ask_for_own, "certificates:own")
    context = {
        "registration": registration,
        "found": queries.of_one(registration),
        "is_over": clock.now() >= registration.meeting.ends_at,
    }
    return render(request, "certificates/own.html", context)


@signed_in
@require_safe
def file(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Hand out one's own certificate, if it stands; that somebody took it is on record."""
    registration = _own_or_404(request, number)
    letter = queries.valid_letters().filter(registration=registration, pdf__isnull=False).first()
    if letter is None:
        raise Http404
    operations.note_download(registration, **_actor(request))
    name = f"{registration.receipt_number}-certificate.pdf"
    return cast(HttpResponse, attachment(BytesIO(letter.content), name, PDF))


def _ordered(
    request: HttpRequest, registration: Registration, operation: Any, name: str
) -> HttpResponse:
    try:
        operation(registration, **_actor(request))
    except policies.NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The certificate is being made."))
    return redirect(meeting_path(meeting_of(request), name, registration.receipt_number))


def _own_or_404(request: HttpRequest, number: str) -> Registration:
    mine = Registration.objects.visible_to(request.user).for_meeting(meeting_of(request))
    return _found(mine, number)


def _found(people: Any, number: str) -> Registration:
    with_names = people.with_delegation().select_related("meeting")
    found: Registration = get_object_or_404(with_names, receipt_number=number)
    return found


def _overview(meeting: Meeting) -> dict[str, Any]:
    found = queries.overview(meeting)
    done = {"done": found.issued, "all": found.all}
    return {
        "found": found,
        "is_over": clock.now() >= meeting.ends_at,
        "says": _("%(done)d of %(all)d certificates are made.") % done,
    }


def _actor(request: HttpRequest) -> dict[str, Any]:
    return {"by": cast(User, request.user), "at": clock.now()}
