"""Who has not registered, and a reminder to them."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of
from registration.registrations import missing, operations

from . import presentation
from .forms import RemindForm
from .groups import Group, chosen, groups


@role(roles.ISU_STAFF)
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the entities of a group of which nobody has registered."""
    return render(request, "desk/missing/index.html", _context(request))


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show whom a reminder reaches and what it says; a POST sends it to those who are ticked."""
    meeting, group = meeting_of(request), _group(request)[1]
    form = RemindForm(request.POST if request.method == "POST" else None, entities=group.entities)
    if request.method == "POST" and form.is_valid():
        wanted = [entity.pk for entity in form.cleaned_data["entities"]]
        by, at = cast(User, request.user), clock.now()
        _tell(request, len(operations.remind(meeting, wanted, by=by, at=at)))
        return redirect(f"{meeting_path(meeting, 'missing:index')}?{group.query}")
    context = _context(request)
    due = [line for line in context["missing"] if line.is_due]
    context |= {
        "form": form,
        "due": due,
        "excluded": [line for line in context["missing"] if not line.is_due],
        "ticked": set(request.POST.getlist("entities")) if form.is_bound else None,
        "mails": sum(line.addresses for line in due),
        "samples": presentation.samples(meeting, due, by=cast(User, request.user), at=clock.now()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/missing/remind.html", context, status=status)


def _group(request: HttpRequest) -> tuple[list[Group], Group]:
    found = groups(meeting_of(request).begins_on)
    group = chosen(found, request.GET)
    if group is None:
        raise Http404
    return found, group


def _context(request: HttpRequest) -> dict[str, Any]:
    meeting = meeting_of(request)
    found, group = _group(request)
    lines = missing.expected(meeting, group.entities, at=clock.now())
    return {
        "groups": found,
        "group": group,
        "count_text": presentation.count_text(group.label, lines),
        "missing": [line for line in lines if not line.has_registered],
        "registered": [line for line in lines if line.has_registered],
    }


def _tell(request: HttpRequest, mails: int) -> None:
    if mails:
        text = ngettext("%d reminder is on its way.", "%d reminders are on their way.", mails)
        messages.success(request, text % mails)
    else:
        messages.warning(request, _("Nothing was sent: nobody of them was due for a reminder."))
