"""The page of a delegation, and what its focal points do on it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock, codes
from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.delegations import operations as delegations
from registration.delegations.forms import FocalPointForm
from registration.delegations.models import Delegation, FocalPoint
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of
from registration.registrations import operations, policies
from registration.registrations.models import Registration
from registration.registrations.transitions import TransitionRefused

from . import papers, presentation
from .forms import AnswerForm, MemberForm, RoleForm
from .managed import delegation_or_404, managed, page_of

REFUSALS = (policies.ChangesClosed, TransitionRefused, operations.OtherMembers)


@signed_in
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Lead to the one delegation that somebody manages, or list several."""
    found = list(managed(request).with_names())
    if len(found) == 1:
        return redirect(page_of(request, found[0]))
    found.sort(key=lambda delegation: delegation.name)
    return render(request, "delegation/index.html", {"delegations": found})


@signed_in
@require_safe
def show(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show everything of a delegation on one page."""
    return _show(request, delegation_or_404(request, code))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Register somebody for the delegation."""
    delegation = delegation_or_404(request, code)
    form = _member_form(request, delegation)
    if form.is_valid():
        try:
            operations.receive(
                form.details(code),
                meeting=delegation.meeting,
                token=form.cleaned_data["token"],
                language=(get_language() or "en")[:2],
                by=cast(User, request.user),
                at=clock.now(),
            )
        except operations.SubmittedDifferently as conflict:
            number = conflict.first.receipt_number
            form.add_error(
                None, _("This form was sent before, as %(number)s.") % {"number": number}
            )
        except (policies.ReasonNeeded, policies.NotOpenYet):
            form.add_error(None, _("Registration is closed. Please write to us."))
        else:
            messages.success(request, _("Registered. The person is told by e-mail."))
            return redirect(page_of(request, delegation))
    return _show_member(request, form, delegation, title=_("Add a person"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Let somebody else take a member's place."""
    delegation = delegation_or_404(request, code)
    old = _member_or_404(delegation, number)
    form = _member_form(request, delegation, version=old.version, role=old.role)
    if form.is_valid():
        try:
            operations.replace(
                old,
                form.details(code),
                version=form.cleaned_data["version"] or 0,
                token=form.cleaned_data["token"],
                language=(get_language() or "en")[:2],
                by=cast(User, request.user),
                at=clock.now(),
            )
        except operations.ChangedMeanwhile:
            form.add_error(None, _changed())
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Replaced. Both people are told by e-mail."))
            return redirect(page_of(request, delegation))
    title = _("Somebody else in place of %(name)s") % {"name": old.printed_name}
    return _show_member(request, form, delegation, title=title)


@signed_in
@require_POST
def order(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Put the members in another order: one up or down, or all at once."""
    delegation = delegation_or_404(request, code)
    members = Registration.objects.active().filter(delegation=delegation).in_order()
    pks = {one.receipt_number: one.pk for one in members}
    wanted = _wanted_order(request, list(pks))
    try:
        operations.set_positions(
            delegation,
            [pks[number] for number in wanted if number in pks],
            by=cast(User, request.user),
            at=clock.now(),
        )
    except operations.OtherMembers as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"{page_of(request, delegation)}#members")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Ask whether somebody belongs to the delegation; confirm or reject."""
    delegation = delegation_or_404(request, code)
    registration = _member_or_404(delegation, number)
    form = AnswerForm(request.POST or None, initial={"version": registration.version})
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            _answer(request, registration, form)
        except operations.ChangedMeanwhile as conflict:
            registration, status = conflict.current, 409
            form = AnswerForm(initial={"version": registration.version})
        except REFUSALS as refusal:
            messages.warning(request, str(refusal))
            return redirect(page_of(request, delegation))
        else:
            return redirect(page_of(request, delegation))
    context = {
        "delegation": delegation,
        "registration": registration,
        "form": form,
        "has_changed": status == 409,
        "back_url": page_of(request, delegation),
    }
    return render(request, "delegation/answer.html", context, status=status)


@signed_in
@require_POST
def role(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Make a member head, deputy, member or adviser."""
    delegation = delegation_or_404(request, code)
    registration = _member_or_404(delegation, number)
    form = RoleForm(request.POST)
    try:
        if form.is_valid() and operations.set_role(
            registration,
            form.cleaned_data["role"],
            version=form.cleaned_data["version"],
            by=cast(User, request.user),
            at=clock.now(),
        ):
            messages.success(request, _("The role is changed. The person is told by e-mail."))
    except operations.ChangedMeanwhile:
        messages.warning(request, _changed())
    except REFUSALS as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"{page_of(request, delegation)}#members")


@signed_in
@require_POST
def focal_points(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Add a focal point, or remove one: also oneself, which hands the delegation over."""
    delegation = delegation_or_404(request, code)
    by, at = cast(User, request.user), clock.now()
    if "remove" in request.POST:
        wanted = FocalPoint.objects.acting().filter(delegation=delegation)
        return _remove(request, delegation, wanted.filter(email=request.POST["remove"]).first())
    form = FocalPointForm(request.POST)
    if not form.is_valid():
        return _show(request, delegation, focal_point_form=form, status=422)
    try:
        delegations.add_focal_point(delegation, **form.cleaned_data, by=by, at=at)
    except delegations.AlreadyFocalPoint as refusal:
        form.add_error("email", str(refusal))
        return _show(request, delegation, focal_point_form=form, status=422)
    messages.success(request, _("Added. A mail tells them how to come in."))
    return redirect(f"{page_of(request, delegation)}#focal-points")


def _remove(
    request: HttpRequest, delegation: Delegation, focal_point: FocalPoint | None
) -> HttpResponse:
    try:
        if focal_point and delegations.remove_focal_point(
            focal_point, by=cast(User, request.user), at=clock.now()
        ):
            messages.success(request, _("Removed. The address manages the delegation no longer."))
    except delegations.LastFocalPoint as refusal:
        messages.warning(request, str(refusal))
    if not managed(request).filter(pk=delegation.pk).exists():
        return redirect(meeting_path(meeting_of(request), "desk:home"))
    return redirect(f"{page_of(request, delegation)}#focal-points")


def _answer(request: HttpRequest, registration: Registration, form: AnswerForm) -> None:
    given = {
        "version": form.cleaned_data["version"],
        "by": cast(User, request.user),
        "at": clock.now(),
    }
    if "reject" in request.POST:
        operations.reject(registration, reason=form.cleaned_data["reason"], **given)
        messages.success(request, _("Rejected. The person is told your reason by e-mail."))
    else:
        operations.endorse(registration, **given)
        messages.success(
            request, _("You have confirmed that this person belongs to the delegation.")
        )


def _member_or_404(delegation: Delegation, number: str) -> Registration:
    members = Registration.objects.active().filter(delegation=delegation)
    member: Registration = get_object_or_404(
        members.for_change().with_delegation(), receipt_number=number
    )
    return member


def _member_form(request: HttpRequest, delegation: Delegation, **initial: Any) -> MemberForm:
    initial["token"] = codes.address_token()
    return MemberForm(request.POST or None, meeting=delegation.meeting, initial=initial)


def _show_member(
    request: HttpRequest, form: MemberForm, delegation: Delegation, *, title: str
) -> HttpResponse:
    context = {
        "form": form,
        "delegation": delegation,
        "title": title,
        "back_url": page_of(request, delegation),
    }
    status = 422 if form.is_bound else 200
    return render(request, "delegation/member.html", context, status=status)


def _wanted_order(request: HttpRequest, numbers: list[str]) -> list[str]:
    """Return the order that was sent: `up` or `down` names one, `order` all."""
    if "order" in request.POST:
        return request.POST.getlist("order")
    for move, step in (("up", -1), ("down", 1)):
        number = request.POST.get(move)
        if number in numbers:
            place = numbers.index(number)
            other = min(max(place + step, 0), len(numbers) - 1)
            numbers[place], numbers[other] = numbers[other], numbers[place]
    return numbers


def _show(
    request: HttpRequest,
    delegation: Delegation,
    *,
    focal_point_form: FocalPointForm | None = None,
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    needs = policies.needs_for(delegation.meeting, delegation.category)
    notes = papers.notes_of(delegation)
    members = presentation.members_of(delegation, needs, notes, at=at)
    on = at.astimezone(delegation.meeting.zone).date()
    context = {
        "delegation": delegation,
        "members": members,
        "to_answer": [member for member in members if member.is_to_answer],
        "problems": [
            *presentation.problems(delegation, members, on=on),
            *papers.problems(delegation, notes, needs),
        ],
        "papers": papers.papers_of(notes, [member.registration for member in members]),
        "balance": presentation.balance(members),
        "focal_points": list(FocalPoint.objects.acting().filter(delegation=delegation)),
        "focal_point_form": focal_point_form or FocalPointForm(),
        "page_url": page_of(request, delegation),
        "roles": RoleForm.base_fields["role"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "delegation/show.html", context, status=status)


def _changed() -> str:
    return _("Somebody has changed this registration meanwhile. Please look at it again.")
