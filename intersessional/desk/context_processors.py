"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.http import Http404, HttpRequest
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.accounts.models import User
from intersessional.accounts.policies import is_of_the_isu
from registration.delegations.models import Delegation
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.meetings.wording import zone_note

NAMES = {"en": "English", "fr": "Français", "es": "Español"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return meeting, menu, languages and the demonstration's clock.

    Works without a meeting and without a database, since error pages wear the same frame. Times on
    the page are in the meeting's zone. Whatever it shows to somebody who has not signed in must be in
    the key of pages that are kept (`programme.agenda.kept_pages`).
    """
    meeting = _meeting(request)
    at = clock.now()
    if meeting and not _is_admin(request):
        # Until the end of this request: see MeetingTime in the middleware.
        timezone.activate(meeting.zone)
    viewer = _viewer(request)
    return {
        "viewer": viewer,
        "meeting": meeting,
        "meeting_short_title": meeting.short_title if meeting else "",
        "demonstration": settings.DEMONSTRATION,
        # To the minute, as it is shown: a page that is kept for a minute says the same as a new one.
        "clock_now": at.replace(second=0, microsecond=0),
        "menu": _menu(request, meeting, viewer),
        "languages": _languages(request),
        "language_hint": _hint(request),
        "zone_note": zone_note(meeting.zone, at) if meeting else "",
    }


def _is_admin(request: HttpRequest) -> bool:
    """Say whether this is a page of the admin site, where each meeting's own zone counts."""
    match = request.resolver_match
    return match is not None and match.app_name == "admin"


def _meeting(request: HttpRequest) -> Meeting | None:
    try:
        return meeting_of(request)
    except (Http404, DatabaseFailure):
        return None


def _viewer(request: HttpRequest) -> User | None:
    """Return who signed in, if anybody; nobody while the database is away."""
    try:
        user = request.user
        return user if user.is_authenticated else None
    except (AttributeError, DatabaseFailure):
        return None


def _menu(
    request: HttpRequest, meeting: Meeting | None, viewer: User | None
) -> list[dict[str, Any]]:
    entries = [
        ("desk:home", _("Home")),
        ("registrations:register", _("Register")),
        ("agenda:programme", _("Programme")),
    ]
    if viewer and not viewer.is_staff:
        entries.append(("registrations:own", _("My registration")))
        if meeting and Delegation.objects.managed_by(viewer).for_meeting(meeting).exists():
            entries.append(("delegation:index", _("My delegation")))
            entries.append(("bilaterals:index", _("Bilaterals")))
        entries.append(("interventions:index", _("Speakers")))
    elif viewer and not _is_admin(request) and is_of_the_isu(viewer):
        entries.append(("agenda:editor", _("Edit the programme")))
        entries.append(("speakers:index", _("Speakers")))
        entries.append(("statements:index", _("Statements")))
        entries.append(("missing:index", _("Who is missing")))
        entries.append(("invitations:index", _("Invitations")))
        entries.append(("sheets:desk_start", _("Send a sheet")))
        entries.append(("agenda:documents", _("Documents")))
    if viewer and viewer.is_staff and not _is_admin(request):
        entries.append(("floor:index", _("The floor")))
        entries.append(("bilaterals:index", _("Bilaterals")))
    urls = {name: meeting_path(meeting, name) for name, _label in entries}
    here = _here(request, urls)
    return [
        {"url": urls[name], "label": label, "current": urls[name] == here}
        for name, label in entries
    ]


# Entries with pages of their own beneath.
_WITH_PAGES = {
    *("agenda:programme", "agenda:editor", "agenda:documents", "delegation:index"),
    *("speakers:index", "interventions:index", "floor:index", "bilaterals:index"),
    *("missing:index", "invitations:index", "sheets:desk_start", "statements:index"),
}


def _here(request: HttpRequest, urls: dict[str, str]) -> str:
    """Return the address of the entry whose page this is, or beneath which it lies: the nearest."""
    found = [
        url
        for name, url in urls.items()
        if request.path == url or (name in _WITH_PAGES and request.path.startswith(url))
    ]
    return max(found, key=len, default="")


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the languages with this very page's address in each; none if it has only one."""
    here = request.get_full_path()
    languages = [
        {
            "code": code,
            "name": NAMES[code],
            "url": translate_url(here, code),
            "current": code == (get_language() or "en")[:2],
        }
        for code, _name in settings.LANGUAGES
    ]
    # What has no language prefix (a letter's verification, an unknown address) has no other page.
    return languages if len({language["url"] for language in languages}) > 1 else []


def _hint(request: HttpRequest) -> dict[str, str] | None:
    """Return the offer of another language, where the browser prefers one that we speak."""
    preferred = translation.get_language_from_request(request)[:2]
    if preferred == (get_language() or "en")[:2] or preferred not in NAMES:
        return None
    url = translate_url(request.get_full_path(), preferred)
    if url == request.get_full_path():
        return None
    with translation.override(preferred):
        sentence = _("This page is also available in your language.")
    return {"code": preferred, "name": NAMES[preferred], "url": url, "sentence": sentence}
