"""The page on which somebody asks to be a focal point."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.access import public
from intersessional.accounts.limits import TooManyTries
from intersessional.network import client_network
from registration.delegations import limits
from registration.delegations.operations import ask_to_be_focal_point
from registration.delegations.queries import delegation_of
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of

from .asking_form import AskForm


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Take a request to be a focal point; the answer is the same whatever becomes of it."""
    meeting = meeting_of(request)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        meeting=meeting,
        initial={"language": (get_language() or "en")[:2]},
    )
    if form.is_valid():
        try:
            limits.count(form.cleaned_data["email"], client_network(request))
        except TooManyTries as refusal:
            form.add_error(None, str(refusal))
            response = render(request, "delegation/ask.html", {"form": form}, status=429)
            response["Retry-After"] = str(refusal.seconds)
            return response
        _receive(meeting, form)
        return redirect(f"{meeting_path(meeting, 'delegation:ask')}?sent=1")
    if request.method != "POST" and "sent" in request.GET:
        return render(request, "delegation/asked.html")
    status = 422 if request.method == "POST" else 200
    return render(request, "delegation/ask.html", {"form": form}, status=status)


def _receive(meeting: Meeting, form: AskForm) -> None:
    given = dict(form.cleaned_data)
    delegation = delegation_of(given.pop("delegation"), meeting)
    # It can only have left the list since the form was read.
    if delegation is not None:
        ask_to_be_focal_point(delegation, **given, at=clock.now())
