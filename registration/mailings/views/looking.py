"""All messages of a meeting; one of them, how far it is, and what became of each mail."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional.access import role
from intersessional.accounts import roles
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from .. import operations, policies, presentation, queries
from ..models import Mailing, Outcome
from .common import actor, mailing_or_404, page_of, path_of, to


@role(roles.ISU_STAFF)
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the messages of the meeting: drafts, those going out, those that were sent."""
    mailings = Mailing.objects.for_meeting(meeting_of(request)).with_people()
    page = page_of(request, mailings)
    context = {"page": page, "lines": presentation.progress_of(list(page))}
    return render(request, "mailings/index.html", context)


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a message, and what became of each mail; a POST stops, sends again, copies, throws away."""
    mailing = mailing_or_404(request, pk)
    if request.method == "POST":
        return _act(request, mailing)
    [progress] = presentation.progress_of([mailing])
    outcome = request.GET.get("outcome", "")
    wanted = outcome if outcome in Outcome else ""
    those = mailing.recipients.select_related("registration", "focal_point").order_by("pk")
    recipients = queries.with_outcome(those)
    page = page_of(request, recipients.filter(outcome=wanted) if wanted else recipients)
    is_back = progress.failed or progress.came_back
    context = {
        "mailing": mailing,
        "progress": progress,
        "corrected": len(queries.corrected(mailing)) if is_back else 0,
        "choice": presentation.choice_text(mailing),
        "texts": presentation.texts_of(mailing),
        "outcome": wanted,
        "page": page,
        "rows": presentation.rows(list(page)),
    }
    return render(request, "mailings/show.html", context)


@role(roles.ISU_STAFF)
@require_safe
def progress(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Return the part of a message's page that changes by itself."""
    mailing = mailing_or_404(request, pk)
    [found] = presentation.progress_of([mailing])
    context = {"mailing": mailing, "progress": found}
    return render(request, "mailings/_progress.html", context)


def _act(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    """Do what a button says, and tell how it went."""
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    try:
        return redirect(act(request, mailing))
    except policies.NotNow as refusal:
        messages.warning(request, str(refusal))
    return to(mailing)


def _stop(request: HttpRequest, mailing: Mailing) -> str:
    number = operations.stop(mailing, **actor(request))
    text = ngettext("%d mail was stopped.", "%d mails were stopped.", number)
    messages.success(request, text % number)
    return path_of(mailing, "show")


def _again(request: HttpRequest, mailing: Mailing) -> str:
    number = operations.again(mailing, **actor(request))
    text = ngettext("%d mail is sent again.", "%d mails are sent again.", number)
    messages.success(request, text % number)
    return path_of(mailing, "show")


def _to_corrected(request: HttpRequest, mailing: Mailing) -> str:
    number = operations.to_corrected(mailing, **actor(request))
    text = ngettext(
        "%d mail is sent to the corrected address.",
        "%d mails are sent to the corrected addresses.",
        number,
    )
    messages.success(request, text % number)
    return path_of(mailing, "show")


def _copy(request: HttpRequest, mailing: Mailing) -> str:
    copied = operations.copy(mailing, **actor(request))
    messages.success(request, _("Copied as a new draft: the same texts and recipients."))
    return meeting_path(mailing.meeting, "mailings:edit", copied.pk)


def _remove(request: HttpRequest, mailing: Mailing) -> str:
    operations.remove(mailing, **actor(request))
    messages.success(request, _("The draft was thrown away."))
    return meeting_path(mailing.meeting, "mailings:index")


_ACTS: dict[str, Callable[[HttpRequest, Mailing], Any]] = {
    "stop": _stop,
    "again": _again,
    "corrected": _to_corrected,
    "copy": _copy,
    "remove": _remove,
}
