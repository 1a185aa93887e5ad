"""Who speaks, told at the chair's screen: at any time, also while the clock runs."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from .. import operations, queries
from ..forms.floor import SpeakerForm
from ..models import Intervention
from ..operations import ChangedMeanwhile
from ..policies import Refused
from ..queries import ListedSegment
from ..transitions import ActRefused
from .floor import for_chairs, segment_or_404

UNPROCESSABLE, CONFLICT = 422, 409


@for_chairs
@require_http_methods(["GET", "HEAD", "POST"])
def speaker(request: HttpRequest, uid: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Ask who speaks; a POST says it, and goes back to the chair's screen."""
    segment = segment_or_404(meeting_of(request), uid)
    found = _request_or_404(segment, pk)
    form = _form(found, request)
    if request.method != "POST":
        return _show(request, segment, found, form)
    if not form.is_valid():
        return _show(request, segment, found, form, status=UNPROCESSABLE)
    given = form.cleaned_data
    try:
        operations.name_speaker(
            found,
            segment=segment,
            speaker_id=given["speaker"],
            name=given["name"],
            language=given["language"],
            version=given["version"],
            by=cast(User, request.user),
            at=clock.now(),
        )
    except ChangedMeanwhile:
        why = _(
            "This request has changed since you opened the page. Look at it, and send it again."
        )
        form.stand_on(found)
        return _show(request, segment, found, form, refusal=why, status=CONFLICT)
    except (ActRefused, Refused) as refused:
        return _show(request, segment, found, form, refusal=str(refused), status=CONFLICT)
    return redirect(meeting_path(segment.meeting, "floor:chair", uid))


def _form(found: Intervention, request: HttpRequest) -> SpeakerForm:
    data = request.POST if request.method == "POST" else None
    members = list(queries.speakers_for(found.delegation))
    # Whoever has spoken can be left as they are, also if they have left since.
    speaker = found.speaker_when(queries.state_of(found))
    if speaker and speaker not in members:
        members.append(speaker)
    return SpeakerForm(data, intervention=found, members=members)


def _request_or_404(segment: ListedSegment, pk: int) -> Intervention:
    rows = Intervention.objects.filter(segment=segment.pk, pk=pk).with_names()
    found: Intervention | None = rows.first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    segment: ListedSegment,
    found: Intervention,
    form: SpeakerForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "segment": segment,
        "title": segment.full_title,
        "name": found.delegation.name,
        "refusal": refusal,
    }
    return render(request, "interventions/floor/speaker.html", context, status=status)
