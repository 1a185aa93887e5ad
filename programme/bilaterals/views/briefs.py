"""The brief of a bilateral, on a page and on paper."""

from io import BytesIO
from typing import cast

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.uploads import PDF, attachment
from registration.meetings.links import meeting_path
from registration.registrations import kept

from ..briefs import attached
from ..briefs import paper as printed
from ..briefs.facts import Facts, facts_of
from ..forms.brief_papers import BriefPaperForm
from ..models import Bilateral, BriefPaper, Host, Printout
from ..operations import brief_papers, printing
from ..operations.notes import KEPT_DAYS
from ..policies import Refused
from .guards import CONFLICT, UNPROCESSABLE, actor, for_planners, received_or_404

ACCEPTED = 202
# How long one waits before a page looks again, and until it has failed.
AGAIN_SECONDS, LONG_SECONDS = 2, 60


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show what the portal knows of a delegation before a host meets it; a POST attaches a paper."""
    bilateral, posted = received_or_404(request, code), request.method == "POST"
    form = BriefPaperForm(kept.typed(request), request.FILES if posted else None)
    if not posted:
        return _page(request, bilateral, form=form)
    if not form.is_valid():
        return _page(request, bilateral, form=form, status=UNPROCESSABLE)
    try:
        found, is_new = brief_papers.attach_paper(
            bilateral, form.paper(), by=actor(request), at=clock.now()
        )
    except Refused as refusal:
        form.refuse(str(refusal))
        return _page(request, bilateral, form=form, status=CONFLICT)
    _say(request, found, is_new=is_new)
    return redirect(f"{meeting_path(bilateral.meeting, 'bilaterals:brief', code)}#papers")


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Order the brief on paper by a POST; then hand it out, or say that it is being printed.

    Where nobody has ordered it as it stands, lead to the page.
    """
    bilateral, at = received_or_404(request, code), clock.now()
    facts, language = facts_of(bilateral, at), (get_language() or "en")[:2]
    if request.method == "POST":
        try:
            printed.check_printable(facts)
        except printed.NoGlyph as refusal:
            return _page(request, bilateral, facts=facts, refusal=str(refusal), status=CONFLICT)
        printing.order_brief(bilateral, facts, language=language, by=actor(request), at=at)
        return redirect(request.path)
    found = printing.ordered_brief(bilateral, facts, language=language)
    if found is None:
        messages.info(request, _("Print it anew: the brief has changed, or nobody has printed it."))
        return redirect(meeting_path(bilateral.meeting, "bilaterals:brief", code))
    return _handed_out(request, bilateral, found)


def _handed_out(request: HttpRequest, bilateral: Bilateral, found: Printout) -> HttpResponse:
    if found.pdf is not None:
        name = f"brief-{bilateral.delegation.entity.code}.pdf"
        return cast(HttpResponse, attachment(BytesIO(bytes(found.pdf)), name, PDF))
    is_late = (timezone.now() - found.asked_at).total_seconds() > LONG_SECONDS
    context = {"bilateral": bilateral, "is_late": is_late}
    response = render(request, "bilaterals/briefs/printing.html", context, status=ACCEPTED)
    if not is_late:
        response["Refresh"] = str(AGAIN_SECONDS)
    return response


def _say(request: HttpRequest, paper: BriefPaper, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, _("The paper is attached."))
    else:
        already = _("This file is attached already, as “%(title)s”. Nothing changed.")
        messages.info(request, already % {"title": paper.title})


def _page(
    request: HttpRequest,
    bilateral: Bilateral,
    *,
    facts: Facts | None = None,
    form: BriefPaperForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    form = form or BriefPaperForm()
    prefetch_related_objects([bilateral], Prefetch("papers", BriefPaper.objects.with_names()))
    hosts = {host.pk for host in bilateral.hosts}
    mine = Host.objects.planned_by(request.user).filter(pk__in=hosts)
    context = {
        "bilateral": bilateral,
        "facts": facts or facts_of(bilateral, clock.now()),
        "hosts": mine.select_related("committee"),
        "papers": attached.lines_of(bilateral),
        "form": form,
        "is_kept": form.is_bound and request.method != "POST",
        "kept_days": KEPT_DAYS,
        "refusal": refusal,
    }
    return render(request, "bilaterals/briefs/brief.html", context, status=status)
