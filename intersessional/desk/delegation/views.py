"""The page of a delegation, and what its focal points, and the staff, do on it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock, codes
from intersessional.access import signed_in
from intersessional.accounts.models import User
from programme.bilaterals.invitee import has_bilaterals
from registration.delegations import operations as delegations
from registration.delegations.forms import FocalPointForm
from registration.delegations.models import Delegation, FocalPoint
from registration.letters.standing import standing_of
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of
from registration.registrations import balance, kept, operations, policies
from registration.registrations.models import Registration
from registration.registrations.presentation import closing_of
from registration.registrations.transitions import TransitionRefused

from . import papers, presentation
from .forms import MemberForm, RoleForm
from .managed import (
    admin_page_of,
    delegation_or_404,
    is_late,
    is_staff,
    managed,
    member_or_404,
    opened,
    page_of,
    say_balance,
    text_of_late,
)

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
    delegation = delegation_or_404(request, code)
    typed = kept.typed(request)
    form = FocalPointForm(typed) if typed and "email" in typed else None
    return _show(request, delegation, focal_point_form=form)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Register somebody for the delegation."""
    delegation = delegation_or_404(request, code)
    form = _member_form(request, delegation)
    if request.method == "POST" and form.is_valid():
        try:
            found = operations.receive(
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
        except policies.ReasonNeeded as refusal:
            form.add_error("late_reason", str(refusal))
        except policies.NotOpenYet as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                text_of_late(1)
                if found.is_late
                else _("Registered. The person is told by e-mail."),
            )
            say_balance(request, delegation)
            return redirect(page_of(request, delegation))
    if is_late(request, delegation):
        form.show_late_reason()
    return _show_member(request, form, delegation, title=_("Add a person"))


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Let somebody else take a member's place."""
    delegation = delegation_or_404(request, code)
    old = member_or_404(delegation, number)
    form = _member_form(request, delegation, version=old.version, role=old.role)
    if request.method == "POST" and form.is_valid():
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
            say_balance(request, delegation)
            return redirect(page_of(request, delegation))
    title = _("Somebody else in place of %(name)s") % {"name": old.printed_name}
    return _show_member(request, form, delegation, title=title)


@signed_in(otherwise=kept.keeping("show"))
@require_POST
def order(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Put the members in another order: one up or down, or all at once."""
    delegation = delegation_or_404(request, code)
    members = Registration.objects.active().filter(delegation=delegation).in_order()
    pks = {one.receipt_number: one.pk for one in members}
    wanted = _wanted_order(request, list(pks))
    try:
        if operations.set_positions(
            delegation,
            # Whoever is no member (any more) makes it another delegation than the one that was seen.
            [pks.get(number, 0) for number in wanted],
            by=cast(User, request.user),
            at=clock.now(),
        ):
            messages.success(request, _("The order is saved."))
    except operations.OtherMembers as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"{page_of(request, delegation)}#members")


@signed_in(otherwise=kept.keeping("show"))
@require_POST
def role(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Make a member head, deputy, member or adviser."""
    delegation = delegation_or_404(request, code)
    registration = member_or_404(delegation, number)
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


@signed_in(otherwise=kept.keeping("show"))
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
    if not opened(request).filter(pk=delegation.pk).exists():
        return redirect(meeting_path(meeting_of(request), "desk:home"))
    return redirect(f"{page_of(request, delegation)}#focal-points")


def _member_form(request: HttpRequest, delegation: Delegation, **initial: Any) -> MemberForm:
    initial["token"] = codes.address_token()
    return MemberForm(
        kept.typed(request), meeting=delegation.meeting, at=clock.now(), initial=initial
    )


def _show_member(
    request: HttpRequest, form: MemberForm, delegation: Delegation, *, title: str
) -> HttpResponse:
    context = {
        "form": form,
        "delegation": delegation,
        "title": title,
        "is_kept": form.is_bound and request.method != "POST",
        "back_url": page_of(request, delegation),
    }
    status = 422 if request.method == "POST" else 200
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
    members = presentation.members_of(delegation, needs, notes, by=cast(User, request.user), at=at)
    context = {
        "delegation": delegation,
        "is_desk": is_staff(request),
        "admin_url": admin_page_of(delegation) if is_staff(request) else "",
        "closing": closing_of(policies.closes_at_for(delegation), delegation.meeting, at=at),
        "members": members,
        "to_answer": [member for member in members if member.is_to_answer],
        "problems": [
            *presentation.problems(delegation, members, at=at),
            *papers.problems(delegation, notes, needs),
        ],
        "papers": papers.papers_of(notes, [member.registration for member in members]),
        "confirmation": standing_of(delegation),
        "has_bilaterals": not is_staff(request) and has_bilaterals(delegation),
        "balance": balance.line(member.registration.gender for member in members),
        "appeal": balance.appeal(),
        "is_closed_to_changes": any(not member.can_amend for member in members),
        "focal_points": list(FocalPoint.objects.acting().filter(delegation=delegation)),
        "focal_point_form": focal_point_form or FocalPointForm(),
        "is_kept": focal_point_form is not None and request.method != "POST",
        "page_url": page_of(request, delegation),
        "roles": RoleForm.base_fields["role"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "delegation/show.html", context, status=status)


def _changed() -> str:
    return _("Somebody has changed this registration meanwhile. Please look at it again.")
