"""Invitations as planners see them: what is to be sent, what was sent, and the mail itself."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.registrations import kept

from .. import addressees, inviting
from ..addressees import Reader
from ..emails.inviting import preview as preview_of
from ..forms.office import SendForm, WordsForm
from ..models import Ask, AskState, Bilateral, Host, Notice, Told
from ..operations import offering
from ..policies import Refused
from ..sending import lists_of, with_conflicts
from ..transitions import State
from .guards import CONFLICT, UNPROCESSABLE, actor, for_planners, here, planned_or_404


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what is to be sent and what was sent; a POST sends what was chosen."""
    lists = lists_of(here(request), actor(request))
    form = SendForm(kept.typed(request), seen=[line.seen for line in lists.to_send])
    if request.method != "POST":
        return _show(request, lists, form)
    if not form.is_valid():
        return _show(request, lists, form, status=UNPROCESSABLE)
    chosen = set(form.cleaned_data["chosen"])
    try:
        sent = offering.offer(
            [one.bilateral for one in lists.to_send if one.seen in chosen],
            expires_at=form.cleaned_data["expires_at"],
            note=form.cleaned_data["note"],
            by=actor(request),
            at=clock.now(),
        )
    except inviting.BadDeadline as refusal:
        form.add_error("expires_at", str(refusal))
        return _show(request, lists, form, status=UNPROCESSABLE)
    except Refused as refusal:
        return _show(request, lists, form, refusal=str(refusal), status=CONFLICT)
    number = len(sent)
    text = ngettext("%(number)d invitation is sent.", "%(number)d invitations are sent.", number)
    messages.success(request, text % {"number": number})
    return redirect(meeting_path(here(request), "bilaterals:invitations"))


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show the invitation as each of its readers gets it, in their language; nothing is sent.

    A POST brings the deadline and the words that stand in the form; nothing is kept of them.
    """
    bilateral = planned_or_404(request, code)
    form = WordsForm(request.POST or None)
    form.is_valid()
    typed = getattr(form, "cleaned_data", {})
    if bilateral.state == State.PROPOSED:
        _as_offered(bilateral, form, typed.get("expires_at"))
    readers = addressees.of_delegations([bilateral.delegation])[bilateral.delegation_id]
    mails = [
        {
            "reader": one,
            "mail": preview_of(_invitation(bilateral, one, typed.get("note", "")), one),
        }
        for one in readers
    ]
    context = {"bilateral": bilateral, "mails": mails, "form": form}
    return render(request, "bilaterals/invitations/preview.html", context)


def _as_offered(bilateral: Bilateral, form: WordsForm, wanted: datetime | None) -> None:
    """Let a proposal look as it will be told; what is wrong with the deadline stands in the form."""
    bilateral.state, bilateral.expires_at = State.OFFERED, bilateral.begins_at
    try:
        bilateral.expires_at = inviting.deadline(bilateral, wanted, at=clock.now())
    except Refused as refusal:
        if form.is_bound:
            form.add_error("expires_at", str(refusal))


def _invitation(bilateral: Bilateral, reader: Reader, note: str) -> Notice:
    """Return what would be told to a reader; not stored."""
    return Notice(
        bilateral=bilateral,
        told=Told.INVITED,
        note=note,
        begins_at=bilateral.begins_at,
        room=bilateral.room,
        **reader.keys(),
    )


def _show(
    request: HttpRequest, lists: Any, form: SendForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    chosen = form.data.getlist("chosen") if form.is_bound else []  # type: ignore[attr-defined]
    hosts = Host.objects.planned_by(actor(request)).for_meeting(here(request))
    waiting = Ask.objects.filter(host__in=hosts.values("pk"), state=AskState.OPEN)
    context = {
        "lists": with_conflicts(lists, here(request)),
        "open_requests": waiting.count(),
        "form": form,
        "chosen": chosen,
        "all_chosen": not form.is_bound and request.GET.get("choose") == "all",
        "refusal": refusal,
        "is_kept": form.is_bound and request.method != "POST",
    }
    return render(request, "bilaterals/invitations/index.html", context, status=status)
