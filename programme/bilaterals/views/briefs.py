"""The brief of a bilateral, on a page and on paper."""

from io import BytesIO
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.uploads import PDF, attachment
from registration.meetings.links import meeting_path

from ..briefs import paper as printed
from ..briefs.facts import Facts, facts_of
from ..models import Bilateral, Host, Printout
from ..operations import printing
from .guards import CONFLICT, actor, for_planners, received_or_404

ACCEPTED = 202
# How long one waits before a page looks again, and until it has failed.
AGAIN_SECONDS, LONG_SECONDS = 2, 60


@for_planners
@require_safe
def brief(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show what the portal knows of a delegation before a host meets it."""
    bilateral = received_or_404(request, code)
    return _page(request, bilateral, facts_of(bilateral, clock.now()))


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
            return _page(request, bilateral, facts, refusal=str(refusal), status=CONFLICT)
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


def _page(
    request: HttpRequest,
    bilateral: Bilateral,
    facts: Facts,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    hosts = {host.pk for host in bilateral.hosts}
    mine = Host.objects.planned_by(request.user).filter(pk__in=hosts)
    context = {
        "bilateral": bilateral,
        "facts": facts,
        "hosts": mine.select_related("committee"),
        "refusal": refusal,
    }
    return render(request, "bilaterals/briefs/brief.html", context, status=status)
