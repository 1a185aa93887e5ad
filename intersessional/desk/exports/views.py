"""Exports: what one may take, in which columns; large ones with their progress."""

from io import BytesIO
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import View, role
from intersessional.uploads import attachment
from programme.agenda.views.editor.common import actor, here
from programme.interventions.afterwards import naming
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations import kept

from ..models import Export, Format
from . import operations
from .datasets import ROLES, dataset_for, datasets_for
from .forms import ExportForm
from .writing import KINDS

UNPROCESSABLE = 422
# How long one waits before a page looks again, and until it has failed.
AGAIN_SECONDS, LONG_SECONDS = 2, 300


def for_takers(view: View) -> View:
    """Open a page to all who may take anything; what they may take, the datasets say."""
    return role(*sorted(ROLES), otherwise=kept.keeping())(view)


@for_takers
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List what one may take, and one's own large exports of the last day."""
    meeting, user = here(request), actor(request)
    mine = Export.objects.filter(asked_by=user, meeting=meeting).defer("file")
    titles = {one.key: one.title for one in datasets_for(user)}
    context = {
        "datasets": datasets_for(user),
        "exports": [(one, titles[one.dataset]) for one in mine if one.dataset in titles],
    }
    return render(request, "desk/exports/index.html", context)


@for_takers
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, dataset: str, slug: str | None = None) -> HttpResponse:
    """Show the columns and filters of a dataset; a POST hands out the file, or orders a large one."""
    meeting, user = here(request), actor(request)
    found = dataset_for(user, dataset)
    if found is None:
        raise Http404
    data = request.POST if request.method == "POST" else kept.typed(request)
    form = ExportForm(data, dataset=found, meeting=meeting, user=user)
    if request.method == "POST" and form.is_valid():
        return _answer(request, meeting, form.wanted())
    context = {"form": form, "dataset": found}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "desk/exports/choose.html", context, status=status)


@for_takers
@require_safe
def show(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show how far a large export is; only to whoever asked for it."""
    found = _mine(request, pk)
    waited = (timezone.now() - found.asked_at).total_seconds()
    is_late = not found.printed_at and waited > LONG_SECONDS
    context = {
        "export": found,
        "title": operations.wanted_of(found).dataset.title,
        "is_late": is_late,
        "is_refused": not operations.may_still_have(found),
        "erased_at": found.asked_at + operations.KEPT,
    }
    response = render(request, "desk/exports/show.html", context)
    if not found.printed_at and not is_late:
        response["Refresh"] = str(AGAIN_SECONDS)
    return response


@for_takers
@require_safe
def file(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand out a large export; absent until it is made."""
    found = _mine(request, pk)
    if not found.file or not operations.may_still_have(found):
        raise Http404
    if request.method == "GET":
        operations.note_taken(found, by=actor(request), at=clock.now())
    return _attached(found.meeting, found.dataset, found.format, BytesIO(bytes(found.file)))


def _answer(request: HttpRequest, meeting: Meeting, wanted: operations.Wanted) -> HttpResponse:
    language = (get_language() or "en")[:2]
    made = operations.export(meeting, wanted, language=language, by=actor(request), at=clock.now())
    if isinstance(made, Export):
        return redirect(meeting_path(meeting, "exports:show", made.pk))
    return _attached(meeting, wanted.dataset.key, wanted.format, made[0])


def _attached(meeting: Meeting, name: str, format: str, content: object) -> HttpResponse:
    file_name = naming.file_name(name, meeting, format)
    return cast(HttpResponse, attachment(content, file_name, KINDS[Format(format)]))  # type: ignore[arg-type]


def _mine(request: HttpRequest, pk: int) -> Export:
    """Return an export that the reader asked for, and may still have."""
    user = actor(request)
    keys = [one.key for one in datasets_for(user)]
    mine = Export.objects.filter(asked_by=user, meeting=here(request), dataset__in=keys)
    return get_object_or_404(mine.select_related("meeting", "asked_by"), pk=pk)
