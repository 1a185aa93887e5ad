"""Asking to be told of changes: the button on the pages of the programme, and the list of one's own.

A page that shows the button to whoever signed in puts `button_of(request, meeting, item)` into its
context as `subscription` and includes `agenda/_subscribe.html`.
"""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.access import is_ours, signed_in
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of

from .. import operations, queries
from ..forms.publishing import SubscriptionForm
from ..models import Subscription
from ..reading import Item, Programme, published


@dataclass(frozen=True)
class Button:
    """The button of one page, for one reader."""

    url: str
    item_uid: str
    is_on: bool
    back: str


def button_of(request: HttpRequest, meeting: Meeting, item: Item | None = None) -> Button | None:
    """Return the button for an item, or for the whole programme; None for whoever has not signed in.

    One query.
    """
    if not request.user.is_authenticated:
        return None
    uid = item.uid if item else ""
    mine = Subscription.objects.of_user(cast(User, request.user)).for_meeting(meeting)
    return Button(
        url=meeting_path(meeting, "agenda:subscriptions"),
        item_uid=uid,
        is_on=mine.filter(item_uid=uid).exists(),
        back=request.get_full_path(),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List what the reader is told of; a POST with `stop` ends one, without it begins one."""
    meeting = meeting_of(request)
    programme = _programme(meeting)
    if request.method == "POST":
        return _change(request, meeting, programme)
    mine = Subscription.objects.of_user(cast(User, request.user)).for_meeting(meeting)
    uids = set(mine.values_list("item_uid", flat=True))
    items = programme.items if programme else ()
    context = {
        "is_whole": "" in uids,
        "items": [one for one in items if one.uid in uids],
        "others": [one for one in items if one.uid not in uids],
        # Of these the programme says nothing any more; their readers can still stop.
        "gone": sorted(uids - {"", *(one.uid for one in items)}),
        "has_programme": programme is not None,
        "here": request.get_full_path(),
    }
    return render(request, "agenda/subscriptions/index.html", context)


def _change(request: HttpRequest, meeting: Meeting, programme: Programme | None) -> HttpResponse:
    form = SubscriptionForm(request.POST)
    if not form.is_valid():
        raise Http404
    uid, by = form.cleaned_data["item"], cast(User, request.user)
    if "stop" in request.POST:
        operations.unsubscribe(meeting, item_uid=uid, by=by)
        messages.success(request, _("We tell you no more of these changes."))
    else:
        _check_exists(programme, uid)
        language = (get_language() or "en")[:2]
        operations.subscribe(meeting, item_uid=uid, language=language, by=by, at=clock.now())
        told = _("When this changes, we write to %(email)s.") % {"email": by.email}
        messages.success(request, told)
    back = form.cleaned_data["next"]
    return redirect(back if is_ours(back) else meeting_path(meeting, "agenda:subscriptions"))


def _check_exists(programme: Programme | None, uid: str) -> None:
    """Refuse what is not in the programme, as pages do.

    :raises Http404:
    """
    if programme is None or (uid and uid not in {one.uid for one in programme.items}):
        raise Http404


def _programme(meeting: Meeting) -> Programme | None:
    publication = queries.latest(meeting)
    return published(publication) if publication else None
