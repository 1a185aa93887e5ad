"""The list of participants for delegations: the newest version that the staff show them."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.meetings.requests import meeting_of

from ..models import ListFormat, ListVersion
from . import queries
from .views import hand_out


@signed_in
@require_safe
def shown(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Offer the files of the newest version that is shown, to whoever takes part; never to all."""
    _check_sees(request)
    version = queries.newest_shown(meeting_of(request))
    files = [one for one in queries.files_of(version) if one.printed_at] if version else []
    return render(request, "participants/shown.html", {"version": version, "files": files})


@signed_in
@require_safe
def shown_pdf(request: HttpRequest, lang: str, slug: str | None = None) -> HttpResponse:
    """Hand out the newest shown version as PDF."""
    return hand_out(request, _shown_or_404(request), lang, ListFormat.PDF)


@signed_in
@require_safe
def shown_docx(request: HttpRequest, lang: str, slug: str | None = None) -> HttpResponse:
    """Hand out the newest shown version as a Word document."""
    return hand_out(request, _shown_or_404(request), lang, ListFormat.DOCX)


def _shown_or_404(request: HttpRequest) -> ListVersion:
    _check_sees(request)
    version = queries.newest_shown(meeting_of(request))
    if version is None:
        raise Http404
    version.meeting = meeting_of(request)
    return version


def _check_sees(request: HttpRequest) -> None:
    """Let a stranger find nothing."""
    if not queries.may_see_lists(cast(User, request.user), meeting_of(request)):
        raise Http404
