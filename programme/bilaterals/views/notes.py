"""A host's confidential note on a bilateral, for its officers and nobody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.access import staff_only
from registration.meetings.links import meeting_path

from ..forms.notes import NoteForm
from ..models import Bilateral, Host, Note
from ..operations import notes
from .guards import CONFLICT, UNPROCESSABLE, actor, here


# Whoever’s session has ended signs in and types again: nothing of a note is kept for later.
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("text")
@sensitive_variables("form")
def note(request: HttpRequest, code: str, host: str, slug: str | None = None) -> HttpResponse:
    """Show the note, and keep what is typed; to anybody but the host's officers it is absent."""
    bilateral, of_host = _about(request, code, host)
    if request.method != "POST":
        return _as_it_stands(request, bilateral, of_host)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, bilateral, of_host, form, status=UNPROCESSABLE)
    try:
        notes.write_note(bilateral, of_host, **form.cleaned_data, by=actor(request), at=clock.now())
    except notes.NoteChanged as changed:
        return _both(request, bilateral, of_host, form, changed.current)
    messages.success(request, _("The note is saved."))
    return redirect(meeting_path(bilateral.meeting, "bilaterals:note", code, host))


def _about(request: HttpRequest, code: str, slug: str) -> tuple[Bilateral, Host]:
    officers = Host.objects.of_officer(request.user).for_meeting(here(request))
    host = get_object_or_404(officers, slug=slug)
    found = Bilateral.objects.for_meeting(host.meeting).with_names()
    return get_object_or_404(found, code=code, candidate__in=host.candidates.values("pk")), host


@sensitive_variables("form", "found")
def _as_it_stands(request: HttpRequest, bilateral: Bilateral, host: Host) -> HttpResponse:
    found = _seen(request, bilateral, host)
    form = NoteForm(
        initial={"text": found.text if found else "", "version": found.version if found else 0}
    )
    return _page(request, bilateral, host, form, found=found)


def _seen(request: HttpRequest, bilateral: Bilateral, host: Host) -> Note | None:
    """Return the note, if there is one, and write down who reads it."""
    mine = Note.objects.seen_by(request.user).select_related("written_by")
    found: Note | None = mine.filter(bilateral=bilateral, host=host).first()
    if found:
        notes.see_note(found, by=actor(request), at=clock.now())
    return found


@sensitive_variables("form", "sent", "current")
def _both(
    request: HttpRequest, bilateral: Bilateral, host: Host, form: NoteForm, current: Note | None
) -> HttpResponse:
    """Show what was typed, and what somebody else wrote meanwhile; the next press replaces that."""
    sent: Any = request.POST.copy()
    sent["version"] = str(current.version if current else 0)
    if current:
        notes.see_note(current, by=actor(request), at=clock.now())
    form = NoteForm(sent)
    return _page(request, bilateral, host, form, found=current, is_conflict=True, status=CONFLICT)


@sensitive_variables("form", "found")
def _page(
    request: HttpRequest,
    bilateral: Bilateral,
    host: Host,
    form: NoteForm,
    *,
    found: Note | None = None,
    is_conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "bilateral": bilateral,
        "host": host,
        "form": form,
        "note": found,
        "is_conflict": is_conflict,
        "kept_days": notes.KEPT_DAYS,
    }
    return render(request, "bilaterals/notes/note.html", context, status=status)
