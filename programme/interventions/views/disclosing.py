"""The staff's pages of statements: all items, one item, and one request."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from programme.agenda.views.editor.common import actor, for_staff, here
from registration.meetings.links import meeting_path
from registration.registrations import kept

from .. import operations
from ..forms.disclosing import ReasonForm
from ..models import Disclosure
from ..operations import NothingHere
from ..statements import board
from ..statements.board import ItemBoard, Line
from .list_common import UNPROCESSABLE


@for_staff
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the items with their statements: how many are held, can be published, are published."""
    context = {"items": board.items_of(here(request))}
    return render(request, "interventions/statements/index.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    """Show the statements of an item; a POST publishes, takes back, or releases the written ones."""
    found, typed = _board(request, key), kept.typed(request)
    do = typed.get("do", "") if typed else ""
    form = ReasonForm(typed if do == "release_written" else None)
    if request.method == "POST":
        if do == "release_written" and not form.is_valid():
            return _item_page(request, found, form, status=UNPROCESSABLE)
        if said := _act(request, found, do, form):
            messages.success(request, said)
        return redirect(meeting_path(here(request), "statements:item", key))
    return _item_page(request, found, form)


def _act(request: HttpRequest, found: ItemBoard, do: str, form: ReasonForm) -> str:
    """Do what was asked for, and say so; an act that is not known does nothing."""
    who: dict[str, Any] = {"by": actor(request), "at": clock.now()}
    if do == "publish":
        count = operations.publish(found.keys, **who)
        said = ngettext("%(n)d statement is published.", "%(n)d statements are published.", count)
        return said % {"n": count} if count else _("Nothing new can be published.")
    if do == "take_back":
        count = operations.take_back_publication(found.keys, **who)
        said = ngettext("%(n)d statement is taken back.", "%(n)d statements are taken back.", count)
        return said % {"n": count} if count else _("Nothing was published.")
    if do == "release_written":
        asked = [one.intervention for one in found.written_to_release]
        reason = form.cleaned_data["reason"]
        count = operations.release_written(asked, reason=reason, **who)
        said = ngettext("%(n)d statement is released.", "%(n)d statements are released.", count)
        return said % {"n": count}
    return ""


def _item_page(
    request: HttpRequest, found: ItemBoard, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    is_kept = form.is_bound and request.method != "POST"
    context = {"board": found, "form": form, "is_kept": is_kept}
    return render(request, "interventions/statements/item.html", context, status=status)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Show the versions of one request and what was decided; a POST releases it, or holds it again."""
    found = _board(request, key)
    line = found.line(pk)
    if line is None:
        raise Http404
    typed = kept.typed(request)
    do = typed.get("do", "") if typed else ""
    form = ReasonForm(typed if do in _TURNS else None)
    if request.method != "POST" or do not in _TURNS:
        return _one_page(request, found, line, form)
    if do == "take_back":
        return _taken_back(request, found, line)
    if not form.is_valid():
        return _one_page(request, found, line, form, status=UNPROCESSABLE)
    act = operations.release if do == "release" else operations.hold
    try:
        act(
            line.intervention,
            reason=form.cleaned_data["reason"],
            by=actor(request),
            at=clock.now(),
        )
    except NothingHere as nothing:
        raise Http404 from nothing
    said = _("The statement is released.") if do == "release" else _("The statement is held again.")
    messages.success(request, said)
    return redirect(request.path)


_TURNS = {"release", "hold", "take_back"}


def _taken_back(request: HttpRequest, found: ItemBoard, line: Line) -> HttpResponse:
    operations.take_back_publication(
        found.keys, by=actor(request), at=clock.now(), intervention=line.intervention.pk
    )
    messages.success(request, _("The publication is taken back."))
    return redirect(request.path)


def _one_page(
    request: HttpRequest, found: ItemBoard, line: Line, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    decided = Disclosure.objects.filter(intervention=line.intervention)
    context = {
        "board": found,
        "line": line,
        "form": form,
        "is_kept": form.is_bound and request.method != "POST",
        "decisions": decided.select_related("by", "statement").order_by("-pk"),
    }
    return render(request, "interventions/statements/one.html", context, status=status)


def _board(request: HttpRequest, key: str) -> ItemBoard:
    found = board.item_of(here(request), key)
    if found is None:
        raise Http404
    return found
