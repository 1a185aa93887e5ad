"""The versions of the programme, and the way back to one of them."""

from itertools import pairwise
from typing import cast

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from .. import operations
from ..differences import compare
from ..forms.publishing import GoBackForm
from ..models import Publication
from ..proposals import as_taken_back, draft_digest, unused_words
from ..reading import published, read
from ..snapshots import take
from .editor.common import for_staff

_NONE = "none"
CONFLICT = 409


@role(roles.ISU_STAFF)
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List all versions, the newest first, each with how much it changed."""
    found = list(
        Publication.objects.for_meeting(meeting_of(request))
        .select_related("published_by")
        .annotate(mails=Count("notices"))
        .order_by("-number")
    )
    programmes = [published(one) for one in found]
    pairs = [*pairwise(programmes), (programmes[-1], None)] if programmes else []
    rows = [
        (publication, new, len(compare(old, new).changes) if old else 0)
        for publication, (new, old) in zip(found, pairs, strict=True)
    ]
    return render(request, "agenda/versions/index.html", {"rows": rows})


@role(roles.ISU_STAFF)
@require_safe
def version(request: HttpRequest, version: int, slug: str | None = None) -> HttpResponse:
    """Show a version: what it changed, and what it says."""
    meeting = meeting_of(request)
    publication = _publication_or_404(meeting, version)
    before = Publication.objects.for_meeting(meeting).filter(number__lt=version)
    previous = before.order_by("-number").first()
    programme = published(publication)
    context = {
        "publication": publication,
        "programme": programme,
        "previous": previous,
        "differences": compare(published(previous), programme) if previous else None,
        "notices": publication.notices.count(),
    }
    return render(request, "agenda/versions/version.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def roll_back(request: HttpRequest, version: int, slug: str | None = None) -> HttpResponse:
    """Show what taking the draft back to a version would change in it; a POST does it."""
    meeting = meeting_of(request)
    publication = _publication_or_404(meeting, version)
    why = ""
    if request.method == "POST":
        why = _roll_back(request, meeting, publication)
        if not why:
            return redirect(meeting_path(meeting, "agenda:publish"))
    draft = take(meeting)
    wanted = as_taken_back(draft, publication.content)
    context = {
        "publication": publication,
        "differences": compare(read(draft), read(wanted)),
        "unused": unused_words(draft, wanted),
        "seen": draft_digest(draft),
        "why": why,
    }
    status = CONFLICT if why else 200
    return render(request, "agenda/versions/roll_back.html", context, status=status)


def _roll_back(request: HttpRequest, meeting: Meeting, publication: Publication) -> str:
    """Take the draft back; return why not, or nothing."""
    form = GoBackForm(kept.typed(request))
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    by = cast(User, request.user)
    try:
        operations.roll_back(meeting, publication, by=by, at=clock.now(), seen=seen or _NONE)
    except (operations.DraftChanged, operations.CannotGoBack) as refusal:
        return str(refusal)
    told = _("The draft is as version %(number)d. Nothing is published before you publish it.")
    messages.success(request, told % {"number": publication.number})
    return ""


def _publication_or_404(meeting: Meeting, number: int) -> Publication:
    publications = Publication.objects.for_meeting(meeting).select_related("published_by")
    found: Publication = get_object_or_404(publications, number=number)
    return found
