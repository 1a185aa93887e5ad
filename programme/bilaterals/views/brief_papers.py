"""Papers attached to a brief: fetched and removed by whoever may read it."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.uploads import attachment
from registration.meetings.links import meeting_path

from ..models import Bilateral, BriefPaper
from ..operations import brief_papers
from .guards import actor, for_planners, received_or_404


@for_planners
@require_safe
def file(request: HttpRequest, code: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand a paper out as a download."""
    paper = _paper_or_404(received_or_404(request, code), pk)
    try:
        content = paper.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return cast(HttpResponse, attachment(content, paper.file_name, paper.content_type))


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, code: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Ask whether a paper should go, and remove it by a POST."""
    bilateral = received_or_404(request, code)
    paper = _paper_or_404(bilateral, pk)
    if request.method != "POST":
        context = {"bilateral": bilateral, "paper": paper}
        return render(request, "bilaterals/briefs/remove_paper.html", context)
    brief_papers.remove_paper(paper, by=actor(request), at=clock.now())
    messages.success(request, _("The paper is removed."))
    return redirect(f"{meeting_path(bilateral.meeting, 'bilaterals:brief', code)}#papers")


def _paper_or_404(bilateral: Bilateral, pk: int) -> BriefPaper:
    found: BriefPaper = get_object_or_404(bilateral.papers.with_names(), pk=pk)
    return found
