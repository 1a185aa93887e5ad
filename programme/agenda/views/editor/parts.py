"""A page with fields for each part: adding, changing, removing; both versions when two were at it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations import kept

from ... import queries
from ...forms.common import PartForm, compared
from ...forms.panels import PanelForm
from ...forms.parts import (
    ItemForm,
    PersonForm,
    RoomForm,
    SegmentForm,
    SessionForm,
)
from ...models import Contributor, Item, Panel, Room, Segment, Session
from ...operations import editing
from ...refusals import ChangedMeanwhile, Refused, part_name
from .common import actor, for_staff, here, part_or_404, to_grid

_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Kind:
    """A kind of part: its model, its form, its anchor on the grid, and titles of its pages."""

    name: str
    model: Any
    form: type[PartForm]
    anchor: str
    new: str | Promise
    title: str | Promise


KINDS = {
    kind.name: kind
    for kind in (
        Kind("items", Item, ItemForm, "item", gettext_lazy("New item"), gettext_lazy("Item")),
        Kind(
            *("sessions", Session, SessionForm, "session"),
            *(gettext_lazy("New session"), gettext_lazy("Session")),
        ),
        Kind(
            *("segments", Segment, SegmentForm, "segment"),
            *(gettext_lazy("New segment"), gettext_lazy("Segment")),
        ),
        Kind("rooms", Room, RoomForm, "room", gettext_lazy("New room"), gettext_lazy("Room")),
        Kind(
            *("people", Contributor, PersonForm, "person"),
            *(gettext_lazy("New person"), gettext_lazy("Person of the programme")),
        ),
    )
}
PANEL = Kind("panel", Panel, PanelForm, "segment", gettext_lazy("New panel"), gettext_lazy("Panel"))


@for_staff
@require_http_methods(_METHODS)
def add(request: HttpRequest, kind: str, slug: str | None = None) -> HttpResponse:
    """Ask for a new part, and write it."""
    meeting, its = here(request), KINDS[kind]
    part = its.model()
    if kind != "segments":
        part.meeting = meeting
    initial = _initial(request, meeting, kind)
    return _page(request, meeting, its, part, initial=initial)


@for_staff
@require_http_methods(_METHODS)
def edit(request: HttpRequest, kind: str, uid: str, slug: str | None = None) -> HttpResponse:
    """Show a part with all its fields, and write what is changed."""
    meeting, its = here(request), KINDS[kind]
    return _page(request, meeting, its, part_or_404(its.model, meeting, uid))


@for_staff
@require_http_methods(_METHODS)
def panel(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Show the panel of a segment, or ask for one."""
    meeting = here(request)
    segment = part_or_404(Segment, meeting, uid)
    found = Panel.objects.filter(segment=segment).first() or Panel(segment=segment)
    found.segment = segment
    return _page(request, meeting, PANEL, found)


@for_staff
@require_POST
def remove(request: HttpRequest, kind: str, uid: str, slug: str | None = None) -> HttpResponse:
    """Remove a part that nothing needs; undo brings it back."""
    meeting, its = here(request), KINDS[kind]
    return _remove(request, meeting, its, part_or_404(its.model, meeting, uid))


@for_staff
@require_POST
def remove_panel(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Remove the panel of a segment, with its seats."""
    meeting = here(request)
    found = Panel.objects.filter(segment=part_or_404(Segment, meeting, uid)).first()
    if found is None:
        raise Http404
    return _remove(request, meeting, PANEL, found)


def _initial(request: HttpRequest, meeting: Meeting, kind: str) -> dict[str, Any]:
    """Return what the address says of a new part, and what it most likely is."""
    if kind == "segments":
        found = Session.objects.filter(meeting=meeting, uid=request.GET.get("session", "")).first()
        return {"session": found.pk if found else None, "minutes": 15}
    if kind == "sessions":
        room = Room.objects.filter(meeting=meeting).first()
        return {"day": request.GET.get("day", ""), "room": room.pk if room else None}
    if kind == "items":
        last = Item.objects.filter(meeting=meeting).order_by("-number").first()
        return {"number": last.number + 1 if last else 1}
    return {}


def _page(
    request: HttpRequest,
    meeting: Meeting,
    kind: Kind,
    part: Any,
    *,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    form = kind.form(kept.typed(request), instance=part, meeting=meeting, initial=initial)
    if request.method != "POST":
        return _show(request, meeting, kind, part, form)
    if not form.is_valid():
        return _show(request, meeting, kind, part, form, status=422)
    try:
        changed = _write(request, part, form)
    except ChangedMeanwhile as conflict:
        current = conflict.current
        form.stand_on(current.version)
        rows = compared(form, current)
        return _show(request, meeting, kind, part, form, status=409, conflict=(conflict, rows))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, meeting, kind, part, form, status=409)
    words = _("Saved.") if changed else _("These answers are known already. Nothing was changed.")
    messages.success(request, words)
    uid = part.segment.uid if kind is PANEL else part.uid
    return to_grid(meeting, kind.anchor, uid)


def _write(request: HttpRequest, part: Any, form: PartForm) -> bool:
    """Write what a form says; the form's own part carries the answers already."""
    how: dict[str, Any] = {"by": actor(request), "at": clock.now()}
    if isinstance(form, PanelForm):
        how["seats"] = form.seats()
    if part.pk is None:
        for name, value in form.values().items():
            setattr(part, name, value)
        editing.add(part, **how)
        return True
    return editing.change(part, form.values(), version=form.cleaned_data["version"], **how)


def _show(
    request: HttpRequest,
    meeting: Meeting,
    kind: Kind,
    part: Any,
    form: PartForm,
    *,
    status: int = 200,
    conflict: tuple[ChangedMeanwhile, Any] | None = None,
    refusal: str = "",
) -> HttpResponse:
    stored = type(part).objects.filter(pk=part.pk).first() if part.pk else None
    context: dict[str, Any] = {
        "form": form,
        "part": stored,
        "name": part_name(stored) if stored else "",
        "kind": kind,
        "title": kind.title if stored else kind.new,
        "conflict": conflict[0] if conflict else None,
        "versions": conflict[1] if conflict else [],
        "refusal": refusal,
        "is_kept": form.is_bound and request.method != "POST",
        "remove_url": _remove_url(meeting, kind, part) if stored else "",
        "segment": part if kind.name == "segments" and stored else None,
        "draft_version": queries.draft_version(meeting),
    }
    return render(request, "agenda/editor/part.html", context, status=status)


def _remove_url(meeting: Meeting, kind: Kind, part: Any) -> str:
    if kind is PANEL:
        return meeting_path(meeting, "agenda:remove_panel", part.segment.uid)
    return meeting_path(meeting, f"agenda:remove_{kind.name}", part.uid)


def _remove(request: HttpRequest, meeting: Meeting, kind: Kind, part: Any) -> HttpResponse:
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 11 else 0
    try:
        editing.remove(part, version=version, by=actor(request), at=clock.now())
    except Refused as refusal:
        form = kind.form(instance=part, meeting=meeting)
        return _show(request, meeting, kind, part, form, status=409, refusal=str(refusal))
    messages.success(
        request, _("“%(part)s” is removed. “Undo” brings it back.") % {"part": part_name(part)}
    )
    if kind is PANEL:
        return to_grid(meeting, "segment", part.segment.uid)
    return to_grid(meeting)
