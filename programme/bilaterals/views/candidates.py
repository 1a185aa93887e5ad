"""Lists of candidates: those of all hosts, those of one host, and adding, ordering, removing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from registration.delegations.queries import listed_entity
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations import kept

from .. import candidacies
from ..forms.candidates import HandForm, OrderForm, TagForm
from ..models import Candidate, Host
from ..operations import candidates as operations
from ..operations.candidates import Added
from ..policies import Refused
from .guards import CONFLICT, UNPROCESSABLE, actor, for_planners, here, host_or_404


@for_planners
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the hosts for which the reader plans, with the number of their candidates."""
    lines = candidacies.lines_of_hosts(here(request), actor(request))
    return render(request, "bilaterals/candidates/index.html", {"lines": lines})


@for_planners
@require_safe
def of_host(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Show the candidates of a host, ranked."""
    return _list(request, host_or_404(request, host))


def _list(
    request: HttpRequest, host: Host, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    lines = candidacies.lines_of(host, actor(request))
    way, _colon, moved = request.GET.get("moved", "").partition(":")
    context = {
        "host": host,
        "lines": lines,
        "seen": ",".join(str(one.candidate.pk) for one in lines if one.is_open),
        "count": len(lines),
        "way": way,
        "moved": moved,
        "refusal": refusal,
    }
    return render(request, "bilaterals/candidates/host.html", context, status=status)


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def add_tagged(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Add all that have a tag; who is a candidate already stays as it is."""
    found, meeting = host_or_404(request, host), here(request)
    form = TagForm(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        tag = form.tag_chosen
        return _add(request, meeting, [found], tag=tag, **form.details())
    return _form(request, found, form, _("Add candidates by tag"))


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Add one delegation by hand."""
    found, meeting = host_or_404(request, host), here(request)
    planned = Host.objects.planned_by(actor(request)).for_meeting(meeting)
    others = list(planned.exclude(pk=found.pk))
    form = HandForm(kept.typed(request), meeting=meeting, others=others)
    if request.method == "POST" and form.is_valid():
        listed = listed_entity(form.cleaned_data["entity"], meeting.begins_on)
        entities = [listed[0]] if listed else []
        chosen = form.cleaned_data.get("together", [])
        hosts = [found, *(one for one in others if one.slug in chosen)]
        return _add(request, meeting, hosts, entities=entities, **form.details())
    return _form(request, found, form, _("Add a candidate"))


def _add(request: HttpRequest, meeting: Meeting, hosts: list[Host], **given: Any) -> HttpResponse:
    who: dict[str, Any] = {"by": actor(request), "at": clock.now()}
    added = operations.add_candidates(meeting, hosts, **given, **who)
    messages.success(request, _added_words(added))
    return _to_list(meeting, hosts[0])


def _added_words(added: Added) -> str:
    """Say who is new, and who was a candidate before."""
    new, before = len(added.candidates), len(added.skipped)
    said = [ngettext("%(n)d candidate was added.", "%(n)d candidates were added.", new)]
    said[0] %= {"n": new}
    if before:
        words = ngettext(
            "%(n)d was one already and stays as it was.",
            "%(n)d were candidates already and stay as they were.",
            before,
        )
        said.append(words % {"n": before})
    return " ".join(said)


def _form(request: HttpRequest, host: Host, form: Any, title: str) -> HttpResponse:
    is_sent = request.method == "POST"
    context = {
        "host": host,
        "form": form,
        "title": title,
        "is_kept": form.is_bound and not is_sent,
    }
    status = UNPROCESSABLE if is_sent else 200
    return render(request, "bilaterals/candidates/add.html", context, status=status)


@for_planners
@require_POST
def order(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Move a candidate one place up or down, and come back to the same button."""
    found, form = host_or_404(request, host), OrderForm(request.POST)
    if not form.is_valid():
        why = _("The portal did not understand what should be moved. Nothing was changed.")
        return _list(request, found, refusal=why, status=CONFLICT)
    seen, wanted = form.orders()
    own = Candidate.objects.planned_by(actor(request)).filter(hosts=found)
    if not set(seen) <= set(own.values_list("pk", flat=True)):
        return _list(request, found, refusal=operations.order_words(), status=CONFLICT)
    who: dict[str, Any] = {"by": actor(request), "at": clock.now()}
    try:
        operations.rank_candidates(found, wanted, seen=seen, **who)
    except Refused as refused:
        return _list(request, found, refusal=str(refused), status=CONFLICT)
    return _to_list(here(request), found, query=f"?moved={form.cleaned_data['do']}")


@for_planners
@require_POST
def remove(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Remove a candidate; who is none any more needs no removing."""
    found = host_or_404(request, host)
    key = request.POST.get("candidate", "")
    pk = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    own = Candidate.objects.planned_by(actor(request)).filter(pk=pk).values("pk")
    candidate = Candidate.objects.filter(pk__in=own, hosts=found).with_names().first()
    if candidate is None:
        messages.info(request, _("This is no candidate of yours. Nothing was removed."))
        return _to_list(here(request), found)
    try:
        operations.remove_candidate(candidate, by=actor(request), at=clock.now())
    except Refused as refused:
        return _list(request, found, refusal=str(refused), status=CONFLICT)
    said = _("%(delegation)s is no candidate any more.") % {"delegation": candidate.delegation.name}
    messages.success(request, said)
    return _to_list(here(request), found)


def _to_list(meeting: Meeting, host: Host, *, query: str = "") -> HttpResponse:
    return redirect(meeting_path(meeting, "bilaterals:host_candidates", host.slug) + query)
