"""Sending a message: a test to oneself, and to all."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles
from intersessional.accounts.models import User

from .. import operations, policies, queries
from ..models import Mailing
from ..presentation import by_language, choice_text
from ..reading import Readers
from .common import CONFLICT, actor, mailing_or_404, path_of, to
from .readers import number_in


@role(roles.ISU_STAFF)
@require_POST
def try_out(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Send the message to whoever asks, as the reader on the page gets it."""
    mailing = mailing_or_404(request, pk)
    readers = Readers(mailing)
    number = number_in(request, readers.count) if readers.count else 0
    reader = readers.at(number) if number else None
    if reader:
        operations.try_out(mailing, reader, **actor(request))
        email = cast(User, request.user).email
        text = (
            _("The test is on its way to %(email)s. Nobody else gets anything.")
            if mailing.meeting.is_open
            else _(
                "Nothing leaves: the test to %(email)s is kept inside, as the meeting is not open."
            )
        )
        messages.success(request, text % {"email": email})
    elif number:
        messages.warning(request, _("This recipient is no longer there, so no test was sent."))
    else:
        messages.warning(request, _("Say first to whom the message goes."))
    return redirect(f"{path_of(mailing, 'preview')}?n={number}")


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Say how many get the message, and from when it is final; a POST sends it."""
    mailing = mailing_or_404(request, pk)
    if request.method == "POST":
        return _send(request, mailing)
    return _page(request, mailing) if mailing.is_draft else to(mailing)


def _send(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
    seen = request.POST.get("seen", "")
    try:
        sent = operations.send(mailing, version=number, seen=seen, **actor(request))
    except policies.SentAlready:
        # A second click: once is enough, and its page says how far it is.
        return to(mailing)
    except operations.ChangedMeanwhile:
        text = _("Somebody else has changed this message meanwhile. Please look at it again.")
        return _page(request, mailing_or_404(request, mailing.pk), refusal=text)
    except policies.NotNow as refusal:
        return _page(request, mailing, refusal=str(refusal))
    text = ngettext("%d mail is on its way.", "%d mails are on their way.", sent)
    if not mailing.meeting.is_open:
        text = ngettext("%d mail is kept inside.", "%d mails are kept inside.", sent)
    messages.success(request, text % sent)
    return to(mailing)


def _page(request: HttpRequest, mailing: Mailing, *, refusal: str = "") -> HttpResponse:
    reach = queries.reach(mailing)
    context: dict[str, Any] = {
        "mailing": mailing,
        "reach": reach,
        "count": len(reach.chosen),
        "by_language": by_language(reach.languages()),
        "lacking": reach.lacking(),
        "choice": choice_text(mailing),
        "now": clock.now(),
        "refusal": refusal,
    }
    return render(request, "mailings/send.html", context, status=CONFLICT if refusal else 200)
