"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
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

from .board import links

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
    entries = _entries(request, meeting, viewer)
    urls = {name: _path(meeting, name) for name, _label in entries}
    here = _here(request, urls)
    return [
        {"name": name, "url": urls[name], "label": label, "current": urls[name] == here}
        for name, label in entries
    ]


def _entries(
    request: HttpRequest, meeting: Meeting | None, viewer: User | None
) -> list[tuple[str, str]]:
    """Return name and label of each entry of the menu; it fits one line."""
    is_at_the_desk = viewer is not None and viewer.is_staff and not _is_admin(request)
    if viewer and is_at_the_desk and meeting and is_of_the_isu(viewer):
        # All that the desk can do is linked from its page (board/tools.py).
        return [
            ("desk:board", _("Desk")),
            (_REGISTRATIONS, _("Registrations")),
            ("agenda:programme", _("Programme")),
            ("speakers:index", _("Speakers")),
            ("bilaterals:index", _("Bilaterals")),
            ("floor:index", _("The floor")),
        ]
    entries = [
        ("desk:home", _("Home")),
        ("registrations:register", _("Register")),
        ("agenda:programme", _("Programme")),
    ]
    if is_at_the_desk:
        return [*entries, ("floor:index", _("The floor")), ("bilaterals:index", _("Bilaterals"))]
    if viewer and _is_at_the_door(request):
        return [*entries, ("checkin:index", _("Check-in"))]
    return [*entries, *_own(meeting, viewer)] if viewer and not viewer.is_staff else entries


def _is_at_the_door(request: HttpRequest) -> bool:
    """Say whether this is a page of the check-in, which nobody but its helpers and the staff opens."""
    match = request.resolver_match
    return match is not None and "checkin" in match.namespaces


def _own(meeting: Meeting | None, viewer: User) -> list[tuple[str, str]]:
    """Return what somebody who takes part has besides."""
    manages = meeting and Delegation.objects.managed_by(viewer).for_meeting(meeting).exists()
    delegation = [("delegation:index", _("My delegation")), ("bilaterals:index", _("Bilaterals"))]
    return [
        ("registrations:own", _("My registration")),
        *(delegation if manages else []),
        ("interventions:index", _("Speakers")),
    ]


def _path(meeting: Meeting | None, name: str) -> str:
    if name == _REGISTRATIONS and meeting:
        return links.registrations(meeting)
    return meeting_path(meeting, name)


_REGISTRATIONS = "admin:registrations_registration_changelist"
# Entries with pages of their own beneath.
_WITH_PAGES = {
    *("desk:board", "agenda:programme", "delegation:index", "checkin:index"),
    *("speakers:index", "interventions:index", "floor:index", "bilaterals:index"),
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
    languages = [
        {
            "code": code,
            "name": NAMES[code],
            "url": _in_language(request, code),
            "current": code == (get_language() or "en")[:2],
        }
        for code, _name in settings.LANGUAGES
    ]
    # What has no language prefix (a letter's verification, an unknown address) has no other page.
    return languages if len({language["url"] for language in languages}) > 1 else []


def _in_language(request: HttpRequest, code: str) -> str:
    """Return this page’s address in a language; as it is where there is no other.

    As Django’s `translate_url`, which looks through all addresses for the one that is known here.
    """
    here, match = request.get_full_path(), request.resolver_match
    if match is None:
        return here
    with translation.override(code):
        try:
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return here
    _path, mark, query = here.partition("?")
    return f"{path}{mark}{query}"


def _hint(request: HttpRequest) -> dict[str, str] | None:
    """Return the offer of another language, where the browser prefers one that we speak."""
    preferred = translation.get_language_from_request(request)[:2]
    if preferred == (get_language() or "en")[:2] or preferred not in NAMES:
        return None
    url = _in_language(request, preferred)
    if url == request.get_full_path():
        return None
    with translation.override(preferred):
        sentence = _("This page is also available in your language.")
    return {"code": preferred, "name": NAMES[preferred], "url": url, "sentence": sentence}
