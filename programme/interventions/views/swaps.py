"""Exchanging places with another delegation: proposing it, answering, taking it back."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from .. import exchanging, operations, queries
from ..exchanging import Shown
from ..forms.swaps import AcceptForm, ProposeForm, ReasonForm
from ..models import Intervention, Swap
from ..policies import Refused
from ..queries import ListedSegment
from ..transitions import ActRefused
from .asking import CONFLICT, UNPROCESSABLE
from .common import intervention_or_404, page_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show with whom a request may exchange its place, and propose it to one of them."""
    intervention = intervention_or_404(request, pk)
    segment = _segment(request, intervention)
    if segment is None:
        return redirect(page_of(request, intervention))
    if request.method != "POST":
        return _show_choice(request, intervention, segment)
    form = ProposeForm(request.POST)
    if not form.is_valid():
        text = _("Choose a delegation of this list.")
        return _show_choice(request, intervention, segment, text, status=UNPROCESSABLE)
    partner, seen = form.chosen
    who: dict[str, Any] = {"segment": segment, "by": cast(User, request.user), "at": clock.now()}
    try:
        made = operations.propose_swap(intervention, partner=partner, seen=seen, **who)
    except operations.ChangedMeanwhile:
        return _show_choice(request, intervention, segment, _changed(), status=CONFLICT)
    except Refused as refusal:
        return _show_choice(request, intervention, segment, str(refusal), status=CONFLICT)
    name = Shown(Swap.objects.with_names().get(pk=made.pk), pk).name
    text = _("The exchange is proposed to %(delegation)s, which gets an e-mail.")
    messages.success(request, text % {"delegation": name})
    return redirect(page_of(request, intervention))


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, pk: int, swap: int, slug: str | None = None) -> HttpResponse:
    """Show a proposal; whoever was asked answers (`do`), whoever proposed it takes it back."""
    intervention = intervention_or_404(request, pk)
    shown = Shown(get_object_or_404(Swap.objects.about(pk).with_names(), pk=swap), pk)
    segment = _segment(request, intervention)
    if segment is None:
        return redirect(page_of(request, intervention))
    if request.method != "POST":
        return _show(request, shown, segment, ReasonForm(_typed(request)))
    do = request.POST.get("do", "")
    form = ReasonForm(request.POST if do == "decline" else None)
    accepting = AcceptForm(request.POST)
    if do not in _allowed(shown) or (do == "accept" and not accepting.is_valid()):
        text = _("Choose what you want to do.")
        return _show(request, shown, segment, form, text, status=UNPROCESSABLE)
    if form.is_bound and not form.is_valid():
        return _show(request, shown, segment, form, status=UNPROCESSABLE)
    who: dict[str, Any] = {"segment": segment, "by": cast(User, request.user), "at": clock.now()}
    try:
        if do == "accept":
            operations.accept_swap(shown.swap, seen=accepting.places, **who)
        elif do == "decline":
            operations.decline_swap(shown.swap, reason=form.cleaned_data["reason"], **who)
        else:
            operations.take_back_swap(shown.swap, **who)
    except operations.ChangedMeanwhile:
        return _show_again(request, shown, segment, form, _changed())
    except (Refused, ActRefused) as refusal:
        return _show_again(request, shown, segment, form, str(refusal))
    messages.success(request, _done(do) % {"delegation": shown.name})
    return redirect(page_of(request, intervention))


def _segment(request: HttpRequest, intervention: Intervention) -> ListedSegment | None:
    found = queries.segments_of(meeting_of(request))
    return next((one for one in found if one.pk == intervention.segment_id), None)


def _typed(request: HttpRequest) -> Any:
    """Return the reason that was typed before the session had ended; acts without one are not kept."""
    typed = kept.typed(request)
    return typed if typed and typed.get("do") == "decline" else None


def _allowed(shown: Shown) -> set[str]:
    return {"take_back"} if shown.is_mine else {"accept", "decline"}


def _done(do: str) -> str:
    if do == "accept":
        return _("The places are exchanged with %(delegation)s. An e-mail says so.")
    if do == "decline":
        return _("You have declined; %(delegation)s gets your reason by e-mail.")
    return _("The proposal to %(delegation)s is taken back.")


def _changed() -> str:
    return _(
        "The places have changed since you opened this page, so nothing was done. Below they are as"
        " they stand now: look at them, and send it again if it is still right."
    )


def _show_choice(
    request: HttpRequest,
    intervention: Intervention,
    segment: ListedSegment,
    refusal: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "intervention": intervention,
        "segment": segment,
        "choice": exchanging.choice_of(intervention, segment),
        "refusal": refusal,
        "back_url": page_of(request, intervention),
    }
    return render(request, "interventions/swaps/choose.html", context, status=status)


def _show_again(
    request: HttpRequest, shown: Shown, segment: ListedSegment, form: ReasonForm, refusal: str
) -> HttpResponse:
    """Show the proposal as it stands by now, under what stood against the act."""
    found = Swap.objects.with_names().get(pk=shown.swap.pk)
    return _show(request, Shown(found, shown.pk), segment, form, refusal, status=CONFLICT)


def _show(
    request: HttpRequest,
    shown: Shown,
    segment: ListedSegment,
    form: ReasonForm,
    refusal: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    speakers = queries.speakers_of(segment)
    context = {
        "shown": shown,
        "segment": segment,
        "own_place": speakers.place_of(shown.pk),
        "other_place": speakers.place_of(shown.swap.other(shown.pk).pk),
        "form": form,
        "is_kept": form.is_bound and request.method != "POST",
        "refusal": refusal,
    }
    return render(request, "interventions/swaps/one.html", context, status=status)
