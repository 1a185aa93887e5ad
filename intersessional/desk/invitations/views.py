"""Invitations in batches: choosing, previewing, approving, watching, printing."""

from io import BytesIO
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.uploads import PDF, attachment
from registration.letters import operations, policies, queries
from registration.letters.models import Batch, Bundle, Format
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from . import presentation
from .forms import BatchForm, BundleForm
from .groups import Group, chosen_or_one, groups, label, listed

ZIP = "application/zip"


@role(roles.ISU_STAFF)
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the batches of the meeting, and the groups to choose from."""
    meeting = meeting_of(request)
    found = groups(meeting.begins_on)
    batches = list(Batch.objects.for_meeting(meeting).with_people())
    labels = {batch.pk: label(found, batch.choice) for batch in batches}
    context = {
        "groups": found,
        "batches": presentation.progress_of(batches, labels),
        "entities": presentation.choices(meeting, listed()),
        "texts": presentation.texts(meeting),
    }
    return render(request, "desk/invitations/index.html", context)


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show whom of a group an invitation would reach; a POST makes a batch of those ticked."""
    meeting, (found, group) = meeting_of(request), _group(request)
    posted = request.method == "POST"
    form = BatchForm(request.POST if posted else None, entities=group.entities)
    if posted and form.is_valid():
        wanted = [entity.pk for entity in form.cleaned_data["entities"]]
        by = cast(User, request.user)
        try:
            batch = operations.prepare(meeting, wanted, choice=group.query, by=by, at=clock.now())
        except operations.NobodyToInvite:
            form.add_error("entities", _("Nobody of them can be invited now; see below why."))
        else:
            return redirect(meeting_path(meeting, "invitations:batch", batch.pk))
    candidates = queries.candidates(meeting, group.entities)
    context = {
        "form": form,
        "groups": found,
        "group": group,
        "free": [one for one in candidates if one.is_free],
        "others": [one for one in candidates if not one.is_free],
        "ticked": set(request.POST.getlist("entities")) if posted else None,
    }
    return render(request, "desk/invitations/choose.html", context, status=422 if posted else 200)


@role(roles.ISU_STAFF)
@require_safe
def preview(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Hand out an entity's letter as it would be sent today."""
    meeting = meeting_of(request)
    entity = get_object_or_404(listed(), code=code)
    try:
        pdf = presentation.preview(entity, meeting, at=clock.now())
    except presentation.CannotBePrinted as refusal:
        return render(request, "desk/invitations/no_preview.html", {"why": refusal}, status=422)
    return cast(HttpResponse, attachment(BytesIO(pdf), f"{meeting.code}-{code}.pdf", PDF))


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a batch and how far it has come; a POST approves, pauses, resumes, cancels, tries again."""
    chosen = _batch_or_404(request, pk)
    if request.method == "POST":
        _act(request, chosen)
        return redirect(meeting_path(chosen.meeting, "invitations:batch", chosen.pk))
    context = _progress(chosen)
    rows = presentation.rows(chosen)
    context |= {
        "rows": rows,
        "post": [row.line for row in rows if not row.line.address],
        "why_not": presentation.why_not_approve(chosen, cast(User, request.user)),
        "is_paused": bool(chosen.paused_at),
        "reachable": any(presentation.is_reachable(row.line) for row in rows),
        "has_letters": any(row.line.invitation.letter_id for row in rows),
    }
    return render(request, "desk/invitations/batch.html", context)


@role(roles.ISU_STAFF)
@require_safe
def progress(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Return the part of a batch's page that changes by itself."""
    return render(request, "desk/invitations/_progress.html", _progress(_batch_or_404(request, pk)))


@role(roles.ISU_STAFF)
@require_safe
def bundle(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand out a file for printing, from where it is stored."""
    made = Bundle.objects.filter(made_at__isnull=False, erased_at__isnull=True)
    found: Bundle = get_object_or_404(
        made.select_related("batch__meeting"), pk=pk, batch__meeting=meeting_of(request)
    )
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{found.batch.meeting.code}-{found.batch_id}-{found.scope}.{found.format}"
    kind = PDF if found.format == Format.PDF else ZIP
    return cast(HttpResponse, attachment(content, name, kind))


def _group(request: HttpRequest) -> tuple[list[Group], Group]:
    found = groups(meeting_of(request).begins_on)
    group = chosen_or_one(found, request.GET)
    if group is None:
        raise Http404
    return found, group


def _batch_or_404(request: HttpRequest, pk: int) -> Batch:
    batches = Batch.objects.for_meeting(meeting_of(request)).with_people()
    found: Batch = get_object_or_404(batches, pk=pk)
    return found


def _progress(chosen: Batch) -> dict[str, Any]:
    name = label(groups(chosen.meeting.begins_on), chosen.choice)
    [progress] = presentation.progress_of([chosen], {chosen.pk: name})
    bundles = presentation.bundles(chosen)
    return {
        "batch": chosen,
        "progress": progress,
        "bundles": bundles,
        "changes": progress.is_under_way or any(one.is_waiting for one in bundles),
    }


def _act(request: HttpRequest, chosen: Batch) -> None:
    """Do what a button says, and tell how it went."""
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    try:
        messages.success(request, act(request, chosen))
    except policies.NotNow as refusal:
        messages.warning(request, str(refusal))


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": cast(User, request.user), "at": clock.now()}


def _approve(request: HttpRequest, chosen: Batch) -> str:
    operations.approve(chosen, **_by(request))
    return _("Approved. The letters are being rendered and sent; you can leave this page.")


def _pause(request: HttpRequest, chosen: Batch) -> str:
    operations.pause(chosen, **_by(request))
    return _("Paused. A letter that was under way may still leave.")


def _resume(request: HttpRequest, chosen: Batch) -> str:
    operations.resume(chosen, **_by(request))
    return _("It goes on.")


def _cancel(request: HttpRequest, chosen: Batch) -> str:
    number = operations.cancel(chosen, **_by(request))
    text = ngettext("%d invitation was cancelled.", "%d invitations were cancelled.", number)
    return text % number


def _retry(request: HttpRequest, chosen: Batch) -> str:
    number = operations.retry(chosen, **_by(request))
    text = ngettext("%d letter is tried again.", "%d letters are tried again.", number)
    return text % number


def _bundle(request: HttpRequest, chosen: Batch) -> str:
    form = BundleForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    language = (get_language() or "en")[:2]
    operations.ask_bundle(chosen, **form.cleaned_data, language=language, **_by(request))
    return _("The file is being put together; it appears here.")


_ACTS = {
    "approve": _approve,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
    "retry": _retry,
    "bundle": _bundle,
}
