"""A calendar of one's own: the page where its secret address is made, and what is at that address."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import public, signed_in
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of

from .. import operations, queries
from ..calendar import calendar_bytes, chosen_calendar_bytes
from ..forms.calendars import CHOSEN, WHOLE, CalendarForm
from ..models import PersonalCalendar, Publication, Subscription
from ..reading import Item, published
from .files import serve_calendar

UNPROCESSABLE = 422


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Serve the calendar behind a key; one that was renewed or removed is as absent as any other."""
    calendar = PersonalCalendar.objects.at_address(token).select_related("meeting").first()
    version = queries.current_version(calendar.meeting) if calendar else None
    if calendar is None or version is None:
        raise Http404
    content = _content(calendar, version)
    name = f"{calendar.meeting.code}-my-programme"
    response = serve_calendar(request, version, content, name=name, language=calendar.language)
    # Not kept by what stands between; nor does the address wander on.
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _content(calendar: PersonalCalendar, version: Publication) -> bytes:
    facts = queries.facts_of(calendar.meeting)
    uids = set() if calendar.is_whole else _told_of(calendar.user_id, calendar.meeting)
    if _is_everything(uids):
        return calendar_bytes(version.pk, calendar.language, facts)
    return chosen_calendar_bytes(version.pk, calendar.language, facts, frozenset(uids))


def _told_of(user: int, meeting: Meeting) -> set[str]:
    """Return of which items somebody is told, by their lasting names; "" stands for the whole."""
    mine = Subscription.objects.for_meeting(meeting).filter(user=user)
    return set(mine.values_list("item_uid", flat=True))


def _is_everything(uids: set[str]) -> bool:
    """Say whether who is told of these has everything in the calendar: an empty one helps nobody."""
    return not uids or "" in uids


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the address of one's own calendar; `do` in a POST keeps, renews or removes it."""
    meeting, by = meeting_of(request), cast(User, request.user)
    calendar = PersonalCalendar.objects.of_user(by, meeting).first()
    if request.method != "POST":
        return _page(request, meeting, calendar, CalendarForm(initial=_initial(calendar)))
    do, form = request.POST.get("do"), CalendarForm(request.POST)
    if do == "remove":
        operations.remove_calendar(meeting, by=by)
        messages.success(request, _("The address leads nowhere any more."))
    elif do == "renew":
        _renew(request, meeting, by)
    elif form.is_valid():
        _keep(request, meeting, form, by)
    else:
        return _page(request, meeting, calendar, form, status=UNPROCESSABLE)
    return redirect(meeting_path(meeting, "agenda:my_calendar"))


def _keep(request: HttpRequest, meeting: Meeting, form: CalendarForm, by: User) -> None:
    if queries.current_version(meeting) is None:
        raise Http404
    operations.keep_calendar(
        meeting,
        is_whole=form.cleaned_data["holds"] == WHOLE,
        language=form.cleaned_data["language"],
        by=by,
        at=clock.now(),
    )
    messages.success(request, _("Your calendar is at the address below."))


def _renew(request: HttpRequest, meeting: Meeting, by: User) -> None:
    if operations.renew_calendar(meeting, by=by, at=clock.now()):
        messages.success(
            request, _("Your calendar has a new address. The old one leads nowhere any more.")
        )
    else:
        messages.warning(request, _("You have no calendar of your own any more; make a new one."))


def _initial(calendar: PersonalCalendar | None) -> dict[str, str]:
    if calendar is None:
        return {"holds": WHOLE, "language": (get_language() or "en")[:2]}
    return {"holds": WHOLE if calendar.is_whole else CHOSEN, "language": calendar.language}


def _page(
    request: HttpRequest,
    meeting: Meeting,
    calendar: PersonalCalendar | None,
    form: CalendarForm,
    status: int = 200,
) -> HttpResponse:
    uids = _told_of(cast(User, request.user).pk, meeting)
    publication = queries.latest(meeting)
    address = _address(calendar)
    context = {
        "calendar": calendar,
        "address": address,
        "webcal": f"webcal:{address.partition(':')[2]}" if address else "",
        "form": form,
        "has_programme": publication is not None,
        "is_told_of_all": "" in uids,
        "is_told_of_nothing": not uids,
        "items": _items(publication, uids),
    }
    return render(request, "agenda/my_calendar.html", context, status=status)


def _address(calendar: PersonalCalendar | None) -> str:
    """Return the address of a calendar, or nothing where it cannot be told (then it can be renewed)."""
    key = calendar.key if calendar else None
    return settings.BASE_URL + reverse("agenda_files:my_calendar", args=[key]) if key else ""


def _items(publication: Publication | None, uids: set[str]) -> list[Item]:
    return [one for one in published(publication).items if one.uid in uids] if publication else []
