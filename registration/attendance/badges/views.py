"""The desk's pages of badges: what is to be printed, what was ordered, one person's badge."""

from dataclasses import asdict
from io import BytesIO
from typing import Any, cast

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.uploads import PDF, attachment
from registration.delegations.models import Category
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations.models import Registration
from registration.registrations.transitions import State

from ..models import BadgePrint, Scope
from . import operations, queries
from .counting import Choice, Counted, Group
from .forms import ChooseForm, PrintForm, ReissueForm

UNPROCESSABLE = 422
# With more people the list is one of delegations, each with its own list.
LONG_LIST = 60
# After this a page says that it takes long.
LONG_SECONDS = 300


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show how many badges are to be printed, and whose; a POST orders those that the list has."""
    meeting, language = meeting_of(request), _language()
    choice, counted = _choice(request), Counted(meeting, language)
    chosen = counted.chosen(choice)
    form = PrintForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        pks = [line.registration.pk for line in counted.lines(choice, chosen)]
        wanted = _order(form, choice.scope, of=_of(choice, chosen))
        try:
            order = operations.order(meeting, pks, wanted, **_by(request))
        except operations.NothingToPrint as refusal:
            form.add_error(None, str(refusal))
        except operations.TokenUsed as refusal:
            form.begin_anew()
            form.add_error(None, str(refusal))
        else:
            return redirect(meeting_path(meeting, "badges:print", order.pk))
    context = _list(counted, chosen, choice) | {"form": form, "prints": _prints(meeting)}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "badges/index.html", context, status=status)


@role(roles.ISU_STAFF)
@require_safe
def print_page(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show how far an order has come, and its file as soon as it is there."""
    return render(request, "badges/print_page.html", _progress(_print_or_404(request, pk)))


@role(roles.ISU_STAFF)
@require_safe
def progress(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Return the part of that page that changes by itself."""
    return render(request, "badges/_progress.html", _progress(_print_or_404(request, pk)))


@role(roles.ISU_STAFF)
@require_safe
def file(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand out a file of badges; that somebody took it is on record."""
    order = _print_or_404(request, pk, with_file=True)
    if order.pdf is None:
        raise Http404
    operations.note_download(order, **_by(request))
    name = f"badges-{order.meeting.slug}-{order.pk}.pdf"
    return cast(HttpResponse, attachment(BytesIO(bytes(order.pdf)), name, PDF))


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Show somebody's badges; a POST prints the one there is, or another one for a reason."""
    meeting = meeting_of(request)
    found = get_object_or_404(
        Registration.objects.for_meeting(meeting).with_delegation(), receipt_number=number
    )
    anew = request.POST.get("act") == "anew"
    kind = ReissueForm if anew else PrintForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            order = _print_one(request, found, form, anew=anew)
        except operations.NothingToPrint as refusal:
            form.add_error(None, str(refusal))
        except operations.TokenUsed as refusal:
            form.begin_anew()
            form.add_error(None, str(refusal))
        else:
            return redirect(meeting_path(meeting, "badges:print", order.pk))
    return _person(request, meeting, found, form)


def _person(
    request: HttpRequest, meeting: Meeting, found: Registration, form: PrintForm
) -> HttpResponse:
    is_anew = isinstance(form, ReissueForm)
    [line] = queries.lines_about(Registration.objects.filter(pk=found.pk), meeting, _language())
    context = {
        "person": found,
        "line": line,
        "badges": queries.badges_of(found),
        "form": form if not is_anew else PrintForm(),
        "anew": form if is_anew else ReissueForm(auto_id="anew_%s"),
        "is_confirmed": found.state == State.CONFIRMED,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "badges/person.html", context, status=status)


def _print_one(
    request: HttpRequest, found: Registration, form: PrintForm, *, anew: bool
) -> BadgePrint:
    wanted = _order(form, Scope.PERSON, of=found.printed_name)
    if anew:
        reason = form.cleaned_data["reason"]
        return operations.reissue(found, wanted, reason=reason, **_by(request))
    return operations.order(found.delegation.meeting, [found.pk], wanted, **_by(request))


def _order(form: PrintForm, scope: str, *, of: str) -> operations.Order:
    cleaned = form.cleaned_data
    return operations.Order(
        scope=scope,
        layout=cleaned["layout"],
        language=cleaned["language"],
        token=cleaned["token"],
        of=of,
    )


def _choice(request: HttpRequest) -> Choice:
    """Return what the address asks for; what is nonsense asks for nothing."""
    asked = ChooseForm(request.GET)
    asked.is_valid()
    cleaned = asked.cleaned_data
    return Choice(
        cleaned.get("scope") or Scope.TO_PRINT,
        cleaned.get("category", ""),
        cleaned.get("delegation", ""),
    )


def _of(choice: Choice, chosen: list[Group]) -> str:
    """Say in words whose badges were chosen, beside the scope."""
    if choice.delegation:
        return chosen[0].name if chosen else choice.delegation
    return str(Category(choice.category).label) if choice.category else ""


def _list(counted: Counted, chosen: list[Group], choice: Choice) -> dict[str, Any]:
    number = sum(group.number for group in chosen)
    lists_people = bool(choice.delegation) or number <= LONG_LIST
    lines = counted.lines(choice, chosen if lists_people else [])
    missing = [line for line in lines if line.missing]
    return {
        "counts": counted.counts,
        "all": sum(counted.counts.values()),
        "choice": choice,
        "choose": ChooseForm(initial=asdict(choice)),
        "number": number - len(missing),
        "chosen": [line for line in lines if lists_people and not line.missing],
        "missing": missing,
        "delegations": _delegations(chosen),
        "lists_people": lists_people,
        "of": _of(choice, chosen),
        "scope": Scope(choice.scope).label,
    }


def _delegations(chosen: list[Group]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for group in chosen:
        code = group.delegation.entity.code
        label = Category(group.delegation.category).label
        row = {"code": code, "name": group.name, "category": label, "number": 0}
        found.setdefault(code, row)["number"] += group.number
    return list(found.values())


def _prints(meeting: Meeting) -> list[BadgePrint]:
    found = BadgePrint.objects.filter(meeting=meeting).defer("pdf").select_related("asked_by")
    return list(found.order_by("-pk")[:10])


def _print_or_404(request: HttpRequest, pk: int, *, with_file: bool = False) -> BadgePrint:
    orders = BadgePrint.objects.filter(meeting=meeting_of(request)).select_related("meeting")
    order: BadgePrint = get_object_or_404(orders if with_file else orders.defer("pdf"), pk=pk)
    return order


def _progress(order: BadgePrint) -> dict[str, Any]:
    sheets = order.sheets.aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(printed_at__isnull=False))
    )
    done = order.count * sheets["done"] // max(sheets["all"], 1)
    waited = (timezone.now() - order.asked_at).total_seconds()
    return {
        "order": order,
        "done": order.count if order.printed_at else done,
        "changes": order.printed_at is None,
        "is_late": order.printed_at is None and waited > LONG_SECONDS,
        "says": _("%(done)d of %(all)d badges are printed.")
        % {"done": order.count if order.printed_at else done, "all": order.count},
    }


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": cast(User, request.user), "at": clock.now()}


def _language() -> str:
    return (get_language() or "en")[:2]
