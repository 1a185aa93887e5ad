"""The list of participants on the ISU's desk: what it holds, making versions, their files."""

from io import BytesIO
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from intersessional.access import View, role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.uploads import DOCX, PDF, attachment
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from ..models import Correction, ListFile, ListFormat, ListKind, ListVersion
from . import operations, policies, problems, queries
from .content import Content, from_json
from .differences import differences
from .forms import MakeForm, ShowForm
from .listing import listing_of
from .paper import file_name
from .standing import standing_of

CONFLICT, UNPROCESSABLE = 409, 422
AGAIN_SECONDS = 2
TYPES = {ListFormat.PDF: PDF, ListFormat.DOCX: DOCX}
REFUSALS = (
    operations.ListChanged,
    operations.NothingToList,
    operations.CannotBePrinted,
    policies.ListIsFinal,
    policies.NotYours,
)


def for_staff(view: View) -> View:
    """Open a page to the ISU's staff; what somebody typed when the session had ended is kept."""
    return role(roles.ISU_STAFF, otherwise=kept.keeping())(view)


@for_staff
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what the list holds now, what is to be mended, what is new, and the versions."""
    meeting = meeting_of(request)
    versions = queries.versions_of(meeting)
    context = _standing(meeting, versions[0] if versions else None) | {
        "versions": [(one, _progress(one)) for one in versions],
        "is_final": any(one.kind != ListKind.PROVISIONAL for one in versions),
        "can_correct": cast(User, request.user).is_superuser,
        "waiting": problems.waiting_of(meeting),
        "corrections": list(
            Correction.objects.open().for_meeting(meeting).select_related("registration")
        ),
    }
    return render(request, "participants/index.html", context)


@for_staff
@require_safe
def preview(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the whole list as it stands, in the language of the page."""
    content = queries.content_of(meeting_of(request), at=clock.now())
    return render(request, "participants/preview.html", {"list": listing_of(content)})


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Make a provisional version."""
    return _make(request, ListKind.PROVISIONAL)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def final(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Make the final version, or for an administrator one that corrects it."""
    return _make(request, policies.kind_of_next_final(meeting_of(request)))


@for_staff
@require_safe
def version(request: HttpRequest, version: int, slug: str | None = None) -> HttpResponse:
    """Show a version: its files as they are printed, and what it changed."""
    found = _version_or_404(request, version)
    files, content = queries.files_of(found), from_json(found.content)
    before = ListVersion.objects.filter(meeting=found.meeting, number=version - 1).first()
    context = {
        "version": found,
        "files": files,
        "is_printed": all(one.printed_at for one in files),
        "is_late": any(one.attempts > 1 and not one.printed_at for one in files),
        "list": listing_of(content, kind=found.kind, number=found.number),
        "before": before,
        "differences": differences(from_json(before.content), content) if before else None,
    }
    response = render(request, "participants/version.html", context)
    if not context["is_printed"] and not context["is_late"]:
        response["Refresh"] = str(AGAIN_SECONDS)
    return response


@for_staff
@require_POST
def show(request: HttpRequest, version: int, slug: str | None = None) -> HttpResponse:
    """Show a version to delegations, or take it from them."""
    found, form = _version_or_404(request, version), ShowForm(request.POST)
    shown = form.is_valid() and form.cleaned_data["shown"]
    by, at = cast(User, request.user), clock.now()
    if operations.show_version(found, shown=shown, by=by, at=at):
        messages.success(
            request,
            _("Delegations see this version now.")
            if shown
            else _("Delegations see this version no longer."),
        )
    return redirect(meeting_path(meeting_of(request), "participants:version", version))


@for_staff
@require_safe
def pdf(request: HttpRequest, version: int, lang: str, slug: str | None = None) -> HttpResponse:
    """Hand out a version as PDF."""
    return hand_out(request, _version_or_404(request, version), lang, ListFormat.PDF)


@for_staff
@require_safe
def docx(request: HttpRequest, version: int, lang: str, slug: str | None = None) -> HttpResponse:
    """Hand out a version as a Word document."""
    return hand_out(request, _version_or_404(request, version), lang, ListFormat.DOCX)


def hand_out(
    request: HttpRequest, version: ListVersion, language: str, form: ListFormat
) -> HttpResponse:
    """Return a file of a version, and put on record who fetched it; one not printed yet is absent."""
    printed = ListFile.objects.filter(printed_at__isnull=False)
    found = get_object_or_404(printed, version=version, language=language, format=form)
    if request.method == "GET":
        operations.note_fetched(found, by=cast(User, request.user), at=clock.now())
    name = file_name(version, language, form)
    return cast(HttpResponse, attachment(BytesIO(bytes(found.file or b"")), name, TYPES[form]))


def _make(request: HttpRequest, kind: ListKind) -> HttpResponse:
    meeting, form = meeting_of(request), MakeForm(kept.typed(request), kind=kind)
    if request.method != "POST":
        return _make_page(request, form)
    if not form.is_valid():
        return _make_page(request, form, status=UNPROCESSABLE)
    try:
        made = operations.make_version(
            meeting, form.details(), by=cast(User, request.user), at=clock.now()
        )
    except REFUSALS as refusal:
        return _make_page(request, form, status=CONFLICT, refusal=str(refusal))
    messages.success(
        request,
        _("Version %(number)d is made. Its files are being printed.") % {"number": made.number},
    )
    return redirect(meeting_path(meeting, "participants:version", made.number))


def _make_page(
    request: HttpRequest, form: MakeForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    meeting = meeting_of(request)
    content = queries.content_of(meeting, population=form.chosen, at=clock.now())
    context = _state(meeting, content) | {
        "form": form,
        "kind": ListKind(form.kind),
        "digest": content.digest,
        "refusal": refusal or _obstacle(request, form),
        "is_kept": form.is_bound and request.method != "POST",
        "is_possible": not _obstacle(request, form),
    }
    return render(request, "participants/make.html", context, status=status)


def _obstacle(request: HttpRequest, form: MakeForm) -> str:
    versions = ListVersion.objects.for_meeting(meeting_of(request)).final()
    try:
        policies.check_can_make(form.kind, is_final=versions.exists(), by=cast(User, request.user))
    except (policies.ListIsFinal, policies.NotYours) as refusal:
        return str(refusal)
    return ""


def _state(meeting: Meeting, content: Content) -> dict[str, Any]:
    """Return what every page says of the list as it stands."""
    listing, last = listing_of(content), queries.latest(meeting)
    return {
        "list": listing,
        "groups": problems.problems_of(content, listing),
        "last": last,
        "differences": differences(from_json(last.content), content) if last else None,
    }


def _standing(meeting: Meeting, last: ListVersion | None) -> dict[str, Any]:
    """Return the same without building all of the list."""
    standing = standing_of(meeting, at=clock.now())
    listing = listing_of(standing.content, numbers=standing.numbers)
    return {
        "list": listing,
        "groups": problems.problems_of(standing.content, listing),
        "last": last,
        "differences": standing.since(last) if last else None,
    }


def _progress(version: ListVersion) -> tuple[int, int]:
    files = list(version.files.all())
    return sum(one.printed_at is not None for one in files), len(files)


def _version_or_404(request: HttpRequest, number: int) -> ListVersion:
    # It is on no list that is longer than a column can count.
    if number > 2**31 - 1:
        raise Http404
    versions = ListVersion.objects.for_meeting(meeting_of(request)).select_related("made_by")
    found: ListVersion = get_object_or_404(versions, number=number)
    found.meeting = meeting_of(request)
    return found
