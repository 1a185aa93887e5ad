"""Exchanges of places as the staff see them: refusing what is proposed, undoing what was agreed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from programme.agenda.views.editor.common import actor, for_staff
from registration.registrations import kept

from .. import operations, queries, swapping
from ..exchanging import Shown
from ..forms.swaps import ReasonForm
from ..models import Swap, SwapState
from ..policies import Refused
from ..queries import ListedSegment
from ..transitions import ActRefused
from .list_common import CONFLICT, UNPROCESSABLE, segment_or_404, to_list

# What the page offered, by the state that was seen: it may have been answered meanwhile.
_ACTS = {
    SwapState.OPEN.value: operations.refuse_swap,
    SwapState.AGREED.value: operations.undo_swap,
}


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, uid: str, swap: int, slug: str | None = None) -> HttpResponse:
    """Show an exchange; a POST refuses it while it is open, and undoes it when it was agreed."""
    segment = segment_or_404(request, uid)
    found = get_object_or_404(Swap.objects.filter(segment=segment.pk).with_names(), pk=swap)
    form = ReasonForm(kept.typed(request))
    if request.method != "POST":
        return _show(request, found, segment, form)
    if not form.is_valid():
        return _show(request, found, segment, form, status=UNPROCESSABLE)
    seen = request.POST.get("seen", "")
    who: dict[str, Any] = {"segment": segment, "by": actor(request), "at": clock.now()}
    try:
        if seen not in _ACTS:
            raise operations.SwapEnded(found)
        _ACTS[seen](found, reason=form.cleaned_data["reason"], **who)
    except (Refused, ActRefused) as refusal:
        current = Swap.objects.with_names().get(pk=found.pk)
        return _show(request, current, segment, form, str(refusal), status=CONFLICT)
    shown = Shown(found, found.proposer_id)
    done = (
        _("The exchange between %(first)s and %(second)s is refused.")
        if seen == SwapState.OPEN
        else _("The exchange between %(first)s and %(second)s is undone.")
    )
    return to_list(request, segment, done % {"first": shown.own_name, "second": shown.name})


def _show(
    request: HttpRequest,
    found: Swap,
    segment: ListedSegment,
    form: ReasonForm,
    refusal: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    speakers = queries.speakers_of(segment)
    context = {
        "shown": Shown(found, found.proposer_id),
        "segment": segment,
        "title": segment.full_title,
        "own_place": speakers.place_of(found.proposer_id),
        "other_place": speakers.place_of(found.partner_id),
        "can_undo": found.state == SwapState.AGREED and swapping.can_undo(speakers, found),
        "form": form,
        "is_kept": form.is_bound and request.method != "POST",
        "refusal": refusal,
    }
    return render(request, "interventions/lists/swap.html", context, status=status)
