"""Publishing the draft: what differs, who is told, and with which mail."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intersessional import clock, codes
from intersessional.accounts.models import User
from intersessional.outbox.composing import Mail
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from .. import conflicts, emails, operations
from ..forms.publishing import PublishForm
from ..models import Publication
from ..needs import needs_of
from ..proposals import Proposal, propose
from .editor.common import for_staff

# What no proposal has: a form that names none has seen none.
_NONE = "none"
CONFLICT, UNPROCESSABLE = 409, 422


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what publishing would do, and any of its mails; a POST does what was shown."""
    meeting, form = meeting_of(request), PublishForm(kept.typed(request))
    if request.method != "POST":
        return _page(request, propose(meeting), form, 200, is_checked=False)
    if "preview" in request.POST:
        return _preview(request, propose(meeting), form)
    if not form.is_valid():
        return _page(request, propose(meeting), form, UNPROCESSABLE)
    try:
        publication = _publish(request, meeting, form)
    except (
        operations.ProposalChanged,
        operations.NothingToPublish,
        operations.CannotBePublished,
    ) as refusal:
        # What is sent next is another form: this one may have published already, with another note.
        more = {"why": str(refusal), "token": codes.address_token()}
        return _page(request, propose(meeting), form, CONFLICT, **more)
    _say(request, publication)
    return redirect(meeting_path(meeting, "agenda:version", publication.number))


def _publish(request: HttpRequest, meeting: Meeting, form: PublishForm) -> Publication:
    return operations.publish_programme(
        meeting,
        note=form.note,
        by=cast(User, request.user),
        at=clock.now(),
        seen=form.cleaned_data["seen"] or _NONE,
        token=form.cleaned_data["token"],
    )


def _preview(request: HttpRequest, proposal: Proposal, form: PublishForm) -> HttpResponse:
    """Show one mail as it would be sent, with the note as far as it was typed."""
    if form.data.get("seen") != proposal.digest:
        why = str(operations.ProposalChanged())
        return _page(request, proposal, form, CONFLICT, why=why, is_checked=False)
    mail = _mail(proposal, form, request.POST["preview"])
    return _page(request, proposal, form, 200, mail=mail, is_checked=False)


def _mail(proposal: Proposal, form: PublishForm, email: str) -> Mail | None:
    recipient = next((one for one in proposal.recipients if one.email == email), None)
    if recipient is None:
        return None
    publication = proposal.publication(form.note, at=clock.now())
    return emails.compose(recipient.notice(publication), recipient.differences)


def _page(
    request: HttpRequest, proposal: Proposal, form: PublishForm, status: int, **more: Any
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "differences": proposal.differences,
        "recipients": [
            (one, [_(reason) for reason in sorted(one.concerned.reasons)])
            for one in proposal.recipients
        ],
        "form": form,
        "token": form.form_token,
        "too_short": _too_short(proposal),
        "is_checked": form.is_bound,
        "is_kept": form.is_bound and request.method != "POST",
        **more,
    }
    return render(request, "agenda/publishing/publish.html", context, status=status)


def _too_short(proposal: Proposal) -> list[str]:
    """Return where those who asked for the floor would not fit, in words."""
    needs = needs_of(proposal.meeting, at=clock.now())
    return [one.words for one in conflicts.too_short(proposal.differences.new, needs)]


def _say(request: HttpRequest, publication: Publication) -> None:
    mails = publication.notices.count()
    told = ngettext("%d mail is on its way.", "%d mails are on their way.", mails) % mails
    done = _("Version %(number)d is published.") % {"number": publication.number}
    messages.success(request, f"{done} {told}" if mails else done)
