"""Personal data: the table, the log, one person; and the notice for everybody."""

from io import BytesIO
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from intersessional.access import public, role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.sealing import CannotBeOpened
from intersessional.uploads import attachment
from registration.meetings.requests import meeting_of
from registration.registrations.models import Person

from . import operations, presentation
from .fields import TABLE
from .forms import EraseForm
from .models import Export, Run
from .queries import about
from .queries.people import MOST, people_like

ZIP = "application/zip"
_ON_A_PAGE = 30
_PASSPORTS = "registrations.view_traveldocument"


@public
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Say to everybody what is kept of people, what for, and for how long."""
    return render(request, "privacy/notice.html", {"lines": presentation.notice()})


@role(roles.ISU_STAFF)
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the table: each kind of personal data with purpose, readers and end."""
    meeting = meeting_of(request)
    context = {"parts": presentation.table(meeting), "last": Run.objects.first()}
    return render(request, "privacy/index.html", context)


@role(roles.ISU_STAFF)
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Show the erasure log, the newest first."""
    rows = Run.objects.annotate(count=Count("lines")).exclude(kind="nightly", count=0)
    page = Paginator(rows.order_by("-pk"), _ON_A_PAGE).get_page(request.GET.get("page"))
    pks = [run.pk for run in page]
    context = {"page": page, "runs": presentation.runs(Run.objects.filter(pk__in=pks))}
    return render(request, "privacy/runs.html", context)


@role(roles.ISU_STAFF)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Find a person, to answer what the portal holds about them, or to erase them."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = list(people_like(typed).annotate(meetings=Count("registrations"))[: MOST + 1])
    context = {
        "typed": typed,
        "people": found[:MOST] if typed else [],
        "is_more": len(found) > MOST,
    }
    return render(request, "privacy/people.html", context)


@role(roles.ISU_STAFF)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the portal holds about a person, in numbers, and the answers that were made.

    Texts about others are looked through only where `?texts=1` asks for it: all of them are read.
    """
    found = get_object_or_404(Person, pk=pk)
    subject = about.Subject(found)
    context = _mentions(request, subject) | {
        "person": found,
        "registrations": subject.registrations,
        "held": _held(subject),
        "exports": Export.objects.filter(person=found).defer("sealed").select_related("asked_by"),
        "may_see_passports": request.user.has_perm(_PASSPORTS),
        "may_erase": _is_administrator(request),
    }
    return render(request, "privacy/person.html", context)


@role(roles.ISU_STAFF)
@require_POST
@reauthentication_required
def ask_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Order everything about a person; passports only by whoever may see them, and ticks it."""
    found = get_object_or_404(Person, pk=pk)
    with_passports = bool(request.POST.get("passports")) and request.user.has_perm(_PASSPORTS)
    by = cast(User, request.user)
    operations.ask_export(found, with_passports=with_passports, by=by, at=clock.now())
    messages.success(request, _("The file is being made. It is kept for a day."))
    return redirect("privacy:person", pk=found.pk)


@role(roles.ISU_STAFF)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out an answer to whoever ordered it; with passports, if they still may see them."""
    mine = Export.objects.filter(asked_by=cast(User, request.user), printed_at__isnull=False)
    if not request.user.has_perm(_PASSPORTS):
        mine = mine.filter(with_passports=False)
    return _handed_out(request, get_object_or_404(mine.select_related("person"), pk=pk))


@reauthentication_required
def _handed_out(request: HttpRequest, found: Export) -> HttpResponse:
    if request.method == "HEAD":
        return HttpResponse(content_type=ZIP)
    try:
        content = operations.take(found, by=cast(User, request.user), at=clock.now())
    except CannotBeOpened:
        messages.error(request, _("The file cannot be opened any more. Please order it again."))
        return redirect("privacy:person", pk=found.person_id)
    return cast(HttpResponse, attachment(BytesIO(content), f"personal-data-{found.pk}.zip", ZIP))


@role(roles.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what of a person goes, what stays and why; a POST with reason and name erases."""
    found = get_object_or_404(Person, pk=pk)
    is_sent = request.method == "POST"
    form = EraseForm(request.POST if is_sent else None, family_name=found.family_name)
    if is_sent and form.is_valid() and _erased(request, found, form):
        return redirect("privacy:runs")
    context = _preview(found) | {"form": form, "person": found}
    return render(request, "privacy/erase.html", context, status=422 if is_sent else 200)


def _erased(request: HttpRequest, found: Person, form: EraseForm) -> bool:
    by, reason = cast(User, request.user), form.cleaned_data["reason"]
    try:
        operations.erase_person(found, reason=reason, by=by, at=clock.now())
    except operations.StillExpected as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The person has been erased. The log says how many rows."))
    return True


def _preview(found: Person) -> dict[str, Any]:
    names = presentation.rule_names()
    subject = about.Subject(found)
    try:
        operations.check_can_erase(found, at=clock.now())
        obstacle = ""
    except operations.StillExpected as refusal:
        obstacle = str(refusal)
    return {
        "going": [(names[key], rows) for key, rows in operations.going(found).items()],
        "stays": about.stays(subject),
        "obstacle": obstacle,
        "registrations": subject.registrations,
    }


def _held(subject: about.Subject) -> list[tuple[str, int]]:
    found = about.counts((listed.label, rows) for listed, rows in about.held(subject))
    titles = {one.label: one.model._meta.verbose_name_plural for one in TABLE}
    return [(capfirst(str(titles[label])), rows) for label, rows in found.items()]


def _mentions(request: HttpRequest, subject: about.Subject) -> dict[str, Any]:
    is_searched = request.GET.get("texts") == "1"
    lines, is_more = presentation.mentions(subject) if is_searched else ([], False)
    return {"is_searched": is_searched, "mentions": lines, "is_more": is_more}


def _is_administrator(request: HttpRequest) -> bool:
    user = cast(User, request.user)
    return user.is_superuser or user.groups.filter(name=roles.ADMINISTRATOR).exists()
