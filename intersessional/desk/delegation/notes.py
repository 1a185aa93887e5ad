"""Notes verbales and letters: sent, opened and removed, and the word they give for those they name.

Open to the focal points of the delegation, and to the staff who may change delegations.
"""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from intersessional.uploads import attachment
from registration.delegations import operations as delegations
from registration.delegations.models import Delegation, Note
from registration.meetings.requests import meeting_of
from registration.registrations import kept, operations

from .managed import say_balance, way_back
from .note_forms import NoteForm


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Receive a note with its file."""
    delegation = _delegation_or_404(request, code)
    posted = request.method == "POST"
    form = NoteForm(
        kept.typed(request),
        request.FILES if posted else None,
        today=clock.now().astimezone(delegation.meeting.zone).date(),
    )
    if posted and form.is_valid():
        answers = form.cleaned_data
        delegations.receive_note(
            delegation,
            upload=answers["file"],
            reference=answers["reference"],
            dated_on=answers["dated_on"],
            names=answers["names"],
            by=cast(User, request.user),
            at=clock.now(),
        )
        messages.success(request, _("Received. The differences are shown below."))
        return redirect(way_back(request, delegation, section="note"))
    context = {
        "form": form,
        "delegation": delegation,
        "is_kept": form.is_bound and not posted,
        "back_url": way_back(request, delegation, section="note"),
    }
    return render(request, "delegation/note.html", context, status=422 if posted else 200)


@signed_in
@require_safe
def file(request: HttpRequest, code: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand the file out, as a download."""
    note = _note_or_404(request, code, pk)
    try:
        content = note.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return cast(HttpResponse, attachment(content, note.file_name, note.content_type))


@signed_in(otherwise=kept.keeping("show"))
@require_POST
def remove(request: HttpRequest, code: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Let a note count no longer."""
    note = _note_or_404(request, code, pk)
    delegations.remove_note(note, by=cast(User, request.user), at=clock.now())
    messages.success(request, _("Removed. It counts no longer."))
    return redirect(way_back(request, note.delegation, section="note"))


@signed_in(otherwise=kept.keeping("show"))
@require_POST
def confirm(request: HttpRequest, code: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Give the delegation's word for those whom a note names."""
    note = _note_or_404(request, code, pk)
    count = operations.endorse_named(note, by=cast(User, request.user), at=clock.now())
    if count:
        text = ngettext(
            "%(n)d person named there is confirmed by the delegation.",
            "%(n)d people named there are confirmed by the delegation.",
            count,
        )
        messages.success(request, text % {"n": count})
        say_balance(request, note.delegation)
    else:
        messages.info(request, _("Nobody named there was still to be confirmed."))
    return redirect(way_back(request, note.delegation, section="note"))


def _delegation_or_404(request: HttpRequest, code: str) -> Delegation:
    found = Delegation.objects.with_notes_of(request.user).for_meeting(meeting_of(request))
    delegation: Delegation = get_object_or_404(found.with_names(), entity__code=code)
    return delegation


def _note_or_404(request: HttpRequest, code: str, pk: int) -> Note:
    notes = Note.objects.current().changeable_by(request.user)
    note: Note = get_object_or_404(
        notes.select_related("delegation__entity", "delegation__meeting"),
        pk=pk,
        delegation__entity__code=code,
        delegation__meeting=meeting_of(request),
    )
    return note
