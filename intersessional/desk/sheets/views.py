"""The steps of a sheet: send it, say what its columns hold, see what each row would do, write it."""

import io
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import role, signed_in
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.uploads import attachment
from registration.registrations import kept, operations, policies
from registration.registrations.models import Sheet
from registration.registrations.sheets import writing
from registration.registrations.sheets.columns import is_heading
from registration.registrations.sheets.rows import digest

from ..delegation.managed import say_balance, text_of_late
from . import presentation
from .forms import ColumnsForm, Seal, SheetForm, WriteForm, opened
from .places import Place, of_delegation, of_desk

STEPS = require_http_methods(["GET", "HEAD", "POST"])
_DAY_SECONDS = 24 * 3600
# More than 500 pasted rows of people.
_LONGEST = 250_000


@signed_in(otherwise=kept.keeping(longest=_LONGEST))
@STEPS
def start(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Send a sheet for one delegation."""
    return _start(request, of_delegation(request, code))


@role(roles.ISU_STAFF)
@STEPS
def desk_start(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Send a sheet for many delegations."""
    return _start(request, of_desk(request))


@signed_in
@require_safe
def template(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """The template sheet of a delegation."""
    return _template(of_delegation(request, code))


@role(roles.ISU_STAFF)
@require_safe
def desk_template(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """The template sheet with a column for the delegation."""
    return _template(of_desk(request))


@signed_in(otherwise=kept.keeping())
@STEPS
def columns(request: HttpRequest, code: str, token: str, slug: str | None = None) -> HttpResponse:
    """Say what each column holds."""
    return _columns(request, of_delegation(request, code), token)


@role(roles.ISU_STAFF)
@STEPS
def desk_columns(request: HttpRequest, token: str, slug: str | None = None) -> HttpResponse:
    """Say what each column holds."""
    return _columns(request, of_desk(request), token)


@signed_in(otherwise=kept.keeping())
@STEPS
def rows(request: HttpRequest, code: str, token: str, slug: str | None = None) -> HttpResponse:
    """Show what each row would do; a POST writes."""
    return _rows(request, of_delegation(request, code), token)


@role(roles.ISU_STAFF)
@STEPS
def desk_rows(request: HttpRequest, token: str, slug: str | None = None) -> HttpResponse:
    """Show what each row would do; a POST writes."""
    return _rows(request, of_desk(request), token)


@signed_in
@require_safe
def left_out(request: HttpRequest, code: str, token: str, slug: str | None = None) -> HttpResponse:
    """The rows that were not written, with the reasons, as a sheet."""
    return _left_out(request, of_delegation(request, code), token)


@role(roles.ISU_STAFF)
@require_safe
def desk_left_out(request: HttpRequest, token: str, slug: str | None = None) -> HttpResponse:
    """The rows that were not written, with the reasons, as a sheet."""
    return _left_out(request, of_desk(request), token)


def _start(request: HttpRequest, place: Place) -> HttpResponse:
    is_sent, data = request.method == "POST", kept.typed(request)
    form = SheetForm(data, request.FILES or None)
    if is_sent and form.is_valid():
        sheet = operations.keep_sheet(
            form.rows,
            owner=cast(User, request.user),
            meeting=place.meeting,
            delegation=place.delegation,
            has_heading=is_heading(form.rows[0][1]),
        )
        return redirect(place.path("columns", sheet.token))
    context = {
        "form": form,
        "place": place,
        "template_url": place.path("template"),
        "is_kept": form.is_bound and not is_sent,
    }
    return render(request, "desk/sheets/start.html", context, status=422 if is_sent else 200)


def _template(place: Place) -> HttpResponse:
    content = io.BytesIO(writing.template(place.allowed))
    return cast(HttpResponse, attachment(content, _("people") + ".xlsx", writing.XLSX))


def _columns(request: HttpRequest, place: Place, token: str) -> HttpResponse:
    sheet = place.sheet_or_404(request, token)
    if sheet.written_at:
        return redirect(place.path("rows", token))
    is_sent = request.method == "POST"
    width = max(len(cells) for _number, cells in sheet.rows)
    form = ColumnsForm(
        kept.typed(request),
        first=sheet.rows[0][1],
        width=width,
        allowed=place.allowed,
        heading=sheet.has_heading,
    )
    if is_sent and form.is_valid():
        sheet.columns, sheet.has_heading = form.columns, form.cleaned_data["has_heading"]
        sheet.save(update_fields=["columns", "has_heading"])
        return redirect(place.path("rows", token))
    found = [
        (index, select, [cells[index] for _n, cells in sheet.rows[:4] if any(cells[index:][:1])])
        for index, select in enumerate(form.selects)
    ]
    context = {
        "form": form,
        "place": place,
        "columns": found,
        "restart_url": place.path("start"),
        "is_kept": form.is_bound and not is_sent,
    }
    return render(request, "desk/sheets/columns.html", context, status=422 if is_sent else 200)


def _rows(request: HttpRequest, place: Place, token: str) -> HttpResponse:
    sheet = place.sheet_or_404(request, token)
    if sheet.written_at:
        return _written(request, place, sheet)
    if not sheet.columns:
        return redirect(place.path("columns", token))
    by, at = cast(User, request.user), clock.now()
    outcomes, seal = _compared(place, sheet, by=by, at=at)
    form = WriteForm(kept.typed(request), duplicates=_count(outcomes, "duplicate"))
    refusal, is_sent = "", request.method == "POST"
    if is_sent:
        try:
            refusal = _write(request, place, sheet, outcomes, seal, form)
        except operations.Stopped as stopped:
            refusal = str(stopped)
            outcomes, seal = _compared(place, sheet, by=by, at=at)
            form = WriteForm(request.POST, duplicates=_count(outcomes, "duplicate"))
        if not refusal and form.is_valid():
            return redirect(place.path("rows", token))
    context = _shown(place, outcomes, form, by=by, at=at) | {
        "refusal": refusal,
        "sheet": sheet,
        "seen": seal.sealed(),
        "columns_url": place.path("columns", token),
        "is_kept": form.is_bound and not is_sent,
    }
    return render(request, "desk/sheets/rows.html", context, status=422 if is_sent else 200)


def _compared(
    place: Place, sheet: Sheet, *, by: User, at: datetime
) -> tuple[list[operations.Outcome], Seal]:
    """Return what each row that is not written yet would do, and what the page seals of it."""
    checked = place.checked(sheet, at=at)
    left = [row for row in checked if row.number > sheet.written_to]
    outcomes = operations.compared(left, meeting=place.meeting, by=by, at=at)
    seen = {one.row.number: one.seen for one in outcomes}
    return outcomes, Seal(sheet.token, sheet.columns, sheet.has_heading, digest(checked), seen)


def _count(outcomes: list[operations.Outcome], *kinds: str) -> int:
    return sum(one.kind in kinds for one in outcomes)


def _shown(
    place: Place,
    outcomes: list[operations.Outcome],
    form: WriteForm,
    *,
    by: User,
    at: datetime,
) -> dict[str, Any]:
    good, duplicates = _count(outcomes, "new", "changed"), _count(outcomes, "duplicate")
    newcomers = _count(outcomes, "new", "duplicate")
    return {
        "place": place,
        "form": form,
        "lines": presentation.lines(outcomes, place.delegation),
        "counts": presentation.counts(outcomes),
        "has_errors": _count(outcomes, "error") > 0,
        "has_duplicates": duplicates > 0,
        "can_write": good + duplicates > 0,
        "button": presentation.button(good),
        "is_late": newcomers > 0 and place.is_late_for(by, at=at),
    }


def _write(
    request: HttpRequest,
    place: Place,
    sheet: Sheet,
    outcomes: list[operations.Outcome],
    seal: Seal,
    form: WriteForm,
) -> str:
    """Write what was asked for; return why not, or put it into the form.

    :raises operations.Stopped: some of it is written, the rest was refused
    """
    form.is_valid()
    seen = opened(form.cleaned_data.get("seen", ""), _DAY_SECONDS)
    if seen is None or not form.is_whole:
        return _("The form came incomplete. Look at the rows, and send it again.")
    if not seen.is_of(seal):
        return _(
            "The sheet is read differently now than you had seen it; perhaps its columns were changed "
            "in another window. Nothing has been written. Look at the rows again, and then write them."
        )
    if form.cleaned_data["write"] == "all" and _count(outcomes, "error"):
        return _("Some rows have errors. Write only the good ones, or send the sheet anew.")
    if form.errors:
        return ""
    by, at = cast(User, request.user), clock.now()
    try:
        result = operations.write_sheet(
            sheet,
            outcomes,
            seen=seen.rows,
            with_duplicates=form.cleaned_data["duplicates"] == "register",
            late_reason=form.cleaned_data["late_reason"],
            language=(get_language() or "en")[:2],
            by=by,
            at=at,
        )
    except policies.NotOpenYet as refusal:
        return str(refusal)
    except policies.ReasonNeeded as refusal:
        form.add_error("late_reason", str(refusal))
        return ""
    messages.success(request, _("The sheet has been written."))
    if result.late:
        messages.info(request, text_of_late(result.late))
    if place.delegation and result.new:
        say_balance(request, place.delegation)
    return ""


def _written(request: HttpRequest, place: Place, sheet: Sheet) -> HttpResponse:
    context = {
        "place": place,
        "counts": sheet.counts,
        "left_out_url": place.path("left_out", sheet.token) if sheet.left_out else "",
        "restart_url": place.path("start"),
    }
    return render(request, "desk/sheets/written.html", context)


def _left_out(request: HttpRequest, place: Place, token: str) -> HttpResponse:
    sheet = place.sheet_or_404(request, token)
    if not sheet.left_out:
        raise Http404
    content = io.BytesIO(writing.table(sheet.left_out))
    return cast(HttpResponse, attachment(content, _("rows-left-out") + ".xlsx", writing.XLSX))
