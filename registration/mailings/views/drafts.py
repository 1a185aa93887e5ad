"""Writing a message."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional.access import role
from intersessional.accounts import roles
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from .. import operations, policies
from ..forms import DraftForm
from ..models import Mailing
from ..operations.drafts import draft_of
from ..placeholders import PLACEHOLDERS
from .common import CONFLICT, UNPROCESSABLE, actor, mailing_or_404, path_of, to


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show an empty message; a POST keeps it as a draft."""
    posted = request.method == "POST"
    form = DraftForm(request.POST if posted else None, is_new=True, initial=_beginning())
    if posted and form.is_valid():
        mailing = operations.begin(meeting_of(request), form.draft, **actor(request))
        messages.success(request, _("Kept as a draft. Now say to whom it goes."))
        return redirect(meeting_path(meeting_of(request), "mailings:recipients", mailing.pk))
    return _page(request, form, status=UNPROCESSABLE if posted else 200)


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show the texts of a draft; a POST changes them. What was sent is shown on its own page."""
    mailing = mailing_or_404(request, pk)
    posted = request.method == "POST"
    if not mailing.is_draft and not posted:
        return to(mailing)
    initial = asdict(draft_of(mailing)) | {"version": mailing.version}
    form = DraftForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        return _change(request, mailing, form)
    return _page(request, form, mailing, status=UNPROCESSABLE if posted else 200)


def _change(request: HttpRequest, mailing: Mailing, form: DraftForm) -> HttpResponse:
    version = form.cleaned_data["version"]
    try:
        operations.change(mailing, form.draft, version=version, **actor(request))
    except policies.SentAlready as refusal:
        messages.warning(request, str(refusal))
    except operations.ChangedMeanwhile as meanwhile:
        return _conflict(request, form, meanwhile.current)
    else:
        messages.success(request, _("Saved."))
    return to(mailing)


def _conflict(request: HttpRequest, form: DraftForm, current: Mailing) -> HttpResponse:
    """Show what the draft says now beside what was typed; saving it again puts it in place."""
    data = request.POST.copy()
    data["version"] = str(current.version)
    said, typed = asdict(draft_of(current)), asdict(form.draft)
    differing = [
        (form.fields[name].label, said[name]) for name in typed if said[name] != typed[name]
    ]
    again = DraftForm(data)
    return _page(request, again, current, current=differing, status=CONFLICT)


def _page(
    request: HttpRequest,
    form: DraftForm,
    mailing: Mailing | None = None,
    *,
    current: list[tuple[Any, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    meeting = meeting_of(request)
    context = {
        "form": form,
        "mailing": mailing,
        "changed_meanwhile": current,
        "placeholders": PLACEHOLDERS.values(),
        "back_url": path_of(mailing, "show")
        if mailing
        else meeting_path(meeting, "mailings:index"),
    }
    return render(request, "mailings/draft.html", context, status=status)


def _beginning() -> dict[str, str]:
    """Return what a new message begins and ends with."""
    with translation.override("en"):
        ending = [_("Yours sincerely,"), _("Implementation Support Unit")]
    return {"text_en": "{salutation}\n\n\n\n" + "\n".join(ending)}
