"""Asking for a bilateral: the form, what was asked, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intersessional import clock
from intersessional.access import signed_in
from registration.delegations.models import Delegation
from registration.meetings.links import meeting_path
from registration.registrations import kept

from ..forms.answering import AskForm
from ..models import Ask, Host
from ..operations import asking
from ..policies import Refused
from .guards import CONFLICT, UNPROCESSABLE, actor, here


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what a delegation has asked for and the form by which it asks, and receive a request."""
    meeting = here(request)
    delegations = _delegations(request)
    delegation = _chosen(request, delegations)
    if delegation is None:
        return render(request, "bilaterals/ask.html", {"delegations": delegations})
    hosts = Host.objects.for_meeting(meeting).order_by("position", "pk")
    form = AskForm(kept.typed(request), hosts=hosts)
    if request.method != "POST":
        return _show(request, delegations, delegation, form)
    if not form.is_valid():
        return _show(request, delegations, delegation, form, status=UNPROCESSABLE)
    try:
        asking.ask(
            form.details(),
            host=form.cleaned_data["host"],
            delegation=delegation,
            token=form.cleaned_data["token"],
            language=(get_language() or "en")[:2],
            by=actor(request),
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error("host", str(refusal))
        if isinstance(refusal, asking.SentOtherwise):
            form.renew()
        return _show(request, delegations, delegation, form, status=CONFLICT)
    messages.success(request, _("We have your request. The office decides, and writes to you."))
    return redirect(_page(request, delegation))


@signed_in
@require_POST
def take_back(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Take a request back."""
    mine = Ask.objects.filter(delegation__in=_delegations(request)).select_related(
        "delegation__entity"
    )
    found = get_object_or_404(mine, pk=pk)
    try:
        asking.take_back_ask(found, by=actor(request), at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The request is taken back."))
    return redirect(_page(request, found.delegation))


def _delegations(request: HttpRequest) -> list[Delegation]:
    managed = Delegation.objects.managed_by(request.user).for_meeting(here(request))
    return sorted(managed.with_names(), key=lambda one: one.name)


def _chosen(request: HttpRequest, found: list[Delegation]) -> Delegation | None:
    """Return for whom somebody asks: the only one, or the one that the address names.

    :raises Http404: it names one that is not theirs
    """
    code = request.GET.get("delegation", "")
    if code and found:
        named = [one for one in found if one.entity.code == code]
        if not named:
            raise Http404
        return named[0]
    return found[0] if len(found) == 1 else None


def _page(request: HttpRequest, delegation: Delegation) -> str:
    path = meeting_path(here(request), "bilaterals:ask")
    return f"{path}?delegation={delegation.entity.code}"


def _show(
    request: HttpRequest,
    delegations: list[Delegation],
    delegation: Delegation,
    form: AskForm,
    *,
    status: int = 200,
) -> HttpResponse:
    asked = Ask.objects.filter(delegation=delegation).select_related("host__committee")
    context: dict[str, Any] = {
        "delegations": delegations,
        "delegation": delegation,
        "form": form,
        "asked": asked,
        "is_kept": form.is_bound and request.method != "POST",
    }
    return render(request, "bilaterals/ask.html", context, status=status)
