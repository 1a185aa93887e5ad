"""The letter for a visa, and what it needs of the passport: for the person, and their focal points.

The staff see both in the admin site, with a permission of its own.
"""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import is_ours, signed_in
from intersessional.accounts.models import User
from registration.letters import visas
from registration.letters.issuing.visas import is_outdated, valid_letter
from registration.letters.models import Erased
from registration.letters.responses import as_download
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of
from registration.registrations import kept, operations, policies, presentation
from registration.registrations.forms import TravelForm, withheld_from
from registration.registrations.models import Registration, TravelDocument
from registration.registrations.transitions import TransitionRefused
from registration.registrations.travel import erased_on, masked

REFUSALS = (policies.LetterNotWanted, policies.ChangesClosed, TransitionRefused)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Show how the letter stands and what is known for it; write what is given or corrected."""
    registration, at = _theirs_or_404(request, number), clock.now()
    stored = TravelDocument.objects.filter(registration=registration).first()
    if stored:
        stored.registration = registration
    is_sent = request.method == "POST" and "show" not in request.POST
    form = _form(request, registration, stored, is_sent=is_sent)
    try:
        policies.check_can_enter_document(registration, at=at)
        if not is_sent:
            return _show(request, registration, stored, form)
        if not form.is_valid():
            return _show(request, registration, stored, form, status=422)
        changed = operations.enter_document(
            registration,
            form.particulars(),
            version=form.cleaned_data["version"],
            by=cast(User, request.user),
            at=at,
        )
    except operations.DocumentChanged as conflict:
        form.stand_on(conflict.version)
        form.add_error(None, str(conflict))
        return _show(request, registration, stored, form, status=409)
    except REFUSALS as reason:
        return _refuse(request, registration, reason)
    return _saved(request, registration, changed=changed)


@signed_in
@require_safe
def letter(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Hand out the letter that stands, as a download; one that was withdrawn or erased is absent."""
    registration = _theirs_or_404(request, number)
    found = valid_letter(registration)
    if found is None:
        raise Http404
    try:
        content = visas.opened(found, by=cast(User, request.user), at=clock.now())
    except Erased as gone:
        raise Http404 from gone
    return as_download(content, f"{registration.receipt_number}-visa.pdf")


def _theirs_or_404(request: HttpRequest, number: str) -> Registration:
    """Return a registration of the actor or of their delegation; to the staff it is absent here."""
    found = Registration.objects.none()
    if not cast(User, request.user).is_staff:
        found = Registration.objects.changeable_by(request.user).for_meeting(meeting_of(request))
    registration: Registration = get_object_or_404(
        found.with_delegation().select_related("meeting"), receipt_number=number
    )
    return registration


def _form(
    request: HttpRequest,
    registration: Registration,
    stored: TravelDocument | None,
    *,
    is_sent: bool,
) -> TravelForm:
    meeting = registration.meeting
    typed = kept.kept(request)
    if is_sent or (typed and "version" not in typed):
        # A button that was pressed after the session had ended is no form.
        typed = request.POST if is_sent else None
    return TravelForm(
        typed,
        registration=registration,
        stored=stored.particulars if stored else None,
        version=stored.version if stored else 0,
        withheld=withheld_from(is_own=_is_own(request, registration)),
        today=clock.now().astimezone(meeting.zone).date(),
    )


def _is_own(request: HttpRequest, registration: Registration) -> bool:
    return policies.is_own(registration, cast(User, request.user))


def _show(
    request: HttpRequest,
    registration: Registration,
    stored: TravelDocument | None,
    form: TravelForm,
    *,
    status: int = 200,
) -> HttpResponse:
    valid = valid_letter(registration)
    context: dict[str, Any] = {
        "registration": registration,
        "form": form,
        "is_own": _is_own(request, registration),
        "is_kept": form.is_bound and request.method != "POST",
        "advice": presentation.visa_advice(registration.meeting, at=clock.now()),
        "rows": _rows(request, registration, stored),
        "document": stored,
        "letter": valid,
        "is_outdated": bool(valid and stored and is_outdated(valid, stored)),
        "erase_on": erased_on(registration.meeting.ends_on),
        "is_shown": "show" in request.POST,
        "back_url": _way_back(request, registration),
    }
    return render(request, "visa/document.html", context, status=status)


def _rows(
    request: HttpRequest, registration: Registration, stored: TravelDocument | None
) -> presentation.Rows:
    """Return what is known: all of it to the person, the number when asked for; else of the journey.

    That somebody has seen it is written down, once for each page.
    """
    if stored is None:
        return []
    is_own = _is_own(request, registration)
    with_number = is_own and "show" in request.POST
    part = visas.Part.ALL_BUT_THE_NUMBER if is_own else visas.Part.JOURNEY
    travel = visas.shown(
        stored,
        part=visas.Part.ALL if with_number else part,
        by=cast(User, request.user),
        at=clock.now(),
    )
    if with_number:
        return presentation.of_travel(travel, number=travel.passport_number)
    if is_own:
        return presentation.of_travel(travel, number=masked(travel.passport_number))
    number = (_("Passport number"), masked(travel.passport_number))
    return [number, *presentation.of_journey(travel)]


def _refuse(request: HttpRequest, registration: Registration, reason: Exception) -> HttpResponse:
    """Say why nothing is asked or taken; what was typed is not shown again, since nobody needs it."""
    context = {
        "registration": registration,
        "refusal": reason,
        "is_unwanted": isinstance(reason, policies.LetterNotWanted),
        "back_url": _way_back(request, registration),
    }
    status = 403 if request.method == "POST" else 200
    return render(request, "visa/refused.html", context, status=status)


def _saved(request: HttpRequest, registration: Registration, *, changed: bool) -> HttpResponse:
    kept.forget(request)
    if changed:
        messages.success(
            request, _("Saved. We write to the person as soon as the letter can be downloaded.")
        )
    else:
        messages.info(request, _("These answers are known already. Nothing was changed."))
    return redirect(_way_back(request, registration))


def _way_back(request: HttpRequest, registration: Registration) -> str:
    """Return the page from which somebody came, if it is ours; else the person's or the delegation's."""
    target = request.GET.get("next", "")
    if is_ours(target):
        return target
    if _is_own(request, registration):
        return meeting_path(meeting_of(request), "registrations:own")
    code = registration.delegation.entity.code
    return meeting_path(meeting_of(request), "delegation:show", code)
